"""A letter in other words on its pages: proposed, seen as a difference and as a page, approved by another, drafted."""

from domain.deadline import uk_day
from letters.wording import TEMPLATES
from records.database import transaction
from records.recorder import load_case
from records.tables import StaffRow
from tests.api.site import MOTHER, Site
from tests.pages.visitor import Visitor, services_of, sound

PATH = "/policy/wordings"
SAID = "We answer the telephone from 8.30 in the morning."


async def test_a_wording_is_proposed_approved_and_drafted_in(site: Site, supervisor: Visitor) -> None:
    with transaction(site.world.house.engine) as session:
        session.merge(StaffRow(id="second", name="Second Placeholder", roles=["supervisor"], team="north"))
    today = uk_day(services_of(site).now())
    day = {"since-day": str(today.day), "since-month": str(today.month), "since-year": str(today.year)}
    ref = await site.refer(adults=[MOTHER])
    await site.do(ref, "decide-triage", route="missing-education", reasons="On no roll.")
    before = (await site.do(ref, "draft-letter", template="L02", person="P1-1"))["seq"]

    shown = await supervisor.get(f"{PATH}/L02")
    sound(shown)
    body = TEMPLATES["L02"].body
    for answers, at in (
        ({"body": body.replace("{{ contact_by }}", "soon"), **day, "reason": "Clearer."}, "#f-body"),
        ({"body": body + "{{ child_name.__class__ }}", **day, "reason": "Clearer."}, "#f-body"),
        ({"body": body + SAID, **day, "since-year": "2001", "reason": "Clearer."}, "#f-since-day"),
        ({"body": body + SAID, **day, "reason": ""}, "#f-reason"),
    ):
        wrong = await supervisor.send(f"{PATH}/L02", **answers)
        assert (wrong.status, wrong.page.title[:7]) == (422, "Error: ")
        assert at in {href for href, _ in wrong.page.links}, answers
        sound(wrong)
    assert (await supervisor.send(f"{PATH}/L02", body=body + SAID, **day, reason="People ask.")).status == 303

    waits = await supervisor.get(PATH)
    sound(waits)
    assert SAID in waits.text
    own = waits.page.form(f"{PATH}/")
    number = own.action.split("/")[3]
    picture = await supervisor.get(f"{PATH}/{number}/pages/1.png")
    assert (picture.status, picture.response.content[:4]) == (200, b"\x89PNG")
    assert (await supervisor.get(f"{PATH}/{number}/pages/2.png")).status == 200, "the last page is seen too"
    assert (await supervisor.get(f"{PATH}/{number}/pages/9.png")).status == 404
    alone = await supervisor.post(own.action, {**own.filled(why="It is right."), "decision": "approve"})
    assert (alone.status, "somebody else approves it" in alone.text) == (409, True)
    async with Visitor.signed_in(site, "second") as other:
        form = (await other.page(PATH)).form(f"{PATH}/")
        assert (await other.post(form.action, {**form.filled(why=""), "decision": "approve"})).status == 422
        assert (await other.post(form.action, {**form.filled(why="Good."), "decision": "approve"})).status == 303
        assert "Approved by Second Placeholder" in (await other.page(PATH)).text
    after = (await site.do(ref, "draft-letter", template="L02", person="P1-1"))["seq"]
    with transaction(site.world.house.engine) as session:
        case = load_case(session, ref)
    old, new = case.letter(f"L{before}"), case.letter(f"L{after}")
    assert old is not None
    assert new is not None
    assert SAID not in old.text
    assert SAID in new.text
    assert (old.wording, new.wording) == (
        "version 1, as released",
        f"change {number}, in force from {today.isoformat()}",
    )
    assert new.wording in (await supervisor.page(f"/cases/{ref}/letters/{new.id}")).text


async def test_a_letter_with_legal_effect_and_whoever_may_not_are_refused(site: Site, supervisor: Visitor) -> None:
    legal = await supervisor.get(f"{PATH}/L05")
    assert (legal.status, "it has legal effect" in legal.text) == (409, True)
    assert (await supervisor.get(f"{PATH}/L99")).status == 404
    form = (await supervisor.page(f"{PATH}/L03")).form(f"{PATH}/L03")
    filled = form.filled(reason="Slip it in.")
    assert (await supervisor.post(f"{PATH}/L05", filled)).status == 409
    async with Visitor.signed_in(site, "officer") as officer:
        token = (await officer.page("/calendar")).form("/sign-out").filled()["csrf"]
        assert (await officer.get(PATH)).status == 403
        for path in (f"{PATH}/L03", f"{PATH}/1/decision"):
            assert (await officer.post(path, {**filled, "csrf": token})).status == 403
