"""The whole journey in a real browser, by clicking, from signing in to the case closed."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.deadline import LONDON
from tests.api.site import Site
from tests.pages.browser import Walker, chromium_at, served
from tests.pages.test_nothing_is_lost import TYPED, forget_sessions
from tests.pages.visitor import services_of

pytestmark = pytest.mark.browser


async def test_from_signing_in_to_a_child_back_in_school(site: Site, chromium: str) -> None:
    today = services_of(site).today.strftime("%d/%m/%Y")
    async with served(site) as home, chromium_at(chromium) as browser, Walker.starting(browser, home) as officer:
        await officer.go("/")
        await officer.click("Amina Okafor")
        await officer.click("Record a referral")
        await officer.click("Record the referral")  # empty: every fault at once
        assert await officer.page.locator(".govuk-error-summary li").count() == 3
        await officer.fill(channel="school", child__given="Kai", child__surname="Example")
        await officer.fill(child__date_of_birth="4/3/2017", child__school="Fixture Academy", owner="officer")
        await officer.fill(adults__0__name="Ms R Example", adults__0__relation="mother")
        await officer.fill(adults__0__address__lines__0="1 Fixture Road")
        await officer.fill(adults__0__address__postcode="BA1 1AA")
        await officer.click("Record the referral")
        assert "Kai Example" in await officer.page.inner_text("h1")
        await officer.click("Decide what this case is")
        await officer.fill(route="missing-education", reasons="No school has him on its roll.")
        await officer.click("Record")
        assert "The case is now at: Checks." in await officer.page.inner_text("main")
        await officer.click("Record an enquiry")
        await officer.fill(subject="admissions", result="no-trace")
        await officer.click("Record")
        await officer.click("Complete the checks")
        await officer.fill(found="nowhere", summary="No trace anywhere.")
        await officer.click("Record")
        await letter_goes(officer)
        await officer.click("Record a home visit")
        await officer.fill(outcome="child-seen", at="16.10", where="At home", alone="yes")
        await officer.click("Record")
        assert "Seen today" in await officer.page.inner_text("main")
        await officer.click("Record that the family has been reached")
        await officer.fill(how="in-person", said="They moved in September.")
        await officer.click("Record")
        await officer.click("Agree a plan of support")
        await officer.fill(needs="A place near home.", plan="Apply this week.")
        await officer.click("Record")
        await officer.click("Record that a place is offered")
        await officer.fill(school="Fixture Academy", school_name="Fixture Academy")
        await officer.click("Record")
        await officer.click("Record that the place is accepted")
        await officer.fill(starts_on=today, agreed_with="The mother")
        await officer.click("Record")
        await officer.click("Record the first day the child attended")
        await officer.fill(attended_on=today, said_by="Attendance office")
        await officer.click("Record")
        await officer.click("Review attendance")
        await officer.fill(attending="sustained", seen="In every day.")
        await officer.click("Record")
        await officer.click("Record that no other children live there")
        await officer.fill(who_said="The mother, and the housing record.")
        await officer.click("Record")
        await officer.click("Close the case")
        await officer.fill(outcome="ON_ROLL", proof="first-attendance", evidence="In class.", attended_on=today)
        await officer.click("Record")
        assert "closed" in await officer.page.inner_text(".govuk-caption-l")
        await officer.click("Sign out")
        assert officer.page.url.endswith("/sign-in")
        assert not officer.complaints, "\n".join(officer.complaints)


async def letter_goes(officer: Walker) -> None:
    """A letter, from its draft to the post."""
    case = officer.page.url.partition("?")[0].removeprefix(officer.home)
    await officer.click("Draft a letter")
    await officer.fill(template="L02", person="P1-1")
    await officer.click("Record")
    picture = officer.page.locator(".rc-paper img").first
    assert await picture.evaluate("image => image.complete && image.naturalWidth > 500")
    await officer.click("Approve")
    await officer.click("Issue")
    await officer.click("Post room")
    await officer.click("Record as posted today")
    assert "Recorded as posted today" in await officer.page.inner_text("main")
    await officer.go(case)


# One form for each kind of question, the longest ones, and those with something standing above their questions.
FORMS = (
    "add-note",
    "add-person",
    "agree-safe-address",
    "ask-agency",
    "assign-case",
    "close-case",
    "decide-triage",
    "extend-deadline",
    "file-document",
    "give-child-details",
    "plan-visit",
    "raise-danger",
    "record-answerable-parent",
    "record-contact",
    "record-enquiry",
    "record-removal-request",
    "send-police-referral",
    "send-safeguarding-referral",
)


async def test_every_page_without_scripts(site: Site, chromium: str) -> None:
    ref = await site.refer(indicators=["threat-to-life"], confidential=True, household=[{"name": "Mia Example"}])
    review = (services_of(site).today + timedelta(days=30)).isoformat()
    await site.do(ref, "add-warning", words="A large dog.", source="Housing", review_on=review)
    await site.do(ref, "protect-details", why="refuge", source="The refuge worker")
    plain = await site.refer()
    letter = f"L{(await site.do(plain, 'draft-letter', template='L02', person='P1-1'))['seq']}"
    edited = "Dear Ms Example\n\nPlease call us."
    await site.do(plain, "edit-letter", letter=letter, text=edited)
    await site.do(plain, "approve-letter", letter=letter)
    await site.do(plain, "issue-letter", letter=letter)
    lists = (
        "/",
        "/cases",
        "/cases?text=nobody-of-this-name",
        "/refer/new",
        "/post-room",
        "/rules",
        "/rules?kind=guards",
        "/authorisations",
        "/authorisations/new",
        "/authorisations/acting/new",
        *(
            "/more",
            "/views",
            "/?whose=team",
            "/team",
            "/team/reassign?officer=officer",
            "/charts",
            "/calendar",
            "/policy",
        ),
    )
    dates = ("/dates", "/dates?rule=unseen-police&from-day=9&from-month=11&from-year=2026&school=800/4001")
    case = (
        f"/cases/{plain}/what-if?event=hand-437&on-day=6&on-month=11&on-year=2026",
        f"/cases/{ref}/history",
        f"/cases/{ref}/history/1",
        f"/cases/{plain}/letters/{letter}",
        f"/cases/{plain}/finding",
        f"/cases/{plain}",
    )
    alike = ("/matches", f"/cases/{plain}/matches", f"/matches/{plain}/{ref}")
    others = (f"/cases/{ref}/acknowledgement", f"/cases/{ref}/do/correct-entry?entry=1", "/nowhere", "/cases?page=x")
    async with (
        served(site) as home,
        chromium_at(chromium) as browser,
        Walker.starting(browser, home, scripts=False) as supervisor,
    ):
        await supervisor.go("/sign-in")
        await supervisor.click("Sam Grey")
        for path in (*lists, *dates, *case, *alike, *others, *(f"/cases/{ref}/do/{name}" for name in FORMS)):
            await supervisor.go(path)
        await supervisor.page.goto(f"/cases/{ref}")
        for question in await supervisor.page.locator("summary").all():
            await question.click()
        await supervisor.look()
        await supervisor.go(f"/cases/{ref}/do/add-note")
        await supervisor.click("Record")
        assert "There is a problem" in await supervisor.page.inner_text("main")
        await supervisor.fill(note="Said on the telephone.")
        await supervisor.click("Record")
        assert "Recorded: Add a note." in await supervisor.page.inner_text("main")
        await supervisor.go(f"/cases/{ref}/do/show-protected-details")
        await supervisor.fill(reason="To agree a meeting place.")
        await supervisor.click("Show protected details")
        assert "1 Fixture Road" in await supervisor.page.inner_text("main")
        assert not supervisor.complaints, "\n".join(supervisor.complaints)


async def test_the_cookie_of_a_session_and_the_pages_stay_out_of_a_browsers_stores(site: Site, chromium: str) -> None:
    ref = await site.refer()
    async with served(site) as home, chromium_at(chromium) as browser, Walker.starting(browser, home) as officer:
        await officer.go("/")
        await officer.click("Amina Okafor")
        await officer.go(f"/cases/{ref}")
        cookies = await officer.page.context.cookies()
        assert [(each["name"], each["httpOnly"], each["sameSite"]) for each in cookies] == [("rollcall", True, "Lax")]
        assert await officer.page.evaluate("localStorage.length + sessionStorage.length") == 0


async def test_without_scripts_a_form_is_filled_in_and_sent(site: Site, chromium: str) -> None:
    """Scripts switched off in the browser itself."""
    ref = await site.refer()
    async with served(site) as home, chromium_at(chromium) as browser:
        context = await browser.new_context(java_script_enabled=False, base_url=home)
        page = await context.new_page()
        await page.goto(f"/cases/{ref}")
        await page.get_by_role("button", name="Amina Okafor").click()
        assert page.url == f"{home}/cases/{ref}"
        await page.get_by_role("link", name="Add a note").click()
        await page.locator('textarea[name="note"]').fill("Rang; they will ring back.")
        await page.get_by_role("button", name="Record").click()
        assert "Rang; they will ring back." in await page.inner_text("main")
        await context.close()


async def test_typed_before_the_session_ended_and_still_there_after_signing_in(site: Site, chromium: str) -> None:
    ref = await site.refer()
    async with served(site) as home, chromium_at(chromium) as browser, Walker.starting(browser, home) as officer:
        await officer.go(f"/cases/{ref}/do/add-note")
        await officer.click("Amina Okafor")
        await officer.fill(note=TYPED)
        forget_sessions(site)
        await officer.click("Record")
        assert "What you typed is kept" in await officer.page.inner_text("main")
        await officer.click("Amina Okafor")
        assert await officer.page.locator('textarea[name="note"]').input_value() == TYPED
        await officer.click("Record")
        assert "Recorded: Add a note." in await officer.page.inner_text("main")


@pytest.mark.parametrize("hour", [11, 22])
async def test_the_first_page_is_whole_by_day_and_when_the_office_is_closed(
    site: Site, chromium: str, hour: int
) -> None:
    at = datetime(2026, 11, 24, hour, tzinfo=LONDON)
    site.app.state.services = replace(services_of(site), now=lambda: at)
    async with served(site) as home, chromium_at(chromium) as browser, Walker.starting(browser, home) as officer:
        await officer.go("/")
        await officer.click("Amina Okafor")
        assert ("The office is closed" in await officer.page.inner_text("body")) is (hour == 22)
        assert not officer.complaints, "\n".join(officer.complaints)
