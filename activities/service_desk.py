"""The certificate of service of one letter, put together from its ledger."""

from datetime import date

from domain.case_file import CaseFile, Letter
from domain.date_rules import RULES
from domain.dates.rule import DateRule
from domain.facts import Roster
from domain.law.service import METHODS
from domain.proceedings.served import Service
from letters.certificate import Certificate, ServiceLine, certificate_pdf
from letters.facts import Authority

_RULES: dict[str, DateRule] = {rule.name: rule for methods in METHODS.values() for rule in methods.values()}


def certificate(authority: Authority, case: CaseFile, letter: Letter, roster: Roster, today: date) -> bytes:
    """Raises LookupError where nothing was served: the route has seen to it. Raises what `lay_out` raises."""
    person = case.person(letter.person_id)
    if person is None or not letter.ledger.entries:
        raise LookupError("nothing served")
    return certificate_pdf(
        Certificate(
            authority=authority,
            reference=case.ref,
            document=letter.title,
            letter=f"{case.ref}-{letter.id}",
            pages=letter.pages,
            sha256=letter.sha256,
            served_on=person.name,
            printed_on=today,
            lines=tuple(_line(each, roster) for each in letter.ledger.entries),
        )
    )


def _line(entry: Service, roster: Roster) -> ServiceLine:
    rule = _RULES.get(entry.rule) or RULES["deemed-service"]
    return ServiceLine(
        how=entry.manner.label,
        by=_named(entry.by, roster),
        on=entry.on,
        place=entry.place,
        agreement=entry.agreement,
        evidence=entry.evidence,
        recorded_at=entry.recorded_at,
        late_because=entry.late_because,
        witness=_named(entry.witness, roster) if entry.witness else "",
        deemed_on=entry.deemed_on,
        rule=rule.label,
        rule_source=rule.source.words,
        proved_on=entry.proved_on,
        proof=entry.proof,
        came_back=entry.came_back.label if entry.came_back else "",
        came_back_on=entry.came_back_on,
    )


def _named(who: str, roster: Roster) -> str:
    """Name and role of somebody who works here; whoever else it was, as recorded."""
    person = roster.staff.get(who)
    return ", ".join(filter(None, (person.name, person.job_title))) if person else who
