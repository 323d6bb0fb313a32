"""News about diplomacy in, a graph of dated events with the evidence for each out."""
