"""The child, the people and what is written down about them: each form on both sides of its edge."""

from datetime import date

import pytest

from domain.calendars import Almanac, SchoolCalendar, Span
from domain.clock import ClockState
from domain.people import Address, Person
from domain.vocabulary import CaseKind, ContactRule, Stage
from tests.domain.fixture_calendar import FIVE_YEARS, SCHOOL
from tests.domain.play import MOTHER, Play, at

REGISTER = {"evidence": "The old school's register."}


# The child


def test_details_are_added_and_what_is_known_is_corrected_not_overwritten() -> None:
    play = Play(child={"date_of_birth": None, "upn": ""})
    assert play.refused("give-child-details", **REGISTER) == "NOTHING_GIVEN"
    play.act("give-child-details", date_of_birth="2015-03-04", upn="X800400126001", also_known_as="Kit", **REGISTER)
    child = play.case.child
    assert (child.upn, child.aliases) == ("X800400126001", ["Kit"])
    assert child.age(play.today) == 11
    for field, value in (("date_of_birth", "2015-03-03"), ("upn", "A123456789012")):
        (verdict,) = play.why_not("give-child-details", **{field: value}, **REGISTER)
        assert (verdict.code, verdict.field) == ("ALREADY_KNOWN", field)
    play.act("give-child-details", date_of_birth="2015-03-04", **REGISTER)  # the same again is no change


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("date_of_birth", "2026-11-10", "FUTURE_DATE"),
        ("date_of_birth", "2005-01-01", "FAR_DATE"),
        ("first_absent_on", "2026-11-10", "FUTURE_DATE"),
        ("upn", "X800400126002", "INVALID"),
        ("school", "8004001", "INVALID"),
    ],
)
def test_impossible_details(field: str, value: str, code: str) -> None:
    play = Play(child={"date_of_birth": None})
    assert play.refused("give-child-details", **{field: value}, **REGISTER) == code


def test_a_first_day_absent_is_not_before_the_birth() -> None:
    assert Play().refused("give-child-details", first_absent_on="2015-03-03", **REGISTER) == "BEFORE_BIRTH"


# Contact and enquiries


def test_whoever_was_spoken_to_is_on_the_case() -> None:
    play = at("contact", adults=[MOTHER])
    for action, data in (
        ("record-contact", {"how": "telephone"}),
        ("record-family-reached", {"how": "telephone", "said": "They moved."}),
    ):
        assert play.refused(action, person="P99", **data) == "NO_SUCH_PERSON"
        play.act(action, person=play.person(), **data)
    assert play.case.reached_on == play.today


def test_trying_to_reach_the_family_meets_the_clock_of_the_first_contact() -> None:
    for action, data in (("record-contact", {"how": "text"}), ("record-visit", {"outcome": "no-reply"})):
        play = at("contact")
        play.act(action, **data)
        assert play.clock("first-contact").state is ClockState.MET
        assert "contact" in play.running()


def test_an_enquiry_happened_when_it_was_asked() -> None:
    play = at("checks")
    assert play.refused("record-enquiry", subject="health", result="no-trace", asked_on="2026-11-10") == "FUTURE_DATE"
    entry = play.act("record-enquiry", subject="health", result="no-trace", asked_on="2026-11-06")
    assert entry.happened_on.isoformat() == play.case.enquiries[0].asked_on.isoformat() == "2026-11-06"
    assert (play.case.enquiries[0].by, play.case.enquiries[0].seq) == ("officer", entry.seq)


def test_checks_are_complete_only_with_an_enquiry() -> None:
    play = at("checks")
    (verdict,) = play.why_not("complete-checks", found="nowhere", summary="Nothing.")
    assert (verdict.code, verdict.source.tag.value, verdict.overridable) == ("NO_ENQUIRY", "GUID", True)
    play.act("record-enquiry", subject="health", result="no-answer")
    play.act("complete-checks", found="nowhere", summary="Nothing.")
    assert play.case.stage is Stage.CONTACT


@pytest.mark.parametrize(
    ("route", "kind"),
    [
        ("missing-education", CaseKind.CME),
        ("lost", CaseKind.CME_LOST),
        ("attendance", CaseKind.ATT),
        ("home-education", CaseKind.EHE),
        ("another-authority", CaseKind.LA_ENQ),
    ],
)
def test_an_officer_decides_what_a_case_is_in_their_own_words(route: str, kind: CaseKind) -> None:
    play = Play()
    assert play.refused("decide-triage", route=route, reasons="") == "INVALID"
    entry = play.act("decide-triage", route=route, reasons="The register says so.", owner="officer2")
    assert (play.case.kind, play.case.owner, entry.data["reasons"]) == (kind, "officer2", "The register says so.")


# People


def test_a_contact_rule_has_a_source() -> None:
    with pytest.raises(ValueError, match="comes from"):
        Person(name="Ms R Example", contact_rule=ContactRule.NEVER)
    assert Person(contact_rule=ContactRule.NEVER, contact_rule_source="The court").contact_rule is ContactRule.NEVER


def test_a_person_is_added_with_how_we_know_and_since_when() -> None:
    play = at("contact")
    play.act("add-person", full_name="Mr T Example", relation="father", source="The register")
    person = play.case.people[0]
    assert (person.source, person.source_on) == ("The register", play.today)
    assert play.refused("add-person", full_name="Mr T Example", relation="father", source="") == "INVALID"


@pytest.mark.parametrize("postcode", ["BA1", "BA1 1AAA", "1AA BA1", "ZZ99", ""])
def test_a_postcode_that_is_none(postcode: str) -> None:
    play = at("contact", adults=[MOTHER])
    address = {"lines": ["1 Fixture Road"], "postcode": postcode}
    (verdict,) = play.why_not("change-address", person=play.person(), address=address, source="Herself")
    assert (verdict.code, verdict.field) == ("INVALID", "address.postcode")


@pytest.mark.parametrize(("typed", "kept"), [("ba11aa", "BA1 1AA"), (" sw1a  2aa ", "SW1A 2AA"), ("gir0aa", "GIR 0AA")])
def test_a_postcode_is_tidied(typed: str, kept: str) -> None:
    assert Address(lines=["1 Fixture Road"], postcode=typed).postcode == kept


def test_a_document_is_named_by_its_hash() -> None:
    play = Play()
    body = {"title": "Register", "sha256": "a" * 64, "media_type": "application/pdf", "size": 10}
    assert play.refused("file-document", **{**body, "sha256": "A" * 64}) == "INVALID"
    assert play.refused("file-document", **{**body, "size": 0}) == "INVALID"
    assert play.refused("file-document", **{**body, "obtained_on": "2026-11-10"}) == "FUTURE_DATE"
    play.act("file-document", **body)
    assert play.case.documents[0].id == f"D{play.case.seq}"


# Back a stage


@pytest.mark.parametrize(
    ("stage", "to", "refused"),
    [
        ("support", "contact", ""),
        ("support", "referral", ""),
        ("support", "support", "NOT_EARLIER"),
        ("support", "placement", "NOT_EARLIER"),
        ("support", "dormant", "NOT_EARLIER"),
        ("support", "closed", "NOT_EARLIER"),
        ("dormant", "contact", ""),
        ("dormant", "support", "NOT_EARLIER"),
        ("referral", "referral", "NO_EARLIER_STAGE NOT_EARLIER"),
    ],
)
def test_a_case_goes_back_to_an_earlier_stage_only(stage: str, to: str, refused: str) -> None:
    play = at(stage)
    if refused:
        assert play.refused("send-back", by="supervisor", to=to, reason="Not complete.") == refused
    else:
        play.act("send-back", by="supervisor", to=to, reason="Not complete.")
        assert play.case.stage == to
        assert "case-review" in play.running()


# A changed calendar (DESIGN 2.5)


def closed_on(day: str) -> Almanac:
    closure = (Span(first=date.fromisoformat(day), last=date.fromisoformat(day)),)
    return Almanac.of([SchoolCalendar(school="", terms=FIVE_YEARS), SchoolCalendar(school=SCHOOL, closures=closure)])


def moved(play: Play, clock: str) -> None:
    was = play.clock(clock).last_day.isoformat()
    play.act("calendar-moved", by="process", clock=clock, confirmed_by="supervisor", was=was)


def test_a_changed_calendar_moves_what_runs_as_a_recorded_event() -> None:
    play = Play()
    assert (play.last_day("unseen-amber"), play.last_day("triage")) == ("2026-11-20", "2026-11-11")
    play.almanac = closed_on("2026-11-13")
    for clock in ("unseen-amber", "unseen-police", "triage"):
        moved(play, clock)
    assert (play.last_day("unseen-amber"), play.last_day("unseen-police")) == ("2026-11-23", "2026-12-07")
    assert play.last_day("triage") == "2026-11-11"
    assert play.entries[-1].data["was"] == "2026-11-11"


def test_it_keeps_a_pause_and_an_extension_and_wakes_nothing_that_is_settled() -> None:
    play = at("checks")
    play.act("extend-deadline", clock="checks", to="2026-11-25", reason="The school is closed.")
    moved(play, "checks")
    assert play.last_day("checks") == "2026-11-25"
    play.act("acknowledge-referral", how="By e-mail")
    moved(play, "acknowledge-referral")
    assert play.clock("acknowledge-referral").state is ClockState.MET
