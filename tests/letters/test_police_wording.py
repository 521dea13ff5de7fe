"""The document that the police get (L21)."""

from letters.markdown import blocks, plain_text
from letters.police_facts import PoliceFacts
from letters.wording import TEMPLATES, draft
from tests.letters.police_samples import POLICE
from tests.letters.samples import FACTS


def said(police: PoliceFacts) -> str:
    return plain_text(blocks(draft("L21", FACTS.model_copy(update={"police": police}))))


def test_it_says_who_is_missing_since_when_why_and_what_is_asked() -> None:
    text = said(POLICE)
    for wanted in (
        "Take a report of a missing child",
        "Zikora Okonjo",
        "Zee",
        "Friday 6 November 2026, by Ms Sample, in class",
        "At amber and unseen for ten school days",
        "A brother or sister is missing too",
        "Ms Adaeze Okonjo, carer, lives with the child, 01632 960 001, 31 Saltern Lane, NM2 7RD",
        "Obi Okonjo",
        "School admissions: No trace",
        "how you grade the risk",
        "return interview",
        "Art 6(1)(e)",
        "Tuesday 24 November 2026 at 3:05pm",
    ):
        assert wanted in text, wanted
    assert "protected" not in text


def test_a_child_of_whom_little_is_known_is_reported_all_the_same() -> None:
    empty = {"born": None, "age": None, "last_seen": None, "adults": (), "siblings": (), "asked": (), "signs": ()}
    text = said(POLICE.model_copy(update=empty))
    for wanted in ("not known", "nobody has recorded seeing this child", "No adult is known to us", "No enquiry"):
        assert wanted in text, wanted


def test_where_details_are_protected_it_says_whom_to_call_before_any_visit() -> None:
    text = said(POLICE.model_copy(update={"protected": True, "adults": ()}))
    assert "Before you visit anybody, call us" in text
    assert TEMPLATES["L21"].to == "agency"
    assert set(TEMPLATES["L21"].may_sign) == {"officer", "supervisor"}
