"""The only reader of the folder seeds/: strict tables and cards, errors with file, line and the nearest valid name."""
