"""Where somebody is signed in, ended by themselves or by an administrator; and who has left."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import text

from records.database import transaction
from tests.api.site import Site
from tests.pages.visitor import Visitor, services_of

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0"
EDGE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit/605.1 Version/17.0 EdgiOS/131 Safari/604.1 Edg/131.0"


async def sign_in(visitor: Visitor, who: str, agent: str) -> None:
    visitor.client.headers["User-Agent"] = agent
    assert (await visitor.post("/sign-in", {"staff": who})).status == 303


async def test_everybody_ends_their_own_sessions_and_nobody_elses(site: Site) -> None:
    async with Visitor.signed_in(site) as desk, Visitor.signed_in(site) as phone, Visitor.signed_in(site) as other:
        await sign_in(desk, "officer", FIREFOX)
        await sign_in(phone, "officer", EDGE)
        await sign_in(other, "legal", FIREFOX)
        page = await desk.page("/sessions")
        assert "Firefox on Windows This one" in page.text
        assert "Edge on an iPhone" in page.text
        ends = [form for form in page.forms if form.action.endswith("/end")]
        assert len(ends) == 2
        theirs = next(form for form in ends if form.action in page.text or "iPhone" in page.text)
        # somebody else's is not theirs to end, whatever its name
        csrf = (await other.page("/sessions")).forms[-1].values["csrf"]
        for form in ends:
            assert (await other.post(form.action, {"csrf": csrf})).status == 404
        assert (await phone.get("/cases")).status == 200
        for form in ends:
            if (await phone.get("/cases")).status == 200:
                await desk.post(form.action, theirs.values)
        assert (await phone.get("/cases")).goes_to.startswith("/sign-in")


async def test_an_administrator_ends_all_and_says_who_has_left(site: Site) -> None:
    ref = await site.refer()
    async with Visitor.signed_in(site) as admin, Visitor.signed_in(site) as officer:
        await sign_in(admin, "admin", FIREFOX)
        await sign_in(officer, "officer", FIREFOX)
        assert "1" in (await admin.page("/people")).text
        page = await admin.page("/people/officer")
        await admin.post("/people/officer/sessions/end", page.form("/people/officer/sessions/end").values)
        assert (await officer.get("/cases")).goes_to.startswith("/sign-in")
        await sign_in(officer, "officer", FIREFOX)
        values = page.form("/people/officer/left").values
        assert (await admin.post("/people/officer/left", values)).status == 303
        assert (await officer.get("/cases")).goes_to.startswith("/sign-in")
        assert "Has left" in (await admin.page("/people/officer")).text
        assert (await admin.post("/people/officer/back", values)).status == 303
        await sign_in(officer, "officer", FIREFOX)
        assert (await officer.get(f"/cases/{ref}")).status == 200
        assert (await admin.post("/people/admin/left", values)).status == 403, "nobody locks themselves out"
        assert (await admin.post("/people/nobody/left", values)).status == 404
    with transaction(site.world.house.engine) as session:
        did = [tuple(row) for row in session.execute(text("select who, did, what from door_audit order by id"))]
    assert ("admin", "left", "officer") in did
    assert ("admin", "back", "officer") in did


async def test_who_is_no_administrator_changes_nothing(site: Site) -> None:
    for who in ("officer", "legal", "supervisor"):
        async with Visitor.signed_in(site, who) as visitor:
            csrf = (await visitor.page("/sessions")).forms[0].values["csrf"]
            for path in ("left", "back", "sessions/end", "sessions/x/end"):
                assert (await visitor.post(f"/people/officer2/{path}", {"csrf": csrf})).status == 403, (who, path)
    async with Visitor.signed_in(site, "supervisor") as visitor:
        assert not [form for form in (await visitor.page("/people/officer")).forms if "/people/" in form.action]


async def test_the_roles_are_looked_through_each_quarter(site: Site) -> None:
    services = services_of(site)
    async with Visitor.signed_in(site, "supervisor") as visitor:
        page = await visitor.page("/people")
        assert "Nobody has looked through the roles yet. Due now" in page.text
        form = page.form("/people/review")
        assert (await visitor.post(form.action, form.values)).status == 303
        assert "Sam Grey looked through the roles today" in (await visitor.page("/people")).text
        later = services.now() + timedelta(days=92)
        site.app.state.services = replace(services, now=lambda: later)
        visitor.become("supervisor")
        assert "Due now" in (await visitor.page("/people")).text
        for who in ("officer", "legal"):
            visitor.become(who)
            csrf = (await visitor.page("/sessions")).forms[0].values["csrf"]
            assert (await visitor.post("/people/review", {"csrf": csrf})).status == 403
