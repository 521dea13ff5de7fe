"""Evidence: what a document of a case is, what it is worth, what of it must not be shown, and what stays unused."""
