"""Everything that is not served stands on the schedule by itself; what nobody has decided is seen; and of the other
parent it says nothing.
"""

from datetime import date
from typing import Any

from domain.actions.marking_letters import LetterMarked
from domain.bundles.gathering import gather
from domain.bundles.profiles import PROSECUTION_BUNDLE
from domain.case_file import Letter
from domain.evidence.unused import THE_RECORD, UnusedLine, undecided, unused
from domain.vocabulary import LetterState
from tests.domain.play import FATHER
from tests.domain.prosecuting import Court
from tests.domain.test_documents import BOX, FILED


def filed(court: Court, title: str, marking: str = "", **more: Any) -> str:
    kept = {each: more.pop(each) for each in ("about", "kind") if each in more}
    court.act("file-document", **{**FILED, "title": title}, **kept)
    document = court.case.documents[-1].id
    if marking:
        court.act("mark-document", document=document, marking=marking, **more)
    return document


def lines(court: Court) -> dict[str, UnusedLine]:
    return {each.source: each for each in unused(court.case, court.charge)}


def court() -> Court:
    made = Court()
    made.act("add-person", full_name=FATHER["name"], relation="father", source="The school")
    return made.begun()


def test_what_is_information_only_withheld_or_undecided_stands_on_it_and_evidence_does_not() -> None:
    play = court()
    served = filed(play, "Register", "EVIDENTIAL")
    told = filed(play, "Year table", "INFORMATION_ONLY")
    kept = filed(play, "Advice", "WITHHELD", kind="ADVICE", reason="Legal advice.")
    open_still = filed(play, "Photograph")
    found = lines(play)
    assert served not in found
    assert (found[told].why, found[told].withheld) == ("Information only", False)
    assert (found[kept].why, found[kept].withheld) == ("Withheld: Legal advice.", True)
    assert not found[open_still].decided
    assert undecided(play.case, play.charge) == 1
    play.act("mark-document", document=open_still, marking="EVIDENTIAL")
    assert undecided(play.case, play.charge) == 0
    assert unused(play.case, play.charge)[-1].what == THE_RECORD


def test_the_year_to_date_certificate_stands_on_it_by_itself() -> None:
    play = court()
    play.act("make-certificate", about=play.charge.name, whole_year=True)
    (line, record) = unused(play.case, play.charge)
    assert line.what.startswith("Year-to-date certificate of attendance, 1 September 2026")
    assert (line.decided, record.what) == (True, THE_RECORD)


def test_every_draft_of_a_statement_and_every_original_of_what_is_redacted_is_listed() -> None:
    play = court()
    play.act("draft-statement", about=play.charge.name)
    play.act("draft-statement", about=play.charge.name)
    first, second = play.case.statements
    play.act("word-sentence", statement=second.id, sentence="S0", text="I am Amina Okafor.")
    for each in second.sentences:
        play.act("confirm-sentence", statement=second.id, sentence=each.id)
    play.act("sign-statement", statement=second.id, believe=True, signature="Amina Okafor")
    play.act("mark-document", document=play.case.documents[-1].id, marking="EVIDENTIAL")
    document = filed(play, "Note of a call", "EVIDENTIAL")
    play.act("redact-document", document=document, boxes=[BOX])
    assert document not in lines(play)
    play.act("check-redaction", by="lawyer", document=document, looked=True, passed=True)
    found = lines(play)
    assert "not signed" in found[first.id].what
    assert "Earlier wordings" in found[second.id].what
    assert found[document].what == "The unredacted original of: Note of a call"
    assert found[document].why == "Redacted: about the other parent"


def test_it_says_nothing_of_the_other_parent() -> None:
    play = court()
    named = filed(play, "E-mail of Mr T Example", "INFORMATION_ONLY")
    reason = filed(play, "Note", "WITHHELD", reason="Mr Example asked for it.")
    theirs = filed(play, "Record", "EVIDENTIAL", about=play.person(str(FATHER["name"])))
    found = lines(play)
    assert found[named].what == f"A document of the case ({named}), other document"
    assert found[reason].why == "Withheld"
    assert (found[theirs].why, found[theirs].withheld) == ("About somebody else", True)
    assert "Mr" not in " ".join(each.what + each.why for each in found.values())


def test_made_it_is_filed_for_the_bundle_and_a_later_one_takes_its_place() -> None:
    play = court()
    assert Court().refused("make-unused-schedule", about="prosecution-1").startswith("NO_PROCEEDING")
    open_still = filed(play, "Photograph")
    entry = play.act("make-unused-schedule", about=play.charge.name)
    assert [each["source"] for each in entry.consequences.prepared["lines"]] == [open_still, ""]
    play.act("make-unused-schedule", about=play.charge.name)
    first, second = [each for each in play.case.documents if each.kind == "UNUSED_SCHEDULE"]
    assert (first.marking, second.marking, second.about) == ("WITHHELD", "EVIDENTIAL", play.mother)
    assert second.id not in lines(play)


def test_a_letter_that_left_is_evidence_until_somebody_says_otherwise() -> None:
    play = court()
    letter = Letter(
        id="L99", template="L02", title="First letter", person_id=play.mother, state=LetterState.POSTED,
        sha256="c" * 64, pages=2, issued_on=date(2026, 10, 5),
    )  # fmt: skip
    play.case.letters.append(letter)
    assert letter.id not in lines(play)

    def in_the_bundle() -> dict[str, str]:
        found = gather(play.case, PROSECUTION_BUNDLE, play.mother, {}, {})
        return {each.id: "" for each in found.documents} | {each.id: why for each, why in found.kept_out}

    assert in_the_bundle()[letter.id] == ""
    suggested = LetterMarked.model_validate(LetterMarked.suggested(play.facts("officer")))
    assert (suggested.letter, list(suggested.refusals(play.facts("officer")))) == (letter.id, [])
    assert play.refused("mark-letter", letter=letter.id, marking="WITHHELD") == "WITHHELD_WHY"
    assert play.refused("mark-letter", letter="L9999", marking="WITHHELD", reason="No.") == "NO_SUCH_LETTER"
    play.act("mark-letter", letter=letter.id, marking="INFORMATION_ONLY")
    found = lines(play)[letter.id]
    assert (found.what, found.why, found.withheld) == (f"Letter: {letter.title}", "Information only", False)
    assert "information only" in in_the_bundle()[letter.id]
    play.act("mark-letter", by="lawyer", letter=letter.id, marking="WITHHELD", reason="Written for our lawyers.")
    found = lines(play)[letter.id]
    assert (found.why, found.withheld) == ("Withheld: Written for our lawyers.", True)
    assert in_the_bundle()[letter.id] == "withheld"
    play.act("mark-letter", letter=letter.id, marking="UNDECIDED")
    assert undecided(play.case, play.charge) == 1
    play.act("mark-letter", letter=letter.id, marking="EVIDENTIAL")
    assert letter.id not in lines(play)
    assert (play.case.letter(letter.id) or letter).sha256 == "c" * 64  # only the mark changes
