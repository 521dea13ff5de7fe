"""Court bundles: what goes in one, in which order, on which page; and what must be right before a court sees it."""
