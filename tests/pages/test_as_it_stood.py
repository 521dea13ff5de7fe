"""A case as it stood on a day: what was known by then, and nothing that came later, nor anything protected since."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from records.database import transaction
from tests.api.site import Site, problem
from tests.pages.visitor import Visitor, services_of


@pytest.fixture
async def old(site: Site) -> str:
    """A case of which the referral and the triage were recorded ten days ago, and the rest today."""
    ref = await site.refer()
    await site.do(ref, "decide-triage", route="missing-education", reasons="On no roll.")
    seq = (await site.do(ref, "add-note", note="The school will ring back."))["seq"]
    with transaction(site.world.house.engine) as session:
        session.execute(text("set local session_replication_role = replica"))
        session.execute(
            text(
                """update journal set recorded_at = recorded_at - interval '10 days', entry = jsonb_set(entry,
                   '{recorded_at}', to_jsonb(to_char((recorded_at - interval '10 days') at time zone 'UTC',
                   'YYYY-MM-DD"T"HH24:MI:SS"Z"'))) where case_ref = :ref and seq < :seq"""
            ),
            {"ref": ref, "seq": seq},
        )
    await site.do(ref, "record-enquiry", subject="admissions", result="no-trace")
    await site.do(ref, "complete-checks", found="nowhere", summary="No trace anywhere.")
    return ref


async def at(site: Site, ref: str, day: date, who: str = "officer") -> Any:
    return await site.get(f"/api/cases/{ref}?as_at={day}", who)


async def test_the_case_of_a_day_is_what_was_recorded_by_its_end(site: Site, old: str) -> None:
    today = services_of(site).today
    then, now = [(await at(site, old, day)).json() for day in (today - timedelta(days=5), today)]
    assert (then["case"]["stage"], now["case"]["stage"]) == ("checks", "contact")
    assert then["entries"] < now["entries"]
    assert then["case"]["enquiries"] == []
    assert len(now["case"]["enquiries"]) == 1
    assert {"checks"} <= {each["rule"] for each in then["case"]["deadlines"]}
    assert "contact" not in {each["rule"] for each in then["case"]["deadlines"]}
    assert then["rules"]
    assert all(each["source"] and each["calendar_version"] is not None for each in then["rules"])
    assert then["order_law"].startswith("Education Act 1996 ss.437")
    assert then["seen_by"] == ["Officers, supervisors and lawyers"]
    assert "actions" not in then["case"]
    live = (await site.get(f"/api/cases/{old}")).json()
    for name in ("stage", "owner", "risk", "tasks", "deadlines", "people", "letters", "next_due", "child", "enquiries"):
        assert now["case"][name] == live[name], name


async def test_a_day_before_or_to_come_is_refused(site: Site, old: str) -> None:
    today = services_of(site).today
    problem(await at(site, old, today - timedelta(days=20)), 404, "NOT_KNOWN_YET")
    problem(await at(site, old, today + timedelta(days=1)), 422, "INVALID", "as_at")
    problem(await at(site, "RC-2026-000000", today), 404, "NO_SUCH_CASE")
    problem(await at(site, old, today, "admin"), 403, "ROLE")
    problem(await site.get(f"/api/cases/{old}?as_at=2026-02-30"), 422, "INVALID", "as_at")


async def test_what_is_protected_today_is_not_shown_of_yesterday(site: Site, old: str) -> None:
    today = services_of(site).today
    before = (await at(site, old, today - timedelta(days=5))).text
    assert "1 Fixture Road" in before
    form = next(each for each in (await site.case(old))["actions"] if each["name"] == "protect-details")["example"]
    await site.do(old, "protect-details", **form)
    after = (await at(site, old, today - timedelta(days=5))).text
    assert "1 Fixture Road" not in after
    assert "01632 960 123" not in after


async def test_the_page_shows_a_day_and_says_what_is_wrong_with_one(site: Site, old: str, officer: Visitor) -> None:
    day = services_of(site).today - timedelta(days=5)
    page = await officer.page(f"/cases/{old}/as-it-stood")
    assert page.form(f"/cases/{old}/as-it-stood")
    path = f"/cases/{old}/as-it-stood?day={day.day}&month={day.month}&year={day.year}"
    shown = await officer.page(path)
    assert f"{day:%A %-d %B %Y}" in shown.text
    assert "Rules and calendars then in force" in shown.text
    assert "No trace anywhere" not in shown.text
    for wrong in ("day=31&month=2&year=2026", "day=x&month=2&year=2026", "day=1&month=1&year=1999"):
        answer = await officer.get(f"/cases/{old}/as-it-stood?{wrong}")
        assert answer.status == 422
        assert answer.page.title.startswith("Error: ")
