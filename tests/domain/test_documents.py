"""What a document is worth is said by a person; what has no pages is no evidence; what is withheld says why."""

from typing import Any

import pytest

from tests.domain import play as played
from tests.domain.play import Play

FILED = {"title": "Register", "sha256": "ab" * 32, "media_type": "application/pdf", "size": 9}


def filed(play: Play, **more: Any) -> str:
    play.act("file-document", **{**FILED, **more})
    return play.case.documents[-1].id


def test_what_it_is_worth_who_said_so_and_why() -> None:
    play = Play()
    document = filed(play, obtained_from="Fixture Academy", kind="RECORD", obtained_by="officer2")
    kept = play.case.documents[-1]
    assert (kept.marking, kept.kind, kept.obtained_by) == ("UNDECIDED", "RECORD", "officer2")
    assert play.refused("mark-document", document=document, marking="WITHHELD") == "WITHHELD_WHY"
    assert play.refused("mark-document", document="D99", marking="EVIDENTIAL") == "NO_SUCH_DOCUMENT"
    play.act("mark-document", document=document, marking="EVIDENTIAL", by="lawyer")
    kept = play.case.documents[-1]
    assert (kept.marking, kept.marked_by, kept.kind) == ("EVIDENTIAL", "lawyer", "RECORD")
    assert play.refused("mark-document", document=document, marking="EVIDENTIAL", kind="ADVICE") == "PRIVILEGED"
    play.act("mark-document", document=document, marking="WITHHELD", kind="ADVICE", reason="Legal advice.")
    assert play.case.documents[-1].marking_why == "Legal advice."


def test_what_has_no_pages_is_no_evidence_until_a_pdf_of_it_is_supplied(monkeypatch: pytest.MonkeyPatch) -> None:
    ready = played.letters_ready

    def none(action: Any, facts: Any, seq: int) -> dict[str, Any]:
        docx = getattr(action, "media_type", "") == "application/vnd.x"
        return {"reading": {"pages": 0, "said": ["It has no pages yet"]}} if docx else ready(action, facts, seq)

    monkeypatch.setattr(played, "letters_ready", none)
    play = Play()
    office = filed(play, media_type="application/vnd.x")
    assert play.refused("mark-document", document=office, marking="EVIDENTIAL") == "NO_PAGES"
    copy = {**FILED, "sha256": "cd" * 32}
    assert play.refused("file-document", **{**copy, "copy_of": office, "media_type": "image/png"}) == "NOT_A_PDF"
    play.act("file-document", **copy, copy_of=office)
    (kept,) = play.case.documents
    assert (kept.sha256, kept.usable, kept.pages) == ("ab" * 32, "cd" * 32, 1), "the original stays"
    play.act("mark-document", document=office, marking="EVIDENTIAL")
    assert play.refused("file-document", **copy, copy_of=office) == "NOT_WITHOUT_PAGES"


def test_who_obtained_it_and_whom_it_concerns_are_known() -> None:
    play = Play()
    assert "NO_SUCH_PERSON" in play.refused("file-document", **FILED, about="P9-9")
    assert play.refused("file-document", **FILED, obtained_by="nobody") != ""


BOX = {"page": 1, "left": 100, "top": 100, "right": 500, "bottom": 150, "ground": "other-parent"}


def test_what_is_taken_out_is_looked_at_by_another_before_anybody_uses_it() -> None:
    play = Play()
    document = filed(play)
    for box, code in (
        ({**BOX, "page": 2}, "NO_SUCH_PAGE"),
        ({**BOX, "right": 100}, "EMPTY_BOX"),
        ({**BOX, "bottom": 100}, "EMPTY_BOX"),
    ):
        assert play.refused("redact-document", document=document, boxes=[box]) == code
    assert play.refused("redact-document", document=document, boxes=[]) == "INVALID"
    assert play.refused("redact-document", document="D99", boxes=[BOX]) == "NO_SUCH_DOCUMENT"
    play.act("redact-document", document=document, boxes=[BOX])
    kept = play.case.documents[-1]
    assert kept.usable == FILED["sha256"], "not checked: not used"
    looked = {"document": document, "looked": True, "passed": True}
    assert "SECOND_LOOK" in play.refused("check-redaction", **looked)
    assert play.refused("check-redaction", by="lawyer", **looked | {"looked": False}) == "NOT_LOOKED_AT"
    assert play.refused("check-redaction", by="lawyer", **looked | {"passed": False}) == "WHY_NOT"
    play.act("check-redaction", by="lawyer", **looked | {"passed": False, "wrong": "A line still shows."})
    assert play.case.documents[-1].redacted is None
    play.act("redact-document", document=document, boxes=[BOX, {**BOX, "bottom": 200}])
    play.act("check-redaction", by="lawyer", **looked)
    kept = play.case.documents[-1]
    assert [each.passed for each in kept.redactions] == [False, True], "what was sent back is kept"
    assert kept.redacted is not None
    assert kept.redacted.checked_by == "lawyer"
    assert kept.sha256 == FILED["sha256"], "the original stays"
    play.act("redact-document", document=document, boxes=[BOX])
    assert play.case.documents[-1].redacted == kept.redacted, "a new one is used only once it is passed"
