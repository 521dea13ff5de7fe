"""Signing in and out, and coming back to where one was going."""

from dataclasses import replace

import pytest

from api.identity import COOKIE
from tests.api.site import Site
from tests.pages.visitor import Visitor, services_of


async def test_a_page_asks_to_sign_in_and_comes_back_to_it(site: Site) -> None:
    async with Visitor.signed_in(site) as visitor:
        asked = await visitor.get("/cases?stage=checks")
        assert (asked.status, asked.goes_to) == (303, "/sign-in?next=/cases%3Fstage%3Dchecks")
        sign_in = await visitor.page(asked.goes_to)
        forms = {form.values["staff"]: form for form in sign_in.forms}
        assert set(forms) == {"officer", "officer2", "supervisor", "legal", "admin"}
        done = await visitor.post("/sign-in", forms["officer"].values)
        assert (done.status, done.goes_to) == (303, "/cases?stage=checks")
        cookie = done.response.headers["set-cookie"].casefold()
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert "Amina Okafor" in (await visitor.page("/cases?stage=checks")).text


@pytest.mark.parametrize("next", ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "x", ""])
async def test_nobody_is_sent_to_another_site(site: Site, next: str) -> None:
    async with Visitor.signed_in(site) as visitor:
        done = await visitor.post("/sign-in", {"staff": "officer", "next": next})
        assert (done.status, done.goes_to) == (303, "/")


async def test_a_page_of_another_site_signs_nobody_in(site: Site) -> None:
    async with Visitor.signed_in(site) as visitor:
        for said in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "", "Origin": "https://elsewhere.example"}):
            refused = await visitor.post("/sign-in", {"staff": "officer"}, headers=said)
            assert refused.status == 403
            assert "set-cookie" not in refused.response.headers


async def test_without_demo_users_nobody_signs_in_and_the_page_says_why(site: Site) -> None:
    services = services_of(site)
    site.app.state.services = replace(services, public=replace(services.public, demo_users=False))
    async with Visitor.signed_in(site) as visitor:
        assert "Signing in is not set up here yet" in (await visitor.page("/sign-in")).text
        refused = await visitor.post("/sign-in", {"staff": "officer"})
        assert refused.status == 404
        assert COOKIE not in visitor.client.cookies


async def test_in_production_the_cookie_travels_only_encrypted(site: Site) -> None:
    services = services_of(site)
    site.app.state.services = replace(services, public=replace(services.public, secure_cookies=True))
    async with Visitor.signed_in(site) as visitor:
        done = await visitor.post("/sign-in", {"staff": "officer"})
        assert "secure" in done.response.headers["set-cookie"].casefold()


async def test_signing_out_ends_the_session_and_not_only_the_cookie(site: Site, officer: Visitor) -> None:
    form = (await officer.page("/")).form("/sign-out")
    cookie = officer.client.cookies[COOKIE]
    out = await officer.post("/sign-out", form.values)
    assert out.goes_to == "/sign-in"
    assert out.response.headers["clear-site-data"] == '"storage"'
    officer.client.cookies.set(COOKIE, cookie)
    assert (await officer.get("/")).goes_to == "/sign-in?next=/"


async def test_signing_out_needs_the_token_of_the_session(officer: Visitor) -> None:
    assert (await officer.post("/sign-out", {})).status == 403
    assert (await officer.post("/sign-out", {"csrf": "x"})).status == 403
    assert (await officer.get("/")).status == 200
