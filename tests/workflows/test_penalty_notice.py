"""A whole penalty notice on the real server, with each of its endings. Days are relative to today."""

from datetime import timedelta
from typing import Any

import pytest

from domain.act import Act
from domain.actions.penalty_ending import NoticeCharged
from rollcall.importing import tell_recoded
from tests.workflows.noticed import Noticed, absences, begun, family, marked, notice_for_a_week, waiting
from tests.workflows.world import World

WITHDRAWN: dict[str, Any] = {"ground": "ought-not", "reason": "The school had given leave.", "understood": True}


async def to_last_day(notice: Noticed, rule: str) -> None:
    """To the last day of that clock, still in time."""
    await notice.case.forward((notice.last_day(rule) - await notice.case.today()).days)


async def unpaid(world: World) -> Noticed:
    """The 28 days are over, and nothing has happened by itself."""
    notice = await notice_for_a_week(world)
    await notice.received()
    await to_last_day(notice, "penalty-payment")
    assert await notice.refused("decide-unpaid-notice", choice="prosecute", reason="Early") == ["NOT_A_STEP"]
    await notice.case.forward(1)
    await notice.at("deciding")
    return notice


async def test_paid_at_the_lower_amount_on_the_last_day_it_ends(world: World) -> None:
    notice = await notice_for_a_week(world)
    await notice.received()
    received = notice.notice.received_on
    assert received is not None
    assert notice.last_day("penalty-discount") == received + timedelta(days=20)
    assert notice.last_day("penalty-payment") == received + timedelta(days=27)
    await to_last_day(notice, "penalty-discount")
    await notice.do("record-penalty-payment", pence=8000, reference="Receipt 1")
    await notice.over("paid")
    assert not notice.running("penalty-payment")
    assert not notice.running("prosecution-limit")


async def test_eighty_pounds_a_day_late_discharge_nothing_and_the_rest_does(world: World) -> None:
    notice = await notice_for_a_week(world)
    await notice.received()
    await to_last_day(notice, "penalty-discount")
    await notice.case.forward(1)
    await notice.do("record-penalty-payment", pence=8000, reference="Receipt 1")
    missing = notice.case.task("tell-what-is-missing")
    assert missing is not None
    assert f"£80 by {notice.last_day('penalty-payment'):%-d %B %Y}" in missing.why
    assert notice.notice.open
    assert await notice.refused("record-penalty-payment", pence=9000, reference="Receipt 2") == ["PAYMENT_TOO_MUCH"]
    assert await notice.refused("record-penalty-payment", pence=8000, reference="Receipt 1") == ["PAYMENT_TWICE"]
    await notice.do("record-penalty-payment", pence=9000, reference="Receipt 2", refund=1000)
    await notice.at("refund-due")
    await notice.do("record-penalty-refund", pence=1000)
    await notice.over("paid")


async def test_unpaid_it_is_decided_by_a_person_and_ends_when_it_is_charged(world: World) -> None:
    notice = await unpaid(world)
    due = notice.case.task("decide-unpaid")
    assert due is not None
    await notice.case.forward(3)
    assert not notice.notice.decision  # nothing by default
    why = {"choice": "prosecute", "reason": "The evidence is plain."}
    assert await notice.refused("decide-unpaid-notice", **why) == ["NOT_AUTHORISED"]
    await notice.do("decide-unpaid-notice", by="supervisor", **why)
    await notice.at("charging")
    began = await notice.case.now()
    data = {"prosecution": "prosecution-1", "began_at": began.isoformat()}
    charged = Act(key=f"{notice.case.ref}:charged", action=NoticeCharged.name, actor="process", data=data)
    handle = notice.case.world.client.get_workflow_handle(f"{notice.case.ref}/{notice.name}")
    await handle.signal("report", charged)
    await notice.over("prosecute")
    await notice.case.check()
    assert notice.notice.proceedings_began_at == began


async def test_withdrawn_because_it_is_not_prosecuted_it_neither_counts_nor_may_be_charged(world: World) -> None:
    notice = await unpaid(world)
    await notice.do("decide-unpaid-notice", choice="withdraw", reason="Not in the public interest.")
    body = {"ground": "not-prosecuted", "reason": "Decided."}
    assert await notice.refused("withdraw-penalty-notice", **body) == ["WITHDRAWAL_UNDERSTOOD"]
    await notice.do("withdraw-penalty-notice", understood=True, **body)
    await notice.over("withdrawn")
    assert not notice.notice.counts
    assert notice.notice.covers
    letter = await notice.written("L12", concerning=notice.name)
    assert "withdrawn" in (notice.case.file().letter(letter) or pytest.fail("no letter")).text


async def test_withdrawn_after_a_part_payment_the_money_goes_back_first(world: World) -> None:
    notice = await notice_for_a_week(world)
    await notice.received()
    await notice.do("record-penalty-payment", pence=5000, reference="Receipt 1")
    assert await notice.refused(
        "withdraw-penalty-notice", ground="not-prosecuted", reason="Early", understood=True
    ) == ["WITHDRAWAL_UNPAID"]
    await notice.do("withdraw-penalty-notice", **WITHDRAWN)
    await notice.at("refund-due")
    assert await notice.refused("record-penalty-refund", pence=6000) == ["REFUND_TOO_MUCH"]
    await notice.do("record-penalty-refund", pence=5000)
    await notice.over("withdrawn")


async def test_dropped_before_it_is_given_it_never_was(world: World) -> None:
    notice = await notice_for_a_week(world)
    await notice.do("drop-penalty-notice", reason="Support is right here.")
    await notice.over("dropped")
    again = await begun(notice.case, notice.mother, absences(world))
    assert again.name == "penalty-notice-2"


async def test_the_questions_are_asked_before_it_is_prepared(world: World) -> None:
    notice = await notice_for_a_week(world)
    missing = await notice.refused("prepare-penalty-notice")
    assert set(missing) == {"G12_CONSIDERED", "G18_IMPROVEMENT", "G31_NEEDS"}
    await notice.asked()
    await notice.do("prepare-penalty-notice")
    await notice.at("prepared")


async def test_four_eyes(world: World) -> None:
    """Not who asked, wrote or edited; and with the power for it in the register of authorisations."""
    notice = await notice_for_a_week(world)
    await notice.asked()
    await notice.do("prepare-penalty-notice")
    await notice.at("prepared")
    case = notice.case
    drafted = await case.do("draft-letter", template="L11", person=notice.mother, concerning=notice.name)
    letter = f"L{drafted.seq}"
    assert set(await case.refused("approve-letter", letter=letter)) == {"SECOND_PERSON", "NOT_AUTHORISED"}
    assert await case.refused("approve-letter", letter=letter, by="officer2") == ["NOT_AUTHORISED"]
    await case.do("approve-letter", letter=letter, by="supervisor")
    assert await case.refused("issue-letter", letter=letter) == ["NOT_GIVEN"]
    codes = await notice.refused("give-penalty-notice", letter=letter)
    assert set(codes) == {"NOT_AUTHORISED", "G29_SECOND_PERSON", "G28_INFORMATION"}
    edited = (case.file().letter(letter) or pytest.fail("no letter")).text
    await case.do("edit-letter", letter=letter, by="supervisor", text=edited)
    assert await case.refused("approve-letter", letter=letter, by="supervisor") == ["SECOND_PERSON"]


async def test_taken_back_before_posting_it_does_not_count(world: World) -> None:
    notice = await notice_for_a_week(world)
    letter = await notice.prepared()
    information = await notice.written("L24")
    await notice.do("give-penalty-notice", by="supervisor", letter=letter, information=information)
    await notice.at("given")
    await notice.do("take-back-penalty-notice", reason="A slip of the pen.")
    await notice.at("prepared")
    assert not notice.notice.issued_on
    assert "NOT_GIVEN" in await notice.case.refused("issue-letter", letter=letter)


async def test_returned_post_takes_both_periods_back_and_the_six_months_run_on(world: World) -> None:
    notice = await notice_for_a_week(world)
    letter = await notice.received()
    await notice.case.forward(5)
    await notice.case.do("record-returned-post", letter=letter)
    assert not notice.notice.received_on
    assert not notice.running("penalty-discount")
    assert not notice.running("penalty-payment")
    assert notice.running("prosecution-limit")
    assert notice.case.task("serve-again") is not None
    await notice.case.forward(30)
    assert notice.notice.stage == "paying"
    again = await notice.letter()
    await notice.case.do("issue-letter", letter=again)
    await notice.case.do("record-posting", letter=again)
    await notice.do("record-notice-service", letter=again)
    received = notice.notice.received_on
    assert received is not None
    assert notice.last_day("penalty-payment") == received + timedelta(days=27)
    await notice.do("record-penalty-payment", pence=8000, reference="Receipt 1")
    await notice.over("paid")


async def test_two_notices_and_no_third(world: World) -> None:
    case, mother = await family(world)
    weeks = [absences(world, ago) for ago in (9, 5, 1)]
    for days in weeks:
        marked(world, days)
    for number, days in enumerate(weeks[:2]):
        notice = await begun(case, mother, days)
        await notice.given()
        tariff = notice.notice.tariff
        assert tariff is not None
        assert (tariff.discount, tariff.full) == ((8000, None)[number], 16000)
    body = {"person": mother, "setting": "academy", "our_school": True}
    third = [f"{day} {half}" for day in weeks[2] for half in ("AM", "PM")]
    assert await case.refused("begin-penalty-notice", sessions=third, **body) == ["G14_CAP"]
    used = [f"{day} {half}" for day in weeks[0] for half in ("AM", "PM")]
    assert set(await case.refused("begin-penalty-notice", sessions=used, **body)) == {"G14_CAP", "G15_USED_BEFORE"}


async def test_a_recoded_session_blocks_the_next_step_until_somebody_has_looked(world: World) -> None:
    case, mother = await family(world)
    days = absences(world)
    marked(world, days)
    notice = await begun(case, mother, days)
    await notice.asked()
    report = marked(world, days[:1], "I")
    assert [leaning.process for leaning in report.leaning] == [f"{case.ref}/{notice.name}"] * 2
    await tell_recoded(world.house, report.leaning, pytest.fail)
    await case.until(lambda: len(notice.notice.recoded) == 2)
    assert marked(world, days[:1], "I").leaning == []  # told once
    task = case.task("session-recoded")
    assert task is not None
    assert (task.urgent, task.due_on) == (True, await case.today())
    assert "RELIED_ON_RECODED" in await notice.refused("prepare-penalty-notice")
    await notice.do("settle-recoded-sessions", meaning="Ill: these sessions may not be relied on.")
    assert case.task("session-recoded") is None
    assert "NOT_UNAUTHORISED" in await notice.refused("prepare-penalty-notice")


async def test_below_the_threshold_an_authorised_officer_says_why_and_another_supervisor_agrees(world: World) -> None:
    case, mother = await family(world)
    days = absences(world, days=3)
    marked(world, days)
    notice = await begun(case, mother, days)
    await notice.asked()
    assert await notice.refused("prepare-penalty-notice") == ["G12_REASON"]
    assert await notice.refused("explain-below-threshold", reason="The third time.") == ["NOT_AUTHORISED"]
    await notice.do("explain-below-threshold", by="supervisor", reason="The third time.")
    assert await notice.refused("prepare-penalty-notice") == ["G12_THRESHOLD"]
    assert await notice.refused("support-below-threshold", by="supervisor", reason="Yes.") == ["SAME_PERSON"]
    await notice.do("support-below-threshold", by="officer2", reason="Everything else was tried.")
    await notice.do("prepare-penalty-notice")
    await notice.at("prepared")


async def test_what_the_parent_says_is_answered_by_another_and_stops_nothing(world: World) -> None:
    notice = await notice_for_a_week(world)
    await notice.received()
    last_day = notice.last_day("penalty-payment")
    said = await notice.do("record-representation", words="The school had agreed.")
    answer = {"representation": f"R{said.seq}", "answer": "The school says it had not."}
    for who in ("officer", "supervisor"):
        assert await notice.refused("answer-representation", by=who, **answer) == ["REPRESENTATION_BY_ANOTHER"]
    await notice.do("answer-representation", by="officer2", **answer)
    assert notice.last_day("penalty-payment") == last_day
    assert notice.case.task("answer-representation") is None


async def test_an_excluded_child_in_public_has_its_own_tariff_and_count(world: World) -> None:
    case, mother = await family(world)
    days = absences(world)
    body = {
        "person": mother,
        "seen_on": days[2].isoformat(),
        "where": "In the market hall at eleven",
        "in_school_hours": True,
        "exclusion_began": days[0].isoformat(),
        "justification": "None was given.",
    }
    assert await case.refused("begin-exclusion-notice", **body) == ["G27_SCHOOLS_NOTICE"]
    told = {"told_on": days[0].isoformat(), "told_from": days[0].isoformat(), "told_until": days[-1].isoformat()}
    await case.do("begin-exclusion-notice", **body, **told)
    notice = await waiting(case, mother)
    await notice.received()
    tariff = notice.notice.tariff
    assert tariff is not None
    assert (tariff.discount, tariff.full) == (6000, 12000)
    marked(world, absences(world, 6))
    first = await begun(case, mother, absences(world, 6))
    await first.asked()
    await first.do("prepare-penalty-notice")
    await first.at("prepared")
    assert first.notice.tariff is not None
    assert first.notice.tariff.name == "first"


async def test_the_last_months_are_told_to_officer_approver_and_lawyer(world: World) -> None:
    notice = await notice_for_a_week(world)
    limit = notice.last_day("prosecution-limit")
    assert limit > min(notice.notice.offence_days)
    await notice.case.forward((limit - timedelta(days=60) - await notice.case.today()).days)
    told = [task.audience for task in notice.case.file().open_tasks() if task.name == "limit-60"]
    assert sorted(told) == ["legal", "owner", "supervisor"]
    assert notice.running("prosecution-limit")
