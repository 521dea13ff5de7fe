"""The school is the address: what protection covers stands on no page, and is shown once to whoever says why."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from records.database import transaction
from tests.api.site import CHILD, Site
from tests.pages.visitor import Visitor, services_of

PLANTED = ("9 Refuge Row", "Hidden Town", "BS1 4DJ", "01632 960 987", "safe@hidden.example", "800/2001")
HIDDEN_SCHOOL = "Fixture Primary"


async def protected_case(site: Site) -> str:
    adult = {
        "name": "Ms R Example",
        "relation": "mother",
        "address": {"lines": ["9 Refuge Row", "Hidden Town"], "postcode": "BS1 4DJ"},
        "telephone": "01632 960 987",
        "email": "safe@hidden.example",
    }
    ref = await site.refer(
        child={**CHILD, "school": "800/2001"}, adults=[adult], account="She is at 9 Refuge Row, telephone 01632960987."
    )
    await site.do(
        ref, "add-note", note="Rang safe@hidden.example; they moved to 9 refuge row. Goes to Fixture Primary."
    )
    review = (services_of(site).today + timedelta(days=30)).isoformat()
    await site.do(ref, "add-warning", words="9 Refuge Row has a code.", source="Them", review_on=review)
    await site.do(ref, "protect-details", why="refuge", source="The refuge worker")
    return ref


@pytest.mark.parametrize("who", ["officer", "supervisor", "legal"])
async def test_no_page_shows_what_is_protected(site: Site, who: str) -> None:
    ref = await protected_case(site)
    actions = [action["name"] for action in (await site.case(ref, who))["actions"]]
    paths = [f"/cases/{ref}", f"/cases/{ref}/history", "/", "/cases?text=example", "/post-room"]
    paths += [f"/cases/{ref}/history/{seq}" for seq in range(1, 5)]
    paths += [f"/cases/{ref}/do/{name}" for name in actions]
    paths += [f"/cases/{ref}/do/correct-entry?entry=1", f"/cases/{ref}/do/correct-entry?entry=2"]
    paths += [f"/cases/{ref}/do/correct-entry?entry=1&field=child.school"]
    async with Visitor.signed_in(site, who) as visitor:
        for path in paths:
            answer = await visitor.get(path)
            said = " ".join(answer.response.text.split()).casefold()
            for planted in (*PLANTED, HIDDEN_SCHOOL, "01632960987"):
                assert planted.casefold() not in said, (path, planted)


async def test_they_are_shown_once_to_whoever_says_why(site: Site, officer: Visitor) -> None:
    ref = await protected_case(site)
    case = await officer.page(f"/cases/{ref}")
    assert "Protected details" in case.text
    path = case.link("show, with a reason")
    form = (await officer.page(path)).form()
    shown = await officer.post(path, form.filled(reason="To agree tomorrow's meeting place."))
    assert shown.status == 200
    for planted in ("9 Refuge Row", "BS1 4DJ", "01632 960 987", "safe@hidden.example", HIDDEN_SCHOOL):
        assert planted in shown.text, planted
    assert shown.response.headers["cache-control"] == "no-store"
    history = await officer.page(f"/cases/{ref}/history")
    assert "Protected details looked at To agree tomorrow's meeting place." in history.text
    again = await officer.post(path, form.filled(reason="To agree tomorrow's meeting place."))
    assert "9 Refuge Row" in again.text, "the same form, sent again by its browser"
    for path in (f"/cases/{ref}", f"/cases/{ref}/do/show-protected-details"):
        assert "Refuge Row" not in (await officer.page(path)).text


async def test_without_a_reason_nothing_is_shown(site: Site, officer: Visitor) -> None:
    ref = await protected_case(site)
    refused = await officer.send(f"/cases/{ref}/do/show-protected-details")
    assert refused.status == 422
    assert "Refuge Row" not in refused.text


async def test_who_referred_stands_on_no_page(site: Site, supervisor: Visitor) -> None:
    referrer = {"name": "Joan Whisper", "relation": "aunt", "telephone": "01632 960 555", "email": "jw@whisper.example"}
    ref = await site.refer(referrer=referrer, confidential=True, account="My sister Jane Whisper hides her.")
    pages = (f"/cases/{ref}", f"/cases/{ref}/history/1", f"/cases/{ref}/do/correct-entry?entry=1")
    for path in (*pages, "/cases?text=whisper"):
        said = (await supervisor.page(path)).html
        for planted in ("Whisper", "01632 960 555", "aunt", "sister Jane"):
            assert planted not in said.replace("text=whisper", ""), (path, planted)


async def test_who_referred_is_shown_once_to_whoever_has_the_case_and_says_why(site: Site, officer: Visitor) -> None:
    ref = await site.refer(referrer={"name": "Joan Whisper", "relation": "aunt", "telephone": "01632 960 555"})
    path = f"/cases/{ref}/do/open-referrer"
    assert "Whisper" not in (await officer.page(path)).html
    shown = await officer.send(path, reason="To ask when she was last seen.")
    assert shown.status == 200
    for planted in ("Joan Whisper", "aunt", "01632 960 555"):
        assert planted in shown.text
    async with Visitor.signed_in(site, "officer2") as other:
        assert (await other.get(path)).status == 409
        form = (await officer.page(path)).form()
        stolen = await other.post(path, form.filled(reason="To see."))
        assert stolen.status == 403
        assert "Whisper" not in stolen.text


async def test_a_letter_written_before_protection_shows_a_blank(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    letter = f"L{(await site.do(ref, 'draft-letter', template='L02', person='P1-1'))['seq']}"
    await site.do(ref, "edit-letter", letter=letter, text="We will call at 1 Fixture Road on Monday.")
    await site.do(ref, "protect-details", why="refuge", source="The refuge worker")
    for path in (f"/cases/{ref}/letters/{letter}", f"/cases/{ref}/do/edit-letter?letter={letter}"):
        answer = await officer.get(path)
        assert "Fixture Road" not in answer.response.text, path
        assert "[protected]" in answer.text or answer.status == 409, path


async def test_an_acknowledgement_is_printed_and_its_address_kept_nowhere(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    path = (await officer.page(f"/cases/{ref}/do/acknowledge-referral")).link("Print the acknowledgement as a letter")
    wrong = await officer.send(path, name="Joan Whisper", address__lines__0="3 Example Lane", address__postcode="NO")
    assert wrong.status == 422
    form = wrong.page.form()
    assert form.values["name"] == "Joan Whisper"
    printed = await officer.client.post(path, data=form.filled(address__postcode="BA1 1AD"))
    assert printed.content.startswith(b"%PDF-")
    history = await officer.page(f"/cases/{ref}/history")
    assert "Referral acknowledged By letter" in history.text
    with transaction(site.world.house.engine) as session:
        journal = session.execute(text("select entry::text from journal")).scalars().all()
    assert "Whisper" not in "".join(journal)
