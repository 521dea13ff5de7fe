"""The certificate covers exactly the charged period, session by session, from the register as it still stands."""

from datetime import date
from typing import Any

import pytest

from domain.law.sessions import Register
from tests.domain.play import Play
from tests.domain.prosecuting import Court, recoded

FIRST, LAST = date(2026, 9, 28), date(2026, 10, 2)


@pytest.fixture
def court() -> Court:
    return Court().begun()


def made(court: Court, **form: Any) -> dict[str, Any]:
    entry = court.act("make-certificate", about=court.charge.name, **form)
    return dict(entry.consequences.prepared["certificate"])


def test_it_covers_exactly_the_charged_period_with_totals_and_those_relied_on(court: Court) -> None:
    said = made(court)
    assert (said["first"], said["last"]) == (FIRST.isoformat(), LAST.isoformat())
    assert len(said["days"]) == 5
    assert {each["am"] for each in said["days"]} == {"G"}
    assert all(each["relied_on"] == ["morning", "afternoon"] for each in said["days"])
    assert said["totals"] == [["G", 10]]
    assert (said["sessions"], said["attended"], said["unauthorised"], said["relied_on"]) == (10, 0, 10, 10)
    document = court.case.documents[-1]
    assert (document.kind, document.signed, document.about) == ("CERTIFICATE", False, court.mother)
    assert document.title == "Certificate of attendance, 28 September 2026 to 2 October 2026"


def test_of_fewer_sessions_the_period_is_shorter_and_what_lies_between_is_shown_but_not_relied_on(court: Court) -> None:
    court.step("choose-charged-sessions", sessions=["2026-09-28 AM", "2026-09-30 PM"])
    said = made(court)
    assert (said["first"], said["last"], said["relied_on"]) == ("2026-09-28", "2026-09-30", 2)
    assert [each["relied_on"] for each in said["days"]] == [["morning"], [], ["afternoon"]]
    assert said["totals"] == [["G", 6]]


def test_a_missing_mark_refuses_it_and_is_named(court: Court) -> None:
    kept = [mark for mark in court.register.sessions if (mark.day, mark.half) != (date(2026, 9, 30), "AM")]
    court.step("choose-charged-sessions", sessions=["2026-09-28 AM", "2026-10-02 PM"])
    court.register = Register(school=court.register.school, sessions=tuple(kept))
    (verdict,) = court.why_not("make-certificate", about=court.charge.name)
    assert verdict.code == "MARK_MISSING"
    assert "30 September 2026 (morning)" in verdict.reason
    court.register = Register(school=court.register.school, sessions=())
    assert "REGISTER_MOVED" in court.refused("make-certificate", about=court.charge.name)


def test_a_register_that_changed_since_the_decision_refuses_it(court: Court) -> None:
    court.register = recoded(court.register, "2026-09-30", "I")
    (verdict,) = court.why_not("make-certificate", about=court.charge.name)
    assert verdict.code == "REGISTER_MOVED"
    assert "30 September 2026" in verdict.reason
    court.step("choose-charged-sessions", sessions=["2026-09-28 AM", "2026-10-01 PM"])
    said = made(court)
    assert said["totals"] == [["I", 2], ["G", 6]], "what is not relied on shows as the register has it now"
    court.told_recoded("2026-09-28", "C")
    assert "REGISTER_MOVED" in court.refused("make-certificate", about=court.charge.name), "told, and not settled"


def test_of_the_whole_year_it_is_for_information_and_never_evidence(court: Court) -> None:
    said = made(court, whole_year=True)
    assert said["first"] == "2026-09-01"
    assert said["last"] >= LAST.isoformat()
    document = court.case.documents[-1]
    assert (document.kind, document.marking) == ("RECORD", "INFORMATION_ONLY")
    codes = court.refused("mark-document", document=document.id, marking="EVIDENTIAL")
    assert "FOR_INFORMATION_ONLY" in codes


def test_without_sessions_or_a_register_there_is_nothing_to_certify(court: Court) -> None:
    assert Play().refused("make-certificate", about="prosecution-1").startswith("NO_PROSECUTION")
    name = court.charge.name
    court.register = None  # type: ignore[assignment]
    assert court.refused("make-certificate", about=name) == "NO_REGISTER"
