"""What the police are told of a missing child: as the document (L21) and, field by field, as data.

What is protected on the case is in neither: whoever fills this leaves it out (PRACTICE 4.3).
"""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

FORMAT = "rollcall.police-referral/1"


class PoliceFact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Adult(PoliceFact):
    name: str
    relation: str
    lives_with_child: bool | None = None
    telephone: str = ""
    address: tuple[str, ...] = ()


class Sibling(PoliceFact):
    name: str
    born: date | None = None


class Seen(PoliceFact):
    """The last credible sighting."""

    on: date
    where: str = ""
    by: str = ""


class Asked(PoliceFact):
    """One enquiry that was made, and what came of it."""

    whom: str
    on: date
    result: str


class PoliceFacts(PoliceFact):
    """`at` is the instant of sending, UTC. `protected` says that details were left out, which the duty number gives."""

    format: str = FORMAT
    force: str
    wanted: str
    why: str
    words: str
    basis: str
    spoke_to: str
    at: datetime
    given: str
    surname: str
    also_known_as: tuple[str, ...] = ()
    born: date | None = None
    age: int | None = None
    sex: str = ""
    upn: str = ""
    school: str = ""
    first_absent_on: date | None = None
    last_seen: Seen | None = None
    risk: str
    signs: tuple[str, ...] = ()
    adults: tuple[Adult, ...] = ()
    siblings: tuple[Sibling, ...] = ()
    asked: tuple[Asked, ...] = ()
    protected: bool = False
