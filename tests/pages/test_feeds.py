"""Harm 14: a calendar feed on a telephone that others look at."""

import re

import httpx
import pytest
from icalendar import Calendar
from sqlmodel import select

from api.feeds import _BY_ACTION, FeedWord
from domain.actions import ACTIONS
from records.database import transaction
from records.desk_tables import FeedRow
from records.tables import StaffRow
from tests.api.site import Site
from tests.pages.visitor import Answer, Visitor, services_of

ENTRY = re.compile(rf"RC-\d{{4}}-\d{{6}} ({'|'.join(word.value for word in FeedWord)})")
SAYS = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS", "TRANSP"}


def address(answer: Answer) -> str:
    found = re.search(r"https?://test(/feeds/[\w-]{43}\.ics)", answer.text)
    assert found is not None, answer.text
    return found[1]


async def made(visitor: Visitor, of: str = "me") -> str:
    page = await visitor.page("/calendar")
    form = next(each for each in page.forms if each.action == "/calendar/make" and each.values["of"] == of)
    return address(await visitor.post(form.action, form.filled()))


async def read(site: Site, path: str) -> httpx.Response:
    """As a telephone reads it: with nothing but the address."""
    return await site.get(path, who="")


def test_every_word_is_of_an_action_that_there_is() -> None:
    assert set(_BY_ACTION) <= set(ACTIONS)


async def test_an_entry_is_a_reference_and_one_of_a_fixed_list_of_words(site: Site, officer: Visitor) -> None:
    ref = await site.refer(
        indicators=["threat-to-life"],
        child={"given": "Plantedgiven", "surname": "Plantedsurname", "school": "800/4001"},
        account="Plantedwords",
        adults=[{"name": "Plantedmother", "relation": "mother", "address": {"lines": ["1 Plantedroad"],
                 "postcode": "BA1 1AA"}}],
    )  # fmt: skip
    answer = await read(site, await made(officer))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert answer.headers["cache-control"] == "no-store"
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert len(events) >= 3
    for event in events:
        assert set(event) == SAYS
        assert ENTRY.fullmatch(str(event["SUMMARY"])), event["SUMMARY"]
        assert str(event["SUMMARY"]).startswith(ref)
        assert re.fullmatch(r"[0-9a-f]{32}@rollcall", str(event["UID"]))
    assert len({str(event["UID"]) for event in events}) == len(events)
    text = answer.text.replace("\r\n ", "")
    assert all(len(line.encode()) <= 75 for line in answer.text.split("\r\n"))
    for planted in ("Planted", "Amina", "Fixture", "danger", "social", "police", "safeguard", "DESCRIPTION", "URL"):
        assert planted.casefold() not in text.casefold(), planted
    again = Calendar.from_ical((await read(site, await made(officer))).content).walk("VEVENT")
    assert {str(event["UID"]) for event in again} == {str(event["UID"]) for event in events}


async def test_the_address_is_secret_and_ends_when_it_is_revoked_or_its_owner_leaves(
    site: Site, officer: Visitor
) -> None:
    await site.refer()
    first = await made(officer)
    second = await made(officer)
    never = "/feeds/" + "x" * 43 + ".ics"
    gone, unknown = await read(site, first), await read(site, never)
    assert (gone.status_code, gone.content) == (unknown.status_code, unknown.content) == (404, b"There is no such feed")
    assert (await read(site, second)).status_code == 200
    with transaction(site.world.house.engine) as session:
        stored = " ".join(row.token_hash for row in session.exec(select(FeedRow)))
        assert second.removeprefix("/feeds/").removesuffix(".ics") not in stored
        session.get_one(StaffRow, "officer").active = False
    assert (await read(site, second)).status_code == 404
    with transaction(site.world.house.engine) as session:
        session.get_one(StaffRow, "officer").active = True
    page = await officer.page("/calendar")
    assert second not in page.html, "it is shown once"
    end = page.form("/calendar/revoke")
    assert (await officer.post(end.action, end.filled())).status == 303
    assert (await read(site, second)).status_code == 404


@pytest.mark.parametrize("who", ["legal", "admin"])
async def test_only_who_works_on_cases_has_one(site: Site, who: str) -> None:
    async with Visitor.signed_in(site, who) as visitor:
        assert (await visitor.get("/calendar")).status == 403


async def test_the_feed_of_a_team_answers_alike_whether_a_restricted_case_exists(
    site: Site, officer: Visitor, supervisor: Visitor
) -> None:
    with transaction(site.world.house.engine) as session:
        for row in session.exec(select(StaffRow)):
            row.team = "north"
    plain, other = await site.refer(owner="officer2"), await site.refer(owner="officer2")
    for reader in (officer, supervisor):
        path = await made(reader, "team")
        seen = (await read(site, path)).text
        assert plain in seen
        assert other in seen
    await site.do(other, "protect-details", why="adoption", source="The adoption team")
    for reader in (officer, supervisor):
        seen = (await read(site, await made(reader, "team"))).text
        assert plain in seen
        assert other not in seen
    assert services_of(site).today.strftime("%Y") in seen
