"""What pre-flight is given: the plan, what was seen of the finished files, and what the case says of the charge."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from domain.bundles.document import BundleDocument, Missing
from domain.bundles.plan import Plan


class Checked(BaseModel):
    """One finished file as it was looked at from outside; pages are named by their labels."""

    model_config = ConfigDict(frozen=True)

    pages: int
    size: int
    sound: bool
    opens_at_100: bool
    wrongly_numbered: tuple[str, ...] = ()  # stamp, label and plan do not agree
    lines: int = 0
    lines_astray: tuple[str, ...] = ()
    bookmarks: int = 0
    bookmarks_wanted: int = 0
    dead_links: int = 0
    without_text: tuple[str, ...] = ()
    turned: tuple[str, ...] = ()
    too_fine: tuple[str, ...] = ()
    covered: tuple[str, ...] = ()  # words under what was painted over them
    pages_missing: int = 0


class Leak(BaseModel):
    """Something found that must not be there: what sort of thing, never the thing itself."""

    model_config = ConfigDict(frozen=True)

    what: str
    pages: tuple[str, ...] = ()
    where: str = ""  # "the index", "the file's own data"; empty for pages


class Charge(BaseModel):
    """What the case says of the proceeding. None where the case does not say."""

    model_config = ConfigDict(frozen=True)

    defendant: str = ""  # the person's id
    began_on: date | None = None
    sessions_charged: int | None = None
    sessions_certified: int | None = None
    earliest_session: date | None = None
    last_day_to_charge: date | None = None
    supervision_considered: bool | None = None  # before the charge, in time (PRACTICE 2.3)
    authorised_by: str = ""
    unused_undecided: int | None = None
    returned_post: int = 0


class Subject(BaseModel):
    model_config = ConfigDict(frozen=True)

    plan: Plan
    files: tuple[Checked, ...]
    missing: tuple[Missing, ...] = ()
    kept_out: tuple[tuple[BundleDocument, str], ...] = ()
    leaks: tuple[Leak, ...] = ()
    leaks_looked_for: bool = False
    near: tuple[str, ...] = ()  # pages that come near whoever told us: a short form, a relation
    charge: Charge | None = None
    hearing: date | None = None
    file_by: date | None = None
    today: date
    other_bundles: int = 0
    supplement: int = 0
    before: tuple[BundleDocument, ...] = ()  # of a supplement: what the bundle that was served holds already
    said: tuple[str, ...] = ()
