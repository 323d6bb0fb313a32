"""A graph for others: SPARQL over HTTP with a query page (extra [serve]), and tools for assistants (extra [mcp])."""
