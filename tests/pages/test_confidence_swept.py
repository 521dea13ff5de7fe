"""Harm 8: the referrer in the story. Planted in every place that somebody who tells us can write in, and looked for in
everything that anybody can read; and in the database, where only what is sealed may hold it.
"""

import logging
from collections import Counter

import pytest
from sqlalchemy import text

from api.uploads import SPECIMEN
from records.database import transaction
from tests.api.site import Site, problem
from tests.pages.sweeping import every_output, said

REFERRER = {
    "name": "Philippa Whisper",
    "role": "Dinner lady of Tell-Tale Infants",
    "telephone": "01632 960 987",
    "email": "pw@telltale.example",
    "relation": "His great-aunt",
}
ACCOUNT = "As his aunt Philippa I heard him cry at ten past four through the wall of number nine."
PLANTED = ("Philippa", "Whisper", "Dinner lady", "Tell-Tale", "960 987", "960987", "telltale", "great-aunt", "ten past")


def traces(of: str) -> list[str]:
    return [planted for planted in PLANTED if planted.casefold() in of.casefold()]


@pytest.fixture
async def ref(site: Site) -> str:
    """A case told of in confidence, on which much was done, and a letter sent."""
    ref = await site.refer(channel="public", referrer=REFERRER, confidential=True, account=ACCOUNT)
    await site.do(ref, "decide-triage", route="missing-education", reasons="On no roll that we know of.")
    await site.do(ref, "write-summary", summary="We were told that Kai may not be in school.")
    await site.do(ref, "approve-summary", "supervisor")
    letter = f"L{(await site.do(ref, 'draft-letter', template='L02', person='P1-1'))['seq']}"
    await site.do(ref, "approve-letter", letter=letter)
    await site.do(ref, "issue-letter", letter=letter)
    await site.do(ref, "record-posting", letter=letter)
    assert (await site.upload(ref, SPECIMEN, name="From Philippa Whisper.pdf", title="A letter")).status_code == 200
    await site.do(
        ref,
        "add-note",
        note="Rang the housing office.",
    )
    answer = await site.act(ref, "add-note", {"note": "Rang again."}, key="a-receipt")
    assert answer.status_code == 200
    looked = await site.post(f"/api/cases/{ref}/referrer", {"reason": "To ask when he was last seen."})
    assert traces(looked.text), "there is something to find"
    return ref


async def test_nothing_that_can_be_read_says_who_told_us_or_what(
    site: Site, ref: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    read, found = Counter[str](), {}
    for who in ("supervisor", "officer", "officer2", "legal"):
        async for answer in every_output(site, ref, who, forms=who == "supervisor", keys=["a-receipt"]):
            read[who] += answer.status_code == 200
            if some := traces(said(answer)):
                found[who, str(answer.request.url)] = some
    assert found == {}
    assert read["supervisor"] > 60, "the sweep reads what there is"
    assert min(read.values()) > 20
    assert traces(caplog.text) == []
    for value in ("Philippa", "whisper", "telltale", "960987", "aunt"):
        assert (await site.get("/api/cases", params={"text": value})).json()["total"] == 0


async def test_no_refusal_and_no_table_holds_it_in_clear(site: Site, ref: str) -> None:
    for action, form in (
        ("close-case", {"outcome": "ON_ROLL", "proof": "first-attendance", "evidence": "None."}),
        ("approve-summary", {}),
        ("correct-entry", {"entry": 1, "field": "referrer", "old": "", "new": "x", "reason": "To see."}),
    ):
        refused = await site.act(ref, action, form)
        assert refused.status_code == 409
        assert traces(said(refused)) == []
    with transaction(site.world.house.engine) as session:
        names = session.execute(text("select table_name from information_schema.tables where table_schema = 'public'"))
        for (table,) in names.all():
            for row in session.execute(text(f'select * from "{table}"')).all():
                said_there = " ".join(
                    value.decode("latin-1") if isinstance(value, bytes) else str(value) for value in row
                )
                assert traces(said_there) == [], table


async def test_what_was_told_in_confidence_is_not_written_into_the_history_by_a_correction(
    site: Site, ref: str
) -> None:
    form = {"entry": 1, "field": "account", "old": "", "new": "His aunt told us.", "reason": "It was left empty."}
    problem(await site.act(ref, "correct-entry", form, "supervisor"), 409, "NOT_CORRECTABLE", "field")


async def test_an_approved_summary_is_not_changed_by_a_correction(site: Site, ref: str) -> None:
    """What parents are told is approved by a second person: other words are written, and approved, afresh."""
    entry = next(
        each["seq"] for each in (await site.get(f"/api/cases/{ref}/timeline")).json()
        if each["action"] == "write-summary"
    )  # fmt: skip
    old, new = "We were told that Kai may not be in school.", "Her neighbour told us."
    form = {"entry": entry, "field": "summary", "old": old, "new": new, "reason": "Better words."}
    problem(await site.act(ref, "correct-entry", form), 409, "NOT_CORRECTABLE", "entry")
    assert (await site.case(ref))["told"] == old
