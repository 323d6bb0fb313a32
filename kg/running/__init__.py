"""How a build runs: what is done once and kept, several at a time, and written all or none."""
