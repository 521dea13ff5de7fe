"""What a penalty notice and a prosecution say of themselves: counts as evidence, payments and hearings, with days."""

from dataclasses import replace
from datetime import date

from domain.actions.of_proceedings import LABELS, STAGES, stage_label
from domain.charge_story import charge_story
from domain.proceedings import ProceedingKind
from domain.proceedings.penalty_notice import Payment
from tests.domain.law.builders import session
from tests.domain.prosecuting import Court


def story(court: Court, at: int) -> str:
    facts = court.facts()
    return " ".join(charge_story(replace(facts, process=court.case.ref), court.case.proceedings[at]))


def test_a_notice_tells_what_it_relies_on_what_was_paid_and_what_is_missing() -> None:
    court = Court("2026-11-09")
    paid = Payment(id="M1", pence=8000, sent_on=date(2026, 11, 4))
    court.with_notice(decision=None, payments=[paid])
    before = [session("2026-09-07", code="G")]
    court.with_notice(name="penalty-notice-2", sessions=before, payments=[paid.model_copy(update={"id": "M2"})])
    said = story(court, 0)
    assert "10 sessions on 5 days, 28 September 2026 to 2 October 2026" in said
    assert "1 penalty notice to this parent for this child besides: 0 paid" in said
    assert "£80 within 21 days, or £160 within 28 days" in said
    assert "Received on 14 October 2026" in said
    assert "£80 paid on 4 November 2026" in said
    assert "Still to pay: £80 by 10 November 2026" in said


def test_a_prosecution_tells_its_evidence_its_checks_and_its_course() -> None:
    court = Court()
    name = court.with_notice()
    court.to("2026-11-11")
    court.act("begin-prosecution-on-notice", notice=name)
    assert "The last day to charge for the earliest session is 28 March 2027" in story(court, 1)
    assert court.no_step("list-evidence", what="A letter", document="D9") == "NO_SUCH_DOCUMENT"
    court.step("list-evidence", what="The head's certificate of attendance", from_whom="The school")
    court.served()
    court.step("record-plea", plea="not-guilty")
    hearing = {"at": "10:00", "court": "Sampleton Magistrates' Court", "what": "Trial"}
    court.step("set-hearing", hearing_on="2026-12-01", **hearing)
    court.to("2026-12-01")
    held = court.charge.hearings[0].id
    court.step("record-hearing-held", hearing=held, outcome="Adjourned: a witness is ill.")
    court.step("record-result", result="convicted", sentence="A fine of £200.")
    said = story(court, 1)
    for line in (
        "s.444(1), by single justice procedure notice",
        "10 sessions on 5 days",
        "1 penalty notice to this parent for this child besides: 0 paid",
        "1 piece of evidence is listed",
        "A supervision order was considered on 11 November 2026: not appropriate",
        "A lawyer reviewed it on 11 November 2026: evidence and public interest",
        "Authorised on 11 November 2026",
        "Proceedings began on 11 November 2026",
        "by prepaid first-class post on 13 November 2026",
        "Plea on 11 November 2026: not guilty",
        "Hearing on 1 December 2026 (Trial): Adjourned: a witness is ill.",
        "Convicted on 1 December 2026: A fine of £200.",
    ):
        assert line in said
    stages = [each.stage for each in court.charge.reached]
    assert stages == ["reviewing", "authorising", "authorised", "begun", "served", "in-court", "ended"]
    assert [each.on for each in court.charge.reached][-1] == date(2026, 12, 1)


def test_every_stage_and_every_ending_has_words() -> None:
    for kind in ProceedingKind:
        for stage in STAGES[kind]:
            assert stage in LABELS[kind], (kind, stage)
    assert stage_label(ProceedingKind.PROSECUTION, "convicted") == "Convicted"
    assert stage_label(ProceedingKind.PENALTY_NOTICE, "paid") == "Paid"
