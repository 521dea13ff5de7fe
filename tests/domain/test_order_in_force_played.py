"""An attendance order in force by actions: held, told, asked after, amended, revoked, over; what may be done and why
not.
"""

from datetime import date

from domain.actions import ACTIONS
from domain.actions.of_proceedings import STAGES
from domain.order_facts import order_held
from domain.proceedings import AttendanceOrder
from domain.proceedings.attendance_order import EndedBy
from domain.proceedings.prosecution import Offence, Prosecution
from tests.domain.chaining import NAME, Chain, choosing, decided, in_force
from tests.domain.law.builders import at
from tests.domain.play import ALMANAC, REF, nothing_urgent
from tests.domain.stepping import Steps


def test_it_is_held_as_a_charge_sees_it_from_its_service_and_not_before() -> None:
    play = choosing()
    assert order_held(play.case, NAME, ALMANAC) is None
    play.over()
    play.made()
    held = order_held(play.case, NAME, ALMANAC)
    assert held is not None
    assert held.served_on == date(2026, 12, 3)
    assert held.in_force is not None
    assert held.in_force.first == date(2026, 12, 3)
    assert order_held(play.case, "attendance-order-2", ALMANAC) is None


def test_copies_go_to_governing_body_and_head_of_the_school_named() -> None:
    play = in_force()
    assert {"copy-of-order-governing-body", "copy-of-order-head"} <= play.tasks()
    play.step("record-order-copy", to="head", how="By e-mail.")
    assert "copy-of-order-head" not in play.tasks()
    play.step("record-order-copy", to="governing-body", how="By e-mail.")
    assert play.no_step("record-order-copy", to="head", how="Again.") == "NO_COPY_DUE"


def test_the_school_is_asked_again_until_the_child_is_registered_and_a_lawyer_is_told_of_a_breach() -> None:
    play = in_force()
    play.to("2026-12-21")
    assert "ask-registration" in play.tasks()
    play.step("record-registration", said_by="The registrar", evidence="Not on our register.")
    assert "ask-registration" not in play.tasks()
    assert play.task("order-breach", "legal").action == "begin-prosecution-on-order"
    assert f"{NAME}:order-registration" in play.running()
    play.to("2027-02-01")
    play.step("record-registration", said_by="The registrar", registered_on="2027-01-11")
    assert play.tasks("legal") == set()
    assert f"{NAME}:order-registration" not in play.running()
    held = order_held(play.case, NAME, ALMANAC)
    assert held is not None
    assert held.registered_on == date(2027, 1, 11)


def test_a_parent_with_a_place_elsewhere_is_entitled_to_the_amendment() -> None:
    play = in_force()
    play.looked_at("800/4003")
    asked = play.step("record-order-request", revoke=False, school="800/4003", offered_on="2026-12-03")
    answer = {"request": f"RQ{asked.seq}", "reasons": "A place is offered."}
    assert play.no_step("answer-order-request", granted=True, **answer) == "NOT_AUTHORISED"
    assert play.no_step("answer-order-request", by="supervisor", granted=False, **answer) == "S440_MUST_AMEND"
    play.step("answer-order-request", by="supervisor", granted=True, **answer)
    assert play.chain.order
    assert play.chain.order.names.number == "800/4003"
    assert play.chain.open
    assert {"tell-of-order", "copy-of-order-head"} <= play.tasks()
    assert (
        play.no_step("answer-order-request", by="supervisor", granted=True, **answer) == "NO_REQUEST REQUEST_ANSWERED"
    )
    letter = play.letter_for("L08")
    play.act("issue-letter", letter=letter)


def test_a_request_to_revoke_is_refused_only_with_reasons_on_evidence_read_and_the_way_on() -> None:
    play = in_force()
    came = play.step("record-order-evidence", what="A plan for the year.")
    asked = play.step("record-order-request", revoke=True, evidence=[f"E{came.seq}"])
    body = {"request": f"RQ{asked.seq}", "granted": False, "reasons": "No work in mathematics."}
    codes = play.no_step("answer-order-request", by="supervisor", **body)
    assert set(codes.split()) == {"S442_REASONS", "S442_REFERRAL"}
    play.step("decide-satisfaction", satisfied=False, read=[f"E{came.seq}"], reasons="No mathematics.")
    play.step("answer-order-request", by="supervisor", told_of_referral=True, **body)
    assert play.chain.open
    again = play.step("record-order-request", revoke=True)
    ends = play.step(
        "answer-order-request", by="supervisor", request=f"RQ{again.seq}", granted=True, reasons="Arranged at home."
    )
    assert ends.consequences.prepared["ends"] == "revoked"
    assert (play.chain.open, play.chain.outcome) == (False, "revoked")
    order = play.chain.order
    assert order is not None
    assert order.ending is not None
    assert order.ending.by is EndedBy.REVOKED


def test_satisfied_after_the_order_is_a_reason_to_revoke_it_and_ends_nothing_by_itself() -> None:
    play = in_force()
    came = play.step("record-order-evidence", what="A plan for the year.")
    play.step("decide-satisfaction", satisfied=True, read=[f"E{came.seq}"], reasons="It suits the child.")
    assert play.chain.open
    assert play.task("tell-satisfied").action == "revoke-attendance-order"
    assert play.no_step("revoke-attendance-order", reasons="Satisfied.") == "NOT_AUTHORISED"
    play.step("revoke-attendance-order", by="supervisor", reasons="A suitable education is arranged.")
    assert play.chain.outcome == "revoked"
    assert "tell-satisfied" not in play.tasks()


def test_the_order_ends_with_compulsory_school_age_by_its_own_clock() -> None:
    play = in_force(child={"date_of_birth": "2011-08-31"})
    assert play.last_day(f"{NAME}:compulsory-school-age-ends") == "2027-06-25"
    play.to("2027-06-25")
    assert play.chain.open
    play.to("2027-06-26")
    assert (play.chain.open, play.chain.outcome) == (False, "over-age")
    assert not [name for name in play.running() if name.startswith(NAME)]


def test_a_date_of_birth_corrected_moves_the_day_on_which_it_ends() -> None:
    play = in_force()
    body = {"field": "child.date_of_birth", "old": "2015-03-04", "new": "2014-03-04", "reason": "The certificate."}
    play.act("correct-entry", by="supervisor", entry=1, **body)
    assert play.last_day(f"{NAME}:compulsory-school-age-ends") == "2030-06-28"


def test_before_it_leaves_it_is_taken_back_and_afterwards_not() -> None:
    play = choosing()
    play.over()
    play.step("prepare-attendance-order", how="by-hand")
    letter = play.signed("sign-attendance-order", "L07")
    play.step("take-back-attendance-order", reason="A slip of the pen.")
    assert (play.chain.stage, play.chain.order) == ("ordering", None)
    assert not {task for task in play.tasks() if task.startswith("copy-of-order")}
    assert [each.state for each in play.case.letters if each.id == letter] == ["stopped"]
    gone = in_force()
    assert gone.no_step("take-back-attendance-order", reason="Too late.") == "ORDER_GONE"


def test_a_document_that_does_not_say_what_was_prepared_is_not_signed() -> None:
    play = Chain().begun()
    play.step("prepare-education-notice", planned_on="2026-11-02", how="by-hand")
    play.act("draft-letter", template="L05", person=play.mother, concerning=NAME)
    letter = str(play.letter().id)
    play.act("edit-letter", letter=letter, text="By 15 November 2026, please.")
    play.act("approve-letter", letter=letter, by="supervisor")
    information = play.letter_for("L24")
    body = {"letter": letter, "information": information}
    assert play.no_step("sign-education-notice", by="lawyer", **body) == "NOT_PRINTED"
    play.step("reconsider-order-document", reason="Another day.")
    assert [each.state for each in play.case.letters if each.id == letter] == ["stopped"]


# What can be done, and what cannot and why


def shown(play: Chain, by: str = "officer") -> dict[str, str]:
    """Each action of the stage with the code that stands in its way, or nothing."""
    play.process = f"{play.case.ref}/{play.chain.name}"
    try:
        facts = play.facts(by)
        actions = STAGES[play.chain.kind][play.chain.stage]
        return {
            action.name: next((verdict.code for verdict in action.not_possible(facts)), "")
            for action in actions
            if facts.actor.has(*action.roles)
        }
    finally:
        play.process = play.case.ref


def test_the_page_says_what_stands_in_the_way_and_what_it_offers_can_be_done() -> None:
    play = Chain()
    play.act("begin-attendance-order", person=play.mother, appears="No answer to two letters.")
    assert shown(play)["prepare-education-notice"] == "G02_NOT_IN_AREA"
    stages = [Chain().begun(), decided(), choosing(), in_force()]
    for play in stages:
        for by in ("officer", "lawyer"):
            for name, code in shown(play, by).items():
                if code == "" and name != "record-needs":
                    again = play.copied()
                    action = ACTIONS[name]
                    again.process = f"{REF}/{NAME}"
                    body = action.suggested(again.facts(by))
                    again.process = REF
                    again.step(name, by=by, **body)
    assert shown(decided())["prepare-school-notice"] == "SCHOOL_UNKNOWN"
    assert shown(in_force(), "officer")["revoke-attendance-order"] == "NOT_AUTHORISED"
    assert shown(in_force(), "lawyer")["revoke-attendance-order"] == ""


def test_a_court_that_ends_the_order_on_an_acquittal_has_its_process_told() -> None:
    play = in_force()
    charge = Prosecution(
        name="prosecution-1",
        person_id=play.mother,
        stage="in-court",
        offence=Offence.ORDER,
        order=NAME,
        instituted_at=at("2026-12-10"),
    )
    play.to("2027-01-11")
    play.case.proceedings.append(charge)
    entry = Steps.step(play, "record-result", of="prosecution-1", by="lawyer", result="acquitted", order_ended=True)
    assert entry.consequences.prepared["ceased"] == NAME
    chain = play.case.proceeding(NAME)
    assert isinstance(chain, AttendanceOrder)
    assert chain.order is not None
    assert chain.order.ending is not None
    assert chain.order.ending.by is EndedBy.ACQUITTAL


def test_a_case_closes_beside_an_order_that_is_complied_with_and_beside_no_other() -> None:
    play = in_force(child={"date_of_birth": "2011-08-31"})
    play.act("record-no-other-children", who_said="The mother")
    seen = {"where": "At school", "seen_by": "professional", "by_name": "A Nurse", "by_role": "School nurse"}
    play.act("record-child-seen", **seen)
    body = {
        "outcome": "ON_ROLL",
        "proof": "first-attendance",
        "evidence": "In class.",
        "confirmed_by": "Attendance office",
        "attended_on": play.today.isoformat(),
    }
    assert "PROCEEDING_UNDER_WAY" in play.refused("close-case", **body)
    play.step("record-registration", said_by="The registrar", registered_on=play.today.isoformat())
    nothing_urgent(play)
    play.act("close-case", by="supervisor", **body)
    assert play.running() == {f"{NAME}:compulsory-school-age-ends"}
    asked = play.step("record-order-request", revoke=True)
    assert play.chain.requests[-1].id == f"RQ{asked.seq}", "its own process lives on"
    play.to("2027-06-26")
    assert play.chain.outcome == "over-age"
