"""The version, which the package, its files and its pages tell."""

__version__ = "0.2.0"
