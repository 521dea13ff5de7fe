"""Whatever goes wrong between typing and recording, what was typed is shown again."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlmodel import update

from api.identity import COOKIE
from records.database import engine_of, transaction
from records.tables import SessionRow
from rollcall.outstanding import ask_again
from tests.api.site import Site
from tests.pages.test_forms import file
from tests.pages.visitor import Visitor, services_of

TYPED = "What the mother said, at length: “we moved” & more…\nSecond line\n\n  an indented one 😀"


def forget_sessions(site: Site) -> None:
    with transaction(site.world.house.engine) as session:
        session.execute(update(SessionRow).values(seen_at=text("seen_at - interval '2 hours'")))


async def test_a_form_of_an_expired_session_is_shown_again_after_signing_in(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    path = f"/cases/{ref}/do/add-note"
    form = (await officer.page(path)).form()
    forget_sessions(site)
    asked = await officer.post(path, form.filled(note=TYPED))
    assert asked.status == 401
    assert "What you typed is kept" in asked.text
    assert TYPED not in asked.response.text, "it is sealed"
    sign_in = next(each for each in asked.page.forms if each.values.get("staff") == "officer")
    on = await officer.post("/sign-in", sign_in.values)
    assert (on.status, on.goes_to) == (307, path)
    shown = await officer.post(path, sign_in.values)  # as a browser does on 307
    assert shown.status == 200
    assert "Here is what you typed" in shown.text
    assert shown.page.form().values["note"] == TYPED
    assert file(site, ref).seq == 1, "shown, not acted upon"
    done = await officer.post(path, shown.page.form().filled())
    assert done.status == 303
    assert file(site, ref).seq == 2


async def test_nobody_else_is_shown_it(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    path = f"/cases/{ref}/do/add-note"
    form = (await officer.page(path)).form()
    forget_sessions(site)
    asked = await officer.post(path, form.filled(note=TYPED))
    sealed = asked.page.forms[0].values["_kept"]
    other = await officer.post("/sign-in", {"staff": "officer2", "_kept": sealed, "next": path})
    assert (other.status, other.goes_to) == (303, path)
    refused = await officer.post(path, {"_kept": sealed})
    assert refused.status == 403
    assert "What the mother said" not in refused.text
    moved = await officer.post(f"/cases/{ref}/do/raise-danger", {"_kept": sealed})
    assert moved.status == 403


async def test_a_form_that_nobody_opened_here_is_not_kept(site: Site) -> None:
    """A page of another site cannot have its own words shown as somebody's."""
    ref = await site.refer()
    async with Visitor.signed_in(site) as stranger:
        for sent in ({"note": "Planted."}, {"note": "Planted.", "_whose": "forged"}):
            asked = await stranger.post(f"/cases/{ref}/do/add-note", sent)
            assert asked.status == 401
            assert all("_kept" not in form.values for form in asked.page.forms)


async def test_a_form_of_an_older_session_of_the_same_person_can_be_shown_again(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    path = f"/cases/{ref}/do/add-note"
    form = (await officer.page(path)).form()
    officer.become("officer")  # signed in afresh in another window
    refused = await officer.post(path, form.filled(note=TYPED))
    assert refused.status == 403
    shown = await officer.post(path, refused.page.form(path).filled())
    assert shown.page.form().values["note"] == TYPED
    assert (await officer.post(path, shown.page.form().filled())).status == 303


@pytest.mark.filterwarnings("ignore::ResourceWarning")
async def test_without_a_database_the_page_says_so_and_sends_the_same_form_again(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    path = f"/cases/{ref}/do/add-note"
    form = (await officer.page(path)).form()
    services = services_of(site)
    away = engine_of("postgresql://nobody@127.0.0.1:1/nowhere", connections=1)
    site.app.state.services = replace(services, engine=away)
    answer = await officer.post(path, form.filled(note=TYPED))
    assert answer.status == 503
    assert "This was not received: our database is out of reach. Nothing you typed is lost." in answer.text
    assert "we moved" in answer.text
    site.app.state.services = services
    again = answer.page.form(path)
    assert again.values["note"] == TYPED
    done = await officer.post(path, again.filled())
    assert (done.status, done.goes_to) == (303, f"/cases/{ref}?done=2")
    reading = await officer.get(f"/cases/{ref}")
    assert reading.status == 200


async def test_a_slow_engine_gives_a_page_that_looks_again_by_itself(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    await site.case(ref)
    await site.world.stop()
    site.app.state.services = replace(services_of(site), answer_within=0.2)
    sent = await officer.send(f"/cases/{ref}/do/decide-triage", route="attendance", reasons=TYPED)
    assert sent.status == 303
    under_way = await officer.get(sent.goes_to)
    assert under_way.status == 202
    assert under_way.response.headers["refresh"].isdigit()
    assert "Received, being recorded" in under_way.text
    site.world.start()
    for _ in range(200):
        looked = await officer.get(sent.goes_to)
        if looked.status != 202:
            break
        await asyncio.sleep(0.05)
    assert (looked.status, looked.goes_to.partition("?")[0]) == (303, f"/cases/{ref}")
    assert "Recorded: Decide what this case is" in (await officer.page(looked.goes_to)).text


async def test_refused_after_its_caller_had_gone_it_is_shown_as_it_was_typed(
    site: Site, officer: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = await site.refer()
    await site.do(ref, "set-risk", who="supervisor", level="red", reason="Said to have left the country.")
    await site.world.stop()
    site.app.state.services = replace(services_of(site), answer_within=0.2)
    sent = await officer.send(f"/cases/{ref}/do/set-risk", level="green", reason=TYPED)
    assert (await officer.get(sent.goes_to)).status == 202
    site.world.start()
    monkeypatch.setattr("rollcall.outstanding._OLD_ENOUGH", -services_of(site).now().resolution)
    await ask_again(site.world.house, site.world.client)
    shown = await officer.get(sent.goes_to)
    assert shown.status == 409
    assert "red is lowered only by a supervisor" in shown.text
    assert shown.page.form().values["reason"] == TYPED
    assert shown.page.form().values["level"] == "green"
    await ask_again(site.world.house, site.world.client)
    assert (await officer.get(sent.goes_to)).status == 409, "it is not asked again by itself"


async def test_a_receipt_is_its_owners(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    form = (await officer.page(f"/cases/{ref}/do/add-note")).form()
    await officer.post(form.action, form.filled(note="Mine."))
    async with Visitor.signed_in(site, "officer2") as other:
        assert (await other.get(f"/cases/{ref}/receipts/{form.values['_key']}")).status == 404
    assert COOKIE in officer.client.cookies
