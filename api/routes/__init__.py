"""The JSON API, one file a question."""
