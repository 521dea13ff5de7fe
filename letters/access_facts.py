"""What a letter to somebody who asked for their data may say: days and general words, never what is held."""

from datetime import date

from letters.legal_facts import LegalFact


class AccessFacts(LegalFact):
    """`last_day` is the last day to answer; None while proof of who asks is wanted, which `proof` then names."""

    received_on: date
    of_child: bool
    last_day: date | None = None
    proof: str = ""


class ExtensionFacts(LegalFact):
    """`last_day` is the last day of the longer time."""

    first_last_day: date
    last_day: date


class AnswerFacts(LegalFact):
    """`kept_back` is what was left out, in general words."""

    pages: int
    kept_back: tuple[str, ...] = ()
