"""Each page as each role sees it."""

from datetime import timedelta

import pytest

from records.database import transaction
from records.tables import SweepRow
from tests.api.site import Site
from tests.pages.visitor import Visitor, services_of

ALLOWED = {
    "/": {"officer", "supervisor", "legal", "admin"},
    "/more": {"officer", "supervisor", "legal", "admin"},
    "/cases": {"officer", "supervisor", "legal"},
    "/cases/{ref}": {"officer", "supervisor", "legal"},
    "/cases/{ref}/history": {"officer", "supervisor", "legal"},
    "/cases/{ref}/history/1": {"officer", "supervisor", "legal"},
    "/cases/{ref}/do/add-note": {"officer", "supervisor", "legal"},
    "/cases/{ref}/do/record-visit": {"officer", "supervisor"},
    "/cases/{ref}/do/send-back": {"supervisor"},
    "/cases/{ref}/letters/{letter}": {"officer", "supervisor", "legal"},
    "/refer/new": {"officer", "supervisor"},
    "/matches": {"officer", "supervisor"},
    "/cases/{ref}/matches": {"officer", "supervisor"},
    "/post-room": {"officer", "supervisor"},
    "/authorisations": {"officer", "supervisor", "legal", "admin"},
    "/authorisations/new": {"supervisor", "admin"},
    "/authorisations/acting/new": {"supervisor", "admin"},
    "/rules": {"officer", "supervisor", "legal", "admin"},
    "/dates": {"officer", "supervisor", "legal", "admin"},
}


@pytest.mark.parametrize("who", ["officer", "supervisor", "legal", "admin"])
async def test_each_page_is_for_whom_it_is(site: Site, who: str) -> None:
    ref = await site.refer()
    await site.do(ref, "decide-triage", route="missing-education", reasons="On no roll.")
    letter = f"L{(await site.do(ref, 'draft-letter', template='L02', person='P1-1'))['seq']}"
    async with Visitor.signed_in(site, who) as visitor:
        for template, allowed in ALLOWED.items():
            path = template.format(ref=ref, letter=letter)
            answer = await visitor.get(path)
            if who in allowed:
                assert answer.status == 200, path
                assert "Rollcall" in answer.page.title
            else:
                assert answer.status in (403, 409), path
                assert "csrf" not in {name for form in answer.page.forms if form.action == path for name in form.names}


async def test_a_page_leads_only_where_its_reader_may_go(site: Site) -> None:
    ref = await site.refer()
    for who in ("officer", "supervisor", "legal", "admin"):
        async with Visitor.signed_in(site, who) as visitor:
            paths = ["/", "/more"] + ([f"/cases/{ref}"] if who != "admin" else [])
            for path in paths:
                page = await visitor.page(path)
                for href in {href for href, _ in page.links if href.startswith("/")}:
                    answer = await visitor.client.get(href)
                    assert answer.status_code in (200, 303), (who, path, href)


async def test_nobody_in_particular_is_asked_to_sign_in(site: Site) -> None:
    ref = await site.refer()
    async with Visitor.signed_in(site) as visitor:
        for template in ALLOWED:
            answer = await visitor.get(template.format(ref=ref, letter="L1"))
            assert answer.goes_to.startswith("/sign-in?next=/"), template


async def test_the_supervisor_sees_what_was_told_and_what_nobody_has(site: Site, supervisor: Visitor) -> None:
    ref = await site.refer(indicators=["threat-to-life"])
    loose = await site.refer(owner="")
    work = await supervisor.page("/")
    assert "Told to supervisors" in work.text
    assert "A child may be in danger: check that the call was made" in work.text
    assert "Cases without an officer" in work.text
    assert any(href.startswith(f"/cases/{loose}/do/") for href, _ in work.links)
    assert any(href.startswith(f"/cases/{ref}/do/finish-task?task=") for href, _ in work.links)


async def test_the_most_urgent_comes_first_and_each_line_leads_to_its_form(site: Site, officer: Visitor) -> None:
    await site.refer()
    ref = await site.refer(indicators=["threat-to-life"])
    work = await officer.page("/")
    assert work.text.index("Now, before anything else") < work.text.index(
        "This week" if "This week" in work.text else "Later"
    )
    assert work.link("Call children's social care").startswith(f"/cases/{ref}/do/send-safeguarding-referral")
    assert "need you today" in work.text or "needs you today" in work.text


async def test_the_supervisor_sees_what_the_newest_sweep_found(
    site: Site, officer: Visitor, supervisor: Visitor
) -> None:
    ref = await site.refer()
    found = [{"case": ref, "cause": "an open case has no running process"}]
    with transaction(site.world.house.engine) as session:
        now = services_of(site).now()
        session.add(SweepRow(at=now - timedelta(days=1), checked=1, findings=[]))
        session.add(SweepRow(at=now, checked=1_234, findings=found))
    work = await supervisor.page("/")
    assert "1,234 cases compared today at" in work.text
    assert f"{ref} : an open case has no running process" in work.text
    assert "Nightly check" not in (await officer.page("/")).text
