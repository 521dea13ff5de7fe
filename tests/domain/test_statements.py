"""A statement is drafted only from what its witness recorded or was present at, says nothing that must stay out, and
is worded, opened and signed by the witness alone (PRACTICE 7.2, 7.3, 4.3, 4.9).
"""

from dataclasses import replace
from typing import Any

import pytest

from domain.facts import Facts
from domain.near_matches import Mark
from domain.statements.statement import Statement, initials
from domain.verdict import Refused
from tests.domain.play import FATHER, Play
from tests.domain.prosecuting import Court

CALL = {"how": "telephone", "answered": True, "said": "She said he will go on Monday."}
SIGN = {"believe": True, "signature": "Amina Okafor"}


def drafted(play: Play, **form: Any) -> Statement:
    play.act("draft-statement", **{"by": "officer", **form})
    return play.case.statements[-1]


def said(statement: Statement) -> str:
    return "\n".join(each.text for each in statement.standing)


def why(statement: Statement, entry: int) -> str:
    return next(each.why for each in statement.left_out if each.entry == entry)


def opened(play: Play, statement: Statement, by: str = "officer") -> None:
    for each in statement.standing:
        if each.confirmed_at is None:
            play.act("confirm-sentence", by=by, statement=statement.id, sentence=each.id)


def court() -> Court:
    """A prosecution of the mother, with a father and another child on the case."""
    court = Court()
    court.act("add-person", full_name=FATHER["name"], relation="father", address=FATHER["address"], source="The school")
    court.act("add-household-child", child_name="Mia Example", date_of_birth="2018-05-01")
    return court


def father(play: Play) -> str:
    return play.person(str(FATHER["name"]))


def test_each_sentence_comes_from_an_entry_of_the_witness_and_the_rest_is_left_out_with_its_reason() -> None:
    play = Court()
    own = play.act("record-contact", person=play.mother, **CALL)
    theirs = play.act("record-contact", person=play.mother, by="officer2", **CALL)
    visit = play.act("record-visit", outcome="no-reply", at="16:10", seen="Dark inside.", announced=False)
    play.entries[visit.seq - 1] = visit.model_copy(update={"acting_for": "officer2"})  # who was away; the witness went
    play.act("plan-visit", by="officer2", visit_on="2026-11-10", ends_by="16:30", who="officer")
    play.to("2026-11-10")
    written_up = play.act("record-visit", by="officer2", planned=play.case.visits[-1].id, outcome="no-reply")
    note = play.act("add-note", note="I think they moved.")
    told = play.act("record-enquiry", subject="last-school", result="trace", answer="He was last in on Friday.")
    police = play.act("record-enquiry", subject="police", result="no-trace")
    statement = drafted(play)
    by_entry = {each.entry: each.text for each in statement.sentences}
    assert set(by_entry) == {0, own.seq, visit.seq, written_up.seq, told.seq}
    assert by_entry[0].startswith("I am Amina Okafor")
    assert by_entry[own.seq] == (
        "On Monday 9 November 2026 I telephoned Ms R Example. My note of it reads: “She said he will go on Monday.”"
    )
    assert "at 16:10 I visited the family at home, unannounced. Nobody answered." in by_entry[visit.seq]
    assert by_entry[written_up.seq].endswith("A colleague wrote the record of the visit.")
    assert "The school told me: “He was last in on Friday.”" in by_entry[told.seq]
    assert "colleague" in why(statement, theirs.seq)
    assert "in your own words" in why(statement, note.seq)
    assert "only by a decision" in why(statement, police.seq)
    accounted = {each.entry for each in (*statement.sentences, *statement.left_out)}
    people = {each.seq for each in play.entries if each.actor not in ("clock", "process")} - {1}
    assert people - {play.entries[-1].seq} <= accounted, "no entry of a person is passed over without a word"


def test_what_a_colleague_did_is_said_as_theirs() -> None:
    play = Court()
    letter = play.written("L24")
    play.act("issue-letter", letter=letter)
    play.act("record-posting", by="officer2", letter=letter)
    mine, theirs = drafted(play), drafted(play, by="officer2")
    assert "I wrote a letter to Ms R Example, headed “Information about the law”. A colleague sent it on" in said(mine)
    assert "I posted a letter to Ms R Example by prepaid first-class post" in said(theirs)
    assert "which a colleague wrote" in said(theirs)


def test_the_attendance_part_is_told_by_whoever_took_the_sessions_from_the_register() -> None:
    play = court().begun()
    begun = play.entries[-1]
    words = said(drafted(play, about=play.charge.name))
    assert "The school sent the authority its attendance register for Kai Example." in words
    assert "the 10 sessions that this prosecution relies on" in words
    assert "the morning of Monday 28 September 2026 to the afternoon of Friday 2 October 2026" in words
    assert "G (holiday without leave)" in words
    assert "colleague" in why(drafted(play, about=play.charge.name, witness="officer2"), begun.seq)
    play.step("choose-charged-sessions", sessions=["2026-09-28 AM"])
    again = drafted(play, about=play.charge.name)
    assert "the 1 session that" in said(again)
    assert "chosen again later" in why(again, begun.seq)


def test_against_one_parent_nothing_of_the_other_is_drafted_and_none_of_it_is_signed() -> None:
    play = court().begun()
    other = play.act("record-contact", person=father(play), **CALL)
    named = play.act("record-contact", person=play.mother, how="telephone", answered=True, said="Mr Example has left.")
    sister = play.act("record-contact", person=play.mother, how="telephone", answered=True, said="Mia was ill too.")
    statement = drafted(play, about=play.charge.name)
    for entry in (other, named, sister):
        assert "another parent" in why(statement, entry.seq)
    for words in ("He lives at 9 Other Road.", "BA2 2AA", "T Example told me.", "mia was there", "born 1 May 2018"):
        play.act("add-sentence", statement=statement.id, text=words)
        opened(play, statement := play.case.statements[-1])
        assert "ANOTHER_IN_STATEMENT" in play.refused("sign-statement", statement=statement.id, **SIGN), words
        play.act("leave-sentence-out", statement=statement.id, sentence=statement.sentences[-1].id, why="Not for this.")
    play.act("sign-statement", statement=statement.id, **SIGN)
    assert said(drafted(play)).count("Mr Example") == 1, "for no prosecution an adult may be named"


def test_what_is_protected_and_who_told_us_never_get_in(monkeypatch: pytest.MonkeyPatch) -> None:
    play = Play(confidential=True)
    play.act("add-person", full_name="Ms R Example", relation="mother", telephone="01632 960 001", source="The school")
    call = play.act("record-contact", person=play.person(), how="telephone", said="Now at 12 Refuge Lane.")
    aunt = play.act("record-contact", person=play.person(), how="telephone", said="Her aunt Joan said so.")
    play.act("protect-details", why="refuge", source="The refuge worker")
    play.act("protect-words", kind="surgery", not_to_be_shown="12 Refuge Lane", source="The refuge worker")
    plain = Play.facts

    def with_joan(self: Play, by: str = "officer") -> Facts:
        def betrays(text: str, reader: str) -> tuple[Mark, ...]:
            at = text.find("Joan")
            return (Mark(words="Joan", line=1, start=at, end=at + 4),) if at >= 0 else ()

        return replace(plain(self, by), betrays=betrays)

    monkeypatch.setattr(Play, "facts", with_joan)
    statement = drafted(play)
    assert "protected" in why(statement, call.seq)
    assert "who told us" in why(statement, aunt.seq)
    for words, code in (("She is at 12 refuge lane.", "PROTECTED"), ("So said Joan.", "WHO_TOLD")):
        play.act("add-sentence", statement=statement.id, text=words)
        opened(play, statement := play.case.statements[-1])
        assert f"{code}_IN_STATEMENT" in play.refused("sign-statement", statement=statement.id, **SIGN)
        play.act("leave-sentence-out", statement=statement.id, sentence=statement.sentences[-1].id, why="Not said.")
    play.act("sign-statement", statement=statement.id, **SIGN)


def test_only_the_witness_words_opens_and_signs_and_only_once_every_sentence_was_opened() -> None:
    play = Court()
    play.act("record-contact", person=play.mother, **CALL)
    statement = drafted(play, by="supervisor", witness="officer")
    first = {"statement": statement.id, "sentence": statement.sentences[0].id}
    for action, form in (
        ("confirm-sentence", first),
        ("word-sentence", {**first, "text": "Other words."}),
        ("leave-sentence-out", {**first, "why": "No reason."}),
        ("add-sentence", {"statement": statement.id, "text": "More words."}),
        ("sign-statement", {"statement": statement.id, "believe": True, "signature": "Sam Grey"}),
    ):
        assert "NOT_THE_WITNESS" in play.refused(action, by="supervisor", **form), action
    assert "UNOPENED_SENTENCES" in play.refused("sign-statement", statement=statement.id, **SIGN)
    opened(play, statement)
    play.act("word-sentence", **{**first, "sentence": statement.sentences[1].id}, text="I rang her and she answered.")
    statement = play.case.statements[-1]
    worded = statement.sentences[1]
    assert worded.drafted.startswith("On Monday")
    assert [(each.text, each.by) for each in worded.earlier] == [(worded.drafted, "officer")]
    assert play.refused("sign-statement", statement=statement.id, **SIGN) == "UNOPENED_SENTENCES", "once more"
    opened(play, statement)
    assert play.refused("sign-statement", statement=statement.id, **SIGN | {"believe": False}) == "NOT_DECLARED"
    other = SIGN | {"signature": "A Okafor"}
    assert play.refused("sign-statement", statement=statement.id, **other) == "STATEMENT_NOT_SIGNED"
    early = SIGN | {"happened_on": "2026-11-08"}
    assert "STATEMENT_NOT_SIGNED" in play.refused("sign-statement", statement=statement.id, **early)
    play.act("sign-statement", statement=statement.id, **SIGN)
    signed = play.case.statements[-1]
    assert (signed.state, signed.name, str(signed.signed_on)) == ("signed", "Amina Okafor", "2026-11-09")
    assert play.case.documents[-1].id == signed.document
    assert "STATEMENT_STATE" in play.refused("word-sentence", **first, text="Too late.")


def test_every_draft_is_kept_and_a_signed_statement_is_never_replaced() -> None:
    play = Court()
    first = drafted(play)
    second = drafted(play)
    assert [each.state for each in play.case.statements] == ["replaced", "draft"]
    assert first.id != second.id
    opened(play, second)
    play.act("sign-statement", statement=second.id, **SIGN)
    drafted(play)
    assert [each.state for each in play.case.statements] == ["replaced", "signed", "draft"]


def test_exhibits_are_labelled_by_witness_and_numbered_on() -> None:
    play = Court()
    for title in ("Register", "Photograph"):
        form = {"title": title, "sha256": "ab" * 32, "media_type": "application/pdf", "size": 9}
        play.act("file-document", **form, obtained_from="Fixture Academy")
    named = [each.id for each in play.case.documents]
    statement = drafted(play)
    play.act("add-exhibit", statement=statement.id, what="the school’s register", source=named[0])
    with pytest.raises(Refused, match="EXHIBITED"):
        play.act("add-exhibit", statement=statement.id, what="the same", source=named[0])
    assert "NO_SUCH_DOCUMENT" in play.refused("add-exhibit", statement=statement.id, what="none", source="D999")
    statement = play.case.statements[-1]
    assert statement.exhibits[0].label == "AO/1"
    assert "I produce the school’s register as exhibit AO/1." in said(statement)
    later = drafted(play)
    play.act("add-exhibit", statement=later.id, what="a photograph", source=named[1])
    assert play.case.statements[-1].exhibits[0].label == "AO/2", "no label names two things"
    assert initials("Ms Anna O’Neil", {"AO"}) == "AON"


def test_a_statement_for_something_that_is_no_prosecution_is_refused() -> None:
    play = Court()
    assert "NO_PROSECUTION" in play.refused("draft-statement", about="prosecution-9")
    assert "NOT_STAFF" in play.refused("draft-statement", witness="nobody")
