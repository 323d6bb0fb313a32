"""The command line: a module a group of commands; what they do stands in the package, which Python may call too."""

from __future__ import annotations

import os
import sys

from kg.cli import asking, building, learning, relating, reviewing, seeding, serving, watching
from kg.cli.app import app, complain
from kg.errors import KgError, OptionError

__all__ = ["app", "asking", "building", "learning", "main", "relating", "reviewing", "seeding", "serving", "watching"]

CLOSED = 141  # the exit code of what writes into a pipe that nobody reads any more (128 + SIGPIPE)


def main() -> None:
    """Run the command line; an error of ours is one line on stderr, exit code 2 for a wrong option or name, else 1."""
    try:
        app()
    except KgError as error:
        complain(f"kg: {error}")
        sys.exit(2 if isinstance(error, OptionError) else 1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is left in the buffer goes nowhere, and nobody complains
        sys.exit(CLOSED)
