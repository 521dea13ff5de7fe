"""What never goes out with the answer to a request for personal data, whatever anybody decides."""

from domain.guards.guard import guard
from domain.guards.sources import practice

NEVER_SHOWN = guard(
    "SHOWS_THE_REFERRER",
    "What names or comes near to whoever told us, or shows something protected, is not given",
    practice("4.9 and 4.3"),
    absolute=True,
)
UNREAD = guard("CANNOT_BE_GIVEN", "What cannot be opened as pages is not given", practice("7"), absolute=True)
LEAKS = guard(
    "ANSWER_SHOWS",
    "No answer leaves that shows who told us, something protected, or how somebody else is reached",
    practice("4.3 and 4.9"),
    absolute=True,
)
GUARDS = (NEVER_SHOWN, UNREAD, LEAKS)
