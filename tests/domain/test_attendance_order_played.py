"""A chain towards an attendance order by actions: both sides of each edge, and every way on and out (scenario S5)."""

from datetime import date

import pytest

from domain.law.regime import Regime, Switch
from tests.domain.chaining import NAME, OTHER, SCHOOL, Chain, choosing, decided
from tests.domain.play import FATHER
from tests.domain.prosecuting import NEEDS

NOTICE, CHOICE = f"{NAME}:suitable-education-notice", f"{NAME}:school-choice-notice"


# The first notice


def test_what_is_asked_before_a_notice_is_recorded_first() -> None:
    play = Chain()
    play.act("begin-attendance-order", person=play.mother, appears="No answer to two letters.")
    assert play.no_step("prepare-education-notice") == "G02_NOT_IN_AREA G31_NEEDS"
    play.step("record-order-area", here=False, source="The housing record.")
    assert play.no_step("prepare-education-notice") == "G02_NOT_IN_AREA G31_NEEDS"
    play.step("record-needs", **{**NEEDS, "education_provided": False})
    assert "G31_NEEDS" in play.no_step("prepare-education-notice"), "in the same instant is too late"
    play.step("record-order-area", here=True, source="The housing record.")
    assert play.no_step("prepare-education-notice") == "G31_NO_EDUCATION"
    play.step("record-needs", **NEEDS)
    play.step("prepare-education-notice")
    assert play.chain.stage == "notice-prepared"


def test_the_printed_day_has_a_margin_and_none_shorter_than_the_law_is_taken() -> None:
    play = Chain().begun()
    assert play.no_step("prepare-education-notice", planned_on="2026-10-28") == "PLANNED_PAST"
    by_hand = {"planned_on": "2026-11-02", "how": "by-hand"}
    assert play.no_step("prepare-education-notice", **by_hand, last_day="2026-11-15") == "G03_TOO_SHORT"
    play.step("prepare-education-notice", **by_hand, last_day="2026-11-16")
    play.step("reconsider-order-document", reason="It goes by post.")
    play.step("prepare-education-notice", planned_on="2026-10-29")
    prepared = play.chain.prepared
    assert prepared is not None
    # posted on Sunday 1 November at the latest, served on Tuesday 3, fifteen days beginning with that day
    assert prepared.printed_last_day == date(2026, 11, 17)


def test_it_is_signed_by_a_second_person_with_the_power_and_explained() -> None:
    play = Chain().begun()
    play.step("prepare-education-notice", planned_on="2026-11-02", how="by-hand")
    letter = f"L{play.act('draft-letter', template='L05', person=play.mother, concerning=NAME).seq}"
    play.act("edit-letter", letter=letter, text="Please satisfy us by 19 November 2026.")
    assert play.refused("approve-letter", letter=letter) == "SECOND_PERSON NOT_AUTHORISED G29_SECOND_PERSON"
    assert "NOT_AUTHORISED" in play.refused("approve-letter", letter=letter, by="officer2")
    play.act("approve-letter", letter=letter, by="supervisor")
    assert play.refused("issue-letter", letter=letter) == "NOT_SIGNED_YET"
    codes = play.no_step("sign-education-notice", letter=letter)
    assert set(codes.split()) == {"NOT_AUTHORISED", "G29_SECOND_PERSON", "G28_INFORMATION"}
    assert play.no_step("sign-education-notice", letter=letter, by="lawyer") == "G28_INFORMATION"
    assert "NOT_THE_INFORMATION" in play.no_step(
        "sign-education-notice", letter=letter, information=letter, by="lawyer"
    )
    information = play.letter_for("L24")
    play.step("sign-education-notice", letter=letter, information=information, by="lawyer")
    signed = play.chain.notice
    assert signed is not None
    assert (signed.signed and signed.signed.person, signed.authorisation) == ("lawyer", "Scheme sign-437")
    assert (signed.regime, signed.encloses) == (Regime.EA_1996, information)
    assert play.refused("issue-letter", letter=letter) == "ENCLOSURE_MISSING"
    play.act("issue-letter", letter=information)
    play.act("issue-letter", letter=letter)
    stopped = play.copied()
    stopped.act("stop-letter", letter=information, why="A slip of the pen.")
    assert stopped.refused("record-posting", letter=letter) == "ENCLOSURE_MISSING"
    play.act("record-posting", letter=letter)
    assert [each.ledger.day for each in play.case.letters] == [date(2026, 11, 2)] * 2, "in one envelope"


def test_only_one_chain_against_a_parent_and_one_for_each() -> None:
    play = Chain()
    play.noticed()
    body = {"appears": "Nothing was answered."}
    assert play.refused("begin-attendance-order", person=play.mother, **body) == "CHAIN_RUNNING"
    play.act("add-person", **FATHER_ADDED)
    father = play.case.people[-1].id
    play.act("begin-attendance-order", person=father, **body)
    assert [each.name for each in play.case.proceedings] == [NAME, "attendance-order-2"]


FATHER_ADDED = {
    "full_name": FATHER["name"],
    "relation": "father",
    "source": "The last school's register",
    "address": FATHER["address"],
}


@pytest.mark.parametrize(("born", "code"), [("2022-03-04", "G01_ON_SERVICE"), ("2010-03-04", "G01_ON_SERVICE")])
def test_not_for_a_child_who_is_not_of_school_age(born: str, code: str) -> None:
    play = Chain(child={"date_of_birth": born})
    assert code in play.refused("begin-attendance-order", person=play.mother, appears="No answer to two letters.")


# Its time: S5


def test_the_notice_runs_from_the_day_of_service_to_the_day_it_states() -> None:
    play = Chain()
    play.noticed()
    assert play.last_day(NOTICE) == "2026-11-16"
    assert play.clock(NOTICE).deadline.next_step_from == date(2026, 11, 17)
    play.to("2026-11-16")
    assert play.chain.stage == "notified"
    play.to("2026-11-17")
    assert play.chain.stage == "deciding"
    assert play.task("decide-satisfaction").subject == NOTICE
    assert play.chain.decision is None, "the end of the period decides nothing"


def test_a_longer_period_is_what_the_notice_states() -> None:
    play = Chain().begun()
    play.notice("2026-11-02", last_day="2026-11-30")
    assert play.last_day(NOTICE) == "2026-11-30"
    assert "30 November 2026" in " ".join(play.clock(NOTICE).deadline.explanation)
    play.to("2026-11-30")
    assert play.chain.stage == "notified"


def test_evidence_is_read_whenever_it_comes_and_ends_the_chain_where_it_satisfies() -> None:
    play = choosing()
    came = play.step("record-order-evidence", what="A timetable and two exercise books.")
    assert play.task("read-evidence").title
    early = play.no_step("decide-satisfaction", satisfied=False, reasons="Not enough.")
    assert early == "G04_UNREAD"
    play.over()
    assert "G04_UNREAD" in play.no_step("prepare-attendance-order"), "no next step while any evidence is unread"
    play.step("decide-satisfaction", satisfied=True, read=[f"E{came.seq}"], reasons="It suits the child.")
    assert (play.chain.open, play.chain.outcome) == (False, "suitable-education")
    assert {"decide-satisfaction", "read-evidence"} & play.tasks() == set()
    assert "tell-satisfied" in play.tasks()
    assert not [name for name in play.running() if name.startswith(NAME)]


def test_nobody_is_satisfied_by_nothing_and_only_by_what_came() -> None:
    play = Chain()
    play.noticed()
    assert play.no_step("decide-satisfaction", satisfied=True, reasons="Looks fine.") == "G04_READ"
    assert play.no_step("decide-satisfaction", satisfied=True, read=["E1"], reasons="Fine.") == "G04_READ"


def test_expedient_is_for_somebody_with_the_power_and_not_before_the_time_is_over() -> None:
    play = Chain()
    play.noticed()
    opinion = {"expedient": True, "reasons": "The child asks for school."}
    assert play.no_step("form-expediency", by="lawyer", **opinion) == "G04_PERIOD"
    assert "form-expediency" not in play.open_now()
    play.over()
    assert play.no_step("form-expediency", **opinion) == "NOT_AUTHORISED"
    play.step("form-expediency", by="lawyer", **{**opinion, "expedient": False})
    assert play.chain.stage == "deciding"
    play.step("end-order-steps", reason="School is not expedient.")
    assert play.chain.outcome == "ended"


# The school


def test_the_notice_of_the_school_asks_what_section_439_asks() -> None:
    play = decided()
    assert play.no_step("prepare-school-notice", school=SCHOOL) == "SCHOOL_UNKNOWN"
    play.looked_at(consulted_on=None, permanently_excluded=None)
    codes = set(play.no_step("prepare-school-notice", school=SCHOOL).split())
    assert codes == {"G06_EXCLUDED", "G06_CONSULTED"}
    play.looked_at(over_number=True)
    assert play.no_step("prepare-school-notice", school=SCHOOL) == "G06_FULL"
    play.looked_at()
    early = {"planned_on": "2026-11-18", "how": "by-hand", "last_day": "2026-12-01"}
    assert play.no_step("prepare-school-notice", school=SCHOOL, **early) == "G06_TOO_SHORT"
    play.step("prepare-school-notice", school=SCHOOL, **{**early, "last_day": "2026-12-02"})


def test_the_order_may_be_made_on_the_day_after_the_choice_and_not_before() -> None:
    play = choosing()
    assert play.last_day(CHOICE) == "2026-12-02"
    play.to("2026-12-02")
    assert play.no_step("prepare-attendance-order") == "G06_PERIOD"
    assert "prepare-attendance-order" not in play.open_now()
    play.to("2026-12-03")
    assert "prepare-order" in play.tasks()
    play.step("prepare-attendance-order")
    assert play.chain.stage == "order-prepared"


def test_the_parent_s_choice_in_time_is_named_and_one_too_late_is_not() -> None:
    play = choosing()
    play.step("record-parents-choice", chosen_how="selected", school=OTHER)
    play.over()
    assert play.no_step("prepare-attendance-order", school=SCHOOL) == "G06_CHOICE"
    play.step("prepare-attendance-order")
    assert play.chain.prepared
    assert play.chain.prepared.school
    assert play.chain.prepared.school.number == OTHER
    late = choosing()
    late.over()
    late.step("record-parents-choice", chosen_how="selected", school=OTHER)
    assert late.no_step("prepare-attendance-order", school=OTHER) == "G06_CHOICE"
    late.step("prepare-attendance-order", school=SCHOOL)


def test_an_application_in_time_waits_for_its_answer() -> None:
    play = choosing()
    play.looked_at("800/4003")
    made = play.step("record-parents-choice", chosen_how="applied", school="800/4003", notified_on="2026-11-18")
    play.over()
    assert play.no_step("prepare-attendance-order") == "G06_PENDING"
    answered = {"choice": f"CH{made.seq}", "offered_on": "2026-12-03"}
    assert play.no_step("record-choice-answer", **answered, refused_on="2026-12-03") == "BOTH_ANSWERS"
    play.step("record-choice-answer", **answered)
    play.step("prepare-attendance-order")
    assert play.chain.prepared
    assert play.chain.prepared.school
    assert play.chain.prepared.school.number == "800/4003"


# A child with a plan: s.441


def test_for_a_child_with_a_plan_there_is_no_notice_of_a_school() -> None:
    play = decided(plan=SCHOOL)
    assert play.chain.stage == "ordering"
    assert "prepare-school-notice" not in play.open_now()
    play.looked_at()
    play.looked_at(OTHER)
    assert play.no_step("prepare-attendance-order", school=OTHER) == "G07_PLANS_SCHOOL"
    play.made()
    assert (play.chain.order and play.chain.order.under_plan, play.chain.stage) == (True, "in-force")


def test_a_plan_that_names_no_school_is_amended_first() -> None:
    play = decided(plan="")
    play.looked_at()
    assert "G07_PLAN_NAMES_NONE" in play.no_step("prepare-attendance-order", school=SCHOOL)
    play.step("record-education-plan", maintained=True, school=SCHOOL, school_name="School 4001")
    play.step("prepare-attendance-order")


def test_a_plan_made_since_turns_the_chain_to_its_school() -> None:
    play = choosing()
    play.step("record-education-plan", maintained=True, school=OTHER, school_name="School 4002")
    assert play.chain.stage == "ordering"
    play.step("prepare-attendance-order", school=OTHER)


# Which law


def test_each_notice_stores_its_law_and_a_chain_mixes_no_two() -> None:
    switch = Switch(appointed=date(2026, 11, 10))
    play = Chain(switch=switch)
    play.noticed()
    assert play.chain.notice
    assert play.chain.notice.regime is Regime.EA_1996
    play.over()
    play.decided()
    play.looked_at()
    assert "G30_REGIME" in play.no_step("prepare-school-notice", school=SCHOOL)
    play.step("set-aside-education-notice", reason="The law has changed.")
    play.notice("2026-11-23", information=False, last_day="2026-12-07")
    assert play.chain.notice
    assert play.chain.notice.regime is Regime.CWSA_2026
    assert play.clock(NOTICE).deadline.rule == "cwsa-preliminary-notice"
