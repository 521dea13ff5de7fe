"""The reasonable enquiries as evidence: whom we asked, what came back, what is outstanding (DOMAIN 2.2)."""

from datetime import timedelta
from typing import Any

from domain.enquiring import Side
from domain.enquiry_list import LIST, NAMED, OF_SCHOOL, Standing, checklist, outstanding, questions_for
from domain.matching.merging import give, taken_over
from domain.vocabulary import EnquirySubject
from tests.domain.play import Play, at, close

OFFICE = {"lines": ["Fixture House", "Sampleton"], "postcode": "BA1 1AA"}


def standing(play: Play, subject: str) -> Standing:
    return next(each.standing for each in checklist(play.case) if each.subject == subject)


def authority_done(play: Play) -> Play:
    for subject in sorted(NAMED):
        play.act("record-enquiry", subject=subject.value, result="no-trace", answer="Nothing known.")
    return play


def school_sends(play: Play, **more: Any) -> None:
    lines = [
        {"subject": each.value, "asked_on": play.today.isoformat(), "result": "no-trace", "said": "Nothing."}
        for each in OF_SCHOOL
    ]
    said = {"said_by": "Ms J Sample", "role": "Attendance lead", "lines": lines, "unable": False, "complete": True}
    play.act("school-part", by="process", **{**said, **more})


def test_every_database_and_agency_and_every_enquiry_of_the_school_is_on_the_list_with_its_source() -> None:
    assert {each.value for each in NAMED} >= {
        *("housing", "admissions", "health", "police", "refuge", "youth-justice", "social-care", "hmrc"),
    }
    assert {each.value for each in OF_SCHOOL} == {
        *("emergency-contacts", "school-staff", "pupils", "sibling-school", "school-agencies", "school-letter"),
        "school-visit",
    }
    assert {"lost-pupils", "border", "forces", "neighbours", "other-authority", "social-media"} <= set(LIST)
    assert set(LIST) == set(EnquirySubject), "whatever can be recorded stands on the list"
    assert all(source.cite for _, source in LIST.values())
    assert all(questions_for(subject)[-1].startswith("If you know where") for subject in LIST)


def test_a_line_is_not_asked_then_waits_then_is_answered_or_has_a_reason() -> None:
    play = at("checks")
    assert standing(play, "health") is Standing.NOT_ASKED
    play.act("record-enquiry", subject="health", result="no-answer", whom="The surgery")
    assert standing(play, "health") is Standing.WAITING
    enquiry = play.case.enquiries[-1]
    assert enquiry.answer_by == play.clock(f"enquiry-{enquiry.id}").last_day
    said = {"result": "no-trace", "answer": "Not registered.", "answered_by": "Dr S"}
    play.act("record-enquiry-answer", enquiry=enquiry.id, **said)
    assert standing(play, "health") is Standing.ANSWERED
    assert (play.case.enquiries[-1].answered_by, play.case.enquiries[-1].answer_by) == ("Dr S", None)
    assert f"enquiry-{enquiry.id}" not in play.running()
    assert play.refused("record-enquiry", subject="refuge", result="not-needed") == "WHY_NOT_ASKED"
    play.act("record-enquiry", subject="refuge", result="not-needed", answer="No sign of abuse; both parents seen.")
    assert standing(play, "refuge") is Standing.NOT_NEEDED


def test_who_does_not_answer_is_asked_again_in_every_stage_until_there_is_an_answer() -> None:
    play = at("checks")
    play.act("record-enquiry", subject="housing", result="no-answer")
    enquiry = play.case.enquiries[-1].id
    play.act("complete-checks", found="nowhere", summary="No trace anywhere.")
    play.to(play.last_day(f"enquiry-{enquiry}"))
    assert "chase-enquiry" not in play.tasks()
    play.to(play.today + timedelta(days=1))
    task = play.task("chase-enquiry")
    assert (task.action, task.audience) == ("chase-enquiry", "owner")
    play.act("chase-enquiry", enquiry=enquiry, how="telephone", said="They look tomorrow.")
    assert "chase-enquiry" not in play.tasks()
    assert play.case.enquiries[-1].chased == [play.today]
    play.to(play.clock(f"enquiry-{enquiry}").last_day + timedelta(days=1))
    assert "chase-enquiry" in play.tasks()
    assert play.refused("chase-enquiry", enquiry="E999", how="telephone") == "NO_SUCH_ENQUIRY"
    assert play.refused("record-enquiry-answer", enquiry=enquiry, result="no-answer", answer="Nothing.") == (
        "NO_ANSWER_GIVEN"
    )


def test_an_agency_is_written_to_and_its_answer_waited_for() -> None:
    play = at("checks")
    body = {"subject": "housing", "to": "Fixture Homes"}
    assert play.refused("ask-agency", how="letter", **body) == "OFFICE_UNSAID"
    assert play.refused("ask-agency", how="email", **body) == "EMAIL_UNSAID"
    play.act("ask-agency", how="letter", office=OFFICE, **body)
    enquiry = play.case.enquiries[-1]
    assert (enquiry.whom, enquiry.documents) == ("Fixture Homes", [play.case.documents[-1].id])
    assert standing(play, "housing") is Standing.WAITING
    assert f"enquiry-{enquiry.id}" in play.running()


def test_no_protected_word_goes_to_an_agency() -> None:
    play = at("checks")
    play.act("add-person", full_name="Ms R Example", relation="mother", source="Herself", telephone="01632 960 456")
    play.act("protect-details", why="refuge", source="The refuge worker")
    body = {"subject": "health", "to": "Fixture Surgery", "how": "letter", "office": OFFICE}
    assert play.refused("ask-agency", words="Ring 01632960456.", **body) == "PROTECTED_IN_TEXT"
    play.act("ask-agency", **body)


def test_the_school_fills_in_its_part_and_both_sides_are_complete() -> None:
    play = authority_done(at("checks"))
    assert outstanding(play.case, Side.AUTHORITY) == []
    assert len(outstanding(play.case, Side.SCHOOL)) == len(OF_SCHOOL)
    play.act("ask-school", contact="Ms J Sample")
    assert play.case.school_part is not None
    assert play.case.school_part.answer_by == play.clock("enquiry-school").last_day
    play.to(play.clock("enquiry-school").last_day + timedelta(days=1))
    assert play.task("ask-school-again").action == "ask-school"
    school_sends(play, wants_removal=True)
    assert outstanding(play.case, Side.SCHOOL) == []
    assert "ask-school-again" not in play.tasks()
    assert "enquiry-school" not in play.running()
    part = play.case.school_part
    assert (part.said_by, part.unable, part.wants_removal, part.complete) == (
        "Ms J Sample, Attendance lead",
        False,
        True,
        True,
    )
    assert {each.side for each in play.case.enquiries if each.subject in OF_SCHOOL} == {Side.SCHOOL}
    assert play.task("school-part").why == "It asks to delete the child's name"


def test_a_school_says_nothing_of_what_the_authority_asks_and_is_not_asked_where_details_are_protected() -> None:
    play = at("checks")
    line = {"subject": "police", "asked_on": play.today.isoformat(), "result": "no-trace", "said": "We asked them."}
    play.act("school-part", by="process", said_by="Ms J Sample", role="Lead", lines=[line])
    assert standing(play, "police") is Standing.NOT_ASKED
    play.act("protect-details", why="refuge", source="The refuge worker")
    assert play.refused("ask-school", contact="The lead") == "SCHOOL_NOT_ASKED"
    assert at("checks", child={"school": ""}).refused("ask-school", contact="The lead") == "NO_SCHOOL"


def test_what_waited_when_a_case_closed_is_asked_again_after_it_reopens() -> None:
    play = at("checks")
    play.act("record-enquiry", subject="housing", result="no-answer")
    clock = f"enquiry-{play.case.enquiries[-1].id}"
    close(play)
    assert clock not in play.running()
    play.to("2026-12-14")
    play.act("reopen-case", reason="She stopped coming.")
    assert clock in play.running()


def test_only_reasons_why_nobody_was_asked_are_no_enquiry() -> None:
    play = at("contact", child={"first_absent_on": None})
    play.case.enquiries.clear()
    play.act("record-enquiry", subject="refuge", result="not-needed", answer="No sign of abuse.")
    assert play.refused("record-not-found", why="no-trace", tried="Nothing.") == "NO_ENQUIRY"


def test_what_another_case_of_the_child_asked_is_taken_over_whole_and_told_apart() -> None:
    ours, theirs = at("checks"), at("checks")
    for play in (ours, theirs):
        play.act("record-enquiry", subject="housing", result="no-answer")
    theirs.act("ask-agency", subject="health", to="Fixture Surgery", how="letter", office=OFFICE)
    school_sends(theirs)
    theirs.act("record-removal-request", ground="I", asked_by="The head teacher")
    before = theirs.case.model_dump()
    give(ours.case, taken_over(ours.case, theirs.case, 99))
    ids = [each.id for each in ours.case.enquiries]
    assert len(ids) == len(set(ids)) == 3 + len(OF_SCHOOL)
    written = next(each for each in ours.case.enquiries if each.subject == "health")
    assert {*written.documents} <= {each.id for each in ours.case.documents}
    assert ours.case.school_part == theirs.case.school_part
    assert [each.id for each in ours.case.removals] == [f"M99-{theirs.case.removals[0].id}"]
    assert theirs.case.model_dump() == before
