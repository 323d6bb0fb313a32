"""What a sentence says as grammar, read once: the engine, the tree, quotations."""
