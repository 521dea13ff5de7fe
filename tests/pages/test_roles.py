"""Each page as each role sees it."""

import re
from datetime import timedelta

from records.database import transaction
from records.tables import SweepRow
from tests.api.routes import every_route
from tests.api.site import Site
from tests.pages.visitor import Visitor, services_of, sound

OFFICERS, READERS = {"officer", "supervisor"}, {"officer", "supervisor", "legal"}
EVERYBODY, KEEPERS = {*READERS, "admin"}, {"supervisor", "admin"}
# Every page by its route: who is shown it. Where a route names what is not in this world, the answer says so decently.
ALLOWED: dict[str, set[str]] = {
    "/": EVERYBODY,
    "/more": EVERYBODY,
    "/views": READERS,
    "/calendar": OFFICERS,
    "/charts": {"supervisor"},
    "/policy": KEEPERS,
    "/policy/standards": KEEPERS,
    "/policy/standards/{name}": set(),
    "/policy/wordings": KEEPERS,
    "/policy/wordings/{template}": set(),
    "/team": {"supervisor"},
    "/team/reassign": {"supervisor"},
    "/cases": READERS,
    "/cases/{ref}": READERS,
    "/cases/{ref}/history": READERS,
    "/cases/{ref}/finding": READERS,
    "/cases/{ref}/what-if": READERS,
    "/cases/{ref}/history/{seq}": READERS,
    "/cases/{ref}/do/{name}": READERS,
    "/cases/{ref}/letters/{letter}": READERS,
    "/cases/{ref}/acknowledgement": OFFICERS,
    "/cases/{ref}/identities": set(),
    "/cases/{ref}/matches": OFFICERS,
    "/cases/{ref}/receipts/{key}": set(),
    "/cases/{ref}/proceedings/{name}": set(),
    "/cases/{ref}/proceedings/{proceeding}/do/{name}": set(),
    "/cases/{ref}/documents/{document}": set(),
    "/cases/{ref}/proceedings/{name}/papers": set(),
    "/cases/{ref}/proceedings/{name}/review": set(),
    "/cases/{ref}/statements/{statement}": set(),
    "/cases/{ref}/statements/{statement}/next": set(),
    "/cases/{ref}/statements/{statement}/sentences/{sentence}": set(),
    "/refer/new": OFFICERS,
    "/matches": OFFICERS,
    "/matches/{ref}/{other}": OFFICERS,
    "/legal": {"supervisor", "legal"},
    "/legal/bundles": {"supervisor", "legal"},
    "/legal/profiles": {"supervisor", "legal"},
    "/legal/profiles/{name}": set(),
    "/legal/bundles/{ref}/{bundle}": set(),
    "/legal/bundles/{ref}/{bundle}/versions/{version}/{volume}.pdf": set(),
    "/inbox": OFFICERS,
    "/inbox/{number}": set(),
    "/inbox/{number}/lines/{line}": set(),
    "/danger": OFFICERS,
    "/quarantine": OFFICERS,
    "/quarantine/{ref}": set(),
    "/post-room": OFFICERS,
    "/cases/{ref}/looked": {"supervisor"},
    "/cases/{ref}/proof": READERS,
    "/retention": {"supervisor"},
    "/cases/{ref}/access": {"supervisor"},
    "/glass": READERS,
    "/cases/{ref}/engine": {"supervisor"},
    "/cases/{ref}/as-it-stood": READERS,
    "/looked": {"supervisor"},
    "/looked/{person}": {"supervisor"},
    "/people": KEEPERS,
    "/people/{person}": KEEPERS,
    "/sessions": EVERYBODY,
    "/school-keys": {"admin"},
    "/authorisations": EVERYBODY,
    "/authorisations/new": KEEPERS,
    "/authorisations/acting/new": KEEPERS,
    "/authorisations/{number}/end": set(),
    "/authorisations/acting/{number}/end": set(),
    "/transfer-files": OFFICERS,
    "/census": EVERYBODY,
    "/census/{on}": set(),
    "/census/{on}/file": set(),
    "/census/{on}/lines": set(),
    "/rules": EVERYBODY,
    "/rules/print": EVERYBODY,
    "/dates": EVERYBODY,
}


class Named(dict[str, str]):
    """What the routes name. A thing that this world has not is 1: there is none of that name."""

    def __missing__(self, name: str) -> str:
        known = {"name": "add-note", "key": "0" * 32, "number": "999999", "person": "officer", "on": "2026-10-01"}
        return known.get(name, "1")


FORMS = {"record-visit": OFFICERS, "send-back": {"supervisor"}}
# Read by machines or by the public, or no page at all: looked at by tests of their own.
ELSEWHERE = re.compile(
    r"/(api|school-part|refer(?!/new)|report|feeds|assets|healthz|readyz|metrics|sign-in|brand-|.*\.png$)"
)


async def test_every_page_is_in_the_table(site: Site) -> None:
    pages = {path for method, path in every_route(site.app) if method == "GET" and not ELSEWHERE.match(path)}
    assert pages == set(ALLOWED), "a new page says here who is shown it"


async def test_each_page_is_for_whom_it_is_and_refuses_decently(site: Site) -> None:
    """Every page as each role: small, well formed and under the same policy, whether it is shown or refused."""
    ref, other = await site.refer(), await site.refer(child={"given": "Ava", "surname": "Sample"})
    await site.do(ref, "decide-triage", route="missing-education", reasons="On no roll.")
    letter = f"L{(await site.do(ref, 'draft-letter', template='L02', person='P1-1'))['seq']}"
    named = Named(ref=ref, other=other, letter=letter)
    asked = {path.format_map(named): allowed for path, allowed in ALLOWED.items()}
    asked |= {f"/cases/{ref}/do/{name}": allowed for name, allowed in FORMS.items()}
    for who in sorted(EVERYBODY):
        async with Visitor.signed_in(site, who) as visitor:
            for path, allowed in asked.items():
                answer = await visitor.get(path)
                sound(answer)
                if who in allowed:
                    assert answer.status == 200, (who, path, answer.status)
                    assert "Rollcall" in answer.page.title
                else:
                    assert answer.status in (403, 404, 409), (who, path, answer.status)
                    assert [href for href, _ in answer.page.links if href != "#main-content"], "a way on"
                    own = {name for form in answer.page.forms if form.action == path for name in form.names}
                    assert "csrf" not in own


async def test_a_form_with_faults_says_so_in_its_title_and_leads_to_each(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    forms = ["/refer/new", *(f"/cases/{ref}/do/{name}" for name in ("add-note", "plan-visit", "decide-triage"))]
    for path in forms:
        form = (await officer.page(path)).form()
        answer = await officer.post(form.action or path, form.filled())
        assert answer.status == 422, path
        assert answer.page.title.startswith("Error: "), path
        sound(answer)
        to = [href for href, _ in answer.page.links if href.startswith("#") and href != "#main-content"]
        assert to, path
        assert {href[1:] for href in to} <= set(answer.page.ids), path


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
        named = Named(ref=ref, other=ref, letter="L1")
        for template in ALLOWED:
            answer = await visitor.get(template.format_map(named))
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
