"""A whole attendance-order case on the real server: from the notice to the breach, with each way out."""

from datetime import timedelta

import pytest

from domain.act import Act
from domain.actions.supervision_told import OrderCeased
from domain.order_facts import order_held
from domain.proceedings.attendance_order import EndedBy
from records.almanac import almanac
from records.database import transaction
from tests.workflows.ordered import AT_HER_DOOR, ONE_DAY, OTHER, SCHOOL, Ordered, appearing, handed_over
from tests.workflows.post import letter_of
from tests.workflows.world import World

FORTNIGHT = timedelta(days=14)


async def noticed(chain: Ordered) -> None:
    """The first notice handed over today, with the shortest time the law gives."""
    today = await chain.case.today()
    letter = await chain.notified(how="by-hand", last_day=(today + FORTNIGHT).isoformat())
    await handed_over(chain, letter)


async def deciding(chain: Ordered) -> None:
    await noticed(chain)
    await chain.to(chain.last_day("suitable-education-notice") + ONE_DAY)
    await chain.at("deciding")
    await chain.decided()


async def ordered(chain: Ordered) -> None:
    """The order made and handed over today."""
    await chain.do("prepare-attendance-order", how="by-hand")
    await chain.at("order-prepared")
    await handed_over(chain, await chain.signed("sign-attendance-order", "L07"))
    await chain.at("in-force")


async def test_from_the_notice_to_the_breach_of_the_order(world: World) -> None:
    chain = await appearing(world)
    case, today = chain.case, await chain.case.today()
    short = {"how": "by-hand", "last_day": (today + FORTNIGHT - ONE_DAY).isoformat()}
    assert await chain.refused("prepare-education-notice", **short) == ["G03_TOO_SHORT"]
    await noticed(chain)
    assert chain.last_day("suitable-education-notice") == today + FORTNIGHT
    opinion = {"expedient": True, "reasons": "The child asks for school."}
    await chain.to(today + FORTNIGHT)
    assert await chain.refused("form-expediency", by="supervisor", **opinion) == ["NOT_A_STEP"]
    await chain.case.forward(1)
    await chain.at("deciding")
    assert not chain.chain.decisions, "the end of the period decides nothing"
    assert await chain.refused("form-expediency", **opinion) == ["NOT_AUTHORISED"]
    await chain.decided()
    await chain.at("naming")
    for number in (SCHOOL, OTHER):
        await chain.looked_at(number)
    served = await case.today()
    says = {"school": SCHOOL, "alternatives": [OTHER], "how": "by-hand"}
    await chain.do("prepare-school-notice", last_day=(served + FORTNIGHT).isoformat(), **says)
    await chain.at("intention-prepared")
    await handed_over(chain, await chain.signed("sign-school-notice", "L06"))
    await chain.at("choosing")
    await chain.do("record-parents-choice", chosen_how="selected", school=OTHER)
    await chain.to(served + FORTNIGHT)
    assert await chain.refused("prepare-attendance-order") == ["NOT_A_STEP"]
    await case.forward(1)
    await chain.at("ordering")
    assert await chain.refused("prepare-attendance-order", school=SCHOOL) == ["G06_CHOICE"]
    await ordered(chain)
    order = chain.chain.order
    assert order is not None
    assert order.names.number == OTHER
    assert "School 4002" in letter_of(case, order.letter).text
    await chain.do("record-order-copy", to="head", how="By e-mail.")
    await chain.to(chain.last_day("order-registration") + ONE_DAY)
    assert case.task("ask-registration") is not None
    await chain.do("record-registration", said_by="The registrar", evidence="Not on our register.")
    breach = case.task("order-breach")
    assert breach is not None
    assert breach.action == "begin-prosecution-on-order"
    with transaction(world.house.engine) as session:
        held = order_held(case.file(), chain.name, almanac(session))
    assert held is not None
    assert held.in_force is not None
    assert held.registered_on is None
    assert chain.chain.open, "a breach ends no order"
    await case.check()


async def test_for_a_child_with_a_plan_the_order_follows_the_first_notice(world: World) -> None:
    chain = await appearing(world, plan=SCHOOL)
    await deciding(chain)
    await chain.at("ordering")
    assert await chain.refused("prepare-school-notice", school=SCHOOL) == ["NOT_A_STEP"]
    for number in (SCHOOL, OTHER):
        await chain.looked_at(number)
    assert await chain.refused("prepare-attendance-order", school=OTHER) == ["G07_PLANS_SCHOOL"]
    await ordered(chain)
    order = chain.chain.order
    assert order is not None
    assert order.under_plan
    asked = await chain.refused("record-order-request", revoke=True)
    assert asked == ["S442_PLAN"]
    reasons = {"reasons": "The plan has ceased."}
    assert await chain.refused("revoke-attendance-order", **reasons) == ["NOT_AUTHORISED"]
    await chain.do("revoke-attendance-order", by="supervisor", **reasons)
    await chain.over("revoked")
    assert not chain.running("compulsory-school-age-ends")
    text = letter_of(chain.case, await chain.letter("L08")).text
    assert "We have revoked the order" in text


async def test_evidence_after_the_time_still_ends_it_where_it_satisfies(world: World) -> None:
    chain = await appearing(world)
    await deciding(chain)
    await chain.at("naming")
    came = await chain.do("record-order-evidence", what="A timetable and two exercise books.")
    await chain.looked_at()
    assert await chain.refused("prepare-school-notice", school=SCHOOL) == ["G04_UNREAD"]
    await chain.do("decide-satisfaction", satisfied=True, read=[f"E{came.seq}"], reasons="It suits the child.")
    await chain.over("suitable-education")
    assert chain.case.task("tell-satisfied") is not None
    await chain.case.check()


async def test_a_printed_day_that_turns_out_short_voids_the_notice(world: World) -> None:
    chain = await appearing(world)
    letter = await chain.notified()
    await chain.case.do("record-posting", letter=letter)
    notice = chain.chain.notice
    assert notice is not None
    assert chain.last_day("suitable-education-notice") == notice.printed_last_day
    proved = notice.printed_last_day - FORTNIGHT + ONE_DAY
    await chain.to(proved)
    await chain.case.do("record-service-proof", letter=letter, proof="The slip that she signed.")
    void = chain.case.task("issue-afresh")
    assert void is not None
    assert void.due_on == await chain.case.today()
    assert not chain.running("suitable-education-notice")
    await chain.case.forward(20)
    assert chain.chain.stage == "notified"
    await chain.do("set-aside-education-notice", reason="It is void.")
    await chain.at("considered")
    await noticed(chain)
    await chain.to(chain.last_day("suitable-education-notice") + ONE_DAY)
    await chain.at("deciding")


async def test_returned_post_reopens_service_and_its_clock(world: World) -> None:
    chain = await appearing(world)
    today = await chain.case.today()
    letter = await chain.notified(last_day=(today + timedelta(days=40)).isoformat())
    await chain.case.do("record-posting", letter=letter)
    assert chain.running("suitable-education-notice")
    await chain.case.forward(5)
    await chain.case.do("record-returned-post", letter=letter)
    assert not chain.running("suitable-education-notice")
    assert chain.case.task("serve-again") is not None
    assert "End of the period to satisfy the authority" in [mark.what for mark in chain.chain.doubts]
    await chain.case.forward(5)
    await chain.case.do("record-service", letter=letter, **AT_HER_DOOR)
    assert chain.case.task("serve-again") is None
    await chain.to(today + timedelta(days=41))
    await chain.at("deciding")


async def test_a_supervision_order_ends_it_by_a_signal(world: World) -> None:
    chain = await appearing(world, plan=SCHOOL)
    await deciding(chain)
    await chain.at("ordering")
    await chain.looked_at()
    await ordered(chain)
    day = await chain.case.today()
    data = {"by": EndedBy.SUPERVISION.value, "ended_on": day.isoformat(), "reasons": "Made today."}
    told = Act(key=f"{chain.case.ref}:ceased", action=OrderCeased.name, actor="process", data=data)
    handle = world.client.get_workflow_handle(f"{chain.case.ref}/{chain.name}")
    await handle.signal("report", told)
    await chain.over("supervision-order")
    order = chain.chain.order or pytest.fail("no order")
    assert order.ending is not None
    await chain.case.check()
