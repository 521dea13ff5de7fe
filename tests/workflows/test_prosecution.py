"""A prosecution on the real server, from an unpaid penalty notice to its result and its review."""

from datetime import date, timedelta

from domain.act import Act
from domain.actions.penalty_ending import NoticeCharged
from domain.law.time_limit import limit_of
from domain.proceedings import PenaltyNotice
from domain.proceedings.groundwork import InForce
from records.database import transaction
from records.tables import AuthorisationRow
from tests.workflows.noticed import absences, family, marked, slots
from tests.workflows.ordered import SCHOOL, appearing
from tests.workflows.post import letter_of
from tests.workflows.prosecuted import Prosecuted, lawyers, on_notice, unpaid, waiting
from tests.workflows.test_attendance_order import deciding, ordered
from tests.workflows.world import World
from workflows.desk import State
from workflows.penalty_notice import PenaltyNoticeProcess
from workflows.prosecution import ProsecutionProcess


async def test_an_unpaid_notice_goes_to_court_and_ends_with_the_result(world: World) -> None:
    notice = await unpaid(world)
    case = notice.case
    charge = await on_notice(notice)
    assert charge.last_day("prosecution-limit") > await case.today()
    assert set(await charge.refused("send-prosecution-to-review")) == {"OFFENCE_NOT_CHOSEN"}
    letter = await charge.begun()
    assert charge.charge.instituted_at is not None
    await notice.over("prosecute")
    assert notice.notice.proceedings_began_at == charge.charge.instituted_at
    assert await charge.refused("authorise-prosecution", by="supervisor", reasons="Again") == ["NOT_A_STEP"]

    await case.do("record-posting", letter=letter)
    await charge.do("record-charge-service", manner="first-class", evidence="Certificate 1")
    await charge.at("served")
    served = charge.charge.served_on
    assert served is not None
    assert charge.last_day("single-justice-reply") == served + timedelta(days=20)
    assert await charge.refused("record-plea", plea="none") == ["PLEA_MAY_COME"]
    await case.forward((served + timedelta(days=21) - await case.today()).days)
    due = case.task("plea-due")
    assert due is not None
    assert due.audience == "legal"
    assert charge.charge.stage == "served", "the 21 days passing decide nothing"
    assert await charge.refused("record-plea", plea="none") == ["PLEA_MAY_COME"], "the later reading of the rule"
    await case.forward(1)
    await charge.do("record-plea", plea="none")
    await charge.at("in-court")

    hearing = {"at": "10:00", "court": "Sampleton Magistrates' Court", "what": "Adjourned for a means form"}
    tomorrow = await case.today() + timedelta(days=1)
    await charge.do("set-hearing", hearing_on=tomorrow.isoformat(), **hearing)
    await case.forward(1)
    await charge.do("record-hearing-held", hearing=charge.charge.hearings[0].id, outcome="Decided on the papers.")
    await charge.do("record-supervision-directed", court="Sampleton Magistrates' Court")
    assert case.task("begin-directed-supervision-order") is not None
    await charge.do("record-result", by="legal", result="convicted", sentence="A fine of £200, and costs.")
    await charge.at("ended")
    await charge.do("review-result", by="legal", learned="Attendance is looked at again in four weeks.")
    await charge.over("convicted")
    told = case.file().proceeding(notice.name)
    assert isinstance(told, PenaltyNotice)
    assert told.convicted_on == charge.charge.result_on
    assert told.counts
    await case.check()


async def test_a_notice_whose_process_does_not_run_is_told_when_it_does(world: World) -> None:
    """Recorded first, told until it is told: the prosecution itself waits for nothing."""
    notice = await unpaid(world)
    case = notice.case
    charge = await on_notice(notice)
    handle = world.client.get_workflow_handle(f"{case.ref}/{notice.name}")
    await handle.terminate()
    letter = await charge.begun()
    assert notice.notice.proceedings_began_at is not None, "the journal knows at once"
    await case.do("record-posting", letter=letter)
    await charge.do("record-charge-service", manner="first-class", evidence="Certificate 1")
    await charge.at("served")
    await carried_to_a_fresh_run(charge, handle.id)
    await world.stop()
    world.start()
    state = State(case=case.ref, stage="charging", turn=case.file().seq, seq=case.file().seq)
    await world.client.start_workflow(PenaltyNoticeProcess.run, state, id=handle.id, task_queue=world.queue)
    await case.forward(1)
    await notice.over("prosecute")
    assert await world.client.get_workflow_handle(handle.id).result() == "prosecute"


async def carried_to_a_fresh_run(charge: Prosecuted, notice: str) -> None:
    """The prosecution begins again with what it had not told, and moves to a fresh run with its next turn."""
    case, seq = charge.case, charge.case.file().seq
    process = f"{case.ref}/{charge.name}"
    await case.world.client.get_workflow_handle(process).terminate()
    began = charge.charge.instituted_at
    assert began is not None
    data = {"prosecution": charge.name, "began_at": began.isoformat()}
    key = f"{process}:charged:{notice.partition('/')[2]}"
    untold = {notice: Act(key=key, action=NoticeCharged.name, actor="process", data=data)}
    state = State(case=case.ref, stage="served", turn=seq, seq=seq, run_turns=1, untold=untold)
    await case.world.client.start_workflow(ProsecutionProcess.run, state, id=process, task_queue=case.world.queue)
    await charge.do("record-plea", plea="guilty")
    await charge.at("in-court")


async def test_returned_after_the_charge_it_is_the_lawyers_that_day_and_goes_no_further(world: World) -> None:
    """PRACTICE 8.12."""
    lawyers(world)
    case, mother = await family(world)
    days = absences(world)
    marked(world, days)
    await case.do("begin-prosecution", person=mother, our_school=True, sessions=slots(days))
    charge = await waiting(case, mother)
    letter = await charge.begun()
    await case.do("record-posting", letter=letter)
    await charge.do("record-charge-service", manner="first-class", evidence="Certificate 1")
    await charge.at("served")
    await case.forward(4)
    await case.do("record-returned-post", letter=letter)
    task = next(each for each in case.file().open_tasks() if (each.name, each.audience) == ("serve-again", "legal"))
    assert (task.urgent, task.due_on) == (True, await case.today())
    assert charge.charge.served_on is None
    hearing = {"at": "10:00", "court": "Sampleton Magistrates' Court", "what": "First hearing"}
    day = (await case.today() + timedelta(days=30)).isoformat()
    assert await charge.refused("set-hearing", hearing_on=day, **hearing) == ["CHARGE_RETURNED"]
    post = {"manner": "first-class", "evidence": "Certificate 2"}
    assert await charge.refused("record-charge-service", **post) == ["CAME_BACK"]
    await charge.do("record-charge-service", manner="by-hand", evidence="Handed to her at the door")
    assert charge.charge.served_on == await case.today()
    await charge.do("set-hearing", hearing_on=day, **hearing)
    await charge.do("record-result", by="legal", result="discontinued")
    await charge.at("ended")
    await charge.do("review-result", by="legal", learned="The address was wrong from the start.")
    await charge.over("discontinued")


async def test_on_the_last_day_only_what_is_in_time_is_charged_and_a_day_later_nothing(world: World) -> None:
    """S19, on the service's own clock."""
    lawyers(world)
    case, mother = await family(world)
    days = absences(world)
    marked(world, days)
    await case.do("begin-prosecution", person=mother, our_school=True, sessions=slots(days))
    charge = await waiting(case, mother)
    await charge.authorised()
    early = await charge.papers()
    last = limit_of(days[-1]).last_day
    await case.forward((last - await case.today()).days)
    told = {task.name for task in case.file().open_tasks() if task.audience == "legal"}
    assert {f"limit-{left}" for left in (60, 28, 14, 7, 3, 1)} <= told
    assert charge.charge.stage == "authorised", "nothing is charged because time passes"
    in_time = [day for day in days if limit_of(day).last_day >= last]
    if len(in_time) < len(days):
        assert await charge.refused("institute-proceedings", by="legal", **early) == ["CHARGE_DAYS"]
    fresh = await charge.papers()
    await case.forward(1)
    for papers in (early, fresh):
        assert "G10_OUT_OF_TIME" in await charge.refused("institute-proceedings", by="legal", **papers)


async def test_the_breach_of_an_order_is_charged_and_on_an_acquittal_the_court_ends_the_order(world: World) -> None:
    lawyers(world)
    with transaction(world.house.engine) as session:
        power = {"power": "authorise-prosecution", "granted_by": "head", "valid_from": date(2020, 1, 1)}
        session.add(AuthorisationRow(staff_id="supervisor", **power))
    chain = await appearing(world, plan=SCHOOL)
    case = chain.case
    day = (await case.today()).isoformat()
    assert "G08_NO_ORDER" in await case.refused("begin-prosecution-on-order", order=chain.name, first=day)
    await deciding(chain)
    await chain.at("ordering")
    await chain.looked_at()
    await ordered(chain)
    served = await case.today()
    await chain.to(chain.last_day("order-registration") + timedelta(days=1))
    await chain.do("record-registration", said_by="The registrar", evidence="Not on our register.")
    last = await case.today()
    body = {"order": chain.name, "first": served.isoformat(), "last": last.isoformat()}
    await case.do("begin-prosecution-on-order", **body)
    assert case.task("order-breach") is None
    charge = await waiting(case, chain.mother)
    assert charge.last_day("prosecution-limit") == limit_of(served).last_day
    letter = await charge.begun(offence="s443", procedure="single-justice", adult=True)
    assert charge.charge.charged == InForce(first=served, last=last)
    assert "failing to comply with a school attendance order" in letter_of(case, letter).text
    await charge.do("record-charge-service", manner="by-hand", evidence="Handed to her at the door")
    await charge.at("served")
    await charge.do("record-plea", plea="not-guilty")
    await charge.at("in-court")
    directed = {"court": "Sampleton Magistrates' Court"}
    assert await charge.refused("record-supervision-directed", **directed) == ["DIRECTION_NOT_POSSIBLE"]
    await charge.do("record-result", by="legal", result="acquitted", order_ended=True)
    await charge.at("ended")
    await chain.over("acquittal")
    await charge.do("review-result", by="legal", learned="The home education was suitable.")
    await charge.over("acquitted")
    await case.check()
