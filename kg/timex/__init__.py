"""The time tagger: TIMEX3 expressions of a text, from the word lists and patterns of seeds/timex."""

from kg.timex.tagger import tag_times

__all__ = ["tag_times"]
