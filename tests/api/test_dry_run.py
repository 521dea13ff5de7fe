"""Asking without doing: the same answers as the act would get, and nothing recorded."""

import pytest

from tests.api.site import MOTHER, Site, problem


@pytest.fixture
def site(files_site: Site) -> Site:
    return files_site


async def test_a_dry_run_answers_as_the_act_would_and_records_nothing(site: Site, subtests: pytest.Subtests) -> None:
    ref = await site.refer()
    before = site.written()
    for who, action, form in (
        ("officer", "add-note", {"note": "The school will ring back."}),
        ("officer", "add-note", {"note": "Long ago.", "happened_on": "2000-01-01"}),
        ("officer", "complete-checks", {"found": "nowhere", "summary": "No trace."}),
        ("officer", "close-case", {"outcome": "ON_ROLL", "proof": "parent-said", "evidence": "She said so."}),
        ("officer", "send-back", {"to": "referral", "reason": "Too early."}),
        ("legal", "decide-triage", {"route": "lost", "reasons": "On a roll."}),
        ("officer", "add-note", {}),
        ("officer", "fly-to-the-moon", {}),
    ):
        with subtests.test(action, who=who):
            asked = await site.post(f"/api/cases/{ref}/check/{action}", form, who)
            assert site.written() == before
            done = await site.act(ref, action, form, who)
            if asked.status_code != 200:
                assert (asked.status_code, asked.json()) == (done.status_code, done.json())
            elif asked.json()["allowed"]:
                assert done.status_code == 200
            else:
                codes = [verdict["code"] for verdict in asked.json()["verdicts"]]
                refused = done.json()
                assert codes == ([verdict["code"] for verdict in refused["verdicts"]] or [refused["code"]])
            before = site.written()
    problem(await site.post("/api/cases/RC-2026-000000/check/add-note", {"note": "One thing."}), 404, "NO_SUCH_CASE")


async def test_a_dry_run_says_nothing_protected(site: Site) -> None:
    ref = await site.refer(adults=[MOTHER])
    await site.do(ref, "protect-details", why="refuge", source="The refuge worker")
    form = {"outcome": "EHE_SUITABLE", "proof": "officer-decision", "evidence": "Her books."}
    said = await site.post(f"/api/cases/{ref}/check/close-case", form)
    assert said.json()["allowed"] is False
    assert "800/4001" not in said.text
