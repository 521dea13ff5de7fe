"""Everything a guard may look at, as one value: loaded by one query, under the case's row lock."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.calendars import Almanac
from domain.case_file import CaseFile
from domain.entry import Entry
from domain.law.authority import Register as Authorisations
from domain.law.regime import OFF, Switch
from domain.law.sessions import Register as SchoolRegister
from domain.law.which_authority import Charges
from domain.near_matches import Mark
from domain.proceedings import AnyProceeding
from domain.vocabulary import Power, Role, Stage


@dataclass(frozen=True)
class Staff:
    """A person who works here. `powers` holds only those granted and not ended on the day the facts were loaded."""

    id: str
    name: str
    roles: frozenset[Role] = frozenset()
    team: str = ""
    active: bool = True
    job_title: str = ""
    telephone: str = ""
    powers: frozenset[Power] = frozenset()

    def has(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)


@dataclass(frozen=True)
class Roster:
    """Who works here, by id; of one case also who is kept out of it, such as a relative (issue 9)."""

    staff: Mapping[str, Staff] = field(default_factory=dict)
    schools: Mapping[str, str] = field(default_factory=dict)
    kept_out: frozenset[str] = frozenset()

    def active(self, staff_id: str) -> bool:
        return (person := self.staff.get(staff_id)) is not None and person.active

    def may_have(self, staff_id: str) -> bool:
        """Whether the case can be theirs: they work here, and are not kept out of it."""
        return self.active(staff_id) and staff_id not in self.kept_out

    def team_has_someone(self, team: str) -> bool:
        return any(self.may_have(person.id) and person.team == team for person in self.staff.values())

    def fallback_team(self) -> str:
        """A team with an active officer, for a case whose own has nobody: the first by name, so always the same one."""
        teams = {
            person.team
            for person in self.staff.values()
            if self.may_have(person.id) and person.team and person.has(Role.OFFICER)
        }
        return min(teams, default="")


@dataclass(frozen=True)
class Template:
    """What the domain needs to know of a letter's wording; the wording itself is the letters room's."""

    id: str
    title: str
    to: str
    legal_effect: bool = False
    may_sign: frozenset[Role] = frozenset()


# Where a text comes near whoever told us; with the id of the person it is written to, if it is to one.
Betrays = Callable[[str, str], tuple[Mark, ...]]


def betrays_nobody(text: str, reader: str) -> tuple[Mark, ...]:
    """Where nobody may look who told us."""
    return ()


CLOCK = Staff(id="clock", name="The clock")
PROCESS = Staff(id="process", name="Rollcall")
# Who wrote the first entry of a case that came in by itself. Which school it was stands nowhere in the case.
PUBLIC_FORM = Staff(id="public-form", name="The public form")
SCHOOL_KEY = Staff(id="school-key", name="A school, by its key")


@dataclass(frozen=True)
class Facts:
    case: CaseFile
    today: date
    now: datetime
    almanac: Almanac
    actor: Staff
    roster: Roster
    entries: Sequence[Entry] = ()
    templates: Mapping[str, Template] = field(default_factory=dict)
    sender: str = ""  # what the authority says of itself in every letter
    process: str = ""
    others: Mapping[str, Stage] = field(default_factory=dict)  # cases that the act names, and where each stands
    acting_for: str = ""
    authorisations: Authorisations = field(default_factory=Authorisations)
    registers: Mapping[str, SchoolRegister] = field(default_factory=dict)  # the child's, by school, where asked for
    switch: Switch = OFF  # which law of attendance orders is in force, from when
    charges: Charges = Charges.SCHOOL  # which authority charges under s.444
    betrays: Betrays = betrays_nobody  # looks at who told us when it is called, and answers with places of the text

    @property
    def proceeding(self) -> AnyProceeding:
        """The proceeding whose process asks. Raises LookupError in the journey itself: a bug."""
        found = self.case.proceeding(self.process)
        if found is None:
            raise LookupError("no proceeding")
        return found

    @property
    def supervisor(self) -> bool:
        return self.actor.has(Role.SUPERVISOR)
