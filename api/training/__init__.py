"""A training world: its clock, its invented cases, and what a good officer would do next in each."""
