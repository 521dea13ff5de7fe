"""The inbox: shown first, confirmed by a person, taken in line by line, and no line ever lost (PRACTICE 5.1, 5.2)."""

import asyncio
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from api.identity import Signed
from api.opening import open_in
from domain.facts import PROCESS
from records import inbox
from records.database import transaction
from rollcall.inbox import take_in, tell_cases
from rollcall.outstanding import start_waiting
from tests.api.site import Site, problem

REFERRALS = "given,surname,date_of_birth,school,channel,adult_name,adult_address,adult_postcode\n"
RETURN = "given,surname,date_of_birth,upn,school,{day},{more}\n"


@pytest.fixture
def site(files_site: Site) -> Site:
    return files_site


async def upload(site: Site, kind: str, content: str, who: str = "officer") -> httpx.Response:
    async with site.as_(who) as client:
        return await client.post("/api/uploads", params={"kind": kind}, files={"file": ("list.csv", content.encode())})


async def kept(site: Site, kind: str, content: str) -> int:
    answer = await upload(site, kind, content)
    assert answer.status_code == 201, answer.text
    return int(answer.json()["upload"])


async def taken(site: Site, number: int) -> dict[str, int]:
    """Confirm it, and let the worker do its part."""
    assert (await site.post(f"/api/uploads/{number}/confirmation", None)).status_code == 200
    await worked(site)
    done = (await site.get(f"/api/uploads/{number}")).json()
    assert done["state"] == "done"
    return dict(done["lines"])


async def worked(site: Site) -> None:
    house, client = site.world.house, site.world.client
    await take_in(house, client)
    await start_waiting(house, client)
    await tell_cases(house, client)


async def lines(site: Site, number: int, **params: Any) -> list[dict[str, Any]]:
    return list((await site.get(f"/api/uploads/{number}/lines", params=params)).json())


def a_child(number: int, **more: str) -> dict[str, str]:
    return {
        "given": f"Child{number}",
        "surname": "Inboxed",
        "date_of_birth": "2015-03-04",
        "school": "800/4001",
        "channel": "school",
        **more,
    }


def table(rows: list[dict[str, str]]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row))
    return "\n".join([",".join(names), *(",".join(row.get(name, "") for name in names) for row in rows)]) + "\n"


def tasks_of(case: dict[str, Any]) -> set[str]:
    return {task["name"] for task in case["tasks"]}


async def test_fifty_with_three_bad_and_the_three_stand_in_the_list_until_somebody_settles_them(site: Site) -> None:
    """Harm 6."""
    rows = [a_child(number) for number in range(50)]
    rows[7]["date_of_birth"], rows[20]["school"], rows[33]["surname"] = "31/02/2015", "somewhere", ""
    before = site.written()
    number = await kept(site, "referrals", table(rows))
    assert site.written() == before, "nothing is done before it is confirmed"
    assert (await taken(site, number)) == {"opened": 47, "refused": 3}
    refused = await lines(site, number, state="refused")
    assert [(each["line"], each["faults"][0]["column"]) for each in refused] == [
        (9, "date_of_birth"),
        (22, "school"),
        (35, "surname"),
    ]
    with transaction(site.world.house.engine) as session:
        due = inbox.line_at(session, number, 9).due_on
        assert due is not None
        late = inbox.waiting(session, due.replace(year=due.year + 1))
        assert late.lines >= 3
        assert late.late >= 3
    mended = {**refused[0]["cells"], "date_of_birth": "28/02/2015"}
    still = await site.post(f"/api/uploads/{number}/lines/9/correction", {"cells": {**mended, "school": "x"}})
    assert still.json()["state"] == "refused"
    assert (await site.post(f"/api/uploads/{number}/lines/9/correction", {"cells": mended})).json()["state"] == "ready"
    problem(await site.post(f"/api/uploads/{number}/lines/22/rejection", {"reason": " "}), 422, "UPLOAD", "reason")
    rejected = await site.post(f"/api/uploads/{number}/lines/22/rejection", {"reason": "No pupil of ours."})
    assert rejected.json()["state"] == "rejected"
    await worked(site)
    assert (await site.get(f"/api/uploads/{number}")).json()["lines"] == {"opened": 48, "refused": 1, "rejected": 1}


async def test_the_same_file_and_the_same_words_add_nothing_twice(site: Site) -> None:
    rows = [a_child(number, surname="Twice") for number in range(3)]
    number = await kept(site, "referrals", table(rows))
    again = await upload(site, "referrals", table(rows))
    assert (again.status_code, again.json()["upload"]) == (200, number)
    assert await taken(site, number) == {"opened": 3}
    before = site.written()
    other = await kept(site, "referrals", table([*reversed(rows), a_child(9, surname="Twice")]))
    assert await taken(site, other) == {"same": 3, "opened": 1}
    assert site.written()["case_file"] == before["case_file"] + 1
    problem(await site.post(f"/api/uploads/{other}/confirmation", None), 409, "NOT_WAITING")


async def test_an_upload_that_is_rejected_does_nothing_and_may_come_again(site: Site) -> None:
    content = table([a_child(1, surname="Rejected")])
    number = await kept(site, "referrals", content)
    before = site.written()
    assert (await site.post(f"/api/uploads/{number}/rejection", {"reason": "The wrong list."})).status_code == 200
    await worked(site)
    assert site.written() == before
    assert (await kept(site, "referrals", content)) != number


async def test_of_those_expected_whoever_started_is_no_case(site: Site) -> None:
    children = [{**a_child(number, surname="Expected"), "expected_on": "2026-09-03"} for number in range(3)]
    for child in children:
        del child["channel"]
    came = {**children[0], "started_on": "2026-09-04"}
    del came["expected_on"]
    assert await taken(site, await kept(site, "new-pupil", table([came]))) == {"noted": 1}
    number = await kept(site, "expected", table(children))
    assert await taken(site, number) == {"started": 1, "opened": 2}
    (opened, _) = await lines(site, number, state="opened")
    case = await site.case(opened["case"])
    assert case["child"]["first_absent_on"] == "2026-09-03"


async def test_a_new_pupil_return_makes_a_task_and_closes_nothing(site: Site) -> None:
    child = {"given": "Newly", "surname": "Started", "date_of_birth": "2015-03-04", "school": "800/4001"}
    ref = await site.refer(child=child)
    line = {**child, "started_on": "2026-11-02"}
    assert await taken(site, await kept(site, "new-pupil", table([line]))) == {"noted": 1}
    case = await asked(site, ref, "new-pupil-return")
    assert case["stage"] == "referral"
    assert case["closed_on"] is None


async def asked(site: Site, ref: str, task: str) -> dict[str, Any]:
    """The case, once its process has recorded the return."""
    for _ in range(200):
        case = await site.case(ref)
        if task in tasks_of(case):
            return case
        await asyncio.sleep(0.05)
    raise AssertionError(f"no task {task}: {tasks_of(case)}")


async def test_a_deletion_without_a_destination_proposes_a_case_that_a_person_opens(site: Site) -> None:
    base = {"given": "Gone", "surname": "Deleted", "date_of_birth": "2015-03-04", "school": "800/4001"}
    away = {**base, "first_absent_on": "2026-10-19", "deleted_on": "2026-11-02", "ground": "i"}
    moved = {**base, "given": "Moved", "deleted_on": "2026-11-02", "ground": "h", "destination": "800/2001"}
    number = await kept(site, "deletion", table([away, moved]))
    assert await taken(site, number) == {"proposed": 1, "noted": 1}
    (proposed,) = await lines(site, number, state="proposed")
    assert proposed["due_on"] == site_today(site)
    opened = (await site.post(f"/api/uploads/{number}/lines/{proposed['line']}/case", None)).json()
    assert opened["state"] == "opened"
    await worked(site)
    case = await asked(site, opened["case"], "challenge-deletion")
    assert "deletion-return" in tasks_of(case)
    assert case["child"]["first_absent_on"] == "2026-10-19"


async def test_a_sickness_return_asks_about_section_19_and_never_about_enforcement(site: Site) -> None:
    child = {"given": "Ill", "surname": "Awhile", "date_of_birth": "2015-03-04", "school": "800/4001"}
    ref = await site.refer(child=child)
    line = {**child, "first_absent_on": "2026-11-02"}
    assert await taken(site, await kept(site, "fifteen-day-sickness", table([line]))) == {"noted": 1}
    case = await asked(site, ref, "section-19")
    assert case["proceedings"] == {}
    assert case["letters"] == []


async def test_nobody_learns_of_a_restricted_case_by_a_return(site: Site) -> None:
    child = {"given": "Hidden", "surname": "Childname", "date_of_birth": "2015-03-04", "school": "800/4001"}
    ref = await site.refer(child=child, owner="")
    await site.do(ref, "protect-details", "supervisor", why="adoption", source="The adoption team.")
    line = {"first_absent_on": "2026-11-02"}
    known = await kept(site, "ten-day-absence", table([{**child, **line}]))
    unknown = await kept(site, "ten-day-absence", table([{**child, "given": "Nobody", **line}]))
    assert await taken(site, known) == await taken(site, unknown) == {"proposed": 1}
    (shown,), (other,) = await lines(site, known), await lines(site, unknown)
    assert {**shown, "upload": 0, "cells": {}} == {**other, "upload": 0, "cells": {}}


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("referrals", ""),
        ("referrals", "given,surname,channel\n"),
        ("referrals", "colour,shape\ngreen,round\n"),
        ("referrals", 'given,surname,channel\n"Kai,Example,school\n'),
        ("deletion", "\x00\x00\x00"),
    ],
)
async def test_what_is_no_table_is_refused_with_what_is_wrong(site: Site, kind: str, content: str) -> None:
    before = site.written()
    problem(await upload(site, kind, content), 422, "UPLOAD", "file")
    assert site.written() == before


async def test_a_fault_of_ours_holds_up_no_other_line(site: Site) -> None:
    """Such as one that a later release made of a line that waits."""
    number = await kept(site, "referrals", table([a_child(number, surname="Faulty") for number in range(3)]))
    with transaction(site.world.house.engine) as session:
        session.execute(
            text("update upload_line set body = '{}' where upload_id = :number and line = 3"), {"number": number}
        )
    assert await taken(site, number) == {"opened": 2, "refused": 1}
    (refused,) = await lines(site, number, state="refused")
    assert (refused["line"], refused["case"]) == (3, None)
    assert refused["faults"]


async def test_a_line_that_made_a_case_by_another_way_is_that_case(site: Site) -> None:
    """As where the same list was imported from the command line, which opens a line under the same key."""
    number = await kept(site, "referrals", table([a_child(number, surname="Twiceway") for number in range(3)]))
    services = site.world.house.services(site.world.client)
    with transaction(services.engine) as session:
        known = inbox.lines_of(session, number)[1]
        ref = open_in(session, services, Signed(PROCESS), {"confidential": False, **known.body}, f"import:{known.key}")
    assert await taken(site, number) == {"opened": 3}
    made = [line["case"] for line in await lines(site, number)]
    assert made[1] == ref
    assert len(set(made)) == 3


async def test_lines_as_a_message_are_the_same_as_a_file(site: Site) -> None:
    line = {"given": "Sent", "surname": "Message", "date_of_birth": "2015-03-04", "school": "800/4001"}
    sent = {"kind": "deletion", "lines": [{**line, "deleted_on": "2026-11-02", "ground": "I"}, line]}
    answer = await site.post("/api/returns", sent)
    assert answer.json()["lines"] == {"ready": 1, "refused": 1}
    assert (await site.post("/api/returns", sent)).status_code == 200
    problem(
        await site.post("/api/returns", {"kind": "deletion", "lines": [{"colour": "red"}]}),
        422,
        "UPLOAD",
        "lines.0.colour",
    )


async def test_a_file_with_personal_data_leaves_none_in_any_address(site: Site) -> None:
    number = await kept(site, "referrals", table([a_child(1, surname="Plantedname")]))
    with transaction(site.world.house.engine) as session:
        stored = session.execute(
            text("select row_to_json(u)::text from upload u where id = :n"), {"n": number}
        ).scalar_one()
    assert "Plantedname" not in stored
    assert "list.csv" not in stored


def site_today(site: Site) -> str:
    return site.world.house.services(site.world.client).today.isoformat()
