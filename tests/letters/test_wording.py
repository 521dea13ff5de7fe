"""The wordings: what each says and needs, and that what is typed into a case prints as itself and never runs."""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.exceptions import SecurityError, UndefinedError
from pydantic import ValidationError

from letters.facts import ChildName, LetterFacts, Officer, Recipient, Visit
from letters.markdown import blocks, plain_text, printable
from letters.wording import (
    NEEDED,
    TEMPLATES,
    FactsMissing,
    UnknownTemplate,
    draft,
    long_date,
    long_time,
    missing,
    read_template,
)
from tests.letters.samples import AUTHORITY, FACTS

EVERY = sorted(TEMPLATES)
TO_PARENTS = [template_id for template_id in EVERY if TEMPLATES[template_id].to == "parent"]
OPTIONAL = {
    "child_name": None,
    "told": "",
    "contact_by": None,
    "visit": Visit(),
    "school_name": None,
    "start_date": None,
    "plan": "",
    "reply_by": None,
    "contract": None,
    "improvement": None,
    "penalty": None,
    "withdrawal": None,
    "education_notice": None,
    "school_notice": None,
    "order": None,
    "order_answer": None,
    "supervision": None,
    "police": None,
    "enquiry": None,
    "removal": None,
    "hand_over": None,
    "upload": None,
    "interview": None,
    "charge": None,
    "hearing": None,
    "access": None,
    "access_extension": None,
    "access_answer": None,
}
ATTENDANCE = {"L09", "L10", "L11", "L12", "L13"}
ORDERS = {"L05", "L06", "L07", "L08"}
LEGAL = {*ORDERS, "L11", "L12", "L13", "L14", "L16", "L17"}
COURT = {"L14", "L16", "L17"}
SUPERVISION = {"L18", "L19"}
ACCESS = {"L29", "L32", "L33"}
FINDING = {"L20", "L21", "L22", "L23", "L31"}  # the child: to schools, to the police, to authorities and agencies


def said(template_id: str, facts: LetterFacts = FACTS) -> str:
    return plain_text(blocks(draft(template_id, facts)))


def test_the_register_has_the_letters_of_this_issue() -> None:
    assert set(EVERY) == {
        "L01",
        "L02",
        "L03",
        "L04",
        *ORDERS,
        *ATTENDANCE,
        *SUPERVISION,
        *COURT,
        *FINDING,
        *ACCESS,
        "L24",
        "L25",
        "L25C",
    }


@pytest.mark.parametrize("template_id", EVERY)
def test_the_front_matter_says_when_why_and_by_whom(template_id: str) -> None:
    template = TEMPLATES[template_id]
    assert template.id == template_id
    assert template.when.strip()
    assert all(basis.strip() for basis in template.legal_basis)
    assert template.legal_basis
    assert template.may_sign
    assert template.legal_effect is (template_id in LEGAL)
    assert template.version >= 1


@pytest.mark.parametrize("template_id", EVERY)
def test_a_wording_needs_what_it_says_and_nothing_else(template_id: str) -> None:
    needs = TEMPLATES[template_id].needs
    fields = {need.partition(".")[0] for need in needs}
    bare = FACTS.model_copy(update={name: value for name, value in OPTIONAL.items() if name not in fields})
    assert missing(template_id, bare) == []
    assert draft(template_id, bare)
    for need in needs:
        field, _, part = need.partition(".")
        empty = OPTIONAL[field] if not part else FACTS.visit.model_copy(update={part: None if part == "when" else " "})
        without = FACTS.model_copy(update={field: empty})
        assert missing(template_id, without) == [NEEDED[need]]
        with pytest.raises(FactsMissing) as refused:
            draft(template_id, without)
        assert refused.value.names == [NEEDED[need]]
        assert "Okonjo" not in str(refused.value)


def test_an_unknown_letter_is_refused_by_name() -> None:
    with pytest.raises(UnknownTemplate, match="L99"):
        draft("L99", FACTS)
    with pytest.raises(UnknownTemplate, match="L99"):
        missing("L99", FACTS)


def test_facts_have_no_room_for_a_referrer_or_an_address_of_another() -> None:
    assert set(LetterFacts.model_fields) == {
        "authority", "reference", "today", "recipient", "officer", "child_name", "told", "contact_by", "visit",
        "school_name", "start_date", "plan", "reply_by", "contract", "improvement", "penalty", "withdrawal",
        "education_notice", "school_notice", "order", "order_answer",
        "supervision", "police", "enquiry", "removal", "hand_over", "upload", "interview", "charge", "hearing",
        "access", "access_extension", "access_answer",
    }  # fmt: skip
    for name in ("referrer", "child_address", "flags", "warnings", "date_of_birth"):
        with pytest.raises(ValidationError):
            LetterFacts(**(FACTS.model_dump() | {name: "Joan"}))


def test_the_acknowledgement_is_the_same_for_every_referral() -> None:
    elsewhere = FACTS.model_copy(
        update=OPTIONAL | {"officer": Officer(name="Ines Farrow", job_title="Officer", telephone="01632 960777")}
    )
    assert draft("L01", FACTS) == draft("L01", elsewhere)
    for revealing in ("Zikora", "Fernhill", "Alderbrook", "Whitlock"):
        assert revealing not in draft("L01", FACTS)


def test_the_first_letter_says_what_it_must() -> None:
    text = said("L02")
    assert FACTS.told in text
    assert "Tuesday 1 December 2026" in text
    assert "section 7" in text
    assert "Teaching your child at home is lawful" in text
    assert AUTHORITY.privacy_url in text
    assert "We think that Zikora may not be in school" in said("L02", FACTS.model_copy(update={"told": ""}))


def test_the_visit_letter_says_when_and_what_next() -> None:
    text = said("L03")
    assert "Tuesday 24 November 2026 at 2:30pm" in text
    assert FACTS.visit.next_step in text
    assert " by " not in said("L03", FACTS.model_copy(update={"contact_by": None})).split("What happens next")[0]


def test_the_warning_gives_the_pathway_and_the_date() -> None:
    text = said("L04")
    assert "What to do by Thursday 3 December 2026" in text
    assert "seven working days" in text
    assert "our own practice, not a rule of law" in text
    assert "This letter is not a legal notice" in text
    assert text.index("A notice.") < text.index("A school attendance order.") < text.index("Court.")
    assert "at least 15 days, starting with the day it is served on you" in text


@pytest.mark.parametrize("template_id", TO_PARENTS)
def test_no_letter_demands_entry_or_a_meeting(template_id: str) -> None:
    text = said(template_id)
    assert not re.search(r"must (?:meet|see|let|allow|come|attend a (?:meeting|visit))", text)
    for word in ("meet", "let us into", "let me in"):
        for sentence in re.findall(rf"[^.]*\b{word}\b[^.]*\.", text):
            assert re.search(r"would like to|do not have to|You do not", sentence), sentence


@pytest.mark.parametrize("template_id", TO_PARENTS)
def test_a_parent_can_see_whom_to_call_and_ask_for_it_another_way(template_id: str) -> None:
    text = said(template_id)
    assert "RC-2026-000123" in text
    assert "01632 9601" in text
    assert "large print" in text
    assert "another language" in text


def test_the_law_is_stated_as_it_is_and_marked() -> None:
    text = said("L24")
    for part in (
        "Teaching your child at home is lawful",
        "You have at least 15 days, starting with the day the notice is served on you",
        "last Friday in June of the school year in which the child turns 16",
        "31 August, 31 December or 31 March",
        "£80 if you pay within 21 days, starting with the day you receive it. After that £160, up to 28 days",
        "There is no third notice",
        "10 sessions (half days) in 10 school weeks",
        "up to £1,000",
        "up to £2,500",
        "within six months",
        "education supervision order",
        "The order names the school that is in the plan",
    ):
        assert part in text, part
    assert text.count("Law: ") >= 10
    assert text.count("National guidance: ") >= 2
    assert text.count("Our own practice.") >= 2
    assert "four weeks" not in text  # no such threshold in law


@pytest.mark.parametrize("template_id", EVERY)
def test_the_words_are_those_of_a_plain_letter(template_id: str) -> None:
    """Flesch-Kincaid: years of schooling for the middle of the text; 6 is a child of eleven."""
    prose = re.sub(
        r"\((?:Education Act|section)[^)]*\)|Law: [^.]*\.|\S+@\S+|www\S+|\S+\.org\.uk", "", said(template_id)
    )
    sentences = [s for s in re.split(r"[.?!:\n]+", prose) if len(s.split()) > 1]
    spoken = [w for s in sentences for w in re.findall(r"[A-Za-z’']+", s)]
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(?:es|ed|e)$", "", w.lower())))) for w in spoken)
    grade = 0.39 * len(spoken) / len(sentences) + 11.8 * syllables / len(spoken) - 15.59
    assert grade < {"L24": 7.5, "L19": 8}.get(template_id, 6.5), round(grade, 1)  # L19 is read by a court
    assert max(len(s.split()) for s in sentences) <= 34


HOSTILE = (
    "{{ 7 * 7 }}",
    "{% for x in y %}",
    '#include "page.typ"',
    '#read("/etc/passwd")',
    "<script>alert(1)</script>",
    "<!-- x -->",
    "**Ada** _Lee_ `code`",
    "# Heading",
    "1. Ada",
    "- Ada",
    "[Ada](http://a.example)",
    "![Ada](file:///etc/passwd)",
    "A | B | C",
    "back\\slash \\*",
    "&lt;&amp;",
    "$ e = m c^2 $ @ada <ada>",
    "O'Neill \"Bo\"",
)  # fmt: skip


@pytest.mark.parametrize("nasty", HOSTILE)
def test_a_name_prints_as_the_name_it_is(nasty: str) -> None:
    facts = FACTS.model_copy(
        update={
            "child_name": ChildName(given=nasty, surname=nasty),
            "told": nasty,
            "plan": nasty,
            "school_name": nasty,
            "recipient": Recipient(name=nasty, salutation=nasty, address_lines=(nasty,)),
        }
    )
    plain = nasty.removeprefix("- ").replace("O'N", "O’N").replace('"', "”")
    for template_id in ("L02", "L25"):
        text = said(template_id, facts).replace("“", "”")
        assert text.count(plain) >= 3, text


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_any_value_prints_as_one_line_of_its_own_words(value: str) -> None:
    facts = FACTS.model_copy(update={"child_name": ChildName.model_construct(given=value, surname="")})
    template = read_template(
        "---\n{id: T, title: T, when: T, legal_basis: [T], may_sign: [officer], to: parent, legal_effect: false, "
        "version: 1}\n---\nDear {{ child_name }}, hello."
    )
    (paragraph,) = blocks(template.draft(facts))
    assert paragraph.kind == "paragraph"
    assert not any(piece.bold or piece.italic for piece in paragraph.pieces)
    letters = [c for c in plain_text((paragraph,)).removeprefix("Dear ").removesuffix(", hello.") if c.isalnum()]
    assert letters == [c for c in printable(value) if c.isalnum()]


def test_a_longer_text_keeps_its_paragraphs_and_its_list() -> None:
    facts = FACTS.model_copy(update={"plan": "We agreed:\n\n- mornings *first*\n- 2. a bus pass\n\n# Thank you"})
    kinds = [block.kind for block in blocks(draft("L25", facts))]
    assert "bullets" in kinds
    assert "mornings *first*" in said("L25", facts)
    assert "2. a bus pass" in said("L25", facts)
    assert "# Thank you" in said("L25", facts)


def test_a_wording_cannot_reach_out_of_its_box() -> None:
    head = (
        "---\n{id: T, title: T, when: T, legal_basis: [T], may_sign: [officer], to: parent, legal_effect: false, "
        "version: 1}\n---\n"
    )
    with pytest.raises(SecurityError):
        read_template(head + "{{ ''.__class__.__mro__[1].__subclasses__() }}").draft(FACTS)
    with pytest.raises(UndefinedError):
        read_template(head + "{{ referrer }}").draft(FACTS)
    with pytest.raises(ValueError, match="unpack"):
        read_template("no front matter")
    with pytest.raises(ValidationError):
        read_template(head.replace("to: parent", "to: anybody") + "Hello")


def test_dates_print_in_words() -> None:
    assert long_date(date(2026, 11, 24)) == "Tuesday 24 November 2026"
    assert long_date(date(2028, 2, 29)) == "Tuesday 29 February 2028"


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        (datetime(2026, 11, 24, 14, 30, tzinfo=UTC), "Tuesday 24 November 2026 at 2:30pm"),
        (datetime(2026, 6, 30, 23, 5, tzinfo=UTC), "Wednesday 1 July 2026 at 12:05am"),
        (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), "Sunday 28 March 2027 at 12:59am"),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), "Sunday 28 March 2027 at 2:00am"),
        (datetime(2026, 12, 1, 12, 0, tzinfo=UTC), "Tuesday 1 December 2026 at 12:00pm"),
    ],
)
def test_times_print_by_the_clock_in_london(instant: datetime, words: str) -> None:
    assert long_time(instant) == words
