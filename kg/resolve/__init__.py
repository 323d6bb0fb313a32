"""From mentions to events: linking, dating, coreference, relations, judgements."""
