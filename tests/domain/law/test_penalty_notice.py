"""Who may get a penalty notice for absence, for what, and what stands in the way, one thing at a time."""

from datetime import date

import pytest

from domain.law.improvement import improvement as improvement_guard
from domain.law.improvement import period_allowed
from domain.law.penalty_notice import giving
from domain.law.tariff import FIRST, SECOND
from domain.proceedings.groundwork import Hand, InForce, LawyersReason
from domain.proceedings.penalty_notice import BelowThreshold, PenaltyNotice, Scheme, Setting, Withdrawal
from domain.proceedings.relying import ReliedOnRecoded
from domain.vocabulary import Relation
from tests.domain.fixture_calendar import SCHOOL
from tests.domain.law.builders import (
    TERM,
    at,
    filled,
    given,
    giving_step,
    improvement,
    needs,
    notice,
    only,
    parent,
    prosecution,
    refused,
    register,
    session,
)

day = date.fromisoformat


def refusals(**changed: object) -> list[str]:
    """Of a notice ready to be given on 12 October 2026, but for what is changed in it."""
    return refused(giving(giving_step(notice=notice(**changed))))


def test_nothing_stands_in_the_way_of_a_ready_notice() -> None:
    assert refused(giving(giving_step())) == []


# Who ----------------------------------------------------------------------------------------------------------------


def test_the_wrong_father_gets_no_notice() -> None:
    """PRACTICE 8.13: a reason recorded for another person is no reason for this one."""
    step = giving_step(notice=notice(person_id="P2"), parents=[parent("P1")])
    assert only(giving(step)).code == "PARENT_NOT_ANSWERABLE"
    assert refused(giving(giving_step(notice=notice(person_id="P2"), parents=[parent("P1"), parent("P2")]))) == []


@pytest.mark.parametrize(
    ("first", "last", "lacking"),
    [
        ("2026-09-28", "2026-10-02", None),
        ("2026-09-29", None, "28 September 2026"),
        ("2026-09-01", "2026-10-01", "2 October 2026"),
    ],
)
def test_a_parent_is_answerable_for_every_date_relied_on(first: str, last: str | None, lacking: str | None) -> None:
    dates = InForce(first=day(first), last=day(last) if last else None)
    found = list(giving(giving_step(parents=[parent(dates=dates)])))
    assert [lacking in verdict.reason for verdict in found if lacking] == ([True] if lacking else [])
    assert bool(found) is bool(lacking)


def test_two_reasons_together_may_cover_the_dates() -> None:
    first = parent(dates=InForce(first=day("2026-09-01"), last=day("2026-09-29")))
    second = parent(dates=InForce(first=day("2026-09-30")))
    assert refused(giving(giving_step(parents=[first, second]))) == []


@pytest.mark.parametrize(
    "who", [{"individual": False}, {"relation": Relation.FOSTER_CARER}, {"relation": Relation.SOCIAL_WORKER}]
)
def test_the_authority_is_never_sent_its_own_notice(who: dict[str, object]) -> None:
    assert only(giving(giving_step(parents=[parent(**who)]))).code == "G21_NOT_A_PARENT"


def test_a_reason_written_up_at_the_moment_of_the_step_is_too_late() -> None:
    late = parent(recorded_at=at("2026-10-12"))
    assert only(giving(giving_step(parents=[late]))).code == "PARENT_NOT_ANSWERABLE"
    just_before = parent(recorded_at=at("2026-10-12", "09:59:59"))
    assert refused(giving(giving_step(parents=[just_before]))) == []


def test_given_under_a_power_and_by_a_second_person() -> None:
    assert only(giving(giving_step(giver=Hand(person="officer2", on=day("2026-10-12"))))).code == "NOT_AUTHORISED"
    asked = notice(hands=[Hand(person="giver", on=day("2026-10-05"))])
    assert only(giving(giving_step(notice=asked))).code == "G29_SECOND_PERSON"


# Where --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("setting", list(Setting))
def test_g11_only_state_funded_schools_and_alternative_provision(setting: Setting) -> None:
    outside = {Setting.INDEPENDENT, Setting.NON_MAINTAINED_SPECIAL, Setting.OTHER}
    assert refusals(setting=setting) == (["G11_SETTING"] if setting in outside else [])
    assert refusals(setting=None) == ["G11_SETTING"]


def test_the_authority_of_the_school_gives_it() -> None:
    assert only(giving(giving_step(our_school=False))).code == "G02_OTHER_AREA"


# For which sessions -------------------------------------------------------------------------------------------------


def test_nine_sessions_need_an_officers_reason_and_a_supervisor() -> None:
    nine = list(TERM.between(day("2026-09-28"), day("2026-10-02")))[:9]
    assert refusals(sessions=nine) == ["G12_REASON"]
    below = {"officer": "giver", "on": day("2026-10-08"), "reason": "A fourth holiday"}
    alone = only(giving(giving_step(notice=notice(sessions=nine, below_threshold=BelowThreshold(**below)))))
    assert (alone.code, alone.overridable) == ("G12_THRESHOLD", True)
    both = BelowThreshold(**below, supervisor="supervisor", supervisor_reason="Agreed")
    assert refusals(sessions=nine, below_threshold=both) == []
    same = BelowThreshold(**below, supervisor="giver", supervisor_reason="Agreed")
    assert refusals(sessions=nine, below_threshold=same) == ["G12_THRESHOLD"]
    unknown = BelowThreshold(**(below | {"officer": "officer2"}), supervisor="supervisor", supervisor_reason="Agreed")
    assert refusals(sessions=nine, below_threshold=unknown) == ["NOT_AUTHORISED"]


def test_what_was_asked_is_on_record() -> None:
    verdict = only(giving(giving_step(notice=notice(considered=None))))
    assert (verdict.code, verdict.source.tag.value) == ("G12_CONSIDERED", "GUID")


def test_a_session_that_is_no_unauthorised_absence_is_no_evidence() -> None:
    sessions = [*TERM.between(day("2026-09-28"), day("2026-10-02")), session("2026-10-05", code="/")]
    verdict = only(giving(giving_step(notice=notice(sessions=sessions))))
    assert (verdict.code, verdict.overridable) == ("NOT_UNAUTHORISED", False)
    assert "5 October 2026 (morning)" in verdict.reason
    assert refusals(sessions=[]) == ["NO_SESSIONS", "G12_REASON"]


def test_what_the_register_no_longer_says_stops_the_notice() -> None:
    recoded = TERM.merged([session("2026-09-30", code="I")], day("2026-10-09")).register
    verdict = only(giving(giving_step(register=recoded)))
    assert verdict.code == "RELIED_ON_RECODED"
    assert "30 September 2026 (morning)" in verdict.reason


def test_a_recoded_session_goes_on_once_somebody_has_looked_at_it() -> None:
    change = ReliedOnRecoded(
        proceeding="penalty-notice-1", day=day("2026-09-30"), half="AM", was="G", now="O", on=day("2026-10-09")
    )
    settled = change.model_copy(update={"settled_by": "lawyer", "settled_why": "Still unauthorised"})
    step = giving_step(register=TERM.merged([session("2026-09-30", code="O")], day("2026-10-09")).register)
    waiting = giving_step(notice=notice(recoded=[change]), register=step.register)
    assert set(refused(giving(waiting))) == {"RELIED_ON_RECODED"}
    assert refused(giving(giving_step(notice=notice(recoded=[settled]), register=step.register))) == []


def test_looking_at_it_does_not_make_illness_an_offence() -> None:
    ill = TERM.merged([session("2026-09-30", code="I")], day("2026-10-09")).register
    looked = ReliedOnRecoded(
        proceeding="penalty-notice-1",
        day=day("2026-09-30"),
        half="AM",
        was="G",
        now="I",
        on=day("2026-10-09"),
        settled_by="lawyer",
        settled_why="Seen",
    )
    assert refused(giving(giving_step(notice=notice(recoded=[looked]), register=ill))) == ["NOT_UNAUTHORISED"]


@pytest.mark.parametrize(("today", "codes"), [("2026-10-05", []), ("2026-10-06", ["G12_UNRESOLVED"])])
def test_n_may_be_relied_on_for_five_school_days(today: str, codes: list[str]) -> None:
    """The week ends with an N on Monday 28 September: its five school days end on Monday 5 October."""
    week = filled("2026-09-28", "2026-10-02", "O", but=[("2026-09-28", "NO")])
    step = giving_step(today, notice=notice(sessions=list(week.sessions)), register=week)
    assert refused(giving(step)) == codes


@pytest.mark.parametrize(
    ("born", "codes"),
    [
        (None, ["G01_SCHOOL_AGE"]),
        ("2021-08-31", []),
        ("2021-09-01", ["G01_SCHOOL_AGE"]),
        ("2009-08-31", ["G01_SCHOOL_AGE"]),
        ("2010-09-01", ["G01_SCHOOL_AGE"]),  # sixteen before the first day of term: age needs a lawyer
        ("2010-09-03", []),
    ],
)
def test_g01_on_every_date_relied_on(born: str | None, codes: list[str]) -> None:
    assert refused(giving(giving_step(born=day(born) if born else None))) == codes


def test_g01_is_judged_on_the_sessions_and_not_on_the_day_of_the_notice() -> None:
    last_week = filled("2027-06-21", "2027-06-25", "O")
    step = giving_step("2027-09-10", notice=notice(sessions=list(last_week.sessions)), register=last_week)
    leaver = giving_step("2027-09-10", notice=step.notice, register=last_week, born=day("2011-08-31"))
    assert refused(giving(leaver)) == [], "over school age when the notice is given"
    after = register([*last_week.sessions, session("2027-06-28")])
    late = giving_step(
        "2027-09-10", notice=notice(sessions=list(after.sessions)), register=after, born=day("2011-08-31")
    )
    verdict = only(giving(late))
    assert verdict.code == "G01_SCHOOL_AGE"
    assert verdict.reason.startswith("On 28 June 2027: ")


def test_no_date_under_a_supervision_order() -> None:
    order = InForce(first=day("2026-10-02"))
    verdict = only(giving(giving_step(supervision=[order])))
    assert verdict.code == "UNDER_SUPERVISION"
    assert "2 October 2026 (morning), 2 October 2026 (afternoon)" in verdict.reason
    ended = InForce(first=day("2026-09-01"), last=day("2026-09-27"))
    assert refused(giving(giving_step(supervision=[ended]))) == []


# Not twice ----------------------------------------------------------------------------------------------------------


def earlier(**changed: object) -> PenaltyNotice:
    return given("2026-10-05", **{"name": "penalty-notice-0", **changed})


WRONG_PERSON = Withdrawal(ground="wrong-person", reason="Not the parent", by="s", on=day("2026-10-08"))


@pytest.mark.parametrize(
    ("other", "used"),
    [
        (earlier(), True),
        (earlier(person_id="P2"), False),  # the other parent has a notice of their own
        (earlier(child="RC-2026-000009"), False),  # a brother's sessions on the same days
        (earlier(scheme=Scheme.EXCLUDED), False),
        (earlier(issued_on=None), False),
        (
            earlier(withdrawn=Withdrawal(ground="wrong-person", reason="Not the parent", by="s", on=day("2026-10-08"))),
            True,
        ),
        (earlier(never_given=LawyersReason(lawyer="lawyer", on=day("2026-10-08"), reason="Returned")), False),
        (earlier(sessions=[session("2026-09-07", code="G")]), False),
    ],
)
def test_g15_no_session_is_used_twice(other: PenaltyNotice, used: bool) -> None:
    found = refused(giving(giving_step(notice=notice(tariff=None), notices=[other])))
    assert found == (["G15_USED_BEFORE"] if used else [])


def test_g15_nor_one_that_is_charged() -> None:
    being_prepared = prosecution()
    assert refused(giving(giving_step(prosecutions=[being_prepared]))) == ["G15_USED_BEFORE"]
    dropped = prosecution(ended_on=day("2026-10-08"))
    assert refused(giving(giving_step(prosecutions=[dropped]))) == []
    begun = prosecution(ended_on=day("2026-10-08"), instituted_at=at("2026-10-06"))
    assert refused(giving(giving_step(prosecutions=[begun]))) == ["G15_USED_BEFORE"]
    assert refused(giving(giving_step(prosecutions=[prosecution(person_id="P2")]))) == []


def test_a_notice_is_given_once_and_its_own_sessions_are_not_used_before() -> None:
    assert refusals(issued_on=day("2026-10-11")) == ["NOTICE_GIVEN_ALREADY"]
    assert refused(giving(giving_step(notices=[notice()]))) == []


# What stands before it ----------------------------------------------------------------------------------------------


def test_g31_needs_come_first_and_every_question_is_answered() -> None:
    assert refusals(needs=None) == ["G31_NEEDS"]
    assert refusals(needs=needs(officer="")) == ["G31_NEEDS"]
    for question in ("special_needs", "health", "bullying", "young_carer", "bereavement", "abuse", "disability"):
        assert refusals(needs=needs(**{question: ""})) == ["G31_NEEDS"]
    assert refusals(needs=needs(place_offered="")) == ["G31_NEEDS"]
    assert refusals(needs=needs(education_provided=None)) == ["G31_NEEDS"]
    assert refusals(needs=needs(recorded_at=at("2026-10-12"))) == ["G31_NEEDS"]


@pytest.mark.parametrize("lacking", [{"education_provided": False}, {"suitable": False}])
def test_g31_nothing_is_enforced_while_the_authority_provides_nothing(lacking: dict[str, bool]) -> None:
    verdict = only(giving(giving_step(notice=notice(needs=needs(**lacking)))))
    assert (verdict.code, verdict.overridable) == ("G31_NO_EDUCATION", False)


def test_g18_a_notice_to_improve_or_the_reason_for_none() -> None:
    verdict = only(giving(giving_step(notice=notice(no_improvement_because=" "))))
    assert (verdict.code, verdict.overridable) == ("G18_IMPROVEMENT", True)


@pytest.mark.parametrize(
    ("today", "notice_to_improve", "code", "opens"),
    [
        ("2026-12-11", {}, "G18_STILL_RUNNING", "2026-12-12"),
        ("2026-12-12", {}, "G18_IMPROVED", None),  # over, and nobody has said how it ended
        ("2026-12-12", {"improved": False}, None, None),
        ("2026-12-12", {"improved": True}, "G18_IMPROVED", None),
        ("2026-11-20", {"breached_on": "2026-11-18"}, "G18_STILL_RUNNING", None),
        ("2026-11-20", {"breached_on": "2026-11-18", "told_on": "2026-11-21"}, "G18_STILL_RUNNING", None),
        ("2026-11-20", {"breached_on": "2026-11-18", "told_on": "2026-11-20"}, None, None),
        ("2026-12-14", {"breached_on": "2026-11-18"}, None, None),
    ],
)
def test_g18_the_improvement_period(
    today: str, notice_to_improve: dict[str, object], code: str | None, opens: str | None
) -> None:
    found = list(improvement_guard(improvement(**notice_to_improve), "", day(today)))
    assert refused(found) == ([code] if code else [])
    assert [verdict.opens_on for verdict in found] == ([day(opens) if opens else None] if code else [])


@pytest.mark.parametrize("weeks", range(1, 9))
def test_g18_three_to_six_school_weeks(weeks: int) -> None:
    assert refused(period_allowed(weeks)) == ([] if 3 <= weeks <= 6 else ["G18_LENGTH"])


def test_the_law_itself_is_never_overridden() -> None:
    """PRACTICE 6.5: setting, age, cap and double use have no override, guidance has one."""
    everything_wrong = giving_step(
        notice=notice(setting=Setting.INDEPENDENT, considered=None, no_improvement_because="", tariff=SECOND),
        born=None,
        notices=[earlier()],
        parents=[],
    )
    found = {verdict.code: verdict.overridable for verdict in giving(everything_wrong)}
    assert found == {
        "G11_SETTING": False,
        "PARENT_NOT_ANSWERABLE": False,
        "G01_SCHOOL_AGE": False,
        "G15_USED_BEFORE": False,
        "G12_CONSIDERED": True,
        "G18_IMPROVEMENT": True,
    }
    assert FIRST != SECOND
    assert everything_wrong.notice.school == SCHOOL
