"""What was recorded in a proceeding, or began one, is not corrected: the proceeding says itself what was wrong."""

from domain.actions.of_proceedings import BEGINNINGS, actions_of
from domain.corrections import FROZEN, frozen
from domain.proceedings import ProceedingKind
from tests.domain.play import CHILD
from tests.domain.test_supervision_actions import in_force


def test_no_step_and_no_beginning_is_corrected() -> None:
    play = in_force("2027-03-01")
    tried = set()
    for entry in list(play.entries):
        if entry.process == play.case.ref and entry.action not in BEGINNINGS:
            continue
        tried.add(entry.action)
        body = {"entry": entry.seq, "field": "note", "old": "", "new": "Otherwise.", "reason": "A slip of the pen."}
        (verdict,) = play.why_not("correct-entry", **body)
        assert verdict.code == "NOT_CORRECTABLE"
        assert "legal step" in verdict.reason
        assert "step of the proceeding" in (verdict.needs or "")
        assert not verdict.overridable
    assert {"begin-supervision-order", "record-supervision-order-made", "proceeding-moved"} <= tried


def test_what_the_journey_recorded_beside_it_is_corrected_as_ever() -> None:
    play = in_force("2027-03-01")
    note = play.act("add-note", note="The school rang at nine.")
    play.act(
        "correct-entry",
        entry=note.seq,
        field="note",
        old="The school rang at nine.",
        new="It rang at ten.",
        reason="Slip",
    )
    assert play.case.proceedings[0].stage == "in-force"


def test_every_step_of_every_kind_is_frozen_by_name() -> None:
    for kind in ProceedingKind:
        assert {each.name for each in actions_of(kind)} <= frozen()
    assert set(BEGINNINGS) | FROZEN <= frozen()
    assert not {"referral-received", "add-note", "record-contact", "give-child-details", "record-posting"} & frozen()


def test_a_corrected_birth_date_moves_the_end_of_an_order_with_school_age() -> None:
    play = in_force("2027-03-01")
    ends = "supervision-order-1:supervision-order-ends"
    assert play.last_day(ends) == "2028-02-29"
    body = {
        "entry": 1,
        "field": "child.date_of_birth",
        "old": CHILD["date_of_birth"],
        "reason": "The birth certificate.",
    }
    play.act("correct-entry", new="2011-08-31", **body)
    assert play.last_day(ends) == "2027-06-25"
    play.to("2027-06-26")
    assert play.case.proceedings[0].stage == "run-out"
