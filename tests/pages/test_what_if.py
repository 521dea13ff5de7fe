"""What if, on a case; and the history by what it is about."""

from records.database import transaction
from records.tables import SchoolRow
from tests.api.site import CHILD, Site
from tests.pages.visitor import Visitor, sound


async def test_if_a_notice_is_posted_on_friday(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    case = await officer.page(f"/cases/{ref}")
    form = (await officer.page(case.link("what if?"))).form(f"/cases/{ref}/what-if")
    assert form.method == "get"
    asked = f"{form.action}?event=post-437&on-day=6&on-month=11&on-year=2026"
    answer = await officer.get(asked)
    sound(answer)
    for said in (
        "If I post a notice under section 437(1), first class, Friday 6 November 2026:",
        "Tuesday 10 November 2026",
        "Tuesday 24 November 2026",
        "Wednesday 25 November 2026",
        "How was this date worked out?",
    ):
        assert said in answer.text
    assert (await site.case(ref))["seq"] == 1, "nothing is recorded"
    for wrong, at in (("event=post-437&on-day=31&on-month=2&on-year=2026", "#f-on-day"), ("event=", "#f-event")):
        refused = await officer.get(f"{form.action}?{wrong}")
        assert refused.status == 422
        assert refused.page.title.startswith("Error: ")
        assert at in [href for href, _ in refused.page.links]


async def test_of_a_protected_case_no_school_is_named(site: Site, officer: Visitor) -> None:
    with transaction(site.world.house.engine) as session:
        session.add(SchoolRow(number="800/7001", name="Quiet Haven School"))
    ref = await site.refer(child={**CHILD, "school": "800/7001"})
    await site.do(ref, "protect-details", why="refuge", source="The refuge worker")
    page = await officer.page(f"/cases/{ref}/what-if?event=unseen&on-day=9&on-month=11&on-year=2026")
    assert "Haven" not in page.text
    assert "7001" not in page.text


async def test_the_history_by_what_it_is_about(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    await site.do(ref, "record-enquiry", subject="health", result="no-trace")
    await site.do(ref, "add-note", note="They will ring back.")
    every = await officer.page(f"/cases/{ref}/history")
    kinds = every.form(f"/cases/{ref}/history").choices["kind"]
    assert kinds[0] == ""
    counts = []
    for kind in kinds[1:]:
        page = await officer.page(f"/cases/{ref}/history?kind={kind}")
        counts.append(sum(href.startswith(f"/cases/{ref}/history/") for href, _ in page.links))
    assert sum(counts) == 3
    assert max(counts) < 3
