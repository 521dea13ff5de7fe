"""The certificate of attendance of a charge: made from the register, for the head teacher to sign."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import ANYONE_INSIDE, Action
from domain.bundles.document import Kind, Marking
from domain.case_file import CaseFile, Document
from domain.entry import Consequences, Entry
from domain.evidence.certificate import (
    MARK_MISSING,
    NO_SESSIONS,
    REGISTER_MOVED,
    certified,
    may_be_certified,
    period_of,
    school_year,
    title_of,
)
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.guard import guard
from domain.guards.sources import practice
from domain.people import Line
from domain.proceedings import Prosecution
from domain.verdict import Verdict
from domain.vocabulary import Role

PROTECTED_CERTIFIED = guard(
    "PROTECTED_IN_CERTIFICATE", "No protected detail stands in a certificate", practice("4.3"), absolute=True
)
GUARDS = (NO_SESSIONS, MARK_MISSING, REGISTER_MOVED, PROTECTED_CERTIFIED)
FOR_INFORMATION = "It covers more than the period charged"


class CertificateMade(Action):
    """For exactly the charged period, to be signed by the head teacher; signed, it is filed as a document of its own.
    One of the whole school year is for information only and never served as evidence.
    """

    name: ClassVar[str] = "make-certificate"
    label: ClassVar[str] = "Make the certificate of attendance of a charge"
    help: ClassVar[str] = "For the head teacher to sign. Every session of the charged period, and those relied on."
    topic: ClassVar[str] = "Legal steps"
    roles: ClassVar[frozenset[Role]] = ANYONE_INSIDE
    reads_register: ClassVar[bool] = True

    about: Line = Field(title="For which prosecution?", json_schema_extra={"choices": "proceedings"})
    whole_year: bool = Field(
        default=False, title="Of the whole school year so far?", description="For information only: it is not served"
    )

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"about": next((each.name for each in charges(case)), "")}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not charges(facts.case):
            yield refused("NO_PROSECUTION", "No prosecution on this case relies on sessions", needs="a prosecution")

    def charge(self, case: CaseFile) -> Prosecution | None:
        return next((each for each in charges(case) if each.name == self.about), None)

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        charge = self.charge(facts.case)
        if charge is None:
            yield refused("NO_PROSECUTION", "No prosecution of this name relies on sessions", "about")
            return
        register = facts.registers.get(charge.school)
        yield from may_be_certified(charge, register, facts.almanac, whole_year=self.whole_year)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        charge = self.charge(facts.case)
        if charge is None:
            raise LookupError("no prosecution")
        register = facts.registers[charge.school]
        first, last = school_year(charge, register) if self.whole_year else period_of(charge)
        made = certified(charge, register, first, last)
        return Consequences(
            prepared={
                "certificate": made.model_dump(mode="json"),
                "title": title_of(made, whole_year=self.whole_year),
                "person": charge.person_id,
            }
        )

    def change(self, case: CaseFile, entry: Entry) -> None:
        ready = entry.consequences.prepared
        case.documents.append(
            Document(
                id=f"D{entry.seq}",
                title=ready["title"],
                sha256=ready.get("sha256", ""),
                media_type="application/pdf",
                size=ready.get("size", 0),
                pages=ready.get("pages", 0),
                obtained_from="Made from the school's register",
                obtained_on=entry.happened_on,
                obtained_by=entry.actor,
                kind=Kind.RECORD if self.whole_year else Kind.CERTIFICATE,
                about=ready["person"],
                marking=Marking.INFORMATION_ONLY if self.whole_year else Marking.UNDECIDED,
                marking_why=FOR_INFORMATION if self.whole_year else "",
                never_served=self.whole_year,
                made_for="" if self.whole_year else self.about,
                certified=None if self.whole_year else ready["certificate"]["relied_on"],
                signed=False,
            )
        )


def charges(case: CaseFile) -> list[Prosecution]:
    """Prosecutions that rely on sessions."""
    return [each for each in case.proceedings if isinstance(each, Prosecution) and each.sessions]
