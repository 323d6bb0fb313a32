"""Learning the weights that the product ships: hand-coded articles in, files of seeds/weights/ out (extra `[learn]`).

A build never imports this package, and nothing here runs without being asked to (`kg learn`).
"""
