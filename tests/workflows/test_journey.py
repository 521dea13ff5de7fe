"""The journey on the real server: from referral to closed, and everything that may happen on the way."""

from dataclasses import replace
from typing import Any

from sqlmodel import Session

from activities.letter_desk import LetterDesk
from domain.actions.base import Action
from domain.actions.letters import LetterDrafted
from domain.facts import Facts
from domain.vocabulary import Stage
from records.recorder import Desk
from tests.workflows.post import drafted, with_a_mother
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


async def test_a_supervisor_sends_a_case_back_and_its_clocks_begin_again(world: World) -> None:
    case = await world.open()
    await case.do("decide-triage", route="missing-education", reasons="On no roll.")
    await case.do("record-enquiry", subject="admissions", result="no-trace")
    await case.do("complete-checks", found="nowhere", summary="No trace anywhere.")
    assert "contact" in case.clocks()
    assert "NOT_EARLIER" in await case.refused("send-back", by="supervisor", to="placement", reason="Further on?")
    receipt = await case.do("send-back", by="supervisor", to="checks", reason="One enquiry is not enough.")
    assert (receipt.stage, (await case.says()).stage) == (Stage.CHECKS, Stage.CHECKS)
    assert "contact" not in case.clocks()
    assert "checks" in case.clocks()
    assert [passage.stage for passage in case.file().passages] == ["referral", "checks", "contact", "checks"]
    assert "complete-checks" in case.actions()  # what was done stays written
    await case.check()


async def test_a_case_on_which_something_with_legal_effect_rests_is_not_sent_back(world: World) -> None:
    world.house.__dict__["letters"] = Notices(world.house.letters)
    await world.stop()
    world.start()
    case, mother = await with_a_mother(world)
    await case.do("decide-triage", route="missing-education", reasons="On no roll.")
    letter = await drafted(case, mother)
    await case.do("approve-letter", by="supervisor", letter=letter)
    await case.do("issue-letter", by="supervisor", letter=letter)
    why = {"NO_EARLIER_STAGE": "Please.", "LEGAL_EFFECT": "Please."}
    codes = await case.refused("send-back", by="supervisor", overrides=why, to="referral", reason="Too soon.")
    assert codes == ["LEGAL_EFFECT"]
    assert (await case.says()).stage == Stage.CHECKS


class Notices(LetterDesk):
    """A desk whose every letter has legal effect: none of the wordings of this release has."""

    def __init__(self, house_desk: LetterDesk) -> None:
        super().__init__(house_desk._authority, house_desk._channel, house_desk._confidence)

    def desk(self, session: Session) -> Desk:
        whole = super().desk(session)

        def prepare(action: Action, facts: Facts, seq: int) -> dict[str, Any]:
            ready = whole.prepare(action, facts, seq)
            return {**ready, "legal_effect": True} if isinstance(action, LetterDrafted) else ready

        return replace(whole, prepare=prepare)


async def test_a_closed_case_takes_notes_and_reopens_with_clocks(world: World) -> None:
    case = await world.open()
    assert (await case.close()).stage == Stage.CLOSED
    assert case.clocks() == {}
    assert await case.refused("record-contact", how="telephone") == ["NOT_A_STEP"]
    await case.do("add-note", note="Their officer rang to say thanks.")
    await case.check()
    await case.forward(400)  # nothing waits, and nothing is lost
    reopened = await case.do("reopen-case", reason="She has left that school.")
    assert reopened.stage == Stage.CONTACT
    assert {"first-contact", "contact", "case-review"} <= case.clocks().keys()
    assert min(case.clocks().values()) > await case.now()
    await case.check()


async def test_a_place_that_breaks_down_leads_back_to_support(world: World) -> None:
    case = await world.open()
    await to_reintegration(case)
    assert "reintegration-review-3" in case.clocks()
    receipt = await case.do("record-breakdown", why="The journey was too long.")
    assert receipt.stage == Stage.SUPPORT
    assert not [name for name in case.clocks() if name.startswith("reintegration")]
    assert case.file().place.starts_on is None
    await case.check()
