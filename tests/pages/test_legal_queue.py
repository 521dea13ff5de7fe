"""The legal team's queue: every task told to lawyers is in it, soonest first, and leads to the form that does it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from tests.api.site import Site, problem
from tests.pages.visitor import Visitor
from tests.workflows.noticed import absences, family, marked, slots
from tests.workflows.prosecuted import lawyers, waiting


@pytest.fixture
async def lawyer(site: Site) -> AsyncIterator[Visitor]:
    async with Visitor.signed_in(site, "legal") as visitor:
        yield visitor


async def queue(site: Site, who: str = "legal", **asked: Any) -> list[dict[str, Any]]:
    answer = await site.get("/api/legal", who, params=asked)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["lines"])


async def test_what_is_told_to_lawyers_stands_in_their_queue_until_it_is_done(site: Site, lawyer: Visitor) -> None:
    lawyers(site.world)
    case, mother = await family(site.world)
    days = absences(site.world)
    marked(site.world, days)
    asked = await site.do(case.ref, "ask-for-legal-advice", question="Is the father answerable too?")
    await case.do("begin-prosecution", person=mother, our_school=True, sessions=slots(days))
    charge = await waiting(case, mother)
    await charge.groundwork()
    await charge.do("send-prosecution-to-review")

    lines = await queue(site)
    told = {task.id for task in case.file().open_tasks() if task.audience == "legal"}
    assert told
    assert {line["id"] for line in lines if line["heading"] != "limits"} == told, "none is in no list"
    by_heading = {line["heading"]: line for line in lines}
    assert set(by_heading) == {"advice", "decisions", "limits"}
    assert by_heading["advice"]["why"] == "Is the father answerable too?"
    assert by_heading["limits"]["due_on"] == charge.last_day("prosecution-limit").isoformat()
    assert by_heading["limits"]["form"] == "proceedings/prosecution-1"
    assert [line["due_on"] for line in lines] == sorted(line["due_on"] for line in lines)
    assert by_heading["decisions"]["form"] == "proceedings/prosecution-1/do/review-prosecution"
    assert await queue(site, "supervisor") == lines
    problem(await site.get("/api/legal", "officer"), 403, "ROLE")

    page = await lawyer.page("/legal")
    for line in lines:
        assert line["title"] in page.text
    for href, _ in page.links:
        if href.startswith(f"/cases/{case.ref}"):
            opened = await lawyer.get(href)
            assert opened.status == 200, href
    assert "Legal work 1" in " ".join(page.text.split()), "the review is for today"

    answer = {"question": f"T{asked['seq']}-advice-wanted", "advice": "He is, until October."}
    problem(await site.act(case.ref, "give-legal-advice", answer), 403, "ROLE")
    await site.do(case.ref, "give-legal-advice", "legal", **answer)
    assert "advice" not in {line["heading"] for line in await queue(site)}
    assert case.task("advice-given") is not None
    problem(await site.act(case.ref, "give-legal-advice", answer, "legal"), 409, "NO_QUESTION", "question")


async def test_a_limit_running_out_is_told_and_finished_by_those_it_was_told_to(site: Site) -> None:
    case, mother = await family(site.world)
    days = absences(site.world)
    marked(site.world, days)
    await case.do("begin-prosecution", person=mother, our_school=True, sessions=slots(days))
    charge = await waiting(case, mother)
    sixty = charge.last_day("prosecution-limit") - timedelta(days=60)
    await case.forward((sixty - await case.today()).days)
    told = next(line for line in await queue(site) if "-limit-" in line["id"])
    assert (told["heading"], told["form"]) == ("limits", "finish-task")
    done = {"task": told["id"], "result": "The file is with counsel."}
    problem(await site.act(case.ref, "finish-task", done), 409, "LAWYER_NEEDED", "task")
    own = next(task for task in case.file().open_tasks() if (task.name, task.audience) == ("limit-60", "owner"))
    problem(await site.act(case.ref, "finish-task", {**done, "task": own.id}, "legal"), 409, "NOT_YOURS", "task")
    await site.do(case.ref, "finish-task", "legal", **done)
    assert told["id"] not in {line["id"] for line in await queue(site)}
    await charge.do("drop-prosecution", reason="Back in school.")
    await charge.over("dropped")
    assert [task for task in case.file().open_tasks() if task.name.startswith("limit-")] == []
    assert await queue(site) == []
