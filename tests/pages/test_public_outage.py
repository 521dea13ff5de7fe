"""PRACTICE 8.7: with the database away the page says that nothing was received, keeps the answers and names the
telephone; with the engine away what is sent is saved, and its process starts once.
"""

from dataclasses import replace

import pytest
from sqlalchemy import text
from temporalio.client import Client

from records.database import engine_of, transaction
from rollcall.outstanding import start_waiting
from tests.api.site import Site
from tests.pages.telling import NEIGHBOUR, Telling
from tests.pages.visitor import Answer, Visitor, services_of

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def without_database(site: Site) -> None:
    away = engine_of("postgresql://nobody@127.0.0.1:1/nowhere", connections=1)
    site.app.state.services = replace(services_of(site), engine=away)


def cases(site: Site) -> int:
    with transaction(site.world.house.engine) as session:
        return int(session.execute(text("select count(*) from case_file")).scalar_one())


def not_received(answer: Answer) -> None:
    assert answer.status == 503
    assert "We have not received this" in answer.text
    assert "01632 960 100" in answer.text, "the office"
    assert "01632 960 199" in answer.text, "the duty social worker"
    assert "RC-" not in answer.response.text


async def test_a_question_answered_without_a_database_is_shown_again_as_it_was_typed(site: Site) -> None:
    services = services_of(site)
    async with Visitor.signed_in(site) as neighbour:
        telling = Telling(neighbour, NEIGHBOUR)
        await telling.fill(stop_at="account")
        form = (await neighbour.page("/refer/account")).form("/refer/account")
        without_database(site)
        answer = await neighbour.post("/refer/account", form.filled(account="What I saw, at length."))
        not_received(answer)
        again = answer.page.form("/refer/account")
        assert again.values["account"] == "What I saw, at length."
        not_received(await neighbour.get("/refer/account"))
        site.app.state.services = services
        taken = await neighbour.post("/refer/account", again.filled())
        assert (taken.status, taken.goes_to) == (303, "/refer/you")
        assert (await neighbour.page("/refer/child")).form("/refer/child").values["given"] == "Plantedgiven"


async def test_the_very_first_answer_is_shown_again_too(site: Site) -> None:
    services = services_of(site)
    async with Visitor.signed_in(site) as neighbour:
        without_database(site)
        assert (await neighbour.get("/refer")).status == 200, "what to do in danger needs no database"
        form = (await neighbour.page("/refer/who")).form("/refer/who")
        answer = await neighbour.post("/refer/who", form.filled(who="public"))
        not_received(answer)
        again = answer.page.form("/refer/who").filled()
        assert again["who"] == ["public"]
        site.app.state.services = services
        assert (await neighbour.post("/refer/who", again)).goes_to == "/refer/danger"


async def test_sent_without_a_database_nothing_is_received_and_every_answer_is_kept(site: Site) -> None:
    services, before = services_of(site), cases(site)
    async with Visitor.signed_in(site) as neighbour:
        telling = Telling(neighbour, NEIGHBOUR)
        await telling.fill()
        form = (await neighbour.page("/refer/check")).form("/refer/check")
        without_database(site)
        answer = await neighbour.post("/refer/check", form.filled())
        not_received(answer)
        for planted in ("Plantedgiven", "Plantedwords", "Plantedreferrer", "since half term"):
            assert planted in answer.text
        # Whatever the hour did meanwhile to what was held, the page itself has the answers.
        with transaction(services.engine) as session:
            session.execute(text("delete from held_answers"))
        site.app.state.services = services
        again = answer.page.form("/refer/check").filled()
        sent = await neighbour.post("/refer/check", again)
        assert sent.goes_to == "/refer/sent"
        assert (await neighbour.post("/refer/check", again)).goes_to == "/refer/sent"
    assert cases(site) == before + 1


async def test_sent_without_the_engine_it_is_saved_and_started_once_the_engine_is_back(site: Site) -> None:
    services = services_of(site)
    known = site.world.client
    nobody = await Client.connect("127.0.0.1:1", lazy=True, data_converter=known.data_converter)
    site.app.state.services = replace(services, client=nobody)
    async with Visitor.signed_in(site) as neighbour:
        ref = await Telling(neighbour, NEIGHBOUR).tell()
    with transaction(services.engine) as session:
        runs = session.execute(text("select count(*) from standing where case_ref = :ref"), {"ref": ref})
        assert runs.scalar_one() == 0
    for _ in range(2):
        await start_waiting(site.world.house, known)
    started = [run async for run in known.list_workflows(f"WorkflowId = '{ref}'")]
    assert len(started) == 1
