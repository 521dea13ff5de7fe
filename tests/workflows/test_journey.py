"""The journey on the real server: from referral to closed, and everything that may happen on the way."""

from domain.vocabulary import Stage
from tests.workflows.world import Case, World


async def to_reintegration(case: Case) -> None:
    await case.do("decide-triage", route="missing-education", reasons="On no roll.")
    await case.do("record-enquiry", subject="admissions", result="no-trace")
    await case.do("complete-checks", found="nowhere", summary="No trace anywhere.")
    await case.do("record-family-reached", how="in-person", said="They moved in September.")
    await case.do("agree-support", needs="A place near home.", plan="Apply this week.")
    await case.do("record-offer", school_name="Fixture Academy")
    today = await case.today()
    await case.do("record-place-accepted", starts_on=today.isoformat(), agreed_with="The mother")


async def test_a_child_is_found_supported_and_back_in_school(world: World) -> None:
    case = await world.open()
    await to_reintegration(case)
    today = await case.today()
    await case.do("confirm-first-attendance", attended_on=today.isoformat(), said_by="Attendance office")
    await case.do("record-no-other-children", who_said="The mother")
    receipt = await case.do(
        "close-case", outcome="ON_ROLL", proof="first-attendance", evidence="In class.", attended_on=today.isoformat()
    )
    assert receipt.stage == Stage.CLOSED
    assert [passage.stage for passage in case.file().passages] == [
        "referral",
        "checks",
        "contact",
        "support",
        "placement",
        "reintegration",
        "closed",
    ]
    assert not list(case.file().running_clocks())
    assert not list(case.file().open_tasks())
    receipt = await case.do("reopen-case", reason="She stopped coming.")
    assert receipt.stage == Stage.CONTACT
    assert case.file().next_due is not None


async def test_a_step_out_of_turn_is_refused_and_changes_nothing(world: World) -> None:
    case = await world.open()
    assert await case.refused("complete-checks", found="nowhere", summary="No trace.") == ["NOT_A_STEP"]
    assert case.actions() == ["referral-received"]


async def test_a_year_in_which_nobody_does_anything(world: World) -> None:
    case = await world.open()
    await case.forward(365)
    passed = [entry for entry in case.journal() if entry.action == "clock-passed"]
    assert {entry.data["clock"] for entry in passed} >= {"acknowledge-referral", "triage", "case-review"}
    assert len(passed) > 20
    file = case.file()
    assert file.next_due is not None
    assert [task.name for task in file.open_tasks() if task.audience == "supervisor"]
    assert file.letters == []
