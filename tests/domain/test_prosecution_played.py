"""A prosecution by its actions: what opens each, to the day and the minute (scenarios S9, S10, S12, S13, S19)."""

from datetime import date, time

import pytest

from domain.actions.charging import each_offence
from domain.law.authority import ActingFor
from domain.proceedings.groundwork import InForce
from domain.proceedings.penalty_notice import PenaltyNotice
from domain.proceedings.prosecution import Offence
from tests.domain.prosecuting import CONSIDERED, GOOD, KNOWING, SIMPLE, WEEK, Court, recoded

ALARMS = {60, 28, 14, 7, 3, 1}


def on_notice(day: str = "2026-11-11", at: time = time(10)) -> Court:
    court = Court()
    name = court.with_notice()
    court.to(day, at)
    court.act("begin-prosecution-on-notice", notice=name)
    return court


# From an unpaid notice ----------------------------------------------------------------------------------------------


def test_s12_it_begins_from_11_november_and_not_a_minute_before() -> None:
    court = Court()
    name = court.with_notice()
    court.to("2026-11-10", time(23, 50))
    verdict = court.why_not("begin-prosecution-on-notice", notice=name)[0]
    assert (verdict.code, verdict.opens_on) == ("G16_PAYMENT_PERIOD", date(2026, 11, 11))
    court.to("2026-11-11", time(0, 1))
    court.act("begin-prosecution-on-notice", notice=name)
    assert len(court.charge.sessions) == 10
    assert court.charge.person_id == court.mother


def test_undecided_paid_and_withdrawn_notices_begin_nothing() -> None:
    for changed, code in (
        ({"decision": None}, "G16_UNDECIDED"),
        ({"payments": [{"id": "M1", "pence": 8000, "sent_on": "2026-11-03"}]}, "G16_DISCHARGED"),
        ({"withdrawn": {"ground": "not-prosecuted", "reason": "Not now", "by": "s", "on": "2026-11-12"}}, "G16_"),
    ):
        court = Court()
        name = court.with_notice(**changed)
        court.to("2026-11-16")
        assert code in court.refused("begin-prosecution-on-notice", notice=name)
        if "decision" not in changed:  # nor do its sessions by themselves
            body = {"person": court.mother, "our_school": True, "sessions": WEEK}
            assert court.refused("begin-prosecution", **body).startswith("G16_")


def test_s19_what_is_out_of_time_drops_out_at_the_instant() -> None:
    court = on_notice("2027-03-26")
    court.authorised()
    court.to("2027-03-28", time(23, 40))
    papers = court.papers()
    all_ten = court.copied()
    all_ten.step("institute-proceedings", by="lawyer", **papers)
    assert len(all_ten.charge.sessions) == 10
    assert all_ten.charge.dropped == []

    court.to("2027-04-02", time(23, 30))
    assert court.no_step("institute-proceedings", by="lawyer", **papers) == "CHARGE_DAYS"
    without = court.copied()
    without.process = without.charge.name
    last = "\n- Friday 2 October 2026"
    without.act("edit-letter", letter=papers["letter"], text="The charge:" + last, by="officer2")
    without.act("approve-letter", letter=papers["letter"], by="lawyer")
    without.step("institute-proceedings", by="lawyer", **papers)
    assert [f"{mark.day}" for mark in without.charge.sessions] == ["2026-10-02"] * 2
    assert [f"{day}" for day in without.charge.dropped] == ["2026-09-28", "2026-09-29", "2026-09-30", "2026-10-01"]

    court.to("2027-04-03", time(0, 0))
    assert "G10_OUT_OF_TIME" in court.no_step("institute-proceedings", by="lawyer", **papers).split()


def test_s19_one_continuing_failure_is_charged_by_a_lawyer_by_name() -> None:
    court = on_notice("2027-03-26")
    court.step("charge-continuing-failure", by="lawyer", reason="One holiday, one failure.")
    court.authorised()
    court.to("2027-04-02", time(23, 30))
    court.step("institute-proceedings", by="lawyer", **court.papers())
    assert len(court.charge.sessions) == 10
    assert court.charge.continuing is not None
    assert court.charge.continuing.lawyer == "lawyer"


def test_the_six_months_are_told_to_officer_approver_and_lawyer() -> None:
    court = on_notice()
    assert court.last_day("prosecution-1:prosecution-limit") == "2027-03-28"
    court.to("2027-03-28")
    for left in ALARMS:
        assert {f"limit-{left}"} <= court.tasks() & court.tasks("supervisor") & court.tasks("legal"), left
    court.to("2027-04-02")
    assert court.last_day("prosecution-1:prosecution-limit") == "2027-04-02"
    court.to("2027-04-03")
    assert not court.clock("prosecution-1:prosecution-limit").running
    assert "limit-over" in court.tasks("legal")


def test_a_notice_is_told_and_its_outcome_follows_the_courts() -> None:
    for result, counts in (("convicted", True), ("acquitted", False), ("discontinued", True)):
        court = on_notice()
        court.served()
        notice = court.case.proceedings[0]
        assert isinstance(notice, PenaltyNotice)
        assert notice.proceedings_began_at == court.charge.instituted_at
        court.step("record-result", result=result, sentence="A fine and costs.")
        assert court.case.proceedings[0].counts is counts  # type: ignore[union-attr]


# s.443 --------------------------------------------------------------------------------------------------------------


def test_s9_no_charge_under_443_without_an_order() -> None:
    court = Court().begun()
    body = {"order": "attendance-order-1", "first": "2026-11-09"}
    assert "G08_NO_ORDER" in court.refused("begin-prosecution-on-order", **body).split()
    chosen = {"offence": "s443", "procedure": "requisition", "adult": True}
    assert court.no_step("choose-offence", **chosen) == "G08_NO_ORDER"
    court.step("choose-offence", **SIMPLE)
    found = {offence: {each.code for each in why} for offence, why in each_offence(court.facts(), court.charge).items()}
    assert found == {
        Offence.ORDER: {"G08_NO_ORDER"},
        Offence.ABSENCE: {"G22_DEFENCES"},
        Offence.KNOWING: {"G22_DEFENCES", "G20_KNOWLEDGE", "G20_INTERVIEW"},
    }


def test_s10_nothing_begins_before_a_supervision_order_was_considered() -> None:
    court = Court().begun()
    court.groundwork()
    court.charge.supervision_considered = None
    assert "G09_SUPERVISION_FIRST" in court.no_step("send-prosecution-to-review").split()
    court.to("2026-11-20", time(10))
    at_ten = court.copied()
    court.step("record-supervision-considered", considered_on="2026-11-10", **CONSIDERED)  # a minute later
    at_ten.case = court.case
    assert "G09_SUPERVISION_FIRST" in at_ten.no_step("send-prosecution-to-review").split(), "whatever day it claims"
    court.step("send-prosecution-to-review")  # earlier the same day is early enough


# Four eyes ----------------------------------------------------------------------------------------------------------


def test_reviewed_by_a_lawyer_who_does_not_have_the_case_and_authorised_by_another() -> None:
    court = Court().begun()
    court.groundwork()
    court.step("send-prosecution-to-review")
    court.case.owner = "lawyer"
    assert court.no_step("review-prosecution", by="lawyer", **GOOD) == "G29_REVIEW"
    court.case.owner = "officer"
    court.step("review-prosecution", by="lawyer", **GOOD)
    why = {"reasons": "Everything else was tried."}
    assert court.no_step("authorise-prosecution", by="lawyer", **why) == "G29_SECOND_PERSON"
    assert court.no_step("authorise-prosecution", by="officer2", **why) == "NOT_AUTHORISED"
    court.case.owner = "supervisor"
    assert court.no_step("authorise-prosecution", by="supervisor", **why) == "G29_SECOND_PERSON"
    court.case.owner = "officer"
    acting = ActingFor(deputy="supervisor", absent="officer", when=InForce(first=date(2026, 11, 1)))
    register = court.authorisations
    court.authorisations = register.model_copy(update={"acting": (acting,)})
    assert court.no_step("authorise-prosecution", by="supervisor", **why) == "G29_SECOND_PERSON"
    court.authorisations = register
    court.step("authorise-prosecution", by="supervisor", **why)


def test_a_lawyer_who_finds_too_little_sends_it_back_and_a_change_asks_for_both_again() -> None:
    court = Court().begun()
    court.groundwork()
    court.step("send-prosecution-to-review")
    court.step("review-prosecution", by="lawyer", evidential=False, public_interest=True, reasons="Two marks unclear.")
    assert court.charge.stage == "preparing"
    assert "prosecution-sent-back" in court.tasks()
    court.authorised()
    court.step("return-prosecution", reason="The school has written.")
    assert (court.charge.review, court.charge.authority) == (None, None)


def test_what_guidance_asks_a_lawyer_may_set_aside_in_a_proceeding_and_law_never() -> None:
    court = on_notice()
    court.charge.school_here = False
    court.groundwork()
    assert court.no_step("send-prosecution-to-review", by="lawyer") == "G02_OTHER_AUTHORITY"
    said = {"G02_OTHER_AUTHORITY": "The school's authority has asked us to.", "G09_SUPERVISION_FIRST": "No need."}
    assert court.no_step("send-prosecution-to-review", overrides=said) == "G02_OTHER_AUTHORITY"
    court.charge.supervision_considered = None
    assert court.no_step("send-prosecution-to-review", by="lawyer", overrides=said) == "G09_SUPERVISION_FIRST"


# Knowledge, interview, defences -------------------------------------------------------------------------------------


def test_444_1a_needs_knowledge_and_an_interview_offered_and_no_single_justice() -> None:
    court = Court("2026-11-09").begun()
    assert court.no_step("choose-offence", **{**KNOWING, "procedure": "single-justice"}) == "G19_SINGLE_JUSTICE"
    assert court.no_step("choose-offence", **{**SIMPLE, "adult": False}) == "G19_SINGLE_JUSTICE"
    court.groundwork(**KNOWING)
    assert set(court.no_step("send-prosecution-to-review").split()) == {"G20_KNOWLEDGE", "G20_INTERVIEW"}
    court.step("record-knowledge", what="A letter about the holiday", on_day="2026-09-29")
    court.step("arrange-interview", appointment_on="2026-11-20", at="14:00", place="Council offices")
    letter, told = court.written("L14", concerning=court.charge.name), court.written("L24")
    offered = {"letter": letter, "information": told}
    assert "NOT_POSTED" in court.no_step("record-interview-offered", **offered).split()
    for each in (letter, told):
        court.act("issue-letter", letter=each)
    court.act("record-posting", letter=letter)
    assert court.no_step("record-interview-offered", **offered) == "G28_INFORMATION"
    court.act("record-posting", letter=told)
    court.step("record-interview-offered", **offered)
    assert court.no_step("send-prosecution-to-review") == "G20_INTERVIEW"
    court.to("2026-11-19")
    assert court.no_step("record-interview-outcome", outcome="not-attended") == "G20_INTERVIEW"
    court.to("2026-11-20", time(15))
    held = court.copied()
    court.step("record-interview-outcome", outcome="not-attended")
    court.step("send-prosecution-to-review")
    assert court.case.open_tasks()
    held.step("record-interview-outcome", outcome="held", recorded_how="Audio")
    assert held.no_step("send-prosecution-to-review") == "INTERVIEW_CAUTION"
    said = {"cautioned_at": "14:05", "rights_explained": True, "legal_advice": "Offered, not wanted"}
    held.step("record-interview-outcome", outcome="held", recorded_how="Audio", **said)
    held.step("send-prosecution-to-review")


def test_a_defence_that_applies_stops_it_and_the_last_word_counts() -> None:
    court = Court().begun()
    court.groundwork()
    court.step("screen-defence", defence="sickness", finding="applies", reason="A doctor's letter came.")
    assert court.no_step("send-prosecution-to-review") == "G22_APPLIES"
    assert court.no_step("screen-defence", defence="sickness", finding="ruled-out") == "REASON_MISSING"
    court.step("screen-defence", defence="sickness", finding="ruled-out", reason="It is about another week.")
    court.step("send-prosecution-to-review")
    travelling = [each for each in court.charge.defences if each.defence == "travelling"]
    assert travelling[-1].attendances is not None, "counted from the register"


# Sessions -----------------------------------------------------------------------------------------------------------


def test_a_recoded_session_is_a_task_of_the_same_day_and_blocks_every_next_step() -> None:
    court = Court().begun()
    court.authorised()
    papers = court.papers()
    court.told_recoded("2026-09-28", "I")
    for audience in ("owner", "legal"):
        task = court.task("session-recoded", audience)
        assert (task.due_on, task.urgent) == (court.today, True)
    assert court.no_step("institute-proceedings", by="lawyer", **papers) == "RELIED_ON_RECODED"
    court.register = recoded(court.register, "2026-09-28", "I")
    court.step("settle-recoded-sessions", meaning="Ill that day: it is left out.")
    codes = court.no_step("institute-proceedings", by="lawyer", **papers)
    assert codes == "NOT_UNAUTHORISED"
    court.step("return-prosecution", reason="One day fewer.")
    court.step("choose-charged-sessions", sessions=WEEK[2:])
    court.authorised()
    court.step("institute-proceedings", by="lawyer", **court.papers())
    assert len(court.charge.sessions) == 8


def test_a_session_is_charged_once_and_again_after_the_first_was_dropped() -> None:
    court = Court().begun()
    body = {"person": court.mother, "our_school": True, "sessions": WEEK[:2]}
    assert court.refused("begin-prosecution", **body) == "G15_USED_BEFORE"
    court.step("drop-prosecution", reason="Back in school.")
    court.act("begin-prosecution", **body)
    assert court.charge.name == "prosecution-2"


@pytest.mark.parametrize(
    ("sessions", "code"),
    [(["2026-09-25 AM"], "NOT_UNAUTHORISED"), (["2026-09-26 AM"], "SESSION_UNKNOWN"), ([], "NO_SESSIONS")],
)
def test_only_unauthorised_absences_of_the_register(sessions: list[str], code: str) -> None:
    court = Court()
    body = {"person": court.mother, "our_school": True, "sessions": sessions}
    assert code in court.refused("begin-prosecution", **body).split()
    assert court.refused("begin-prosecution", person="P99", our_school=True, sessions=WEEK) == "NO_SUCH_PERSON"
