"""Imported by the process that workers are forked from, by no other: it reads a line, so that all is loaded once.

Names, cards and the parser are then in memory once for all workers, and who takes the place of a dead one is there at
once. The trained reader is left to each, as its threads do not live through a fork.
"""

from contextlib import suppress

from kg.model import Document
from kg.running.readings import Options, read

LINE = "Japan and South Korea held talks in Tokyo on 3 March 2015."

with suppress(Exception):  # what fails here fails where a document is read, which says so
    read((Document(text=LINE), Options(), None))
