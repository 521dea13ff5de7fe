"""The public form tells nobody anything, keeps nothing longer than it says, and can be left at any moment."""

from dataclasses import replace
from datetime import timedelta

from tests.api.site import Site
from tests.pages.telling import NEIGHBOUR, Rows, Telling
from tests.pages.visitor import Visitor, services_of


async def test_nobody_is_told_whether_a_child_is_known(site: Site) -> None:
    """PRACTICE 8.9: the same words whether the child is new, known or known and protected."""
    ref = await site.refer(child={"given": "Plantedgiven", "surname": "Plantedsurname"})
    await site.do(ref, "protect-details", why="refuge", source="The refuge worker")
    seen = []
    for given in ("Plantedgiven", "Unheardof"):
        async with Visitor.signed_in(site) as neighbour:
            told = {**NEIGHBOUR, "child": {"given": given, "surname": "Plantedsurname"}}
            new = await Telling(neighbour, told).tell()
            page = await neighbour.get("/refer/sent")
            seen.append(page.response.text.replace(new, "RC"))
    assert seen[0] == seen[1]


async def test_every_page_lets_one_leave_and_clear(site: Site, rows: Rows) -> None:
    async with Visitor.signed_in(site) as neighbour:
        telling = Telling(neighbour, {**NEIGHBOUR, "danger": {"danger": "yes"}})
        await telling.fill()
        for path in ("/refer", "/refer/call", "/refer/check", *(f"/refer/{name}" for name in NEIGHBOUR)):
            page = await neighbour.page(path)
            assert page.link("Exit this page") == "/refer/exit", path
            assert page.form("/refer/clear").method == "post"
            assert page.title == "Form – Fixture Borough Council"
        assert (await neighbour.get("/refer/check")).response.headers["cache-control"] == "no-store"
        left = await neighbour.get("/refer/exit")
        assert (left.status, left.goes_to) == (303, "https://www.bbc.co.uk/weather")
        assert "rollcall-form" not in neighbour.client.cookies
        assert rows("select count(*) from held_answers") == [(0,)]
        assert (await neighbour.get("/refer/check")).goes_to == "/refer/ended"
    async with Visitor.signed_in(site) as neighbour:
        telling = Telling(neighbour, NEIGHBOUR)
        await telling.fill()
        cleared = await neighbour.post("/refer/clear", {})
        assert "Your answers are cleared" in cleared.text
        assert rows("select count(*) from held_answers") == [(0,)]


async def test_after_an_hour_the_answers_are_gone(site: Site, rows: Rows) -> None:
    services = services_of(site)
    async with Visitor.signed_in(site) as neighbour:
        telling = Telling(neighbour, NEIGHBOUR)
        await telling.fill()
        form = (await neighbour.page("/refer/check")).form("/refer/check").filled()
        site.app.state.services = replace(services, now=lambda: services.now() + timedelta(minutes=61))
        answer = await neighbour.get("/refer/check")
        assert answer.goes_to == "/refer/ended"
        assert rows("select count(*) from held_answers") == [(0,)]
        said = await neighbour.get("/refer/ended")
        assert (said.status, "Nothing was sent" in said.text) == (410, True)
        late = await neighbour.post("/refer/check", form)
        assert late.goes_to == "/refer/ended", "the copy in the page has its hour too"
    assert rows("select count(*) from journal where actor = 'public-form'") == [(0,)]


async def test_a_form_of_another_site_is_not_taken(site: Site) -> None:
    async with Visitor.signed_in(site) as neighbour:
        for path in ("/refer/who", "/refer/check", "/refer/clear"):
            refused = await neighbour.post(path, {"who": "public"}, headers={"Sec-Fetch-Site": "cross-site"})
            assert refused.status == 403
        silent = {"Sec-Fetch-Site": "", "Origin": "null"}
        old = await neighbour.client.post("/refer/who", data={"who": "public"}, headers=silent)
        assert old.status_code == 403, "said to be from nowhere"
        del neighbour.client.headers["Sec-Fetch-Site"]
        old = await neighbour.client.post("/refer/who", data={"who": "public"}, headers={"Origin": "null"})
        assert old.status_code == 303, "a browser that says nothing of where it comes from"
        neighbour.client.cookies.clear()
        unknown = await neighbour.get("/refer/nonsense")
        assert (unknown.status, unknown.page.link("Exit this page")) == (404, "/refer/exit")
        assert (await neighbour.post("/refer/nonsense", {})).status == 404
        assert (await neighbour.get("/refer/home")).goes_to == "/refer/ended"


async def test_a_cookie_that_somebody_else_planted_holds_nothing(site: Site) -> None:
    async with Visitor.signed_in(site) as neighbour:
        neighbour.client.cookies.set("rollcall-form", "p" * 43, domain="test.local", path="/refer")
        answered = await neighbour.post("/refer/who", {"who": "public"})
        assert answered.goes_to == "/refer/danger"
        assert f"rollcall-form={'p' * 43}" not in answered.response.headers["set-cookie"]
