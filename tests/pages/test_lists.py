"""The list of cases: what is asked stands in the address, and pages lead on."""

import pytest

from tests.api.site import MOTHER, Site
from tests.pages.html import Reader
from tests.pages.visitor import Visitor


async def test_searching_and_filtering(site: Site, officer: Visitor) -> None:
    kai = await site.refer()
    noor = await site.refer(child={"given": "Noor", "surname": "Test"}, owner="")
    await site.do(noor, "decide-triage", route="missing-education", reasons="On no roll.")
    for asked, expected in (
        ("", {kai, noor}),
        ("text=noor", {noor}),
        (f"text={kai[-6:]}", {kai}),
        ("text=NOOR+test", {noor}),
        ("text=50%25", set()),
        ("stage=checks", {noor}),
        ("assignee=me", {kai}),
        ("assignee=nobody", {noor}),
        ("stage=closed", set()),
        ("due=week&assignee=me&stage=referral&text=kai", {kai}),
    ):
        page = await officer.page(f"/cases?{asked}")
        found = {href.rpartition("/")[2] for href, _ in page.links if href.startswith("/cases/RC-")}
        assert found == expected, asked
        form = next(form for form in page.forms if "stage" in form.names)
        for part in filter(None, asked.split("&")):
            name, _, value = part.partition("=")
            assert form.values[name].replace(" ", "+") in (value, value.replace("%25", "%")), asked


def cases_on(page: Reader) -> set[str]:
    return {href.rpartition("/")[2] for href, _ in page.links if href.startswith("/cases/RC-")}


async def test_a_search_forgives_spelling_and_finds_by_whatever_somebody_knows(site: Site, officer: Visitor) -> None:
    zoe = await site.refer(
        child={"given": "Zoë", "surname": "Wisniewska", "known_as": "Bunny", "school": "800/4001"},
        adults=[{**MOTHER, "name": "Ms P Parentname"}],
    )
    other = await site.refer(child={"given": "Noor", "surname": "Test"}, adults=[])
    for asked in (
        "zoe",
        "Zoë",
        "bunny",
        "parentname",
        "fixture+academy",
        "800/4001",
        "fixture+road",
        "BA1+1AA",
        "ba11aa",
    ):
        page = await officer.page(f"/cases?text={asked}")
        assert cases_on(page) == {zoe}, asked
        assert "Nothing is spelled" not in page.text
        assert await by_api(site, asked) == ({zoe}, False), asked
    for asked in ("wisnewska", "vishniewska", "parrentname", "zoe+wisniewsky"):
        page = await officer.page(f"/cases?text={asked}")
        assert zoe in cases_on(page), asked
        assert f"Nothing is spelled “{asked.replace('+', ' ')}”. 1 case is near it" in page.text
        assert await by_api(site, asked) == ({zoe}, True), asked
    assert not cases_on(await officer.page("/cases?text=completelyelse"))
    await site.do(zoe, "protect-details", why="refuge", source="The refuge worker")
    for asked in ("fixture+academy", "fixture+road", "BA1+1AA", "ba11aa", "800/4001", "fixtur+acadmy"):
        assert not cases_on(await officer.page(f"/cases?text={asked}")), asked
        assert await by_api(site, asked) == (set(), False), asked
    assert cases_on(await officer.page("/cases?text=noor")) == {other}


async def by_api(site: Site, asked: str) -> tuple[set[str], bool]:
    """What the API finds, and whether it says that this is only spelled nearly so."""
    answer = (await site.get(f"/api/cases?text={asked}")).json()
    return {line["ref"] for line in answer["cases"]}, answer["near"]


async def test_an_address_that_asks_for_nonsense_is_answered(site: Site, officer: Visitor) -> None:
    for asked in ("stage=nowhere", "due=never", "page=0", "page=x", "text=" + "x" * 101):
        answer = await officer.get(f"/cases?{asked}")
        assert answer.status == 422, asked
        assert "Something needs correcting" in answer.text


@pytest.mark.parametrize("page", [1, 2])
async def test_more_than_a_page_is_paged(
    site: Site, officer: Visitor, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.pages.routes.work.PER_PAGE", 2)
    refs = {await site.refer() for _ in range(3)}
    first = await officer.page("/cases?assignee=me&page=1")
    second = await officer.page("/cases?assignee=me&page=2")
    found = [
        {href.rpartition("/")[2] for href, _ in each.links if href.startswith("/cases/RC-")} for each in (first, second)
    ]
    assert found[0] | found[1] == refs
    assert not found[0] & found[1]
    assert "1 to 2 of 3 cases" in first.text
    assert first.link("Next").endswith("assignee=me&page=2")


async def test_a_case_of_many_papers_and_long_words_stays_a_page(site: Site, officer: Visitor) -> None:
    """The visitor refuses a page of more than 50 kB."""
    ref = await site.refer(account="word " * 3_000)
    for number in range(14):
        said = f"{number}: " + "what was said at length, " * 60
        await site.do(ref, "record-enquiry", subject="health", result="trace", asked=said, answer=said, note=said)
    for _ in range(13):
        await site.do(ref, "draft-letter", template="L02", person="P1-1")
    await site.do(ref, "add-note", note="x" * 20_000)
    case = await officer.page(f"/cases/{ref}")
    assert "3 older letters, documents and enquiries" in case.text
    whole = await officer.page(case.link("older letters"))
    assert sum("/letters/L" in href for href, _ in whole.links) == 13
    await officer.page(f"/cases/{ref}/history")
    await officer.page(f"/cases/{ref}/history?page=2")


async def test_a_full_post_room_shows_as_many_as_fit_into_one_hand(
    site: Site, officer: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.pages.presenters.post_room.MOST", 1)
    for ref in (await site.refer(), await site.refer()):
        letter = f"L{(await site.do(ref, 'draft-letter', template='L02', person='P1-1'))['seq']}"
        await site.do(ref, "approve-letter", letter=letter)
        await site.do(ref, "issue-letter", letter=letter)
    room = await officer.page("/post-room")
    assert len(room.form().choices["letter"]) == 1
    assert "1 more letter waits: they come when these are posted." in room.text
