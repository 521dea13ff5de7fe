"""Danger is acknowledged by a person; what looks like a machine's is looked at the same day, and nothing is dropped."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import text

from api.referrer import who_referred
from domain.deadline import uk_day
from records.database import transaction
from tests.api.site import Site
from tests.pages.telling import NEIGHBOUR, Telling, reference
from tests.pages.test_forms import file
from tests.pages.visitor import Visitor, services_of

IN_DANGER = {**NEIGHBOUR, "danger": {"danger": "yes"}}


def rows(site: Site, query: str) -> list[tuple[object, ...]]:
    with transaction(site.world.house.engine) as session:
        return [tuple(row) for row in session.execute(text(query))]


async def told(site: Site, answers: dict[str, dict[str, object]] = NEIGHBOUR, **more: str) -> str:
    async with Visitor.signed_in(site) as neighbour:
        return await Telling(neighbour, answers).tell(**more)


async def test_an_alert_stands_before_everything_until_somebody_has_it(
    site: Site, officer: Visitor, supervisor: Visitor
) -> None:
    assert "Danger reported" not in (await supervisor.page("/")).text
    ref = await told(site, IN_DANGER)
    work = await supervisor.page("/")
    assert "Danger reported: 1 report that nobody has yet" in work.text
    shown = await supervisor.page("/danger")
    assert "No mail server is set up" in shown.text
    assert f"/cases/{ref}" in {href for href, _ in shown.links}
    assert "Planted" not in shown.text
    form = shown.form(f"/danger/{ref}")
    done = await supervisor.post(f"/danger/{ref}", form.filled())
    assert (done.status, done.goes_to) == (303, "/danger")
    after = await officer.page("/danger")
    assert f"{ref} : Sam Grey, today at" in after.text
    assert "Danger reported" not in (await supervisor.page("/")).text
    again = await officer.post(
        f"/danger/{ref}", {"csrf": (await officer.page("/danger")).form("/sign-out").values["csrf"]}
    )
    assert again.status == 404


async def test_an_alert_that_went_nowhere_is_said_to_be_late(site: Site, supervisor: Visitor) -> None:
    ref = await told(site, IN_DANGER)
    services = services_of(site)
    site.app.state.services = replace(services, now=lambda: services.now() + timedelta(minutes=6))
    assert "Not told" in (await supervisor.page("/danger")).text
    with transaction(services.engine) as session:
        session.execute(text("update duty_alert set sent = 3, last_sent_at = raised_at"))
    assert "Told 3 times" in (await supervisor.page("/danger")).text
    assert ref


async def test_the_honeypot_keeps_a_report_for_a_person_who_makes_it_a_case(site: Site, officer: Visitor) -> None:
    ref = await told(site, {**IN_DANGER, "confidence": {"confidence": "yes"}}, website="https://spam.example")
    assert rows(site, f"select count(*) from case_file where ref = '{ref}'") == [(0,)]
    assert rows(site, "select ref from duty_alert") == [(ref,)], "danger is told all the same"
    assert "1 report to look at today" in (await officer.page("/")).text
    assert f"/quarantine/{ref}" in {href for href, _ in (await officer.page("/danger")).links}
    listed = await officer.page("/quarantine")
    assert "A field was filled in that no person sees" in listed.text
    assert "Danger reported" in listed.text
    assert "Planted" not in listed.text
    shown = await officer.page(f"/quarantine/{ref}")
    assert "Plantedwords" in shown.text
    assert "Plantedreferrer" not in shown.html
    assert "Plantedaunt" not in shown.html
    assert rows(site, "select who, did, what from door_audit") == [("officer", "opened-quarantined", ref)]
    form = shown.form(f"/quarantine/{ref}")
    unsaid = await officer.post(f"/quarantine/{ref}", form.filled(decision="release"))
    assert (unsaid.status, "Say why" in unsaid.text) == (422, True)
    services = services_of(site)
    tomorrow = services.now() + timedelta(days=1)
    site.app.state.services = replace(services, now=lambda: tomorrow)
    officer.become("officer")
    assert "1 day late" in (await officer.page("/quarantine")).text
    form = (await officer.page(f"/quarantine/{ref}")).form(f"/quarantine/{ref}")
    done = await officer.post(f"/quarantine/{ref}", form.filled(decision="release", reason="A real child."))
    assert (done.status, done.goes_to) == (303, f"/cases/{ref}")
    case = file(site, ref)
    assert case.child.name == "Plantedgiven Plantedsurname"
    assert case.opened_on == uk_day(tomorrow) - timedelta(days=1), "its clocks run from the day it came"
    assert case.confidential
    assert who_referred(services, ref).name == "Plantedreferrer"
    again = await officer.post(f"/quarantine/{ref}", form.filled(decision="reject", reason="Second thoughts."))
    assert again.status == 404
    assert "No report waits" in (await officer.page("/quarantine")).text


async def test_what_is_rejected_is_no_case_and_is_not_lost(site: Site, officer: Visitor) -> None:
    ref = await told(site, website="x")
    form = (await officer.page(f"/quarantine/{ref}")).form(f"/quarantine/{ref}")
    await officer.post(f"/quarantine/{ref}", form.filled(decision="reject", reason="An advertisement."))
    assert rows(site, f"select count(*) from case_file where ref = '{ref}'") == [(0,)]
    listed = await officer.page("/quarantine")
    assert "rejected by Amina Okafor" in listed.text
    assert "An advertisement." in listed.text
    assert "Plantedwords" in (await officer.page(f"/quarantine/{ref}")).text


async def test_too_many_from_one_place_wait_for_a_person_and_the_sender_sees_no_difference(site: Site) -> None:
    services = services_of(site)
    site.app.state.services = replace(services, public=replace(services.public, reports_an_hour=2))
    pages = []
    for _ in range(3):
        async with Visitor.signed_in(site) as neighbour:
            telling = Telling(neighbour, NEIGHBOUR)
            await telling.tell()
            sent = await neighbour.get("/refer/sent")
            pages.append(sent.response.text.replace(reference(sent), "RC"))
    assert len(set(pages)) == 1
    assert rows(site, "select why from quarantine") == [("too-many",)]
    assert rows(site, "select count(*) from journal where actor = 'public-form'") == [(2,)]


async def test_a_report_in_quarantine_sent_twice_is_one(site: Site) -> None:
    async with Visitor.signed_in(site) as neighbour:
        telling = Telling(neighbour, NEIGHBOUR)
        await telling.fill()
        form = (await neighbour.page("/refer/check")).form("/refer/check").filled()
        held = rows(site, "select id_hash, sealed, expires_at from held_answers")
        for _ in range(2):
            assert (await neighbour.post("/refer/check", {**form, "website": "x"})).goes_to == "/refer/sent"
        with transaction(services_of(site).engine) as session:  # as if the answer had been lost on its way
            session.execute(text("update held_answers set sealed = :sealed"), {"sealed": held[0][1]})
        assert (await neighbour.post("/refer/check", form)).goes_to == "/refer/sent"
    assert rows(site, "select count(*) from quarantine") == [(1,)]
    assert rows(site, "select count(*) from journal where actor = 'public-form'") == [(0,)]


async def test_minding_the_door_is_for_those_who_work_on_cases(site: Site) -> None:
    ref = await told(site, website="x")
    for who, status in (("officer", 200), ("supervisor", 200), ("legal", 403), ("admin", 403)):
        async with Visitor.signed_in(site, who) as visitor:
            for path in ("/danger", "/quarantine", f"/quarantine/{ref}"):
                assert (await visitor.get(path)).status == status, (who, path)
            csrf = {"csrf": (await visitor.page("/")).form("/sign-out").values["csrf"]}
            if status == 403:
                for path in (f"/danger/{ref}", f"/quarantine/{ref}"):
                    assert (await visitor.post(path, csrf)).status == 403
    async with Visitor.signed_in(site) as nobody:
        for path in ("/danger", "/quarantine", f"/quarantine/{ref}"):
            assert (await nobody.get(path)).goes_to.startswith("/sign-in")
