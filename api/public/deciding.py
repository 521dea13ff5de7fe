"""What people do at the door: they decide about reports in quarantine, and acknowledge what was said of danger."""

from dataclasses import dataclass
from typing import Any

from api.identity import Signed
from api.opening import open_in
from api.problems import Problem
from api.public.submitting import by_itself
from api.services import Services
from domain.deadline import uk_day
from domain.facts import PUBLIC_FORM
from domain.vocabulary import Channel
from records import duty
from records.database import transaction
from records.duty import Alert
from records.quarantine import Kept, NotWaiting, decide, decided, look, waiting


@dataclass(frozen=True)
class Quarantine:
    waiting: list[Kept]
    decided: list[Kept]


def quarantine_of(services: Services) -> Quarantine:
    with transaction(services.engine) as session:
        return Quarantine(waiting(session), decided(session))


def looked_at(services: Services, signed: Signed, ref: str) -> tuple[Kept, dict[str, Any]]:
    """A report, without who sent it. That this person looked is written down. Raises Problem 404."""
    with transaction(services.engine) as session:
        try:
            kept, report = look(session, services.keys, ref, signed.staff.id, services.now())
        except NotWaiting:
            raise no_such_report() from None
    return kept, {name: value for name, value in report.items() if name != "referrer"}


def decide_about(services: Services, signed: Signed, ref: str, *, released: bool, reason: str) -> None:
    """Make a report the case that it asked to be, under the reference that its sender has, or reject it. Its clocks run
    from the day it came in. Raises Problem.
    """
    now = services.now()
    with transaction(services.engine) as session:
        try:
            kept, key, report = decide(
                session, services.keys, ref, released=released, who=signed.staff.id, reason=reason, now=now
            )
        except NotWaiting:
            raise no_such_report() from None
        if released:
            body = {**report, "happened_on": uk_day(kept.arrived_at).isoformat()}
            open_in(session, services, by_itself(session, services, PUBLIC_FORM), body, key, reserved=ref)


def no_such_report() -> Problem:
    return Problem(404, "NO_SUCH_REPORT", "No report of this reference waits for a decision")


@dataclass(frozen=True)
class Alerts:
    """`kept` are the references that are no cases yet."""

    waiting: list[Alert]
    acknowledged: list[Alert]
    kept: frozenset[str]

    def address(self, ref: str) -> str:
        return f"/quarantine/{ref}" if ref in self.kept else f"/cases/{ref}"


def alerts_of(services: Services) -> Alerts:
    with transaction(services.engine) as session:
        kept = frozenset(each.ref for each in (*waiting(session), *decided(session)) if not each.released)
        return Alerts(duty.unacknowledged(session), duty.acknowledged(session), kept)


def acknowledge(services: Services, signed: Signed, ref: str) -> None:
    """Say that one has it. Raises Problem 404 where there is no such alert or somebody was first."""
    with transaction(services.engine) as session:
        if not duty.acknowledge(session, ref, signed.staff.id, services.now()):
            raise Problem(404, "NO_SUCH_ALERT", "There is no such alert, or somebody has acknowledged it already")


def in_words(report: dict[str, Any]) -> list[tuple[str, str]]:
    """What a report says, line by line."""
    child, lines = report.get("child", {}), []
    lines.append(("From", Channel(report["channel"]).label if report else "It is a case now"))
    for title, value in (
        ("Child", " ".join(filter(None, (child.get("given"), child.get("surname"))))),
        ("Date of birth", child.get("date_of_birth")),
        ("School", child.get("school")),
        ("Adults", "\n".join(_adult(each) for each in report.get("adults", []))),
        ("Other children", "\n".join(each["name"] for each in report.get("household", []))),
        ("What has happened", report.get("account")),
    ):
        if value:
            lines.append((title, str(value)))
    return lines


def _adult(adult: dict[str, Any]) -> str:
    address = adult.get("address") or {}
    return ", ".join([adult["name"], *address.get("lines", []), *filter(None, [address.get("postcode")])])
