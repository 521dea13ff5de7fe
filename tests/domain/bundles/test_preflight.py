"""Each rule of the checklist, passed and broken: what it says, on which pages, and whether a reason can lift it."""

from datetime import UTC, date, datetime

import pytest

from domain.bundles.document import Kind, Marking, Missing
from domain.bundles.finding import Answer, Outcome, Report, may_answer
from domain.bundles.preflight import judged_rules, preflight
from domain.bundles.profile import Numbering
from domain.bundles.profiles import PROFILES, PROSECUTION_BUNDLE, SUPERVISION_ORDER
from domain.bundles.rules import FAMILY, RULES
from domain.bundles.subject import Checked, Leak, Subject
from tests.domain.bundles.judged import CHARGE, DEFENDANT, document, finding, subject, whole

FAIL, PASS, PERSON = Outcome.FAIL, Outcome.PASS, Outcome.PERSON
GOOD = subject(PROSECUTION_BUNDLE)


def file(**broken: object) -> dict[str, object]:
    return {"files": (Checked.model_validate(GOOD.files[0].model_dump() | broken),)}


def charge(**broken: object) -> dict[str, object]:
    return {"charge": CHARGE.model_copy(update=broken)}


def spoilt(**more: object) -> Subject:
    return subject(PROSECUTION_BUNDLE, **more)


def with_document(kind: Kind, section: str, **more: object) -> Subject:
    """One more document, in its place by its section."""
    return subject(PROSECUTION_BUNDLE, [*whole(PROSECUTION_BUNDLE), document(40, kind, section, **more)])


def without(kind: Kind) -> Subject:
    return subject(PROSECUTION_BUNDLE, [each for each in whole(PROSECUTION_BUNDLE) if each.kind is not kind])


PARENTS = {"about": "P2"}
BROKEN: list[tuple[str, Subject, Outcome, str]] = [
    ("N1", spoilt(missing=(Missing(kind=Kind.CERTIFICATE, section="B", ask=""),)), FAIL, "Missing: head teacher"),
    ("N1", spoilt(missing=(Missing(kind=Kind.OTHER, section="E", ask="", title="Notes"),)), FAIL, "“Notes” cannot be"),
    ("N2", spoilt(leaks=(Leak(what="something protected", pages=("7",)),)), FAIL, "Found: something protected"),
    ("N2", spoilt(leaks_looked_for=False), FAIL, "not searched"),
    ("N2", spoilt(near=("3",)), PERSON, "come near"),
    ("N3", spoilt(**file(covered=("9",))), FAIL, "copied from under"),
    ("N4", spoilt(**file(pages=5)), FAIL, "5 pages were made"),
    ("N4", spoilt(said=("was damaged, and repaired",)), PERSON, "repaired"),
    ("N5", GOOD, PERSON, "not signed off by a lawyer"),
    ("G1", spoilt(**file(sound=False)), FAIL, "not sound"),
    ("G2", spoilt(**file(wrongly_numbered=("4",))), FAIL, "not the same"),
    ("G5", spoilt(**file(lines_astray=("5 to 6",))), FAIL, "lines of the index"),
    ("G5", spoilt(**file(dead_links=1)), FAIL, "lines of the index"),
    ("G6", spoilt(**file(bookmarks=3)), FAIL, "3 of 9"),
    ("G7", spoilt(**file(without_text=("27",))), PERSON, "No text"),
    ("G8", spoilt(**file(turned=("27",))), PERSON, "look at them"),
    ("G9", spoilt(**file(opens_at_100=False)), FAIL, "otherwise"),
    ("G11", spoilt(other_bundles=2), PERSON, "2 more"),
    ("G12", spoilt(**file(too_fine=("12",))), FAIL, "300 dots"),
    ("G13", spoilt(supplement=1), PERSON, "Supplement 1"),
    ("G14", spoilt(hearing=None), FAIL, "none is recorded"),
    ("G15", spoilt(**file(size=40_000_000)), FAIL, "40.0 MB"),
    ("G16", GOOD, PERSON, "paper copy"),
    ("P1", without(Kind.STATEMENT), FAIL, "no witness statement"),
    ("P1", with_document(Kind.STATEMENT, "B", signed=False), FAIL, "not signed"),
    ("P1", with_document(Kind.STATEMENT, "B", signed=None), PERSON, "declaration"),
    ("P2", with_document(Kind.NOTICE, "C", exhibit="AO/1"), FAIL, "One label for two"),
    ("P2", with_document(Kind.NOTICE, "C", exhibit=""), PERSON, "No exhibit label"),
    ("P3", spoilt(**charge(sessions_certified=10)), FAIL, "12 sessions; the certificate proves 10"),
    ("P3", spoilt(**charge(sessions_charged=None)), PERSON, "does not say"),
    ("P4", with_document(Kind.REPORT, "E", marking=Marking.INFORMATION_ONLY), FAIL, "information only"),
    ("P4", with_document(Kind.REPORT, "E", marking=Marking.UNDECIDED), FAIL, "Nobody has decided"),
    ("P5", GOOD, PERSON, "No warning addressed"),
    ("P5", with_document(Kind.WARNING, "C", about=DEFENDANT), PASS, "addressed to the defendant"),
    ("P6", GOOD, PERSON, "home visit"),
    ("P7", spoilt(**charge(supervision_considered=False)), FAIL, "before the charge"),
    ("P7", spoilt(charge=None), PERSON, "does not say"),
    ("P8", with_document(Kind.WARNING, "C", **PARENTS), FAIL, "another parent"),
    ("P9", spoilt(**charge(began_on=date(2027, 3, 15))), FAIL, "Charged on 15 March 2027, after 14 March 2027"),
    ("P9", spoilt(**charge(began_on=None)), PERSON, "Not charged yet"),
    ("P10", spoilt(**charge(unused_undecided=1)), FAIL, "1 of its lines undecided"),
    ("P10", without(Kind.UNUSED_SCHEDULE), FAIL, "not in the bundle"),
    ("P11", spoilt(**charge(returned_post=1)), FAIL, "1 returned since the charge"),
    ("P12", spoilt(**charge(authorised_by="")), FAIL, "Nobody's authority"),
]


def family(*documents: object, **more: object) -> Subject:
    listed = [*whole(SUPERVISION_ORDER), *documents]
    return subject(SUPERVISION_ORDER, listed, **more)  # type: ignore[arg-type]


CONTINUOUS = SUPERVISION_ORDER.model_copy(update={"numbering": Numbering.CONTINUOUS})
IN_FAMILY: list[tuple[str, Subject, Outcome, str]] = [
    ("F4", subject(CONTINUOUS), FAIL, "A1, A2, B1"),
    ("F5", family(document(40, Kind.REPORT, "E", pages=350)), FAIL, "350 are allowed"),
    ("F5", family(document(40, Kind.REPORT, "E", pages=350 - 14)), PASS, "350 of 350"),
    ("F7", family(document(40, Kind.STATEMENT, "A")), FAIL, "does not take|do not take|take them"),
    ("F8", family(document(40, Kind.CHRONOLOGY, "A", dated=None)), FAIL, "without a date"),
    ("F9", family(document(40, Kind.STATEMENT, "C", dated=date(2026, 1, 1))), FAIL, "Earlier than"),
    ("F10", family(document(40, Kind.CORRESPONDENCE, "F")), FAIL, "letter or e-mail"),
    ("F10", family(document(40, Kind.PHOTOGRAPH, "F", directed="Order of 3 November 2026")), PERSON, "direction"),
    ("F11", subject(SUPERVISION_ORDER, file_by=date(2026, 11, 23)), FAIL, "which is past"),
    ("F11", subject(SUPERVISION_ORDER, file_by=date(2026, 11, 24)), PERSON, "by policy"),
    ("F11", subject(SUPERVISION_ORDER, file_by=None), PERSON, "no hearing"),
]


@pytest.mark.parametrize(
    ("rule", "given", "outcome", "words"),
    [*BROKEN, *IN_FAMILY],
    ids=[f"{rule}-{outcome}-{n}" for n, (rule, _, outcome, _) in enumerate([*BROKEN, *IN_FAMILY])],
)
def test_a_rule_says_what_is_wrong(rule: str, given: Subject, outcome: Outcome, words: str) -> None:
    found = finding(given, rule)
    assert found.outcome is outcome, found
    assert any(each in found.words for each in words.split("|")), found.words


def test_a_bundle_in_order_fails_no_rule_and_every_rule_of_the_checklist_is_judged() -> None:
    assert set(judged_rules()) == set(RULES)
    for profile in PROFILES.values():
        found = preflight(subject(profile))
        assert {each.rule for each in found} == set(profile.rules), profile.name
        assert [each for each in found if each.outcome is FAIL] == [], profile.name
    assert set(FAMILY) <= set(SUPERVISION_ORDER.rules)
    assert {rule for profile in PROFILES.values() for rule in profile.rules} == set(RULES)
    told = {each[0] for each in (*BROKEN, *IN_FAMILY)}
    never_broken = {"G3", "G4", "G10", "F1", "F2", "F3", "F6", "F12", "N6"}  # by construction, or always a person's
    assert told | never_broken == set(RULES)


def test_a_supplement_is_judged_with_what_was_served_before_it() -> None:
    late = [document(60, Kind.REPORT, "E")]
    before = tuple(whole(PROSECUTION_BUNDLE))
    alone = subject(PROSECUTION_BUNDLE, late, supplement=1)
    added = subject(PROSECUTION_BUNDLE, late, supplement=1, before=before)
    assert {"P1", "P10"} <= {each.rule for each in preflight(alone) if each.outcome is FAIL}
    assert [each.rule for each in preflight(added) if each.outcome is FAIL] == []


def test_pages_are_named_by_their_stamps() -> None:
    assert finding(spoilt(**file(too_fine=("12", "13"))), "G12").pages == ("12", "13")
    inside = family(document(40, Kind.SCREENSHOT, "F"))
    assert finding(inside, "F10").pages == (str(inside.plan.place("D40").label),)
    assert finding(inside, "F10").pages[0].startswith("F")


def answer(rule: str) -> Answer:
    return Answer(rule=rule, by="lena", name="Lena Morris", at=datetime(2026, 11, 24, 9, tzinfo=UTC), reason="Directed")


def test_a_failure_stops_unless_a_named_person_says_why_and_some_whatever_they_say() -> None:
    report = Report(findings=preflight(spoilt(hearing=None)))
    assert [each.rule for each in report.stops] == ["G14"]
    assert may_answer("G14", report.findings)
    assert report.with_answers([answer("G14")]).stops == ()
    waiting = {each.rule for each in report.waits_for_a_person}
    assert {"N5", "G16", "P6"} <= waiting
    assert "G16" not in {each.rule for each in report.with_answers([answer("G16")]).waits_for_a_person}
    for rule, given, outcome, _ in BROKEN:
        if outcome is FAIL and RULES[rule].absolute:
            found = preflight(given)
            assert not may_answer(rule, found), rule
            assert rule in {each.rule for each in Report(findings=found, answers=(answer(rule),)).stops}
    assert not may_answer("G9", report.findings)  # it passed: there is nothing to answer
    absolute = {rule for rule in RULES if RULES[rule].absolute}
    assert {"N1", "N2", "N3", "N4", "P4", "P7", "P9", "P10", "P11"} <= absolute
    assert {"G14", "G15", "F5", "F10", "P3"}.isdisjoint(absolute)


def test_profiles_say_their_source_their_day_and_that_nobody_has_signed() -> None:
    for profile in PROFILES.values():
        assert "not signed off by a lawyer" in profile.standing
        assert f"as at {profile.as_at:%-d %B %Y}" in profile.standing
        assert profile.source.words in profile.standing
    signed = PROSECUTION_BUNDLE.model_copy(update={"signed_off_by": "Lena Morris", "signed_off_on": date(2026, 11, 1)})
    assert finding(subject(signed), "N5").outcome is PASS
    assert signed.fingerprint == PROSECUTION_BUNDLE.fingerprint  # a signature is no part of what is signed
    other = {"as_at": date(2027, 1, 1), "page_cap": 10, "rules": PROSECUTION_BUNDLE.rules[1:], "forbidden": ()}
    changed = {PROSECUTION_BUNDLE.model_copy(update={name: value}).fingerprint for name, value in other.items()}
    assert len(changed | {PROSECUTION_BUNDLE.fingerprint}) == len(other) + 1
    assert len({profile.fingerprint for profile in PROFILES.values()}) == len(PROFILES)
    assert "{surname}" in PROSECUTION_BUNDLE.file_name
    assert "{surname}" not in SUPERVISION_ORDER.file_name  # a family case names nobody on the file
