"""A case whose time is over: held, or erased by two people; a search finds nothing of it, its key is gone, and the
skeleton of its journal still agrees with the anchors.
"""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from temporalio.client import WorkflowQueryFailedError, WorkflowQueryRejectedError
from temporalio.common import QueryRejectCondition
from temporalio.service import RPCError

from records.anchors import Signer, at_odds, make
from records.database import transaction
from records.keys import KeyGone
from records.tables import StaffRow
from tests.api.journeys import close
from tests.api.site import Site, problem
from tests.pages.visitor import Visitor, services_of

CHILD = {"given": "Zebedee", "surname": "Plantedname", "date_of_birth": "2015-03-04", "school": "800/4001"}
AUNT = {
    "name": "Ms Q Plantedaunt",
    "relation": "mother",
    "address": {"lines": ["17 Plantedstreet", "Sampleton"], "postcode": "BA1 1AA"},
    "telephone": "01632 960 987",
}
PLANTED = ("Plantedname", "Plantedaunt", "Plantedstreet", "01632 960 987")


def rows(site: Site, query: str, **asked: Any) -> list[Any]:
    with transaction(site.world.house.engine) as session:
        return list(session.execute(text(query), asked).all())


async def years_later(site: Site, ref: str, years: int = 7) -> None:
    services = services_of(site)
    later = services.now() + timedelta(days=366 * years)
    tokens = {**services.public.tokens, "dev-supervisor2": "supervisor2"}
    public = replace(services.public, tokens=tokens)
    site.app.state.services = replace(services, now=lambda: later, public=public)
    with transaction(site.world.house.engine) as session:
        session.add(StaffRow(id="supervisor2", name="Second Person", roles=["supervisor"], team="north"))


async def test_two_people_erase_a_case_and_a_search_finds_nothing(site: Site, tmp_path: Path) -> None:
    ref = await site.refer(child=CHILD, adults=[AUNT])
    await site.do(ref, "add-note", note="Ms Q Plantedaunt of 17 Plantedstreet rang about Zebedee Plantedname.")
    await site.upload(ref, b"%PDF-1.4 Zebedee Plantedname", title="About Zebedee Plantedname")
    await site.get("/api/cases", params={"text": "plantedname"})
    await close(site, ref)
    engine, signer = site.world.house.engine, Signer(bytes(32))
    with engine.connect() as connection:
        make(connection, tmp_path, signer, services_of(site).today, services_of(site).now())
    problem(await site.post(f"/api/cases/{ref}/erasure", {}, "supervisor"), 409, "KEPT")
    await years_later(site, ref)
    assert (await site.post(f"/api/cases/{ref}/hold", {"reason": "An inquiry asks."}, "supervisor")).status_code == 201
    problem(await site.post(f"/api/cases/{ref}/erasure", {}, "supervisor"), 409, "HELD")
    assert (await site.post(f"/api/cases/{ref}/hold/end", {}, "supervisor")).status_code == 200
    problem(await site.post(f"/api/cases/{ref}/erasure/confirmation", {}, "supervisor2"), 409, "NOT_ASKED")
    assert (await site.post(f"/api/cases/{ref}/erasure", {}, "supervisor")).status_code == 201
    problem(await site.post(f"/api/cases/{ref}/erasure", {}, "supervisor2"), 409, "ASKED")
    problem(await site.post(f"/api/cases/{ref}/erasure/confirmation", {}, "supervisor"), 409, "OWN")
    entries = rows(site, "select seq, hash from journal where case_ref = :ref order by seq", ref=ref)
    done = await site.post(f"/api/cases/{ref}/erasure/confirmation", {}, "supervisor2")
    assert done.status_code == 200, done.text
    assert done.json()["left_over"] == []

    problem(await site.get(f"/api/cases/{ref}", "supervisor"), 404, "NO_SUCH_CASE")
    tables = [name for (name,) in rows(site, "select tablename from pg_tables where schemaname = 'public'")]
    for table in tables:
        for word in PLANTED:
            assert not rows(site, f"select 1 from {table} t where t::text ilike :word", word=f"%{word}%"), (table, word)
    with pytest.raises(KeyGone):
        site.world.house.keys.get(ref)
    assert rows(site, "select words from looked where what = 'search'") == [(None,)]
    assert rows(site, "select seq, hash from erased_entry where case_ref = :ref order by seq", ref=ref) == entries
    with engine.connect() as connection:
        assert list(at_odds(connection, tmp_path, signer.public)) == []
    with pytest.raises((RPCError, WorkflowQueryRejectedError, WorkflowQueryFailedError)):  # gone, ended, or without key
        await site.world.client.get_workflow_handle(ref).query("stands", reject_condition=QueryRejectCondition.NOT_OPEN)
    async with Visitor.signed_in(site, "supervisor") as visitor:
        page = await visitor.page("/retention")
        assert "asked for by Sam Grey, confirmed by Second Person" in page.text
        assert "Nothing" in page.text


async def test_a_journal_gives_up_nothing_that_two_people_have_not_decided(site: Site) -> None:
    ref = await site.refer()
    erase = "delete from journal where case_ref = :ref"
    asked = "insert into erasure (case_ref, rule, due_on, asked_by, asked_at{}) values (:ref, 'x', now(), 'a', now(){})"
    for before in ("select 1", asked.format("", ""), asked.format(", confirmed_by", ", 'b'")):
        with transaction(site.world.house.engine) as session:
            session.execute(text(before), {"ref": ref})
            with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
                session.execute(text(erase), {"ref": ref})
            session.rollback()
    with pytest.raises(DBAPIError), transaction(site.world.house.engine) as session:
        session.execute(text(asked.format(", confirmed_by", ", 'a'")), {"ref": ref})


async def test_only_supervisors_hold_and_erase_and_an_open_case_stays(site: Site) -> None:
    ref = await site.refer()
    for who in ("officer", "legal", "admin"):
        for path in ("hold", "hold/end", "erasure", "erasure/confirmation"):
            sent = await site.post(f"/api/cases/{ref}/{path}", {"reason": "An inquiry."}, who)
            assert sent.status_code == 403, (who, path)
    problem(await site.post(f"/api/cases/{ref}/erasure", {}, "supervisor"), 409, "STILL_OPEN")


async def test_the_list_says_what_is_due_and_leads_to_it(site: Site) -> None:
    ref = await site.refer(child=CHILD)
    await close(site, ref)
    async with Visitor.signed_in(site, "supervisor") as visitor:
        assert "Nothing is due" in (await visitor.page("/retention")).text
    await years_later(site, ref)
    async with Visitor.signed_in(site, "supervisor") as visitor:
        page = await visitor.page("/retention")
        assert ref in page.text
        assert "6 years after closing" in page.text
        for step in ("hold", "end-hold", "ask"):
            form = (await visitor.page("/retention")).form(f"/cases/{ref}/retention/{step}")
            assert (await visitor.post(form.action, form.values)).status == 303
        form = (await visitor.page("/retention")).form(f"/cases/{ref}/retention/confirm")
        assert (await visitor.post(form.action, form.values)).status == 409, "another person confirms"
    async with Visitor.signed_in(site, "supervisor2") as second:
        form = (await second.page("/retention")).form(f"/cases/{ref}/retention/confirm")
        assert (await second.post(form.action, form.values)).status == 303
