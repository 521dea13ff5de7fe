"""Where one can go: one table of every place, who sees it, and what waits there. A new page adds its one line here."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from api.access import with_powers
from api.identity import Signed
from api.services import Services
from domain.vocabulary import Role
from records import inbox
from records.database import transaction
from records.legal_list import legal_due
from records.matches import how_many_wait
from records.worklist import due_now

Counting = Callable[[Session, Services, Signed], tuple[int, str]]
OFFICER, SUPERVISOR, LEGAL, ADMIN = Role.OFFICER, Role.SUPERVISOR, Role.LEGAL, Role.ADMIN
_CASEWORK = frozenset({OFFICER, SUPERVISOR})
_READERS = frozenset({OFFICER, SUPERVISOR, LEGAL})
_ADMIN = frozenset({ADMIN})
_LEADS = frozenset({SUPERVISOR})
_LAW = frozenset({SUPERVISOR, LEGAL})
EVERYBODY: frozenset[Role] = frozenset()


@dataclass(frozen=True)
class Place:
    """`roles` may go there; everybody may where it is empty. `bar` are those at the top of whose pages it stands: the
    others find it, with what it `says` of itself, under "More".
    """

    href: str
    text: str
    roles: frozenset[Role]
    says: str
    bar: frozenset[Role] = frozenset()
    count: Counting | None = None


@dataclass(frozen=True)
class NavItem:
    href: str
    text: str
    here: bool
    count: int = 0
    counted: str = "due now"


def _due(session: Session, services: Services, signed: Signed) -> tuple[int, str]:
    staff = signed.staff
    if not staff.has(*_CASEWORK):
        return 0, ""
    return due_now(session, staff.id, staff.team, staff.roles, services.today), "due now"


def _legal(session: Session, services: Services, signed: Signed) -> tuple[int, str]:
    if not signed.staff.has(LEGAL):
        return 0, ""
    return legal_due(session, with_powers(session, services, signed), services.today), "due now"


def _came_in(session: Session, services: Services, signed: Signed) -> tuple[int, str]:
    waits = inbox.waiting(session, services.today)
    return waits.uploads + waits.lines, "to look at"


def _matches(session: Session, services: Services, signed: Signed) -> tuple[int, str]:
    waiting = how_many_wait(session, with_powers(session, services, signed))
    return waiting, "possible match" if waiting == 1 else "possible matches"


# In the order of the bar. Of two lines for one address the first that somebody may see is theirs.
PLACES = (
    Place("/", "My work", _READERS, "What is due, in the order to do it", _READERS, _due),
    Place("/", "Start", EVERYBODY, "Where you begin"),
    Place("/team", "Team", _LEADS, "How the team stands today, and who has what", _LEADS),
    Place(
        "/legal", "Legal work", frozenset({SUPERVISOR, LEGAL}), "What waits for a lawyer", bar=_READERS, count=_legal
    ),
    Place("/legal/bundles", "Bundles", _LAW, "What courts and people are given, numbered", frozenset({LEGAL})),
    Place("/legal/profiles", "Profiles of bundles", _LAW, "What each court asks of a bundle, and who has signed it"),
    Place("/cases", "Cases", _READERS, "Every case, by name, stage, officer or day", bar=_READERS),
    Place("/inbox", "Inbox", _CASEWORK, "Lists and returns that schools have sent", bar=_READERS, count=_came_in),
    Place("/transfer-files", "Transfer files", _CASEWORK, "What schools hand on, matched with the open cases"),
    Place("/matches", "Matches", _CASEWORK, "Cases that may be one child’s", bar=_READERS, count=_matches),
    Place("/post-room", "Post room", _CASEWORK, "Letters to print and to post", bar=_READERS),
    Place("/authorisations", "Authorisations", EVERYBODY, "Who holds which power, and who acts for whom", _ADMIN),
    Place("/looked", "Who looked", frozenset({SUPERVISOR}), "Who read which case, and what was unusual about it"),
    Place("/glass", "Open a restricted case", _READERS, "With a reason, for a day; its officer is told"),
    Place("/retention", "Keeping and erasing", frozenset({SUPERVISOR}), "Closed cases whose time is over"),
    Place("/people", "People", frozenset({SUPERVISOR, ADMIN}), "Who works here, and where they are signed in", _ADMIN),
    Place("/school-keys", "School keys", _ADMIN, "Keys with which schools refer by themselves", _ADMIN),
    Place("/sessions", "Where you are signed in", EVERYBODY, "Your browsers, and how to end a session"),
    Place("/charts", "Charts", _LEADS, "How old the cases are, how long children wait, what comes and goes"),
    Place("/calendar", "Calendar feed", _CASEWORK, "What is due, in your own calendar, by reference only"),
    Place("/census", "Department’s return", EVERYBODY, "Children missing education on each census date"),
    Place(
        "/policy",
        "Policy",
        frozenset({SUPERVISOR, ADMIN}),
        "School terms, own standards and letters: proposed, approved, in force",
    ),
    Place("/dates", "Dates", EVERYBODY, "Work out a date, and see how"),
    Place("/rules", "Rules", EVERYBODY, "Every rule that the service keeps, with its source"),
)
MORE = "/more"


def places(signed: Signed) -> list[Place]:
    """Where this person may go, each address once."""
    found: dict[str, Place] = {}
    for place in PLACES:
        if not place.roles or signed.staff.has(*place.roles):
            found.setdefault(place.href, place)
    return list(found.values())


def in_bar(place: Place, signed: Signed) -> bool:
    return place.href == "/" or signed.staff.has(*place.bar)


def navigation(services: Services, signed: Signed, here: str | None) -> list[NavItem]:
    """The bar at the top of every page, with what waits at each place."""
    shown = [place for place in places(signed) if in_bar(place, signed)]
    counts: dict[str, tuple[int, str]] = {}
    if any(place.count for place in shown):
        with transaction(services.engine) as session:
            counts = {place.href: place.count(session, services, signed) for place in shown if place.count}
    items = [NavItem(place.href, place.text, place.href == here, *counts.get(place.href, (0, ""))) for place in shown]
    hidden = {place.href for place in places(signed)} - {place.href for place in shown}
    return [*items, NavItem(MORE, "More", here == MORE or here in hidden)]
