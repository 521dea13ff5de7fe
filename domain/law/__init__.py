"""The law, one path in one file, each rule beside its section. Pure: what is known goes in, refusals come out.

The state they judge is in `domain.proceedings`; every date comes from `domain.date_rules`.
"""
