"""The date rules, law by law, and the ways of counting that they use. `domain.date_rules` is the way in."""
