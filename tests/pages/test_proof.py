"""Whether a case is whole: shown when asked, with what does not agree, and the one repair there is."""

import asyncio

import pytest
from sqlalchemy import text

from records.database import transaction
from tests.api.site import Site
from tests.pages.visitor import Visitor
from workflows.restarting import restart


async def test_a_whole_case_says_so_and_a_changed_entry_is_named(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    await site.do(ref, "add-note", note="The school will ring back.")
    page = await officer.page(f"/cases/{ref}/proof")
    assert "The chain holds" in page.text
    assert "All agree" in page.text
    answer = (await site.get(f"/api/cases/{ref}/proof")).json()
    assert (answer["whole"], answer["agree"], answer["differences"]) == (True, True, [])
    assert answer["head"] in page.text
    with transaction(site.world.house.engine) as session:
        session.execute(text("set local session_replication_role = replica"))
        session.execute(
            text(
                "update journal set entry = jsonb_set(entry, '{data,note}', '\"x\"') where case_ref = :ref and seq = 2"
            ),
            {"ref": ref},
        )
    page = await officer.page(f"/cases/{ref}/proof")
    assert "does not hold" in page.text
    assert "Entry 2 was changed after it was recorded" in page.text


async def test_a_supervisor_starts_what_should_run(
    site: Site, supervisor: Visitor, officer: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restart, "__kwdefaults__", {"task_queue": site.world.queue})
    ref = await site.refer()
    await site.world.client.get_workflow_handle(ref).terminate("by Temporal's own command")
    assert not [form for form in (await officer.page(f"/cases/{ref}/proof")).forms if "restart" in form.action]
    form = (await supervisor.page(f"/cases/{ref}/proof")).form(f"/cases/{ref}/proof/restart")
    assert (await officer.post(form.action, form.values)).status == 403
    assert (await supervisor.post(form.action, form.values)).status == 303
    for _ in range(100):
        if (await site.get(f"/api/cases/{ref}/timeline")).json()[0]["action"] == "process-restarted":
            break
        await asyncio.sleep(0.05)
    newest = (await site.get(f"/api/cases/{ref}/timeline")).json()[0]
    assert newest["label"].startswith("Started again")
    assert {"says": "Asked for by", "value": "Sam Grey"} in newest["lines"]
    assert (await supervisor.post(form.action, form.values)).status == 409
    await site.do(ref, "add-note", note="It goes on.")
