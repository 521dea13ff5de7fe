"""A chronology's days and entries are the journal's; its words may be changed, and whose they are stays; nothing of the
other parent, and nothing protected, is in it.
"""

from typing import Any

from domain.evidence.chronology import OUT_BY_HAND, ChronologyLine, chronology
from tests.domain.play import FATHER, Play
from tests.domain.prosecuting import Court


def lines(play: Play, about: str = "") -> dict[int, ChronologyLine]:
    found = chronology(play.case, play.entries, about, lambda text: False, lambda who: play.staff[who].name)
    assert [each.on for each in found] == sorted(each.on for each in found)
    return {each.entry: each for each in found}


def court() -> Court:
    made = Court()
    made.act("add-person", full_name=FATHER["name"], relation="father", source="The school")
    return made


CALL = {"how": "telephone", "answered": False}


def test_each_line_has_the_day_and_the_entry_of_the_journal_and_says_nothing_of_who_referred() -> None:
    play = court()
    call = play.act("record-contact", person=play.mother, **CALL)
    visit = play.act("record-visit", outcome="no-reply", happened_on="2026-11-05")
    note = play.act("add-note", note="I think they moved.")
    found = lines(play)
    assert found[1].text == "Referral received."
    assert (found[call.seq].text, str(found[call.seq].on)) == ("Telephone to Ms R Example: no answer.", "2026-11-09")
    assert (found[visit.seq].text, str(found[visit.seq].on)) == ("Home visit: no reply.", "2026-11-05")
    assert note.seq not in found
    play.act(
        "correct-entry",
        entry=visit.seq,
        field="happened_on",
        old="2026-11-05",
        new="2026-11-06",
        reason="The diary says so.",
    )
    assert str(lines(play)[visit.seq].on) == "2026-11-06", "as the journal reads now"


def test_the_words_may_be_changed_and_every_wording_is_kept_with_its_writer() -> None:
    play = court()
    call = play.act("record-contact", person=play.mother, **CALL)
    play.act("word-chronology", by="lawyer", entry=call.seq, text="She was rung and did not answer.")
    line = lines(play)[call.seq]
    assert (line.text, line.worded_by, line.drafted) == (
        "She was rung and did not answer.",
        "Lena Voss",
        "Telephone to Ms R Example: no answer.",
    )
    play.act("word-chronology", entry=call.seq, out=True)
    assert lines(play)[call.seq].out == OUT_BY_HAND
    play.act("word-chronology", entry=call.seq)
    assert lines(play)[call.seq].text == line.drafted, "the record's own words are back"
    assert [each.by for each in play.case.chronology] == ["lawyer", "officer", "officer"]
    assert play.refused("word-chronology", entry=999, text="Nothing.") == "NO_SUCH_ENTRY"


def test_of_a_prosecution_it_says_nothing_of_the_other_parent() -> None:
    play = court().begun()
    theirs = play.act("record-contact", person=play.person(str(FATHER["name"])), **CALL)
    own = play.act("record-contact", person=play.mother, **CALL)
    play.act("word-chronology", entry=own.seq, text="She said that Mr Example had left.")
    found = lines(play, play.charge.name)
    assert theirs.seq not in found
    assert "another parent" in found[own.seq].out
    assert lines(play)[own.seq].out == "", "for the case itself an adult may be named"


def test_what_is_protected_is_neither_worded_nor_shown() -> None:
    play = Play()
    play.act("file-document", title="Letter from 12 Refuge Lane", sha256="ab" * 32, media_type="image/png", size=9)
    filed = play.entries[-1].seq
    play.act("protect-details", why="refuge", source="The refuge worker")
    play.act("protect-words", kind="surgery", not_to_be_shown="12 Refuge Lane", source="The refuge worker")
    assert "protected" in lines(play)[filed].out
    assert "PROTECTED_IN_CHRONOLOGY" in play.refused("word-chronology", entry=filed, text="At 12 refuge lane.")


def test_made_it_is_filed_for_the_bundle_with_what_shows_each_line() -> None:
    play = court().begun()
    letter = play.written("L24")
    play.act("issue-letter", letter=letter)
    posted = play.act("record-posting", letter=letter)
    form: dict[str, Any] = {"about": play.charge.name}
    made = play.act("make-chronology", **form)
    said = {each["entry"]: each for each in made.consequences.prepared["lines"]}
    assert said[posted.seq]["source"] == letter
    assert "Information about the law" in said[posted.seq]["text"]
    document = play.case.documents[-1]
    assert (document.kind, document.marking, document.about) == ("CHRONOLOGY", "EVIDENTIAL", play.mother)
    play.act("make-chronology", **form)
    assert [each.marking for each in play.case.documents[-2:]] == ["WITHHELD", "EVIDENTIAL"]
    assert court().refused("make-chronology", about="prosecution-1").startswith("NO_PROCEEDING")
