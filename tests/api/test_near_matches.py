"""No draft names whoever told us in confidence: it warns whoever edits it, and waits for another person's reason
(PRACTICE 4.9, harm 8). What warns is the draft's own words; who told us stands nowhere in it.
"""

import logging
from typing import Any

import pytest
from sqlalchemy import text

from records.database import transaction
from tests.api.site import Site, problem

REFERRER = {
    "name": "Dorothea Whisper",
    "relation": "Great-aunt of the child",
    "telephone": "01632 960 555",
    "email": "dw@whisper.example",
}
SECRETS = ("Dorothea", "Whisper", "960 555", "960555", "Great-aunt", "dw@")
BETRAYING = "Her auntie Dorothia told us so."


@pytest.fixture
def site(files_site: Site) -> Site:
    return files_site


@pytest.fixture
async def ref(site: Site) -> str:
    ref = await site.refer(channel="public", referrer=REFERRER, confidential=True, account="I heard it.")
    await site.do(ref, "write-summary", summary="We were told that Kai may not be in school.")
    await site.do(ref, "approve-summary", "supervisor")
    return ref


async def drafted(site: Site, ref: str, who: str = "officer") -> tuple[str, str]:
    """A draft to the mother, and its text."""
    letter = f"L{(await site.do(ref, 'draft-letter', who, template='L02', person='P1-1'))['seq']}"
    return letter, "Dear Ms R Example\n\nPlease call us about Kai Example."


async def near(site: Site, ref: str, who: str = "officer") -> list[dict[str, Any]]:
    return list((await site.case(ref, who))["letters"][-1]["near"])


def silent(said: str) -> bool:
    assert [value for value in SECRETS if value in said] == []
    return True


async def test_a_near_match_waits_for_another_persons_reason(
    site: Site, ref: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    letter, clean = await drafted(site, ref)
    assert await near(site, ref) == [], "our own wording, the child and the mother tell nothing"
    await site.do(ref, "edit-letter", letter=letter, text=f"{clean}\n\n{BETRAYING}")
    assert await near(site, ref) == [{"words": "auntie", "line": 5}, {"words": "Dorothia", "line": 5}]
    assert await near(site, ref, "legal") == [], "for those who may edit it"

    own = problem(await site.act(ref, "approve-letter", {"letter": letter}), 409, "OWN_WORDS_NAME_REFERRER", "letter")
    other = problem(
        await site.act(ref, "approve-letter", {"letter": letter}, "officer2"), 409, "NAMES_REFERRER", "letter"
    )
    for refused in (own, other):
        assert silent(str(refused))
        assert "auntie" not in str(refused), "a verdict holds no word of it: it is kept with the receipt"
    assert other["verdicts"][0]["override"] is True
    reason = {"Override-Reason": "NAMES_REFERRER: her aunt is known to everybody"}
    problem(
        await site.act(ref, "approve-letter", {"letter": letter}, "officer2", **reason), 409, "NAMES_REFERRER", "letter"
    )
    leaking = {"Override-Reason": "NAMES_REFERRER: Dorothea agreed"}
    said = await site.act(ref, "approve-letter", {"letter": letter}, "supervisor", **leaking)
    problem(said, 409, "REASON_NAMES_REFERRER")
    fair = {"Override-Reason": "NAMES_REFERRER: The mother knows this from the court."}
    approved = await site.act(ref, "approve-letter", {"letter": letter}, "supervisor", **fair)
    assert approved.status_code == 200, approved.text
    await site.do(ref, "issue-letter", letter=letter)
    history = (await site.get(f"/api/cases/{ref}/timeline")).text
    assert "The mother knows this from the court." in history

    assert "looked in a draft for who told us of " + ref in caplog.text
    assert silent(caplog.text.replace(BETRAYING, ""))
    assert "open-referrer" not in history, "the check is nobody's opening of it"
    with transaction(site.world.house.engine) as session:
        for table in ("receipt", "standing", "work_item"):
            for row in session.execute(text(f"select * from {table}")).all():
                assert silent(str(row))


async def test_who_wrote_it_never_sets_it_aside(site: Site, ref: str) -> None:
    letter, clean = await drafted(site, ref, "supervisor")
    await site.do(ref, "edit-letter", "supervisor", letter=letter, text=f"{clean} {BETRAYING}")
    reason = {"Override-Reason": "NAMES_REFERRER: it is well known; OWN_WORDS_NAME_REFERRER: it is well known"}
    refused = await site.act(ref, "approve-letter", {"letter": letter}, "supervisor", **reason)
    problem(refused, 409, "OWN_WORDS_NAME_REFERRER", "letter")
    await site.do(ref, "edit-letter", "officer", letter=letter, text=clean)
    await site.do(ref, "approve-letter", "supervisor", letter=letter)


async def test_an_edit_after_the_reason_asks_again(site: Site, ref: str) -> None:
    letter, clean = await drafted(site, ref)
    await site.do(ref, "edit-letter", letter=letter, text=f"{clean} {BETRAYING}")
    reason = {"Override-Reason": "NAMES_REFERRER: known to all"}
    assert (await site.act(ref, "approve-letter", {"letter": letter}, "supervisor", **reason)).status_code == 200
    await site.do(ref, "edit-letter", letter=letter, text=f"{clean} Call 01632-960555.")
    refused = await site.act(ref, "approve-letter", {"letter": letter}, "officer2")
    problem(refused, 409, "NAMES_REFERRER", "letter")


async def test_the_summary_for_parents_waits_too(site: Site) -> None:
    ref = await site.refer(referrer=REFERRER, confidential=True)
    await site.do(ref, "write-summary", summary="The child's great aunt says that Kai is at home.")
    assert (await site.case(ref))["told_near"] == [{"words": "aunt", "line": 1}]
    problem(await site.act(ref, "approve-summary", {}, "officer2"), 409, "NAMES_REFERRER")
    blocked = {each["name"]: each["code"] for each in (await site.case(ref, "officer2"))["blocked"]}
    assert blocked["approve-summary"] == "NAMES_REFERRER"
    await site.do(ref, "write-summary", summary="We were told that Kai is at home.")
    assert (await site.case(ref))["told_near"] == []
    await site.do(ref, "approve-summary", "officer2")


async def test_no_document_is_filed_under_a_name_that_betrays(site: Site, ref: str) -> None:
    before = site.written()
    for form in ({"title": "Letter from D Whisper.pdf"}, {"title": "A letter", "obtained_from": "Her great aunt"}):
        refused = await site.upload(ref, b"%PDF-1.7\n", **form)
        (field,) = [name for name in form if name != "title"] or ["title"]
        assert silent(str(problem(refused, 409, "NAMES_REFERRER", field)))
    assert {**site.written(), "document": before["document"]} == before
    named = await site.upload(ref, b"%PDF-1.7\n", name="Dorothea Whisper.pdf", title="A letter")
    assert named.status_code == 200
    assert silent((await site.get(f"/api/cases/{ref}")).text + (await site.get(f"/api/cases/{ref}/timeline")).text)
    document = (await site.case(ref))["documents"][-1]["id"]
    assert silent(str((await site.get(f"/api/cases/{ref}/documents/{document}")).headers))


async def test_nobody_tries_one_name_after_another_in_a_dry_run(site: Site, ref: str) -> None:
    form = {
        "title": "Dorothea Whisper",
        "media_type": "application/pdf",
        "size": 556,
        "sha256": "0deec2274a6831080eb71a85a4c9508fe2a86aaa99dc6c302e17c51d05ec6c00",
    }
    assert (await site.post(f"/api/cases/{ref}/check/file-document", form, "legal")).json()["verdicts"] == []


async def test_who_told_us_openly_is_warned_of_and_holds_nothing_up(site: Site) -> None:
    ref = await site.refer(referrer=REFERRER)
    letter, clean = await drafted(site, ref)
    await site.do(ref, "edit-letter", letter=letter, text=f"{clean} Ms Whisper told us.")
    assert await near(site, ref) == [{"words": "Whisper", "line": 3}]
    await site.do(ref, "approve-letter", letter=letter)
