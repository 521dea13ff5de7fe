"""What a file says beside its pages may show who told us: an e-mail's headers, a PDF's own data, a camera's notes
(PRACTICE 8.8).
"""

from domain.facts import Facts
from domain.guards.guard import guard
from domain.guards.sources import practice
from domain.verdict import Refused

WHO_TOLD_IN_FILE = guard(
    "WHO_TOLD_IN_FILE",
    "No file whose headers or own data may show who told us in confidence is filed on the case",
    practice("4.9, 8.8"),
    absolute=True,
)


def betrays_nobody_beside_its_pages(facts: Facts, words: str) -> None:
    """Raises Refused."""
    if facts.betrays(words, ""):
        raise Refused(
            WHO_TOLD_IN_FILE.refuse(
                "What this file says beside its pages may show who told us in confidence",
                needs="a copy without it: print it to a new PDF",
                field="sha256",
            )
        )
