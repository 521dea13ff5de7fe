"""The page of the register of authorisations: read by everybody, kept by forms, and where a refusal leads."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from records.database import transaction
from tests.api.site import Site
from tests.pages.visitor import NAMES, Visitor, services_of
from tests.workflows.noticed import absences, begun, family, marked

PAGE = "/authorisations"


def a_day(of: str, day: date) -> dict[str, str]:
    return {f"{of}-day": str(day.day), f"{of}-month": str(day.month), f"{of}-year": str(day.year)}


async def test_a_power_is_granted_and_ended_by_forms_that_say_what_is_wrong(site: Site, supervisor: Visitor) -> None:
    today = services_of(site).today
    page = await supervisor.page(PAGE)
    assert "Nobody holds a power now" in page.text
    address = page.link("Grant a power")
    form = (await supervisor.page(address)).form()
    assert "supervisor" not in form.choices["person"], "nobody is offered a power of their own"
    assert form.values["first-day"] == str(today.day)
    wrong = await supervisor.post(address, form.filled(document="x"))
    assert wrong.status == 422
    for said in ("Who: choose one of the answers", "Which power: choose one", "Document: this is too short"):
        assert said in wrong.text, wrong.text[:600]
    good = {"person": "officer", "power": "sign-437", "document": "Scheme, entry 4"}
    early = await supervisor.post(address, form.filled(**good, **a_day("first", today - timedelta(days=1))))
    assert early.status == 422
    assert "First day: a power is not granted for days gone by" in early.text
    assert early.page.form().values["document"] == "Scheme, entry 4", "what was typed is kept"
    own = await supervisor.post(address, {**form.filled(document="Scheme, entry 4", power="sign-437"),
                                          "person": ["supervisor"]})  # fmt: skip
    assert (own.status, "grants a power to themselves" in own.text) == (422, True)
    assert (await supervisor.post(address, form.filled(**good))).goes_to == PAGE

    page = await supervisor.page(PAGE)
    for said in (
        "Sign notices under section 437",
        NAMES["officer"],
        "Scheme, entry 4",
        f"Granted by {NAMES['supervisor']}",
    ):
        assert said in page.text
    end = page.link("End")
    form = (await supervisor.page(end)).form()
    assert "this is needed" in (await supervisor.post(end, form.filled())).text
    assert (await supervisor.post(end, form.filled(reason="Moves to another team."))).goes_to == PAGE
    page = await supervisor.page(PAGE)
    assert f"to {today:%-d %B %Y}" in page.text
    assert "Moves to another team." in page.text
    with transaction(site.world.house.engine) as session:  # as it stands when its last day is over
        session.execute(text("update authorisation set valid_to = valid_from"))
        session.execute(text("alter table authorisation disable trigger user"))
        session.execute(text("update authorisation set valid_from = valid_from - 9, valid_to = valid_to - 1"))
    page = await supervisor.page(PAGE)
    assert "Ended" in page.text
    assert f"Moves to another team. ({NAMES['supervisor']}" in page.text
    assert not page.has_link("End")


async def test_who_acts_for_an_absent_person_is_said_by_somebody_else(site: Site) -> None:
    async with Visitor.signed_in(site, "admin") as admin:
        assert (await admin.page("/")).link("Authorisations") == PAGE
        address = (await admin.page(PAGE)).link("Say who acts for an absent person")
        form = (await admin.page(address)).form()
        wrong = await admin.post(address, form.filled(absent="officer", deputy="officer"))
        assert "Nobody acts for themselves".casefold() in wrong.text.casefold()
        assert (await admin.post(address, form.filled(absent="officer", deputy="officer2"))).goes_to == PAGE
        page = await admin.page(PAGE)
        assert f"{NAMES['officer2']} for {NAMES['officer']}" in page.text
        end = page.link("End")
        assert (await admin.send(end, reason="Back at work.")).goes_to == PAGE
        assert "Back at work." in (await admin.page(PAGE)).text
        assert (await admin.get(f"{PAGE}/acting/999/end")).status == 404
        assert (await admin.get(f"{PAGE}/999/end")).status == 404


@pytest.mark.parametrize("who", ["officer", "legal"])
async def test_others_read_it_and_keep_nothing(site: Site, who: str) -> None:
    async with Visitor.signed_in(site, who) as visitor:
        assert (await visitor.page("/rules")).link("Who holds which legal power") == PAGE
        page = await visitor.page(PAGE)
        assert "Supervisors and administrators keep it" in page.text
        assert not page.has_link("Grant a power")
        for address in (f"{PAGE}/new", f"{PAGE}/acting/new", f"{PAGE}/1/end"):
            assert (await visitor.get(address)).status == 403
            csrf = {"csrf": (await visitor.page("/")).form("/sign-out").values["csrf"]}
            assert (await visitor.post(address, csrf)).status == 403


async def test_a_refusal_for_want_of_a_power_leads_to_the_register(site: Site) -> None:
    case, mother = await family(site.world)
    days = absences(site.world, days=3)
    marked(site.world, days)
    notice = await begun(case, mother, days)
    async with Visitor.signed_in(site, "officer2") as visitor:
        path = f"/cases/{case.ref}/proceedings/{notice.name}/do/explain-below-threshold"
        refused = await visitor.send(path, reason="The third time.")
        assert refused.status == 409
        assert refused.page.link("Who holds which power") == PAGE
    async with Visitor.signed_in(site, "supervisor") as visitor:
        page = await visitor.page(PAGE)
        assert not page.has_link("End"), "the only powers are their own"
        assert "Issue penalty notices" in page.text
