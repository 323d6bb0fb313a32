"""The command line: every verb is a function of the package, and the other way round."""

from __future__ import annotations

import sys

from rich.console import Console

from kg.cli import asking, building, learning, relating, reviewing, seeding, watching  # each adds its commands
from kg.cli.app import app
from kg.errors import KgError, OptionError

__all__ = ["app", "asking", "building", "learning", "main", "relating", "reviewing", "seeding", "watching"]


def main() -> None:
    """Run the command line; an error of ours is one line on stderr, exit code 2 for a wrong option or name, else 1."""
    try:
        app()
    except KgError as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(f"kg: {error}", markup=False)
        sys.exit(2 if isinstance(error, OptionError) else 1)
