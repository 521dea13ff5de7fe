"""The tracing of a lost pupil by actions: the school's last day, reminders, searches, flags, files, and how it ends."""

from dataclasses import replace
from datetime import date
from typing import Any

from domain.actions.tracing_step import tracings
from domain.facts import Facts
from domain.guards.lost_file import flags_open, located, may_be_made
from domain.proceedings import Tracing
from domain.transfer.file import Destination
from domain.vocabulary import Power, Risk
from tests.domain.stepping import Steps

DELETED = "2026-12-07"  # the Monday after twenty school days from 9 November (S2)
UPN = "X800400126001"
GONE = {"child": {"upn": UPN, "sex": "F"}, "kind": "CME-LOST"}
FILE = "8004001_CTF_XXXXXXX_001.xml"
UPLOADED = {"file_name": FILE, "one_pupil": True, "said_by": "The school office"}


class Traced(Steps):
    """A child lost to its school, traced; the supervisor is the safeguarding lead."""

    def __init__(self, on: str = DELETED, *, begun: bool = True, **referral: Any) -> None:
        super().__init__("2026-11-09", **{**GONE, **referral})
        self.to(on)
        if begun:
            self.act("begin-tracing", email="office@school.example")

    def facts(self, by: str = "officer") -> Facts:
        facts = super().facts(by)
        if by != "supervisor":
            return facts
        return replace(facts, actor=replace(facts.actor, powers=frozenset({Power.SAFEGUARDING_LEAD})))

    @property
    def tracing(self) -> Tracing:
        return tracings(self.case)[-1]


def test_the_school_has_fifteen_school_days_after_the_deletion() -> None:
    play = Traced()
    assert play.last_day("tracing-1:lost-pupil-file") == "2027-01-11", "S2: over the holidays"
    assert play.last_day("tracing-1:lost-file-reminder") == "2026-12-14"
    assert play.last_day("tracing-1:lost-search") == "2026-12-14"
    assert play.refused("begin-tracing") == "TRACING_UNDER_WAY"
    late = Traced("2026-12-09", begun=False)
    late.act("begin-tracing", deleted_on=DELETED)
    assert late.last_day("tracing-1:lost-pupil-file") == "2027-01-11", "it runs from the deletion"
    assert late.refused("begin-tracing", deleted_on="2026-12-30").split()[-1] == "FUTURE_DATE"


def test_reminders_come_again_and_the_last_day_tells_a_supervisor() -> None:
    play = Traced()
    play.to("2026-12-15")
    assert "remind-school" in play.tasks()
    play.step("record-lost-reminder", how="telephone", said="This week.")
    assert "remind-school" not in play.tasks()
    assert play.last_day("tracing-1:lost-file-reminder") == "2026-12-22"
    play.to("2027-01-11")
    assert "lost-file-late" not in play.tasks(), "not on the last day itself"
    play.to("2027-01-12")
    assert "lost-file-late" in play.tasks()
    assert "deadline-passed" in play.tasks("supervisor")
    assert play.tracing.stage == "awaiting-file", "a passed day ends nothing"
    play.step("confirm-lost-upload", **UPLOADED)
    assert play.tracing.uploaded is not None
    assert play.tracing.uploaded.late == 1
    assert not {"remind-school", "lost-file-late"} & play.tasks()
    assert not {"tracing-1:lost-pupil-file", "tracing-1:lost-file-reminder"} & play.running()
    assert "tracing-1:lost-search" in play.running()


def test_only_its_own_lost_file_with_one_pupil_confirms() -> None:
    play = Traced()
    refused = {
        "8004002_CTF_XXXXXXX_001.xml": "G25_FILE_NAME",
        "8004001_CTF_8654002_001.xml": "G25_FILE_NAME",
        "letter.pdf": "G25_FILE_NAME",
    }
    for name, code in refused.items():
        assert play.no_step("confirm-lost-upload", **{**UPLOADED, "file_name": name}) == code
    assert play.no_step("confirm-lost-upload", **{**UPLOADED, "one_pupil": False}) == "G25_ONE_PUPIL"
    assert play.no_step("confirm-lost-upload", **UPLOADED, uploaded_on="2026-12-04") == "BEFORE_DELETION"
    play.step("confirm-lost-upload", **UPLOADED)
    assert play.tracing.stage == "searching"


def test_searches_are_weekly_for_four_and_then_monthly_and_find_only_a_task() -> None:
    play = Traced()
    days = []
    for _ in range(6):
        days.append(play.last_day("tracing-1:lost-search"))
        play.to(days[-1])
        play.step("record-lost-search", result="nothing")
    assert days == ["2026-12-14", "2026-12-21", "2026-12-28", "2027-01-04", "2027-02-04", "2027-03-04"]
    play.to("2027-05-06")
    assert "search-lost-pupils" in play.tasks()
    assert play.last_day("tracing-1:lost-search") == "2027-06-04", "one left undone comes again by itself"
    play.step("record-lost-search", result="possible", note="Same birth date, other name.")
    assert "search-lost-pupils" not in play.tasks()
    assert "trace" in play.tasks()
    assert (play.tracing.open, play.case.open) == (True, True), "a match closes nothing"
    assert len(play.tracing.searches) == 7


def test_while_a_flag_is_open_nobody_asks_for_a_file_and_none_is_made() -> None:
    play = Traced(indicators=["domestic-abuse"])
    assert flags_open(play.case) == ["Domestic abuse or a refuge"]
    assert "decide-lost-file" in play.tasks("supervisor"), "asked the day it begins"
    assert play.no_step("record-lost-reminder", how="letter") == "LOST_FILE_FLAG"
    assert play.no_step("make-transfer-file", destination="lost") == "LOST_FILE_FLAG"
    assert play.no_step("make-transfer-file", destination="outside") == "LOST_FILE_FLAG"
    play.to("2027-01-12")
    assert not {"remind-school", "lost-file-late"} & play.tasks()
    assert play.no_step("decide-lost-file", allowed=True, reasons="Agreed.") == "LEAD_NEEDED"
    play.step("decide-lost-file", by="supervisor", allowed=False, reasons="The other parent could find them.")
    assert play.no_step("make-transfer-file", destination="lost") == "LOST_FILE_FLAG"
    play.step("decide-lost-file", by="supervisor", allowed=True, reasons="Strategy meeting of 11 January.")
    play.step("make-transfer-file", destination="lost")
    play.act("protect-details", why="refuge", source="The police")
    assert play.no_step("send-transfer-file", file=play.tracing.files[0].id) == "LOST_FILE_FLAG", "a new flag"
    urgent = play.step("confirm-lost-upload", **UPLOADED).consequences.tasks
    assert [(task.name, task.urgent) for task in urgent] == [("decide-lost-file", True)]


def test_every_flag_holds_and_no_characteristic_does() -> None:
    for why in ("refuge", "adoption", "witness", "care", "police"):
        play = Traced()
        play.act("protect-details", why=why, source="The police")
        assert "LOST_FILE_FLAG" in play.no_step("make-transfer-file", destination="lost"), why
    free = Traced(groups=["traveller", "asylum", "young-mother"], indicators=["plan", "social-worker"])
    free.step("make-transfer-file", destination="lost")
    assert free.case.risk is not Risk.RED


def test_no_lost_file_of_a_child_whose_place_is_known() -> None:
    play = Traced()
    play.step("make-transfer-file", destination="lost")
    known = play.copied()
    known.act("record-enquiry", subject="housing", result="located", answer="A new tenancy.")
    assert known.no_step("make-transfer-file", destination="lost") == "G25_LOCATED"
    assert known.no_step("send-transfer-file", file=known.tracing.files[0].id) == "G25_LOCATED"
    assert list(may_be_made(known.case, known.tracing, Destination.OUTSIDE)) == [], "known to be abroad is no lost file"
    seen = play.copied()
    seen.act(
        "record-child-seen", seen_by="professional", by_name="A Nurse", by_role="School nurse", where="At a clinic"
    )
    assert located(seen.case, date(2026, 12, 7))
    assert not located(play.case, date(2026, 12, 7))


def test_a_file_without_its_facts_is_not_made() -> None:
    play = Traced(child={"upn": "", "sex": "", "date_of_birth": None})
    (verdict,) = play.why_no_step("make-transfer-file", destination="lost")
    assert (verdict.code, verdict.overridable) == ("G25_FACTS", False)
    assert verdict.reason == "Not known: the unique pupil number, the date of birth, the sex"


def test_a_file_is_sent_once_by_a_named_person_and_what_became_of_it_is_told() -> None:
    play = Traced()
    assert play.no_step("send-transfer-file", file="F1").split() == ["NO_FILE"]
    play.step("make-transfer-file", destination="lost")
    made = play.tracing.files[0]
    assert (made.file_name, made.sent_on, made.by) == (FILE, None, "officer")
    assert play.case.documents[-1].sha256 == made.sha256
    play.step("send-transfer-file", file=made.id, by="officer2")
    assert play.no_step("send-transfer-file", file=made.id) == "ON_ITS_WAY"
    play.step("transfer-file-not-delivered", by="process", file=made.id, code="CLOCK_SKIPPED")
    assert "the clock has been skipped" in play.task("transfer-file-not-sent").why
    play.step("send-transfer-file", file=made.id)
    assert "transfer-file-not-sent" not in play.tasks()
    play.step("transfer-file-delivered", by="process", file=made.id, via="folder")
    assert play.no_step("send-transfer-file", file=made.id) == "ALREADY_SENT"
    assert play.tracing.files[0].via == "folder"


def test_it_ends_by_its_own_step_and_takes_what_it_asked_with_it() -> None:
    play = Traced()
    play.to("2026-12-15")
    assert {"remind-school", "search-lost-pupils"} <= play.tasks()
    assert "PROCEEDING_UNDER_WAY" in play.refused(
        "close-case", outcome="DECEASED", proof="registrar-or-police", evidence="Seen.", confirmed_by="The registrar"
    )
    assert play.no_step("end-tracing", ended="over-age", how_known="Sixteen.").split() == [
        "SUPERVISOR_NEEDED", "STILL_SCHOOL_AGE",
    ]  # fmt: skip
    play.step("end-tracing", ended="found", how_known="At a school in another authority.")
    assert (play.tracing.outcome, play.tracing.open) == ("found", False)
    assert not {"remind-school", "search-lost-pupils"} & play.tasks()
    assert not [name for name in play.running() if name.startswith("tracing-1")]
    play.act("begin-tracing")
    assert play.tracing.name == "tracing-2"
    play.step("drop-tracing", reason="The name is still on the roll.")
    assert play.tracing.outcome == "mistake"


def test_a_child_never_found_is_given_up_by_a_supervisor_after_school_age() -> None:
    play = Traced("2029-06-29", child={"date_of_birth": "2013-03-04", "upn": UPN, "sex": "F"})
    body = {"ended": "over-age", "how_known": "Never found; the board was told."}
    assert play.no_step("end-tracing", by="supervisor", **body) == "STILL_SCHOOL_AGE", "the leaving date itself"
    play.to("2029-09-03")
    assert play.no_step("end-tracing", **body) == "SUPERVISOR_NEEDED"
    play.step("end-tracing", by="supervisor", **body)
    assert play.tracing.outcome == "over-age"
