"""A prosecution once it is authorised, by its actions: begun, served, answered, heard; and what comes back."""

from datetime import date, time

from domain.actions import JOURNEY
from domain.actions.of_proceedings import actions_of
from domain.proceedings import AttendanceOrder, PenaltyNotice, ProceedingKind
from domain.proceedings.attendance_order import RegistrationAsked
from domain.proceedings.groundwork import InForce
from domain.returned_notices import came_back, undelivered
from tests.domain.law.order_builders import NAME, day, ordered
from tests.domain.prosecuting import Court


def test_acted_on_by_the_power_to_conduct_and_with_the_very_letter() -> None:
    court = Court().begun()
    court.authorised()
    papers = court.papers()
    assert court.no_step("institute-proceedings", by="officer2", **papers) == "NOT_AUTHORISED"
    assert court.no_step("institute-proceedings", by="lawyer", **{**papers, "letter": "L1"}) == "NOT_THE_CHARGE"
    told = court.no_step("institute-proceedings", by="lawyer", letter=papers["letter"])
    assert told == "G28_INFORMATION"
    assert "NOT_BEGUN" in court.refused("issue-letter", letter=papers["letter"]).split()
    for who, code in (("officer", "G29_SECOND_PERSON"), ("officer2", "NOT_AUTHORISED")):
        drafted = court.copied()
        drafted.act("draft-letter", template="L16", person=court.mother, concerning=court.charge.name, by="officer2")
        assert code in drafted.refused("approve-letter", letter=drafted.letter().id, by=who).split(), who
    court.step("institute-proceedings", by="lawyer", **papers)
    court.to("2026-11-10")
    assert court.refused("issue-letter", letter=papers["letter"]) == "BEGUN_ANOTHER_DAY"


def test_served_only_in_the_ways_of_the_criminal_rules_and_not_before_it_began() -> None:
    court = Court().begun()
    court.instituted()
    shown = {"evidence": "Certificate 1"}
    assert "SERVICE_METHOD" in court.no_step("record-charge-service", manner="email", **shown).split()
    late = court.no_step("record-charge-service", manner="by-hand", served="2026-11-08", **shown)
    assert "SERVED_BEFORE" in late.split()
    court.step("record-charge-service", manner="left", **shown)
    assert court.charge.served_on == date(2026, 11, 10), "the next business day"
    assert court.last_day("prosecution-1:single-justice-reply") == "2026-11-30"


def test_no_plea_is_recorded_as_none_only_when_the_21_days_are_over() -> None:
    court = Court().begun()
    court.served()
    last = court.clock("prosecution-1:single-justice-reply").last_day
    court.to(last, time(23, 30))
    assert court.no_step("record-plea", plea="none") == "PLEA_MAY_COME"
    early = court.copied()
    early.step("record-plea", plea="guilty-hearing")
    assert not early.clock("prosecution-1:single-justice-reply").running
    court.to(date.fromordinal(last.toordinal() + 1), time(0, 1))
    assert "plea-due" in court.tasks("legal")
    verdict = court.in_the_way("record-plea", plea="none")[0]
    assert verdict.code == "PLEA_MAY_COME"
    assert verdict.opens_on == date.fromordinal(last.toordinal() + 2), "the later reading of the rule"
    court.to(verdict.opens_on, time(0, 1))
    court.step("record-plea", plea="none")


def test_a_direction_follows_a_charge_under_444_and_only_conviction_under_443() -> None:
    court = Court().begun()
    court.served()
    court.step("record-supervision-directed", court="Sampleton Magistrates' Court")
    task = court.task("begin-directed-supervision-order", "legal")
    assert "3 January 2027" in task.title, "eight weeks beginning with the direction"
    assert court.no_step("record-supervision-directed", court="Sampleton") == "DIRECTION_KNOWN"


def test_an_order_is_charged_to_the_day_and_a_conviction_is_remembered() -> None:
    court = ordered_court()
    court.to("2027-01-18")
    body = {"order": NAME, "first": "2026-12-07", "last": "2027-01-15"}
    court.act("begin-prosecution-on-order", **body)
    assert court.last_day("prosecution-1:prosecution-limit") == "2027-06-07"
    of_absence = {"offence": "s444-1", "procedure": "requisition", "adult": True}
    assert court.no_step("choose-offence", **of_absence) == "OFFENCE_OTHER"
    court.groundwork(offence="s443", procedure="single-justice", adult=True)
    assert set(court.no_step("send-prosecution-to-review").split()) == {"G08_NO_EVIDENCE", "G08_SCHOOL_SAYS"}
    asked = {"asked_on": "2027-01-16", "said_by": "Admissions", "evidence": "Nobody of this name"}
    chain = court.case.proceedings[0]
    assert isinstance(chain, AttendanceOrder)
    chain.registrations = [RegistrationAsked.model_validate({"school": "800/4001", **asked})]
    court.served(offence="s443", procedure="single-justice", adult=True)
    assert (court.charge.charged, court.charge.sessions) == (
        InForce(first=day("2026-12-07"), last=day("2027-01-15")),
        [],
    )
    directed = court.no_step("record-supervision-directed", court="Sampleton Magistrates' Court")
    assert directed == "DIRECTION_NOT_POSSIBLE"
    court.step("record-result", result="convicted", sentence="A fine.")
    court.step("record-supervision-directed", court="Sampleton Magistrates' Court")
    assert court.case.proceedings[0].convicted_on == court.today  # type: ignore[union-attr]
    court.step("review-result", learned="The order stands.")
    assert court.charge.outcome == "convicted"
    court.act("begin-prosecution-on-order", **body)
    court.groundwork(offence="s443", procedure="single-justice", adult=True)
    assert court.no_step("send-prosecution-to-review") == "G08_CONVICTED"
    court.step("charge-order-again", by="lawyer", reason="Nothing has changed since.")
    court.step("send-prosecution-to-review")


def test_a_court_ends_an_order_only_on_an_acquittal_under_443() -> None:
    court = Court().begun()
    court.served()
    assert court.no_step("record-result", result="acquitted", order_ended=True) == "ORDER_NOT_ENDED"
    assert court.no_step("record-result", result="convicted") == "SENTENCE_MISSING"


def test_every_action_has_a_name_of_its_own() -> None:
    every = [action for kind in ProceedingKind for action in actions_of(kind)] + list(JOURNEY)
    by_name: dict[str, set[object]] = {}
    for action in every:
        by_name.setdefault(action.name, set()).add(action)
    assert {name for name, found in by_name.items() if len(found) > 1} == set()


def ordered_court() -> Court:
    """With an attendance order for the child, served on 7 December 2026."""
    court = Court()
    court.case.proceedings.append(ordered(person_id=court.mother))
    return court


def test_a_notice_that_came_back_after_the_charge_is_the_lawyers_that_day_and_stops_the_next_step() -> None:
    """PRACTICE 8.12: set aside only by a lawyer or a supervisor, with a reason."""
    court = Court()
    name = court.with_notice(letter_id="L90")
    court.to("2026-11-11")
    court.act("begin-prosecution-on-notice", notice=name)
    court.served()
    told = {(task.audience, task.urgent, task.due_on) for task in came_back(court.facts(), "L90", 99).tasks}
    assert told == {("owner", True, court.today), ("legal", True, court.today)}
    undelivered(court.case, "L90", court.today)
    notice = court.case.proceedings[0]
    assert isinstance(notice, PenaltyNotice)
    assert notice.returned_on == court.today
    hearing = {"hearing_on": "2026-12-01", "at": "10:00", "court": "Sampleton Magistrates' Court", "what": "Trial"}
    assert court.no_step("set-hearing", **hearing) == "CHARGE_RETURNED"
    why = {"CHARGE_RETURNED": "Counsel advises that the charge stands without the notice."}
    assert court.no_step("set-hearing", overrides=why, **hearing) == "CHARGE_RETURNED"
    court.step("set-hearing", by="lawyer", overrides=why, **hearing)
    assert court.entries[-1].overrides == why
