"""Nothing that parents read names whoever told us in confidence (PRACTICE 4.9).

A near-match is a warning: somebody may judge that it betrays nobody, and say why. That is never whoever wrote the text.
A verdict says only that there is one. Which words it is stands with the text, for whoever works on it.
"""

from collections.abc import Iterator, Mapping

from domain.facts import Facts
from domain.guards.guard import guard
from domain.guards.sources import practice
from domain.verdict import Verdict

NAMES_REFERRER = guard(
    "NAMES_REFERRER", "Nothing that parents read names whoever told us in confidence", practice("4.9")
)
OWN_WORDS_NAME_REFERRER = guard(
    "OWN_WORDS_NAME_REFERRER",
    "That words betray nobody is said by somebody who did not write them",
    practice("4.9"),
    absolute=True,
)
REASON_NAMES_REFERRER = guard(
    "REASON_NAMES_REFERRER",
    "The reason why words betray nobody names nobody itself",
    practice("4.9"),
    absolute=True,
)
GUARDS = (NAMES_REFERRER, OWN_WORDS_NAME_REFERRER, REASON_NAMES_REFERRER)


def names_nobody_who_told(
    facts: Facts, text: str, *, written_by: set[str], reader: str = "", field: str | None = None
) -> Iterator[Verdict]:
    """Refuses a text that comes near the person who told us in confidence. `reader` is the id of the person to whom it
    is written.
    """
    if not facts.case.confidential or not facts.betrays(text, reader):
        return
    if written_by.isdisjoint({facts.actor.id, facts.acting_for} - {""}):
        yield NAMES_REFERRER.refuse(
            "Some of these words may show who told us in confidence",
            needs="other words, or a supervisor who says why these betray nobody",
            field=field,
        )
    else:
        yield OWN_WORDS_NAME_REFERRER.refuse(
            "Some of these words may show who told us: nobody sets that aside for a text of their own",
            needs="other words, or another person who says why these betray nobody",
            field=field,
        )


def reason_names_nobody(facts: Facts, set_aside: Mapping[str, str]) -> Iterator[Verdict]:
    """The reason for setting it aside stands in the history: it names nobody itself."""
    reason = set_aside.get(NAMES_REFERRER.code)
    if reason and facts.betrays(reason, ""):
        yield REASON_NAMES_REFERRER.refuse(
            "This reason may itself show who told us, and it would stand in the history",
            needs="a reason that names nobody",
        )
