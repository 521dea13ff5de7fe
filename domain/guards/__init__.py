"""The third gate: is it lawful? Pure functions from facts to verdicts, each citing where it comes from."""
