"""Signing in with a work account, against a provider that speaks the protocol over HTTP and may lie."""

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from joserfc.jwk import RSAKey
from sqlalchemy import text
from sqlmodel import select

from api.identity import COOKIE
from api.oidc import Provider
from api.oidc_terms import Terms
from domain.vocabulary import Role
from records.database import transaction
from records.sign_ins import MOST_REFUSED
from records.tables import StaffRow
from tests.api.site import Site
from tests.fake_oidc import CLIENT, SECRET, FakeOidc
from tests.pages.visitor import Answer, Visitor, services_of


@pytest.fixture
def provider(site: Site) -> Iterator[FakeOidc]:
    with FakeOidc() as fake:
        terms = Terms(
            issuer=fake.issuer,
            client_id=CLIENT,
            client_secret=SECRET,
            redirect_uri="http://test/sign-in/done",
            roles={"Rollcall-Officers": Role.OFFICER, "Rollcall-Supervisors": Role.SUPERVISOR},
            second_factor=("amr", frozenset({"mfa", "hwk"})),
        )
        services = services_of(site)
        public = replace(services.public, demo_users=False, work_accounts=True)
        site.app.state.services = replace(services, provider=Provider(terms), public=public)
        yield fake


async def asked(visitor: Visitor, after: str = "/") -> str:
    """To the provider and back: the address to which it sends the browser."""
    begun = await visitor.get("/sign-in/begin", params={"next": after})
    assert begun.status == 303, begun.text
    return await answered(begun.goes_to)


async def answered(address: str) -> str:
    async with httpx.AsyncClient(trust_env=False) as browser:
        there = await browser.get(address)
    assert there.status_code == 302, there.text
    return there.headers["location"].removeprefix("http://test")


async def sign_in(visitor: Visitor, after: str = "/") -> Answer:
    return await visitor.get(await asked(visitor, after))


def people(site: Site) -> dict[str, StaffRow]:
    with transaction(site.world.house.engine) as session:
        return {row.name: row for row in session.exec(select(StaffRow))}


def noted(site: Site) -> list[tuple[str, str]]:
    with transaction(site.world.house.engine) as session:
        return [(row.did, row.what) for row in session.execute(text("select did, what from door_audit order by id"))]


async def test_somebody_signs_in_and_is_known_again(site: Site, provider: FakeOidc) -> None:
    async with Visitor.signed_in(site) as visitor:
        page = await visitor.page("/sign-in?next=/cases")
        assert page.link("Sign in with your work account") == "/sign-in/begin?next=/cases"
        done = await sign_in(visitor, "/cases")
        assert (done.status, done.goes_to) == (303, "/cases")
        assert "Noor Planted" in (await visitor.page("/cases")).text
        first = people(site)["Noor Planted"]
        assert (first.roles, first.team, first.demo) == (["officer"], "north", False)
        assert "planted" not in first.id.casefold()
        provider.says = {"name": "Noor Married", "roles": ["Rollcall-Supervisors", "Printers"], "team": "south"}
        await sign_in(visitor)
        again = people(site)["Noor Married"]
        assert (again.id, again.roles, again.team) == (first.id, ["supervisor"], "south")
        left = await visitor.post("/sign-out", (await visitor.page("/")).form("/sign-out").values)
        assert left.page.link("Sign out of your work account too") == f"{provider.issuer}/leave"
        assert (await visitor.get("/cases")).goes_to == "/sign-in?next=/cases"


LIES: dict[str, tuple[dict[str, Any], str]] = {
    "wrong nonce": ({"nonce": "another"}, "NONCE"),
    "no nonce": ({"nonce": None}, "NONCE"),
    "wrong audience": ({"aud": "another-client"}, "AUDIENCE"),
    "audience of two and no word for whom": ({"aud": [CLIENT, "another-client"]}, "AUDIENCE"),
    "made for another": ({"azp": "another-client"}, "AUDIENCE"),
    "wrong issuer": ({"iss": "https://elsewhere.example"}, "ISSUER"),
    "expired": ({"exp": int(time.time()) - 3_600}, "EXPIRED"),
    "no end": ({"exp": None}, "EXPIRED"),
    "from the future": ({"iat": int(time.time()) + 36_000}, "EXPIRED"),
    "no second factor": ({"amr": ["pwd"]}, "SECOND_FACTOR"),
    "nothing of a second factor": ({"amr": None}, "SECOND_FACTOR"),
    "no mapped role": ({"roles": ["Printers"]}, "NO_ROLE"),
    "no roles at all": ({"roles": None}, "NO_ROLE"),
    "no subject": ({"sub": ""}, "NO_SUBJECT"),
}


async def test_what_does_not_hold_lets_nobody_in(
    site: Site, provider: FakeOidc, subtests: pytest.Subtests, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("records.sign_ins.MOST_REFUSED", 1_000)
    before = set(people(site))

    async def refused(code: str, visitor: Visitor, answer: Answer) -> None:
        assert answer.status in (400, 403)
        assert COOKIE not in visitor.client.cookies
        assert (await visitor.get("/cases")).goes_to.startswith("/sign-in")
        assert noted(site)[-1] == ("sign-in-refused", code)
        assert set(people(site)) == before

    for name, (says, code) in LIES.items():
        with subtests.test(name):
            provider.says = says
            async with Visitor.signed_in(site) as visitor:
                await refused(code, visitor, await sign_in(visitor))
    provider.says = {}
    with subtests.test("wrong signature"):
        provider.signs_with = RSAKey.generate_key(2048)
        async with Visitor.signed_in(site) as visitor:
            await refused("SIGNATURE", visitor, await sign_in(visitor))
        provider.signs_with = None
    with subtests.test("the provider said no"):
        provider.refuses = "access_denied"
        async with Visitor.signed_in(site) as visitor:
            await refused("PROVIDER_REFUSED", visitor, await sign_in(visitor))
        provider.refuses = ""
    with subtests.test("another provider's answer"):
        async with Visitor.signed_in(site) as visitor:
            back = httpx.URL(await asked(visitor)).copy_set_param("iss", "https://elsewhere.example")
            await refused("ISSUER", visitor, await visitor.get(str(back)))
    with subtests.test("a code of another attempt"):
        async with Visitor.signed_in(site) as visitor, Visitor.signed_in(site) as other:
            theirs, mine = await asked(other), await asked(visitor)
            code = theirs.partition("code=")[2].partition("&")[0]
            own = mine.partition("code=")[2].partition("&")[0]
            await refused("CODE_REFUSED", visitor, await visitor.get(mine.replace(own, code)))
    with subtests.test("an answer in another browser"):
        async with Visitor.signed_in(site) as visitor, Visitor.signed_in(site) as other:
            back = await asked(visitor)
            await refused("ATTEMPT_OVER", other, await other.get(back))
    with subtests.test("a replayed code"):
        async with Visitor.signed_in(site) as visitor:
            back = await asked(visitor)
            assert (await visitor.get(back)).status == 303
            before |= set(people(site))
            visitor.client.cookies.delete(COOKIE)
            await refused("ATTEMPT_OVER", visitor, await visitor.get(back))


async def test_a_taken_role_ends_every_session_and_somebody_who_left_stays_out(site: Site, provider: FakeOidc) -> None:
    async with Visitor.signed_in(site) as desk, Visitor.signed_in(site) as phone:
        await sign_in(desk)
        provider.says = {"roles": []}
        assert "no role in Rollcall" in (await sign_in(phone)).text
        assert (await desk.get("/cases")).goes_to.startswith("/sign-in")
        assert people(site)["Noor Planted"].roles == []
        provider.says = {}
        assert (await sign_in(desk)).status == 303
        with transaction(site.world.house.engine) as session:
            session.execute(text("update staff set active = false where name = 'Noor Planted'"))
        assert "somebody who has left" in (await sign_in(desk)).text
        assert not people(site)["Noor Planted"].active


async def test_keys_are_looked_for_again_when_they_rotate(
    site: Site, provider: FakeOidc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.oidc._NOT_AGAIN", -1.0)
    async with Visitor.signed_in(site) as visitor:
        await sign_in(visitor)
        provider.rotate()
        assert (await sign_in(visitor)).status == 303
        assert provider.fetched.count("/keys") == 2
        assert (await sign_in(visitor)).status == 303
        assert provider.fetched.count("/keys") == 2, "fetched when needed, not each time"


async def test_a_secret_in_the_body_where_the_provider_takes_no_other(site: Site, provider: FakeOidc) -> None:
    provider.ways = ("client_secret_post",)
    async with Visitor.signed_in(site) as visitor:
        assert (await sign_in(visitor)).status == 303


async def test_without_the_provider_nobody_comes_in_and_nobody_is_blamed(site: Site, provider: FakeOidc) -> None:
    provider.away = True
    async with Visitor.signed_in(site) as visitor:
        away = await visitor.get("/sign-in/begin")
        assert away.status == 503
        assert "cannot be reached" in away.text
        assert noted(site) == []
        provider.away = False
        assert (await sign_in(visitor)).status == 303


async def test_attempts_are_limited(site: Site, provider: FakeOidc) -> None:
    async with Visitor.signed_in(site) as visitor:
        back = await asked(visitor)
        for _ in range(MOST_REFUSED):
            assert (await visitor.get("/sign-in/done?state=made-up&code=x")).status == 400
        assert (await visitor.get("/sign-in/begin")).status == 429
        assert (await visitor.get(back)).status == 429
        assert COOKIE not in visitor.client.cookies


async def test_what_was_typed_comes_back_after_signing_in(site: Site, provider: FakeOidc) -> None:
    ref = await site.refer()
    async with Visitor.signed_in(site) as visitor:
        await sign_in(visitor)
        form = (await visitor.page(f"/cases/{ref}/do/add-note")).form()
        with transaction(site.world.house.engine) as session:
            session.execute(text("delete from session"))
        lost = await visitor.post(form.action, form.filled(note="The aunt rang at nine."))
        assert lost.status == 401
        waits = await visitor.post("/sign-in/begin", lost.page.form("/sign-in/begin").values)
        address = waits.page.link("Go on to your work account")
        back = await visitor.get(await answered(address))
        again = back.page.form(f"/cases/{ref}/do/add-note")
        shown = await visitor.post(again.action, again.values)
        assert "The aunt rang at nine." in shown.text


async def test_where_it_is_not_set_up_there_is_nothing(site: Site) -> None:
    async with Visitor.signed_in(site) as visitor:
        for path in ("/sign-in/begin", "/sign-in/done?state=x&code=y"):
            assert (await visitor.get(path)).status == 404
