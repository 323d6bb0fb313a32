"""From a document to mentions: actors, places, times and events, each with its span and candidates."""
