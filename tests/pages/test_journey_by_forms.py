"""The main job through the pages, without scripts: from a referral to the case closed, every form opened and sent."""

from datetime import date, timedelta

from tests.api.site import Site
from tests.pages.visitor import Visitor, services_of


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}-day": str(value.day), f"{name}-month": str(value.month), f"{name}-year": str(value.year)}


async def test_from_referral_to_closed(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    case = await officer.page(f"/cases/{ref}")
    assert "Kai Example" in case.text
    assert "Decide what this case is" in case.text
    assert case.link("Decide what this case is") == f"/cases/{ref}/do/decide-triage"
    done = await officer.do(ref, "decide-triage", route="missing-education", reasons="On no roll anywhere.")
    banner = await officer.page(done.goes_to)
    assert "Recorded: Decide what this case is. The case is now at: Checks." in banner.text
    await officer.do(ref, "acknowledge-referral", how="By telephone")
    await officer.do(ref, "record-enquiry", subject="admissions", result="no-trace", answer="No application.")
    await officer.do(ref, "complete-checks", found="nowhere", summary="No trace anywhere.")
    await officer.do(
        ref, "record-visit", outcome="child-seen", at="16.10", where="At home", alone="yes", child_said="Misses school."
    )
    await officer.do(ref, "record-family-reached", how="in-person", said="They moved in September.")
    await officer.do(ref, "agree-support", needs="A place near home.", plan="Apply this week.")
    await officer.do(ref, "record-offer", school="fixture academy", school_name="Fixture Academy")
    opened = date.fromisoformat(str((await site.case(ref))["opened_on"]))
    await officer.do(ref, "record-place-accepted", agreed_with="The mother", **day("starts_on", opened))
    await officer.do(ref, "confirm-first-attendance", said_by="Attendance office", **day("attended_on", opened))
    await officer.do(ref, "review-attendance", attending="sustained", seen="In every day.")
    await officer.do(ref, "record-no-other-children", who_said="The mother, and the housing record.")
    await officer.do(
        ref,
        "close-case",
        outcome="ON_ROLL",
        proof="first-attendance",
        evidence="The register shows the child in class.",
        **day("attended_on", opened),
    )
    closed = await officer.page(f"/cases/{ref}")
    assert "closed" in closed.text
    assert closed.has_link("Reopen the case")
    assert (await site.case(ref))["place"]["school"] == "800/4001"


# What these are about is chosen on a page of its own.
CHOSEN_BEFORE = {
    "correct-entry": "/history",
    "merge-case": "/matches",
    "decide-not-same": "/matches",
    "record-earlier-case": "/matches",
}


async def test_every_form_that_is_open_opens_and_asks_what_it_should(site: Site, supervisor: Visitor) -> None:
    ref = await site.refer()
    soon = (services_of(site).today + timedelta(days=90)).isoformat()
    await site.do(ref, "add-warning", words="A large dog.", source="Housing", review_on=soon)
    await site.do(ref, "plan-visit", visit_on=soon, ends_by="16:30", warnings_read=True)
    await site.do(ref, "add-household-child", child_name="Mia Example")
    for action in (await site.case(ref, "supervisor"))["actions"]:
        answer = await supervisor.get(f"/cases/{ref}/do/{action['name']}")
        if (chosen := CHOSEN_BEFORE.get(action["name"])) is not None:
            assert answer.goes_to == f"/cases/{ref}{chosen}"
            continue
        assert answer.status == 200, action["name"]
        form = answer.page.form()
        asked = {name.partition(".")[0].partition("-")[0] for name in form.names}
        hidden = {"sha256", "media_type", "size"} if action["name"] == "file-document" else set()
        schema = action["schema"]
        # What may be left empty and has nothing to choose from is not asked.
        idle = {name for name, each in schema["properties"].items() if "choices" in each} - set(
            schema.get("required", [])
        )
        assert asked >= set(schema["properties"]) - hidden - idle, action["name"]
        assert {"_key", "csrf", "_whose", "_seen"} <= form.names
        assert len(form.values["_key"]) == 32


async def test_an_empty_form_says_at_once_everything_that_is_missing(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    for action in (await site.case(ref))["actions"]:
        if action["name"] in CHOSEN_BEFORE:
            continue
        answer = await officer.send(f"/cases/{ref}/do/{action['name']}")
        needed = set(action["schema"].get("required", []))
        if not needed - {"letter", "needs"}:
            continue
        assert answer.status == 422, action["name"]
        assert "There is a problem" in answer.text
        links = [href for href, _ in answer.page.links if href.startswith("#f-")]
        assert links, action["name"]
        assert {link.removeprefix("#") for link in links} <= set(answer.page.ids), action["name"]
