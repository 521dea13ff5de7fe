"""A changed standard on its pages: proposed with what it moves, approved by another, and then the dates move."""

import re

from domain.date_rules import work_out
from domain.deadline import uk_day
from domain.policy import STANDARDS
from domain.policy_changes import why_not
from records.almanac import almanac
from records.database import transaction
from records.tables import StaffRow
from tests.api.site import Site
from tests.pages.visitor import Visitor, services_of, sound
from tests.workflows.world import Case

PATH = "/policy/standards"


async def test_a_standard_is_proposed_approved_and_moves_what_runs(site: Site, supervisor: Visitor) -> None:
    with transaction(site.world.house.engine) as session:
        session.merge(StaffRow(id="second", name="Second Placeholder", roles=["supervisor"], team="north"))
    today = uk_day(services_of(site).now())
    case = Case(site.world, await site.refer(child={"given": "Kai", "surname": "Example"}))
    was = case.last_day("triage")
    day = {"since-day": str(today.day), "since-month": str(today.month), "since-year": str(today.year)}

    for answers, at in (
        ({"value": "41", **day, "reason": "More."}, "#f-value"),
        ({"value": "two", **day, "reason": "More."}, "#f-value"),
        (
            {"value": "5", "since-day": "31", "since-month": "2", "since-year": "2027", "reason": "More."},
            "#f-since-day",
        ),
        ({"value": "5", **day, "reason": ""}, "#f-reason"),
    ):
        wrong = await supervisor.send(f"{PATH}/triage", **answers)
        assert (wrong.status, wrong.page.title[:7]) == (422, "Error: "), answers
        assert at in {href for href, _ in wrong.page.links}, answers
        sound(wrong)
    assert (await supervisor.send(f"{PATH}/triage", value="5", **day, reason="We need longer.")).status == 303

    answer = await supervisor.get(PATH)
    sound(answer)
    assert "Waits to be decided: Decide what a referral is: 5 working days" in answer.text
    assert case.ref in answer.text
    assert f"{was:%A %-d %B %Y}" in answer.text
    own = answer.page.form(f"{PATH}/")
    alone = await supervisor.post(own.action, {**own.filled(why="It is right."), "decision": "approve"})
    assert (alone.status, "somebody else approves it" in alone.text) == (409, True)
    twice = await supervisor.send(f"{PATH}/triage", value="6", **day, reason="Longer still.")
    assert (twice.status, "waits to be decided" in twice.text) == (422, True)
    assert case.last_day("triage") == was, "nothing moves before it is approved"

    async with Visitor.signed_in(site, "second") as other:
        form = (await other.page(PATH)).form(f"{PATH}/")
        unsaid = await other.post(form.action, {**form.filled(why=""), "decision": "approve"})
        assert unsaid.status == 422
        sound(unsaid)
        done = await other.post(form.action, {**form.filled(why="The team agreed."), "decision": "approve"})
        assert done.status == 303
        await case.until(lambda: case.last_day("triage") > was)
        assert (await other.post(form.action, {**form.filled(why="Again."), "decision": "approve"})).status == 409
        said = (await other.page(PATH)).text
        assert "Approved by Second Placeholder" in said
        assert "released as 2 working days" in said
    with transaction(site.world.house.engine) as session:
        expected = work_out("triage", today, almanac(session))
    assert case.last_day("triage") == expected.last_day
    shown = (await supervisor.page(f"/cases/{case.ref}")).text
    assert "By the standard in force on" in shown
    assert "5 working days, from" in shown
    rules = {rule["name"]: rule for rule in (await site.get("/api/rules")).json()}
    assert rules["triage"]["value"] == "5 working days"
    assert "released as 2 working days" in rules["triage"]["changed"]
    asked = await site.post("/api/dates", {"rule": "triage", "from": today.isoformat()})
    assert asked.json()["last_day"] == expected.last_day.isoformat()
    stood = (await site.get(f"/api/cases/{case.ref}", "supervisor", params={"as_at": today.isoformat()})).json()
    assert any(rule["standard"].startswith("5 working days, from") for rule in stood["rules"])
    await case.check()


async def test_what_is_not_the_authority_s_own_is_refused_by_name(site: Site, supervisor: Visitor) -> None:
    said = (await supervisor.page(PATH)).text
    for name in ("unseen-police", "placement-offer", "posting-margin"):
        answer = await supervisor.get(f"{PATH}/{name}")
        assert answer.status == 409
        assert why_not(STANDARDS[name]) in answer.text
        assert STANDARDS[name].label in said
    assert (await supervisor.get(f"{PATH}/suitable-education-notice")).status == 404
    form = (await supervisor.page(f"{PATH}/checks")).form(f"{PATH}/checks")
    filled = form.filled(value="12", reason="Slip it in.") | {
        "since-day": "1",
        "since-month": "1",
        "since-year": "2027",
    }
    assert (await supervisor.post(f"{PATH}/unseen-police", filled)).status == 409
    async with Visitor.signed_in(site, "officer") as officer:
        assert (await officer.get(PATH)).status == 403
        token = (await officer.page("/calendar")).form("/sign-out").filled()["csrf"]
        for path in (f"{PATH}/checks", f"{PATH}/1/decision"):
            assert (
                await officer.post(path, {**filled, "csrf": token, "decision": "approve", "why": "x"})
            ).status == 403
    assert re.search(r"Complete the checks.*10 working days", (await supervisor.page(PATH)).text)
