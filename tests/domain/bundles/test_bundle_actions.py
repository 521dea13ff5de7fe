"""A bundle by its actions: asked for, what it lacks asked of the officer, answered, signed off by another, served and
locked (PRACTICE 6.15, 7, harm 12).
"""

from datetime import date, timedelta
from typing import Any

from domain.actions import ACTIONS
from domain.bundles.case_bundle import Bundle, BundleState
from domain.bundles.document import Kind, Marking
from domain.bundles.gathering import Arrangement, Frozen, arranged, gather
from domain.bundles.profiles import PROFILES, PROSECUTION_BUNDLE
from domain.case_file import Document, Letter
from domain.vocabulary import LetterState
from tests.domain.prosecuting import Court

FILES = [{"name": "RC-B1-v1.pdf", "sha256": "a" * 64, "size": 10, "pages": 5}]


def asked(by: str = "officer", **more: Any) -> Court:
    """A prosecution of the mother, with a bundle asked for."""
    court = Court().begun()
    body = {"profile": "prosecution", "about": court.charge.name, "hearing_on": "2027-01-14", **more}
    court.act("request-bundle", by=by, **body)
    return court


def the(court: Court) -> Bundle:
    return court.case.bundles[-1]


def built(court: Court, number: int = 1, by: str = "officer", **more: Any) -> None:
    body = {"bundle": the(court).id, "version": number, "asked_by": by, "pages": 5, "files": FILES, **more}
    court.act("bundle-built", by="process", **body)


def sign(court: Court, by: str = "lawyer", version: int = 1) -> dict[str, Any]:
    return {"by": by, "bundle": the(court).id, "version": version, "reviewed": True}


def test_it_is_asked_for_with_its_days_counted_back_from_the_hearing() -> None:
    court = asked()
    bundle = the(court)
    assert (bundle.person_id, bundle.hearing_on, bundle.file_by) == (court.mother, date(2027, 1, 14), date(2027, 1, 5))
    assert bundle.state is BundleState.REQUESTED
    task = court.task("assemble-bundle", "legal")
    assert task.due_on <= bundle.file_by
    assert "5 January 2027" in task.why


def test_a_hearing_that_is_set_or_moved_later_moves_the_days() -> None:
    court = asked(hearing_on=None)
    assert (the(court).hearing_on, the(court).file_by) == (None, None)
    body = {"by": "lawyer", "bundle": the(court).id}
    assert "HEARING_PAST" in court.refused("set-bundle-hearing", **body, hearing_on="2026-11-01")
    court.act("set-bundle-hearing", **body, hearing_on="2026-11-25")
    assert (the(court).hearing_on, the(court).file_by) == (date(2026, 11, 25), date(2026, 11, 16))
    assert [task.due_on for task in court.case.open_tasks() if task.name == "assemble-bundle"] == [date(2026, 11, 16)]
    court.act("set-bundle-hearing", **body, hearing_on="2027-01-14")  # adjourned
    assert [task.due_on for task in court.case.open_tasks() if task.name == "assemble-bundle"] == [date(2027, 1, 5)]


def test_what_makes_no_bundle_is_refused() -> None:
    court = Court()
    for body, code in (
        ({"profile": "prosecution"}, "PROCEEDING_NEEDED"),
        ({"profile": "supervision-order", "about": "nothing-1"}, "NO_SUCH_PROCEEDING"),
        ({"profile": "subject-access"}, "PERSON_NEEDED"),
        ({"profile": "subject-access", "person": "P9"}, "NO_SUCH_PERSON"),
        ({"profile": "legal-advice", "hearing_on": "2026-11-01"}, "HEARING_PAST"),
    ):
        assert code in court.refused("request-bundle", **body), body
    for action in ("ask-for-document", "answer-preflight", "sign-off-bundle", "record-bundle-served"):
        assert "NO_BUNDLE" in court.refused(action, by="lawyer", **_example(court, action))


def _example(court: Court, action: str) -> dict[str, Any]:
    body = ACTIONS[action].example(court.case, court.today)
    return {**body, "bundle": body.get("bundle") or "B1", **({"rule": "G16"} if "rule" in body else {})}


def test_what_is_missing_is_a_task_of_the_officer_with_a_day_before_the_filing() -> None:
    court = asked()
    words = "The certificate for 28 September to 2 October."
    court.act("ask-for-document", by="lawyer", bundle=the(court).id, kind="CERTIFICATE", words=words)
    task = court.task("bundle-document")
    assert (task.audience, task.action, task.due_on) == ("owner", "file-document", date(2026, 11, 16))
    assert [each.kind for each in the(court).asked] == [Kind.CERTIFICATE]
    soon = asked(hearing_on="2026-11-19")  # filed by 10 November
    soon.act("ask-for-document", by="lawyer", bundle=the(soon).id, kind="CERTIFICATE", words=words)
    assert soon.task("bundle-document").due_on == the(soon).file_by == date(2026, 11, 10)


def test_only_another_lawyer_with_the_power_signs_off_the_latest_version_whole_and_looked_at() -> None:
    court = asked()
    assert "NOT_BUILT" in court.refused("sign-off-bundle", **sign(court))
    built(court, waits=["G16"])
    assert "NOT_THE_LATEST" in court.refused("sign-off-bundle", **sign(court, version=2))
    assert court.refused("sign-off-bundle", **sign(court)) == "PREFLIGHT_WAITS"
    assert "NOTHING_TO_ANSWER" in court.refused(
        "answer-preflight", by="lawyer", bundle=the(court).id, rule="G9", reason="Looked"
    )
    court.act("answer-preflight", by="supervisor", bundle=the(court).id, rule="G16", reason="A copy was offered.")
    for who in ("officer", "lawyer"):
        own = asked(by=who)
        built(own, by="lawyer")
        assert "G29_SECOND_PERSON" in own.refused("sign-off-bundle", **sign(own)), who
    arranged_by = asked()
    built(arranged_by, hands=["officer", "lawyer"])
    assert "G29_SECOND_PERSON" in arranged_by.refused("sign-off-bundle", **sign(arranged_by))
    nobody = court.copied()
    nobody.authorisations = nobody.authorisations.model_copy(update={"entries": ()})
    assert "NOT_AUTHORISED" in nobody.refused("sign-off-bundle", **sign(nobody))
    unread = {**sign(court), "reviewed": False}
    assert "NOT_READ" in court.refused("sign-off-bundle", **unread)
    court.act("sign-off-bundle", **sign(court))
    assert the(court).state is BundleState.SIGNED_OFF
    assert court.task("serve-bundle", "legal").due_on == date(2027, 1, 5)
    assert "assemble-bundle" not in court.tasks("legal")
    assert "SIGNED_ALREADY" in court.refused("sign-off-bundle", **sign(court))


def test_a_version_that_was_stopped_is_never_signed_and_law_is_lifted_by_no_reason() -> None:
    court = asked()
    built(court, stops=["N2", "G14"], files=[])
    assert court.refused("sign-off-bundle", **sign(court)) == "PREFLIGHT_FAILS"
    body = {"bundle": the(court).id, "reason": "It is all right."}
    for rule in ("N2", "N1", "P10"):
        stopped = asked()
        built(stopped, stops=[rule], files=[])
        assert "BEYOND_REASONS" in stopped.refused("answer-preflight", by="lawyer", rule=rule, **body)
    court.act("answer-preflight", by="lawyer", rule="G14", **body)  # guidance: a named reason, and it is built again
    assert the(court).unanswered(("N2", "G14")) == ("N2",)
    built(court, 2)
    court.act("sign-off-bundle", **sign(court, version=2))


def test_another_parent_is_let_in_one_by_one_by_a_lawyer_with_a_reason() -> None:
    court = asked()
    court.act("add-person", full_name="Mr T Example", relation="father", source="The birth certificate")
    father = court.person("Mr T Example")
    built(court, stops=["N2"], files=[])
    body = {"bundle": the(court).id, "rule": "N2", "reason": "He is the witness to the visit."}
    assert "LAWYER_NEEDED" in court.refused("answer-preflight", by="supervisor", tick=f"parent:{father}", **body)
    for tick in ("parent:P99", "referrer:1", "child:H9"):
        assert "NOBODY_TO_LET_IN" in court.refused("answer-preflight", by="lawyer", tick=tick, **body)
    court.act("answer-preflight", by="lawyer", tick=f"parent:{father}", **body)
    assert the(court).ticks == (f"parent:{father}",)


def test_harm_12_and_an_undecided_line_keep_a_bundle_from_being_signed() -> None:
    court = asked()
    built(court)
    undecided = court.copied()
    undecided.case.documents.append(
        Document(id="D1", title="A report", sha256="b" * 64, media_type="application/pdf", size=9)
    )
    assert undecided.refused("sign-off-bundle", **sign(undecided)) == "UNUSED_UNDECIDED"
    returned = court.copied()
    returned.charge.instituted_at = returned.now - timedelta(days=3)
    back = {"id": "V1", "letter": "L1", "person_id": court.mother, "manner": "first-class", "by": "officer"}
    back |= {"on": "2026-11-07", "recorded_at": returned.now, "deemed_on": "2026-11-09", "rule": "deemed-service"}
    back |= {"came_back": "undelivered", "came_back_on": "2026-11-09"}
    letter = Letter.model_validate(
        {"id": "L1", "template": "L16", "title": "Charge", "person_id": court.mother, "returned_on": "2026-11-09",
         "state": "returned", "ledger": {"entries": [back]}}
    )  # fmt: skip
    returned.case.letters.append(letter)
    assert "RETURNED_AFTER_CHARGE" in returned.refused("sign-off-bundle", **sign(returned))


def test_what_was_built_before_a_flag_goes_nowhere_until_it_is_built_again() -> None:
    """Harm 2, for bundles."""
    court = asked()
    built(court)
    signed = court.copied()
    signed.act("sign-off-bundle", **sign(signed))
    serve = {"by": "lawyer", "bundle": the(court).id, "to": "The court", "manner": "email"}
    for each, action, body in ((court, "sign-off-bundle", sign(court)), (signed, "record-bundle-served", serve)):
        each.act("protect-details", why="refuge", source="The refuge worker")
        assert "PROTECTED_SINCE" in each.refused(action, **body)
    now = (len(court.case.protections), len(court.case.covered))
    built(court, 2, guarded=list(now))
    court.act("sign-off-bundle", **sign(court, version=2))


def test_served_it_is_locked_for_ever() -> None:
    court = asked()
    built(court)
    serve = {"by": "lawyer", "bundle": the(court).id, "to": "Sampleton Magistrates' Court", "manner": "first-class"}
    assert "NOT_SIGNED_OFF" in court.refused("record-bundle-served", **serve)
    court.act("sign-off-bundle", **sign(court))
    court.act("record-bundle-served", **serve)
    bundle = the(court)
    assert (bundle.state, bundle.served_version, bundle.locked) == (BundleState.SERVED, 1, True)
    line = bundle.ledger.entries[0]
    assert line.deemed_on > line.on  # by post: the rules of criminal procedure
    assert "serve-bundle" not in court.tasks("legal")
    again = {"bundle": bundle.id, "rule": "G16", "reason": "Looked at it."}
    assert "BUNDLE_LOCKED" in court.refused("answer-preflight", by="lawyer", **again)
    built(court, 2)
    court.act("sign-off-bundle", **sign(court, version=2))
    assert "BUNDLE_LOCKED" in court.refused("record-bundle-served", **serve)
    built(court, 3, supplement=3)
    court.act("sign-off-bundle", **sign(court, version=3))
    court.act("record-bundle-served", **serve)  # late pages change nothing of what was served
    assert (the(court).served_version, len(the(court).ledger.entries)) == (1, 2)
    advice = asked(profile="legal-advice")
    built(advice)
    advice.act("sign-off-bundle", **sign(advice))
    assert "NOT_SERVED" in advice.refused("record-bundle-served", **{**serve, "bundle": the(advice).id})


# What is gathered ---------------------------------------------------------------------------------------------------


def with_papers() -> Court:
    court = asked()
    court.act("add-person", full_name="Mr T Example", relation="father", source="The birth certificate")
    father = court.person("Mr T Example")

    def letter(name: str, template: str, person: str, on: str) -> Letter:
        return Letter(
            id=name, template=template, title=f"Letter {name}", person_id=person, state=LetterState.POSTED,
            sha256="c" * 64, pages=2, issued_on=date.fromisoformat(on),
        )  # fmt: skip

    def paper(name: str, kind: Kind, marking: Marking, pages: int = 3, **more: Any) -> Document:
        return Document(
            id=name, title=f"Paper {name}", sha256="d" * 64, media_type="application/pdf", size=99, kind=kind,
            marking=marking, pages=pages, obtained_on=date(2026, 10, 5), **more,
        )  # fmt: skip

    court.case.letters += [
        letter("L1", "L11", court.mother, "2026-10-12"),
        letter("L2", "L02", court.mother, "2026-09-30"),
        letter("L3", "L11", father, "2026-10-12"),
    ]
    court.case.documents += [
        paper("D1", Kind.STATEMENT, Marking.EVIDENTIAL),
        paper("D2", Kind.REPORT, Marking.INFORMATION_ONLY),
        paper("D3", Kind.REPORT, Marking.WITHHELD),
        paper("D4", Kind.ADVICE, Marking.EVIDENTIAL),
        paper("D5", Kind.WARNING, Marking.EVIDENTIAL, about=father),
        paper("D6", Kind.OTHER, Marking.EVIDENTIAL, pages=0),
    ]
    return court


def test_what_goes_in_what_stays_out_and_why_and_what_is_missing() -> None:
    court = with_papers()
    frozen = {"L1": Frozen(sha256="e" * 64, size=5, pages=1, on=date(2026, 10, 14))}
    found = gather(court.case, PROSECUTION_BUNDLE, court.mother, {"c" * 64: 7}, frozen)
    assert [(each.id, each.section, each.kind) for each in found.documents] == [
        ("D1", "B", Kind.STATEMENT),
        ("L2", "C", Kind.CORRESPONDENCE),
        ("L1", "C", Kind.NOTICE),
        ("S-L1", "C", Kind.SERVICE),
    ]
    why = {each.id: said for each, said in found.kept_out}
    assert why["L3"] == why["D5"] == "about or addressed to another person"
    assert "information only" in why["D2"]
    assert why["D3"] == "withheld"
    assert "privileged" in why["D4"]
    assert [each.title for each in gather(court.case, PROFILES["legal-advice"], "", {}, {}).missing] == ["Paper D6"]
    assert {(each.kind, each.section) for each in found.missing} == {
        (Kind.CHARGE, "A"), (Kind.CASE_SUMMARY, "A"), (Kind.CERTIFICATE, "B"), (Kind.UNUSED_SCHEDULE, "F"),
    }  # fmt: skip
    advice = gather(court.case, PROFILES["legal-advice"], "", {}, {})
    assert {"L1", "L2", "L3", "D1", "D2", "D3", "D4", "D5"} == {each.id for each in advice.documents}
    family = gather(court.case, PROFILES["supervision-order"], court.mother, {}, {})
    assert "L2" in {each.id for each, said in family.kept_out if "court directs" in said}  # F10


def test_people_arrange_it_and_nothing_is_lost_on_the_way() -> None:
    court = with_papers()
    found = gather(court.case, PROSECUTION_BUNDLE, court.mother, {}, {})
    start = arranged(found, Arrangement(), PROSECUTION_BUNDLE)
    up = Arrangement().moved(start.documents, "L1", -1)
    assert [each.id for each in arranged(found, up, PROSECUTION_BUNDLE).documents] == ["D1", "L1", "L2"]
    assert up.moved(arranged(found, up, PROSECUTION_BUNDLE).documents, "L1", -1) == up  # the first of its section
    # dragged: before or after another, and into that one's section
    dragged = (("L2", True, "D1 L2 L1", "C"), ("L2", False, "D1 L1 L2", "C"), ("D1", False, "L1 D1 L2", "B"))
    for beside, after, stands, section in dragged:
        put = Arrangement().placed(start.documents, "L1", beside, after=after)
        now = arranged(found, put, PROSECUTION_BUNDLE).documents
        assert (" ".join(each.id for each in now), len(now)) == (stands, len(start.documents))
        assert next(each.section for each in now if each.id == "L1") == section
    assert Arrangement().placed(start.documents, "L1", "L1", after=True) == Arrangement()
    out = arranged(found, Arrangement(out=("D1",)), PROSECUTION_BUNDLE)
    assert ("D1", "taken out by hand") in [(each.id, why) for each, why in out.kept_out]
    assert Kind.STATEMENT in {each.kind for each in out.missing}
    worded = Arrangement(
        titles={"L2": "First letter"}, exhibits={"L2": "AO/1"}, parts={"D1": (2, 3)}, sections={"L2": "E"}
    )
    by_id = {each.id: each for each in arranged(found, worded, PROSECUTION_BUNDLE).documents}
    assert (by_id["L2"].title, by_id["L2"].exhibit, by_id["L2"].section) == ("First letter", "AO/1", "E")
    assert (by_id["D1"].first_page, by_id["D1"].last_page, by_id["D1"].length) == (2, 3, 2)
    # what comes after somebody has arranged it is there all the same
    court.case.letters.append(court.case.letters[1].model_copy(update={"id": "L9"}))
    later = gather(court.case, PROSECUTION_BUNDLE, court.mother, {}, {})
    assert "L9" in {each.id for each in arranged(later, up, PROSECUTION_BUNDLE).documents}
