"""Which address shows which page."""
