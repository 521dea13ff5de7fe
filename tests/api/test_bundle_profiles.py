"""Profiles of bundles: signed by a lawyer with the power, under the content that was read, and by nobody else."""

from types import MappingProxyType
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api import profile_signing
from domain.bundles.profile import Numbering
from domain.bundles.profiles import PROFILES
from records.database import transaction
from records.profile_signatures import as_signed
from tests.api.site import Site, problem
from tests.pages.visitor import Visitor, populate, sound
from tests.workflows.prosecuted import lawyers

PATH = "/api/bundle-profiles"
READ = "Read against the guidance of 2021 and the directions of our court."


async def read(site: Site, name: str = "prosecution") -> dict[str, Any]:
    answer = await site.get(f"{PATH}/{name}", "legal")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def sign(site: Site, who: str = "legal", **more: str) -> Any:
    known = (await read(site))["fingerprint"]
    return await site.post(f"{PATH}/prosecution/signature", {"fingerprint": known, "words": READ, **more}, who)


async def test_a_lawyer_with_the_power_signs_what_they_have_read(site: Site) -> None:
    before = await read(site)
    assert (before["signed"], before["history"]) == (False, [])
    problem(await sign(site), 409, "NOT_AUTHORISED")
    assert [each["code"] for each in before["in_the_way"]] == ["NOT_AUTHORISED"]
    lawyers(site.world)
    problem(await sign(site, fingerprint="0" * 64), 409, "CHANGED")
    for who in ("officer", "supervisor", "admin"):
        problem(await sign(site, who), 403, "ROLE")
    assert (await sign(site, words=" ")).status_code == 422
    after = (await sign(site)).json()
    assert (after["signed"], after["signed_by"]) == (True, "Legal")
    assert after["signed_on"] == f"{site.app.state.services.today}"
    (line,) = after["history"]
    assert (line["did"], line["edition"], line["words"], line["current"]) == ("signed", before["edition"], READ, True)
    problem(await sign(site), 409, "SIGNED_ALREADY")
    assert not (await read(site, "legal-advice"))["signed"]
    with transaction(site.world.house.engine) as session:
        assert "signed off by Legal on" in as_signed(session, PROFILES["prosecution"]).standing
    for change in ("update profile_signature set who = 'officer'", "delete from profile_signature",
                   "truncate profile_signature"):  # fmt: skip
        with (
            pytest.raises(DBAPIError, match="stays as it was"),
            transaction(site.world.house.engine) as session,
        ):
            session.execute(text(change))
    back = await site.post(f"{PATH}/prosecution/signature/end", {"words": "The guidance was amended."}, "legal")
    assert back.json()["signed"] is False
    assert [each["did"] for each in back.json()["history"]] == ["taken-back", "signed"]
    problem(await site.post(f"{PATH}/prosecution/signature/end", {"words": "Again."}, "legal"), 409, "NOT_SIGNED")
    assert (await sign(site)).json()["signed"]  # and again, after another look
    problem(await site.get(f"{PATH}/divorce", "legal"), 404, "NO_SUCH_PROFILE")


async def test_a_profile_that_changes_is_unsigned_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    lawyers(site.world)
    assert (await sign(site)).json()["signed"]
    other = PROFILES["prosecution"].model_copy(update={"numbering": Numbering.BY_SECTION})  # of the next release
    monkeypatch.setattr(profile_signing, "PROFILES", MappingProxyType({**PROFILES, "prosecution": other}))
    now = await read(site)
    assert not now["signed"]
    assert [(each["did"], each["current"]) for each in now["history"]] == [("signed", False)]
    assert now["edition"] != now["history"][0]["edition"]


async def test_the_page_shows_all_that_is_asked_and_signs_it(site: Site) -> None:
    populate(site)
    async with Visitor.signed_in(site, "legal") as lawyer, Visitor.signed_in(site, "supervisor") as supervisor:
        page = await lawyer.page("/legal/profiles/prosecution")
        assert "does not give this person the power to conduct proceedings in court" in page.text
        lawyers(site.world)
        sound(await lawyer.get("/legal/profiles/prosecution"))
        assert "Sign this version" not in (await supervisor.get("/legal/profiles/prosecution")).text
        page = await lawyer.page("/legal/profiles/prosecution")
        for words in ("Witness statement signed and in the form of section 9", "Legal advice: privileged", "36 MB"):
            assert words in page.text
        form = page.form("/legal/profiles/prosecution/sign")
        empty = await lawyer.post(form.action, form.filled(words=""))
        assert (empty.status, "Say in a few words" in empty.text) == (422, True)
        stale = await lawyer.post(form.action, {**form.filled(words=READ), "fingerprint": "0" * 64})
        assert (stale.status, "read it again before you sign it" in stale.text) == (409, True)
        assert (await lawyer.post(form.action, form.filled(words=READ))).status == 303
        assert "Lena Fixture" in (await lawyer.page("/legal/profiles")).text
        page = await lawyer.page("/legal/profiles/prosecution")
        assert "Signed by Lena Fixture" in page.text
        assert READ in page.text
        back = page.form("/legal/profiles/prosecution/take-back")
        assert (await supervisor.post(back.action, {"words": "No."})).status == 403
        assert (await lawyer.post(back.action, back.filled(words="Amended."))).status == 303
        assert "Not signed" in (await lawyer.page("/legal/profiles/prosecution")).text
