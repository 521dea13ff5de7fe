"""What the API says, in the shapes that were agreed."""

from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest

from domain.actions import JOURNEY
from domain.school_age import leaving_date
from tests.api.site import CHILD, MOTHER, Site, problem

BORN = datetime.now(UTC).year - 10  # a child of ten, whatever year it is


async def test_a_case_says_where_it_stands_what_can_be_done_and_what_not(site: Site) -> None:
    ref = await site.refer()
    case = await site.case(ref)
    assert {"ref", "stage", "actions", "blocked", "deadlines", "people", "flags", "proceedings"} <= set(case)
    assert case["stage"] == "referral"
    assert case["proceedings"] == {}
    assert case["flags"] == []
    named = [action["name"] for action in (*case["actions"], *case["blocked"])]
    assert sorted(named) == sorted(action.name for action in JOURNEY), "each action is on one list or the other"
    for action in case["actions"]:
        assert {"name", "label", "href", "schema", "example"} <= set(action)
        assert action["href"] == f"/api/cases/{ref}/actions/{action['name']}"
        assert action["schema"]["type"] == "object"
        assert set(action["example"]) <= set(action["schema"]["properties"])
        assert set(action["schema"].get("required", [])) <= set(action["example"])
    for blocked in case["blocked"]:
        assert {"name", "label", "code", "reason", "source"} <= set(blocked)
        assert ("from" in blocked) != ("needs" in blocked), "where a day alone opens it, that day; else what is needed"
        assert None not in blocked.values()
    (person,) = case["people"]
    assert (person["name"], person["relation"], person["telephone"]) == ("Ms R Example", "Mother", "01632 960 123")
    assert person["address"] == ["1 Fixture Road", "Sampleton", "BA1 1AA"]


async def test_every_deadline_explains_itself(site: Site) -> None:
    ref = await site.refer()
    case = await site.case(ref)
    names = [deadline["name"] for deadline in case["deadlines"]]
    assert set(names) == {"acknowledge-referral", "triage", "case-review"}
    days = [deadline["last_day"] for deadline in case["deadlines"]]
    assert days == sorted(days)
    for deadline in case["deadlines"]:
        assert deadline["start"] <= deadline["last_day"]
        assert deadline["source"].endswith(("verified", "not verified"))
        assert any("The last day is" in sentence for sentence in deadline["explanation"])
    assert case["next_due"] == days[0]


async def test_a_day_alone_that_opens_a_step_is_said_as_from(site: Site) -> None:
    ref = await site.refer(child={**CHILD, "date_of_birth": f"{BORN}-03-04"})
    await site.do(ref, "record-no-other-children", who_said="The mother.")
    await site.do(ref, "record-child-seen", where="At home", seen_by="professional", by_name="Amina", by_role="Officer")
    form = {"outcome": "OVER_CSA", "proof": "birth-date", "evidence": "The birth certificate."}
    said = problem(await site.act(ref, "close-case", form), 409, "STILL_SCHOOL_AGE")
    opens = date.fromordinal(leaving_date(date(BORN, 3, 4)).toordinal() + 1)
    (verdict,) = said["verdicts"]
    assert verdict["from"] == opens.isoformat()
    assert "needs" not in verdict
    assert verdict["override"] is False, "it is law"


async def test_a_refused_act_can_be_set_aside_by_a_supervisor_where_it_is_no_law(site: Site) -> None:
    ref = await site.refer()
    await site.do(ref, "record-no-other-children", who_said="The mother.")
    form = {"outcome": "EHE_SUITABLE", "proof": "officer-decision", "evidence": "Her books and her work."}
    said = problem(await site.act(ref, "close-case", form), 409, "NOT_SEEN")
    assert said["verdicts"][0]["override"] is True
    reason = {"Override-Reason": "NOT_SEEN: seen by the doctor; who rang – and wrote".encode()}
    problem(await site.act(ref, "close-case", form, "officer", **reason), 409, "NOT_SEEN")
    done = await site.act(ref, "close-case", form, "supervisor", **reason)
    assert done.status_code == 200, done.text
    history = (await site.get(f"/api/cases/{ref}/timeline")).json()
    closed = next(entry for entry in history if entry["action"] == "close-case")
    assert closed["overrides"] == {"NOT_SEEN": "seen by the doctor; who rang – and wrote"}


async def test_lists_are_filtered_and_paged(site: Site) -> None:
    refs = [await site.refer(child={**CHILD, "given": given}) for given in ("Kai", "Mia", "Ola")]
    await site.do(refs[0], "decide-triage", route="missing-education", reasons="On no roll.")
    await site.do(refs[1], "assign-case", owner="officer2")

    async def found(**asked: str | int) -> list[str]:
        answer = await site.get("/api/cases", params=asked)
        assert answer.status_code == 200, answer.text
        return sorted(line["ref"] for line in answer.json()["cases"])

    assert await found() == sorted(refs)
    assert await found(stage="checks") == [refs[0]]
    assert await found(assignee="officer2") == [refs[1]]
    assert await found(assignee="me") == sorted([refs[0], refs[2]])
    assert await found(assignee="nobody") == []
    assert await found(text="mia example") == [refs[1]]
    assert await found(text="%") == []
    assert await found(text=refs[2].lower()) == [refs[2]]
    assert await found(due="overdue") == []
    pages = [(await site.get("/api/cases", params={"page": n, "per_page": 2})).json() for n in (1, 2, 3)]
    assert [len(page["cases"]) for page in pages] == [2, 1, 0]
    assert {page["total"] for page in pages} == {3}
    assert sorted(line["ref"] for page in pages for line in page["cases"]) == sorted(refs)


async def test_health_says_nothing_of_anybody(site: Site) -> None:
    ref = await site.refer()
    await site.case(ref)
    assert (await site.get("/healthz", "")).json() == {"status": "ok"}
    assert (await site.get("/readyz", "")).json() == {"database": True, "engine": True}
    metrics = (await site.get("/metrics", "")).text
    assert 'route="/api/cases/{ref}"' in metrics
    assert ref not in metrics
    assert "Example" not in metrics


async def test_every_answer_carries_the_headers_that_protect_it(site: Site, subtests: pytest.Subtests) -> None:
    ref = await site.refer()
    answers: dict[str, httpx.Response] = {
        "a case": await site.get(f"/api/cases/{ref}"),
        "nothing": await site.get("/api/nothing"),
        "nobody": await site.get(f"/api/cases/{ref}", ""),
        "unreadable": await site.post("/api/dates", b"{"),
        "health": await site.get("/healthz", ""),
    }
    for name, answer in answers.items():
        with subtests.test(name):
            assert "default-src 'none'" in answer.headers["content-security-policy"]
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["referrer-policy"] == "no-referrer"
            assert answer.headers["cache-control"] == "no-store"


async def test_the_first_entry_says_what_was_told(site: Site) -> None:
    ref = await site.refer(account="Has not been in school since half term.", reason="no-place")
    (first,) = (await site.get(f"/api/cases/{ref}/timeline")).json()
    said: dict[str, Any] = {line["says"]: line["value"] for line in first["lines"]}
    assert said["Account"] == "Has not been in school since half term."
    assert said["Reason"] == "No suitable place after moving to the area"
    assert said["Channel"] == "A school"
    assert MOTHER["name"] in said["Adults"]
