"""Common transfer files as bytes: written and checked against our own schema, and read with care."""
