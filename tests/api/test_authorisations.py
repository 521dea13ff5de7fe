"""The register of authorisations by the API: a grant counts at once, an end from the day after, and nobody keeps their
own.
"""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from records.acting_tables import AuthorityAuditRow
from records.database import transaction
from tests.api.site import Site, problem
from tests.workflows.noticed import absences, begun, family, marked

PATH = "/api/authorisations"


def granted(site: Site, person: str = "officer2", days: int = 0, **more: Any) -> dict[str, Any]:
    first = site.app.state.services.today + timedelta(days=days)
    return {"person": person, "power": "penalty-notice", "first": f"{first}", "document": "Scheme, entry 9", **more}


def end(site: Site, days: int = 0) -> dict[str, str]:
    last = site.app.state.services.today + timedelta(days=days)
    return {"last": f"{last}", "reason": "Moves to another team."}


async def grant(site: Site, who: str = "supervisor", **more: Any) -> int:
    answer = await site.post(PATH, granted(site, **more), who)
    assert answer.status_code == 201, answer.text
    return int(answer.json()["number"])


async def lines(site: Site, part: str = "powers") -> dict[int, dict[str, Any]]:
    answer = await site.get(PATH)
    assert answer.status_code == 200, answer.text
    return {line["number"]: line for line in answer.json()[part]}


def audit(site: Site) -> list[tuple[str, str, str, int, str]]:
    with transaction(site.world.house.engine) as session:
        rows = session.exec(select(AuthorityAuditRow).order_by(text("id")))
        return [(row.who, row.did, row.part, row.line, row.reason) for row in rows]


async def test_a_grant_counts_for_the_next_act_and_an_end_from_the_day_after(site: Site) -> None:
    case, mother = await family(site.world)
    days = absences(site.world, days=3)
    marked(site.world, days)
    notice = await begun(case, mother, days)
    why = {"reason": "The third time.", "by": "officer2"}
    assert await notice.refused("explain-below-threshold", **why) == ["NOT_AUTHORISED"]
    number = await grant(site)
    await notice.do("explain-below-threshold", **why)
    assert (await site.post(f"{PATH}/{number}/end", end(site), "admin")).status_code == 200
    await notice.do("explain-below-threshold", **why)  # its last day
    await case.forward(1)
    assert await notice.refused("explain-below-threshold", **why) == ["NOT_AUTHORISED"]


async def test_a_line_stays_with_who_granted_and_who_ended_it_and_why(site: Site) -> None:
    number = await grant(site)
    line = (await lines(site))[number]
    assert (line["person"], line["power_label"]) == ("officer2", "Issue penalty notices")
    assert (line["granted_by"], line["document"], line["standing"]) == ("Supervisor", "Scheme, entry 9", "in-force")
    assert (line["last"], line["ended_by"], line["reason"]) == (None, "", "")
    later = await grant(site, "admin", person="officer", days=3)
    assert (await lines(site))[later]["standing"] == "to-come"
    await site.post(f"{PATH}/{number}/end", end(site, 1), "admin")
    line = (await lines(site))[number]
    assert (line["last"], line["ended_by"], line["reason"]) == (end(site, 1)["last"], "Admin", "Moves to another team.")
    assert audit(site) == [
        ("supervisor", "granted", "authorisation", number, ""),
        ("admin", "granted", "authorisation", later, ""),
        ("admin", "ended", "authorisation", number, "Moves to another team."),
    ]
    problem(await site.post(f"{PATH}/{number}/end", end(site, 2), "admin"), 409, "ENDS_ALREADY", "last")
    problem(await site.post(f"{PATH}/{number}/end", end(site, -1), "admin"), 409, "NOT_BACKDATED", "last")
    assert (await site.post(f"{PATH}/{number}/end", end(site), "admin")).status_code == 200
    assert (await lines(site))[number]["last"] == end(site)["last"]


async def test_nobody_grants_or_ends_a_power_of_their_own(site: Site) -> None:
    own = problem(await site.post(PATH, granted(site, "supervisor"), "supervisor"), 422, "INVALID", "person")
    assert own["errors"] == [{"field": "person", "message": "Nobody grants a power to themselves"}]
    number = await grant(site, "admin", person="supervisor")
    problem(await site.post(f"{PATH}/{number}/end", end(site), "supervisor"), 409, "OWN_AUTHORITY", "person")
    deputy = {"deputy": "supervisor", "absent": "officer", "first": end(site)["last"]}
    problem(await site.post(f"{PATH}/acting", deputy, "supervisor"), 409, "OWN_AUTHORITY", "deputy")
    answer = await site.post(f"{PATH}/acting", deputy, "admin")
    assert answer.status_code == 201
    problem(await site.post(PATH, granted(site, "officer"), "supervisor"), 409, "OWN_AUTHORITY", "person")
    address = f"{PATH}/acting/{answer.json()['number']}/end"
    problem(await site.post(address, end(site), "supervisor"), 409, "OWN_AUTHORITY", "deputy")
    assert (await site.post(address, end(site), "admin")).status_code == 200
    assert [(did, part) for _, did, part, _, _ in audit(site)] == [
        ("granted", "authorisation"),
        ("granted", "acting"),
        ("ended", "acting"),
    ]


async def test_what_the_law_says_is_wrong_stands_at_its_field(site: Site) -> None:
    today = site.app.state.services.today
    yesterday = f"{today - timedelta(days=1)}"
    backwards = problem(await site.post(PATH, granted(site, last=yesterday), "admin"), 422, "INVALID", "last")
    assert backwards["errors"][0]["message"] == "It ends before it begins"
    problem(await site.post(PATH, granted(site, days=-1), "admin"), 409, "NOT_BACKDATED", "first")
    problem(await site.post(PATH, granted(site, "left"), "admin"), 422, "INVALID", "person")
    problem(await site.post(PATH, granted(site, power="everything"), "admin"), 422, "INVALID", "power")
    problem(await site.post(PATH, granted(site, document=""), "admin"), 422, "INVALID", "document")
    number = await grant(site, days=2)
    problem(await site.post(PATH, granted(site, days=5), "admin"), 409, "HELD_ALREADY", "first")
    problem(await site.post(f"{PATH}/{number}/end", end(site, 1), "admin"), 422, "INVALID", "last")
    both = {"deputy": "officer", "absent": "officer", "first": f"{today}"}
    problem(await site.post(f"{PATH}/acting", both, "admin"), 422, "INVALID", "absent")
    both |= {"deputy": "officer2", "last": yesterday}
    problem(await site.post(f"{PATH}/acting", both, "admin"), 422, "INVALID", "last")
    assert len(audit(site)) == 1


async def test_of_two_who_grant_the_same_at_once_one_is_told_that_it_is_there(site: Site) -> None:
    asked = [site.post(PATH, granted(site), who) for who in ("supervisor", "admin") * 2]
    answers = sorted(answer.status_code for answer in await asyncio.gather(*asked))
    assert answers == [201, 409, 409, 409]
    assert len(await lines(site)) == len(audit(site)) == 1


async def test_no_line_is_taken_away_and_only_its_last_day_changes(site: Site) -> None:
    await grant(site)
    await site.post(f"{PATH}/acting", {"deputy": "officer2", "absent": "officer", "first": end(site)["last"]}, "admin")
    for change in (
        "delete from {}",
        "truncate {}",
        "update authorisation set power = 'expedient'",
        "update acting set deputy = 'supervisor'",
        "update authority_audit set who = 'officer'",
    ):
        for table in ("authorisation", "acting", "authority_audit") if "{}" in change else ("",):
            with pytest.raises(DBAPIError) as refusal, transaction(site.world.house.engine) as session:
                session.execute(text(change.format(table)))
            assert "append-only" in str(refusal.value) or "only the last day" in str(refusal.value)
