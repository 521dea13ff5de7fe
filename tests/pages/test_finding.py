"""The map of an enquiry on its page: whom we asked, what came back, what is outstanding; the link for the school."""

from datetime import UTC, datetime, timedelta

from domain.law.session_rows import Row
from records.database import transaction
from records.registers import import_register
from records.tables import CalendarSpanRow
from tests.api.site import CHILD, MOTHER, Site
from tests.pages.visitor import Visitor

UPN = "X800400126001"


async def test_one_page_says_what_was_asked_what_came_and_what_is_left(site: Site, officer: Visitor) -> None:
    today = datetime.now(UTC).date()
    days = [today - timedelta(days=back) for back in range(9, 1, -1)]
    with transaction(site.world.house.engine) as session:
        session.add(
            CalendarSpanRow(school="800/4001", kind="term", first=days[0], last=today + timedelta(days=60), version=9)
        )
        rows = [
            ("800/4001", Row(number, UPN, day, half, "O"))
            for number, (day, half) in enumerate(
                ((d, h) for d in days if d.weekday() < 5 for h in ("AM", "PM")), start=1
            )
        ]
        import_register(session, rows, now=datetime.now(UTC))
    ref = await site.refer(child={**CHILD, "upn": UPN}, adults=[MOTHER])
    assert (await officer.page(f"/cases/{ref}")).link("Finding the child") == f"/cases/{ref}/finding"
    await site.do(ref, "record-enquiry", subject="housing", result="no-answer", whom="Fixture Homes")
    await site.do(ref, "record-enquiry", subject="health", result="trace", answer="Registered elsewhere.")
    await site.do(ref, "raise-danger", indicators=["abduction"], words="Seen at an airport.")
    await site.do(ref, "record-removal-request", ground="I", asked_by="The head teacher")
    page = await officer.page(f"/cases/{ref}/finding")
    for says in ("2 of 23 asked", "1 without an answer", "1 with a trace", "Fixture Homes", "Registered elsewhere.",
                 "A referral to the police is drafted", "Nobody has recorded seeing this child", "Counts",
                 "The joint enquiries are not complete: still outstanding: Last school (the authority)",
                 "of twenty school days", "nobody has confirmed it yet"):  # fmt: skip
        assert says in page.text, says
    assert page.link("confirm or lower it") == f"/cases/{ref}/do/set-risk"
    draft = await officer.get(f"/api/cases/{ref}/police-draft.pdf")
    assert draft.response.content.startswith(b"%PDF")
    assert not page.forms or all(not form.action.endswith("/link") for form in page.forms), "the school is asked first"
    await officer.do(ref, "ask-school", contact="Attendance lead")
    form = (await officer.page(f"/cases/{ref}/finding")).form(f"/cases/{ref}/finding/link")
    made = await officer.post(f"/cases/{ref}/finding/link", form.filled())
    path = next(word for word in made.text.split() if word.startswith("/school-part/"))
    assert path not in (await officer.page(f"/cases/{ref}/finding")).html, "it cannot be shown again"
    async with Visitor.signed_in(site) as school:
        assert "Kai Example" in (await school.page(path)).text
        revoke = (await officer.page(f"/cases/{ref}/finding")).form(f"/cases/{ref}/finding/revoke")
        assert (await officer.post(f"/cases/{ref}/finding/revoke", revoke.filled())).status == 303
        assert (await school.get(path)).status == 404


async def test_the_police_are_told_by_the_form_that_the_page_leads_to(site: Site, officer: Visitor) -> None:
    ref = await site.refer(adults=[MOTHER])
    link = (await officer.page(f"/cases/{ref}/finding")).link("Send the referral to the police")
    assert link == f"/cases/{ref}/do/send-police-referral"
    answers = {"wanted": "missing", "force": "Fixture Constabulary", "means": "101", "spoke_to": "The control room",
               "basis": "public-task", "words": "Nobody has seen her since Friday."}  # fmt: skip
    await officer.do(ref, "send-police-referral", **answers)
    page = await officer.page(f"/cases/{ref}/finding")
    assert "Fixture Constabulary was told" in page.text
    step = await officer.page(f"/cases/{ref}/proceedings/police-referral-1")
    assert "Told, no reference of the police yet" in step.text


async def test_the_next_request_is_drafted_where_the_first_was_written(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    office = {"lines": ["Fixture House", "Sampleton"], "postcode": "BA1 1AA"}
    await site.do(ref, "ask-agency", subject="housing", to="Fixture Homes", how="letter", office=office)
    page = await officer.page(f"/cases/{ref}/finding")
    assert "Ask again" in page.text
    form = (await officer.page(f"/cases/{ref}/do/chase-enquiry")).form()
    assert (form.values["write"], form.values["how"]) == ("letter", "letter"), "as it was written before"
    await officer.do(ref, "chase-enquiry")
    enquiry = (await site.get(f"/api/cases/{ref}/finding")).json()["lines"]
    asked = next(each for line in enquiry for each in line["enquiries"])
    assert (len(asked["documents"]), len(asked["chased"])) == (2, 1)
