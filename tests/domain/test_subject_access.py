"""A request for personal data, played: its month, its extension, its decisions, its second person."""

from typing import Any

import pytest

from domain.actions.of_subject_access import SUBJECT_ACCESS
from domain.actions.people import PersonAdded
from domain.near_matches import Somebody
from domain.proceedings.subject_access import Answer, Decided, Item, Kept, Reason, Shows, SubjectAccess
from domain.subject_access import EXEMPTIONS, SAID_TO_THEM, around, given_words, kept_back, proposed, signs, still_shows
from tests.domain.play import FATHER
from tests.domain.stepping import LEADS, Steps

WORDS = {"item": "entry:1", "answer": "give"}
TOLD = Item(id="told", kept=Kept.TOLD, title="Who told us", sha256="0" * 64, shows=(Shows.REFERRER,),
            proposed=Reason.REFERRER)  # fmt: skip
PLAIN = Item(id="entry:1", kept=Kept.ENTRY, title="Note", sha256="1" * 64)
ANOTHERS = Item(id="entry:2", kept=Kept.ENTRY, title="Note", sha256="2" * 64, shows=(Shows.OTHER_PERSON,),
                proposed=Reason.THIRD_PARTY)  # fmt: skip
SCAN = Item(id="document:D3", kept=Kept.DOCUMENT, title="A scan", sha256="3" * 64, shows=(Shows.NO_TEXT,),
            proposed=Reason.THIRD_PARTY)  # fmt: skip
LEADING = {
    "collect-access-items": "reviewing",
    "finish-access-review": "checking",
    "pass-access-review": "ready",
    "return-access-review": "reviewing",
}


@pytest.fixture(autouse=True)
def leads(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, stage in LEADING.items():
        monkeypatch.setitem(LEADS, name, stage)


def asked(play: Steps, **more: Any) -> SubjectAccess:
    body = {"asking": "child", "came_by": "letter", "identity": "known", "identity_how": "Known for years."}
    play.act("begin-subject-access", **{**body, **more})
    return request(play)


def request(play: Steps) -> SubjectAccess:
    found = play.proceeding()
    assert isinstance(found, SubjectAccess)
    return found


def father_of(play: Steps, **more: Any) -> dict[str, Any]:
    known = {"full_name": FATHER["name"], "parental_responsibility": None, "lives_with_child": False}
    said = {**PersonAdded.example(play.case, play.today), **FATHER, **known, **more}
    return {name: value for name, value in said.items() if name != "name"}


def collected(play: Steps, *items: Item) -> SubjectAccess:
    """As the desk of the process would have prepared it."""
    play.step("collect-access-items")
    request(play).items = list(items)
    return request(play)


def last_day(play: Steps) -> str:
    return play.last_day("subject-access-1:subject-access")


def test_the_month_runs_from_the_request_or_from_the_proof_and_rings_without_sending() -> None:
    play = Steps("2027-02-01")
    assert asked(play, received_on="2027-01-31").counts_from is not None
    assert last_day(play) == "2027-03-01", "28 February is a Sunday"
    assert play.task("access-collect").due_on.isoformat() == "2027-02-08", "within five working days"
    play.to("2027-03-02")
    assert play.task("access-overdue").audience == "owner"
    assert "deadline-passed" in play.tasks("supervisor")
    assert (request(play).open, request(play).pack) == (True, None), "a passed clock gives nothing and ends nothing"

    play = Steps("2026-11-09")
    asked(play, identity="asked", identity_how="A copy of a passport or a bill.")
    assert "subject-access-1:subject-access" not in play.running()
    assert play.task("access-identity").due_on > play.today
    assert play.no_step("collect-access-items") == "IDENTITY_NOT_PROVED"
    assert play.no_step("record-access-identity", how="Seen.", happened_on="2026-11-08") == "BEFORE_REQUEST"
    play.to("2026-11-20")
    play.step("record-access-identity", how="Passport seen at the desk.")
    assert (last_day(play), request(play).identity_by) == ("2026-12-21", "officer"), "20 December is a Sunday"
    assert "access-identity" not in play.tasks()
    assert play.no_step("record-access-identity", how="Again.") == "IDENTITY_KNOWN"


def test_two_months_more_once_and_only_told_within_the_first() -> None:
    play = Steps("2026-11-10")
    asked(play)
    why = {"why": "complex", "words": "Four schools over nine years.", "told_how": "Letter L33, posted"}
    extend = "extend-access-request"
    assert play.no_step(extend, by="supervisor", **why, told_on="2026-11-09") == "TOLD_BEFORE"
    late = play.copied()
    late.to("2026-12-11")
    assert late.no_step(extend, by="supervisor", **why, told_on="2026-12-10") == "EXTENSION_TOLD_LATE"
    play.to("2026-12-10")
    play.step(extend, by="supervisor", **why)
    assert last_day(play) == "2027-02-10"
    assert play.clock("subject-access-1:subject-access").deadline.rule == "subject-access-extended"
    assert play.no_step(extend, by="supervisor", **why) == "EXTENSION_TOLD_LATE"
    play.to("2027-02-10")
    assert "access-overdue" not in play.tasks()
    play.to("2027-02-11")
    assert "access-overdue" in play.tasks()


def test_a_parent_asks_with_responsibility_and_the_childs_view_and_nobody_asks_who_is_not_on_the_case() -> None:
    play = Steps("2027-03-08")  # the child was twelve four days ago
    begin, known = "begin-subject-access", {"came_by": "email", "identity": "known", "identity_how": "Known."}
    play.act("add-person", **father_of(play))
    dad = play.person(FATHER["name"])
    for body, code in (
        ({"asking": "child", "person": play.mother}, "CHILD_ASKS"),
        ({"asking": "own"}, "WHO_ASKS"),
        ({"asking": "own", "person": "P99"}, "NO_SUCH_PERSON"),
        ({"asking": "parent", "person": dad, "childs_view": "Agrees."}, "RESPONSIBILITY_NOT_KNOWN"),
        ({"asking": "another", "person": dad}, "CHILDS_VIEW"),
        ({"asking": "child", "received_on": "2027-03-09"}, "FUTURE_DATE"),
    ):
        assert play.refused(begin, **{**known, **body}) == code, body
    assert play.refused(begin, **{**known, "asking": "child", "identity_how": ""}) == "IDENTITY_HOW"
    assert asked(play, asking="own", person=dad).about == dad


def test_nothing_goes_out_undecided_and_what_shows_the_referrer_cannot_be_given() -> None:
    play = Steps()
    asked(play)
    assert play.no_step("collect-access-items", happened_on="2030-01-01") == "FUTURE_DATE"
    collected(play, PLAIN, ANOTHERS, TOLD, SCAN)
    decide, by = "decide-access-items", "supervisor"
    for body, code in (
        ({"item": "entry:9", "answer": "give"}, "NO_SUCH_ITEM"),
        ({"item": "told", "answer": "give", "words": "They know."}, "SHOWS_THE_REFERRER"),
        ({"item": "told", "answer": "redact", "reason": "referrer"}, "SHOWS_THE_REFERRER"),
        ({"item": "entry:1", "answer": "withhold"}, "REASON_NEEDED"),
        ({"item": "entry:1", "answer": "redact"}, "REASON_NEEDED"),
        ({"item": "entry:2", "answer": "give"}, "WHY_GIVEN"),
        ({"item": "document:D3", "answer": "redact", "reason": "third-party"}, "REDACT_ON_ITS_PAGE"),
    ):
        assert code in play.no_step(decide, by=by, decisions=[body]), body
    assert play.no_step("finish-access-review", by=by) == "ACCESS_UNREVIEWED"
    left = {"answer": "withhold", "reason": "third-party"}
    given = {"item": "entry:2", "answer": "give", "words": "The aunt agreed in writing."}
    play.step(decide, by=by, decisions=[{"item": "told", **left}, {"item": "document:D3", **left}, given])
    assert play.no_step("finish-access-review", by=by) == "ACCESS_UNREVIEWED"
    play.step(decide, by=by, decisions=[WORDS])
    play.step("finish-access-review", by=by)
    assert play.no_step("pass-access-review", by=by, checked="All read.") == "ACCESS_SECOND_PERSON"
    play.step("return-access-review", by="lawyer", reason="The aunt's letter is not on file.")
    assert play.task("access-review").audience == "supervisor"
    play.step("finish-access-review", by=by)
    play.step("pass-access-review", by="lawyer", checked="All read.")
    assert play.no_step("hand-over-access-pack", how="post", to="Kai Example") == "NO_ANSWER_BUILT PROOF"


def test_a_request_ends_with_what_was_told_and_a_case_closes_beside_it() -> None:
    play = Steps()
    asked(play)
    asked(play)
    assert "PROCEEDING_UNDER_WAY" not in play.refused("close-case", outcome="ON_ROLL", proof="none", evidence="-")
    play.step("end-access-request", by="supervisor", why="withdrawn", told="By telephone; told how to complain.")
    assert (request(play).outcome, request(play).open) == ("withdrawn", False)
    assert [task.subject for task in play.case.open_tasks() if task.name == "access-collect"] == [
        "subject-access-1:subject-access"
    ], "the other request's own work stays"


def test_who_may_do_what_is_officer_records_reviewer_decides() -> None:
    officer = {action.name for actions in SUBJECT_ACCESS.values() for action in actions if "officer" in action.roles}
    assert officer == {"record-access-identity", "collect-access-items", "hand-over-access-pack"}


def test_who_must_not_be_found_is_everybody_but_whoever_asks() -> None:
    play = Steps()
    play.act("add-person", **father_of(play, telephone="01632 960 055"))
    play.act("add-household-child", child_name="Lola Example")
    case, referrer = play.case, Somebody("Joan Planted", "aunt", "01632 960 077")
    for_mother = around(case, SubjectAccess(name="subject-access-1", person_id=play.mother), [referrer])
    assert {"Mr T Example", "9 Other Road", "BA2 2AA", "01632 960 055"} <= set(for_mother.others)
    assert not {"Ms R Example", "1 Fixture Road", "Kai Example"} & set(for_mother.others)
    assert Shows.OTHER_PERSON in signs("Rang Mr T Example.", for_mother)
    assert signs("Her aunt joan rang.", for_mother) == [Shows.REFERRER]
    assert signs("Rang 01632960077.", for_mother) == [Shows.REFERRER]
    assert signs("Rang the mother.", for_mother) == []
    about_dad = around(case, SubjectAccess(name="subject-access-1", person_id=play.person("Mr T Example"),
                                           about=play.person("Mr T Example")))  # fmt: skip
    assert {"Kai Example", "Ms R Example", "1 Fixture Road"} <= set(about_dad.others)
    for_kai = around(case, SubjectAccess(name="subject-access-1"))
    assert {"BA2 2AA", "01632 960 055"} <= set(for_kai.contacts), "the home of a parent elsewhere is not the child's"
    assert "1 Fixture Road" not in for_kai.others, "the home where the child lives is its own"


def test_words_go_out_blanked_whatever_was_decided_and_are_searched_again() -> None:
    play = Steps()
    who = around(play.case, SubjectAccess(name="subject-access-1"), [Somebody("Joan Planted", "aunt", "01632 960 077")])
    give = Decided(answer=Answer.GIVE, by="supervisor", on=play.today)
    text = "Joan Planted (01632 960077) saw her with Ms R Example near the baths."
    assert given_words(text, give, who) == "[protected] ([protected]) saw her with Ms R Example near the baths."
    hide = Decided(answer=Answer.REDACT, reason=Reason.THIRD_PARTY, hide=("the baths",), by="supervisor", on=play.today)
    assert given_words(text, hide, who) == "[protected] ([protected]) saw her with [protected] near [protected]."
    assert still_shows("Her auntie said so.", who)
    assert not still_shows("The school said so.", who)


def test_what_is_left_out_is_said_in_general_words_and_never_tells_that_there_is_a_referrer() -> None:
    assert set(EXEMPTIONS) == set(SAID_TO_THEM) == set(Reason)
    assert not any(source.verified for source in EXEMPTIONS.values()), "nobody has checked them against the Act"
    assert SAID_TO_THEM[Reason.REFERRER] == SAID_TO_THEM[Reason.THIRD_PARTY]
    held = SubjectAccess(
        name="subject-access-1",
        decided={
            str(n): Decided(answer=Answer.WITHHOLD, reason=reason, by="supervisor", on="2026-11-09")  # type: ignore[arg-type]
            for n, reason in enumerate((Reason.REFERRER, Reason.THIRD_PARTY, Reason.CRIME))
        },
    )
    assert len(kept_back(held)) == 2
    assert "told" not in " ".join(kept_back(held))
    assert proposed([Shows.OTHER_PERSON, Shows.REFERRER]) is Reason.REFERRER
    assert proposed([]) is None
