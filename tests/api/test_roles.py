"""Role x stage x action: one table says who may do what where, and what stands in the way on a case just arrived."""

import asyncio
import uuid
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from domain.actions import JOURNEY
from domain.actions.merging import OF_TWO
from domain.case_file import CaseFile
from domain.vocabulary import Stage
from tests.api.journeys import NOT_FOUND, ORDER, case_at, close, move_on
from tests.api.site import Site


@pytest.fixture
def site(files_site: Site) -> Site:
    return files_site


CASEWORK, SUPERVISION, INSIDE = "officer supervisor", "supervisor", "officer supervisor legal"
OPEN = "referral checks contact support placement reintegration dormant"
ALWAYS = f"{OPEN} closed"
FINDABLE = "contact support placement reintegration"


class Row(NamedTuple):
    """`bare` is the code that stands in its way on a case just arrived there; by stage where they differ."""

    action: str
    who: str
    where: str
    bare: str = ""
    but: dict[str, str] = {}

    def stands(self, stage: str) -> str:
        return self.but.get(stage, self.bare)


TABLE = (
    # steps
    Row("decide-triage", CASEWORK, "referral"),
    Row("complete-checks", CASEWORK, "checks", "NO_ENQUIRY"),
    Row("record-family-reached", CASEWORK, "contact"),
    Row("record-not-found", CASEWORK, FINDABLE),
    Row("agree-support", CASEWORK, "support"),
    Row("record-place-accepted", CASEWORK, "placement", "NO_OFFER"),
    Row("record-breakdown", CASEWORK, "reintegration"),
    Row("record-traced", CASEWORK, "dormant"),
    Row("close-case", CASEWORK, OPEN, "HOUSEHOLD_NOT_ASKED"),
    Row("reopen-case", CASEWORK, "closed"),
    Row("send-back", SUPERVISION, OPEN, "", {"referral": "NO_EARLIER_STAGE"}),
    # within a stage
    Row("acknowledge-referral", CASEWORK, OPEN),
    Row("record-application", CASEWORK, "placement"),
    Row("record-offer", CASEWORK, "placement"),
    Row("review-support", CASEWORK, "support placement"),
    Row("record-support-refused", CASEWORK, "support placement"),
    Row("confirm-first-attendance", CASEWORK, "reintegration"),
    Row("review-attendance", CASEWORK, "reintegration", "NOT_ATTENDED_YET"),
    Row("record-recheck", CASEWORK, "dormant"),
    # while a case is open
    Row("record-child-seen", CASEWORK, OPEN),
    Row("record-contact", CASEWORK, OPEN),
    Row("plan-visit", CASEWORK, OPEN),
    Row("record-visit", CASEWORK, OPEN),
    Row("record-enquiry", CASEWORK, OPEN),
    Row("record-enquiry-answer", CASEWORK, OPEN, "NOTHING_ASKED"),
    Row("chase-enquiry", CASEWORK, OPEN, "NOTHING_ASKED"),
    Row("ask-agency", CASEWORK, OPEN),
    Row("ask-school", CASEWORK, OPEN),
    Row("record-removal-request", CASEWORK, OPEN),
    Row("agree-removal", CASEWORK, OPEN, "NO_REMOVAL"),
    Row("record-deletion", CASEWORK, OPEN),
    Row("record-challenge", CASEWORK, OPEN, "NO_REMOVAL"),
    Row("set-risk", CASEWORK, OPEN),
    Row("add-person", CASEWORK, OPEN),
    Row("record-responsibility", CASEWORK, OPEN),
    Row("record-reading-needs", CASEWORK, OPEN),
    Row("agree-email-service", CASEWORK, OPEN),
    Row("give-child-details", CASEWORK, OPEN),
    Row("add-household-child", CASEWORK, OPEN),
    Row("record-no-other-children", CASEWORK, OPEN),
    Row("check-household-child", CASEWORK, OPEN, "NO_CHILD_TO_CHECK"),
    Row("record-child-died", CASEWORK, OPEN),
    Row("take-back-child-died", SUPERVISION, OPEN, "NO_DEATH"),
    Row("add-warning", CASEWORK, OPEN),
    Row("review-warning", CASEWORK, OPEN, "NO_WARNING"),
    Row("end-warning", CASEWORK, OPEN, "NO_WARNING"),
    Row("write-summary", CASEWORK, OPEN),
    Row("approve-summary", CASEWORK, OPEN, "NO_SUMMARY"),
    Row("assign-case", CASEWORK, OPEN),
    Row("record-return-details", CASEWORK, OPEN),
    Row("hand-case-over", CASEWORK, OPEN),
    Row("record-hand-over-answer", CASEWORK, OPEN, "NO_HAND_OVER"),
    Row("record-authority-enquiry", CASEWORK, OPEN),
    Row("answer-authority-enquiry", CASEWORK, OPEN, "NOBODY_ASKED"),
    Row("extend-deadline", CASEWORK, OPEN),
    Row("pause-clocks", CASEWORK, OPEN),
    Row("resume-clocks", CASEWORK, OPEN, "NOT_PAUSED"),
    # always, a closed case too
    Row("add-note", INSIDE, ALWAYS),
    Row("file-document", INSIDE, ALWAYS),
    Row("raise-danger", INSIDE, ALWAYS),
    Row("correct-entry", CASEWORK, ALWAYS),
    Row("change-address", CASEWORK, ALWAYS),
    Row("set-contact-rule", CASEWORK, ALWAYS),
    Row("agree-safe-address", CASEWORK, ALWAYS),
    Row("record-person-died", CASEWORK, ALWAYS),
    Row("protect-details", CASEWORK, ALWAYS),
    Row("protect-words", CASEWORK, ALWAYS),
    Row("show-protected-details", CASEWORK, ALWAYS, "NOT_PROTECTED"),
    Row("end-protection", SUPERVISION, ALWAYS, "NOT_PROTECTED"),
    Row("open-referrer", CASEWORK, ALWAYS),
    Row("finish-task", INSIDE, ALWAYS, "NO_TASK"),
    Row("send-safeguarding-referral", CASEWORK, ALWAYS, "NO_SAFEGUARDING_WORK"),
    Row("decide-no-safeguarding-referral", CASEWORK, ALWAYS, "NO_SAFEGUARDING_WORK"),
    Row("send-police-referral", CASEWORK, ALWAYS),
    Row("decide-no-police-referral", CASEWORK, ALWAYS, "NO_POLICE_DRAFT"),
    Row("record-strategy-discussion", CASEWORK, ALWAYS, "NO_CARE_REFERRAL"),
    Row("record-care-decision", CASEWORK, ALWAYS, "NO_CARE_REFERRAL"),
    Row("draft-letter", CASEWORK, ALWAYS),
    Row("edit-letter", CASEWORK, ALWAYS, "NO_LETTER"),
    Row("approve-letter", CASEWORK, ALWAYS, "NO_LETTER"),
    Row("issue-letter", CASEWORK, ALWAYS, "NO_LETTER"),
    Row("stop-letter", CASEWORK, ALWAYS, "NO_LETTER"),
    Row("record-posting", CASEWORK, ALWAYS, "NO_LETTER"),
    Row("record-service", CASEWORK, ALWAYS, "NO_LETTER"),
    Row("record-service-proof", CASEWORK, ALWAYS, "NO_LETTER"),
    Row("record-letter-left", CASEWORK, ALWAYS, "NO_LETTER"),
    Row("record-returned-post", CASEWORK, ALWAYS, "NO_LETTER"),
    Row("mark-document", INSIDE, ALWAYS, "NO_DOCUMENT"),
    Row("mark-letter", INSIDE, ALWAYS, "NO_LETTER"),
    Row("redact-document", INSIDE, ALWAYS, "NO_DOCUMENT"),
    Row("check-redaction", INSIDE, ALWAYS, "NO_REDACTION"),
    Row("make-certificate", INSIDE, ALWAYS, "NO_PROSECUTION"),
    Row("make-unused-schedule", INSIDE, ALWAYS, "NO_PROCEEDING"),
    Row("word-chronology", INSIDE, ALWAYS),
    Row("make-chronology", INSIDE, ALWAYS, "NO_PROCEEDING"),
    Row("draft-statement", INSIDE, ALWAYS),
    Row("confirm-sentence", INSIDE, ALWAYS, "NO_STATEMENT"),
    Row("word-sentence", INSIDE, ALWAYS, "NO_STATEMENT"),
    Row("leave-sentence-out", INSIDE, ALWAYS, "NO_STATEMENT"),
    Row("add-sentence", INSIDE, ALWAYS, "NO_STATEMENT"),
    Row("add-exhibit", INSIDE, ALWAYS, "NO_STATEMENT"),
    Row("sign-statement", INSIDE, ALWAYS, "NO_STATEMENT"),
    Row("request-bundle", INSIDE, ALWAYS),
    Row("set-bundle-hearing", "legal supervisor", ALWAYS, "NO_BUNDLE"),
    Row("ask-for-document", "legal supervisor", ALWAYS, "NO_BUNDLE"),
    Row("answer-preflight", "legal supervisor", ALWAYS, "NO_BUNDLE"),
    Row("sign-off-bundle", "legal", ALWAYS, "NO_BUNDLE"),
    Row("record-bundle-served", "legal supervisor", ALWAYS, "NO_BUNDLE"),
    # what the law needs, and where its proceedings begin
    Row("record-answerable-parent", CASEWORK, OPEN),
    Row("record-attendance-contract", CASEWORK, OPEN),
    Row("record-improvement-notice", CASEWORK, OPEN),
    Row("record-improvement-breach", CASEWORK, OPEN, "NO_IMPROVEMENT_NOTICE"),
    Row("record-breach-told", CASEWORK, OPEN, "NO_IMPROVEMENT_NOTICE"),
    Row("record-improvement-end", CASEWORK, OPEN, "NO_IMPROVEMENT_NOTICE"),
    Row("begin-attendance-order", CASEWORK, OPEN),
    Row("begin-penalty-notice", CASEWORK, OPEN, "NO_REGISTER"),
    Row("begin-exclusion-notice", CASEWORK, OPEN),
    Row("begin-prosecution", INSIDE, OPEN, "NO_REGISTER"),
    Row("begin-prosecution-on-notice", INSIDE, OPEN, "G16_UNDECIDED"),
    Row("begin-prosecution-on-order", INSIDE, OPEN, "G08_NO_ORDER"),
    Row("ask-for-legal-advice", CASEWORK, OPEN),
    Row("give-legal-advice", "legal", OPEN, "NO_QUESTION"),
    Row("begin-supervision-order", INSIDE, OPEN),
    Row("begin-directed-supervision-order", INSIDE, OPEN, "NO_PROSECUTION"),
    Row("begin-tracing", CASEWORK, "referral checks contact dormant"),
    Row("begin-subject-access", CASEWORK, ALWAYS),
    # two cases of one child
    Row("merge-case", CASEWORK, OPEN),
    Row("record-earlier-case", CASEWORK, OPEN),
    Row("decide-not-same", CASEWORK, ALWAYS),
    Row("undo-merge", CASEWORK, ALWAYS, "NOT_MERGED"),
)
ROWS = {row.action: row for row in TABLE}
STEPS = set(list(ROWS)[:11])
# Proceedings are begun, and cases merged, in tests of their own.
ELSEWHERE = {name for name in ROWS if name.startswith("begin-")} | OF_TWO | {"send-police-referral"}
# Done before the others, which would end what they are about.
FIRST = {"extend-deadline", "record-no-other-children", "open-referrer", "draft-letter"}
# Without a token; with one that was never given.
STRANGERS = ("", "nobody")
ROLES = ("officer", "supervisor", "legal", "admin")


def test_every_action_has_its_row() -> None:
    assert list(ROWS) == [row.action for row in TABLE], "no action twice"
    assert set(ROWS) == {action.name for action in JOURNEY}, "a new action says here who may do it, and where"


@pytest.mark.parametrize("stage", ALWAYS.split())
async def test_role_by_stage_by_action(site: Site, stage: str, subtests: pytest.Subtests) -> None:
    ref = await case_at(site, stage)
    cases = {who: await site.case(ref, who) for who in ("officer", "supervisor", "legal")}
    before, wrong = site.written(), list[str]()
    for row, form in with_forms(site, cases["supervisor"]):
        expected = {who: answer_to(row, stage, who) for who in (*STRANGERS, *ROLES)}
        for who, case in cases.items():
            listed = {each["name"]: each["code"] for each in case["blocked"]}.get(row.action, "")
            # what is no step is said first: whoever asks, it could not be done now
            shown = expected[who][1] if stage in row.where.split() else "NOT_A_STEP"
            wrong += [f"{row.action} shown to {who}: {listed}, not {shown}"] * (listed != shown)
        refused = [who for who, (status, _) in expected.items() if status != 200]
        answers = await asyncio.gather(*(site.act(ref, row.action, form, who) for who in refused))
        for who, answer in zip(refused, answers, strict=True):
            if (answer.status_code, answer.json()["code"]) != expected[who]:
                wrong.append(
                    f"{row.action} by {who or 'nobody'}: {answer.status_code} {answer.text}, not {expected[who]}"
                )
    assert wrong == []
    assert site.written() == before, "what is refused leaves nothing behind"
    await what_is_allowed_is_done(site, ref, stage, cases, subtests)


def answer_to(row: Row, stage: str, who: str) -> tuple[int, str]:
    if who in STRANGERS:
        return 401, "SIGN_IN"
    if who not in row.who.split():
        return 403, "ROLE"
    if stage not in row.where.split():
        return 409, "NOT_A_STEP"
    return (409, row.stands(stage)) if row.stands(stage) else (200, "")


def with_forms(site: Site, case: dict[str, Any]) -> Iterator[tuple[Row, dict[str, Any]]]:
    """A form that fits for each action: the one shown, or one made for it where it is not open."""
    shown = {each["name"]: each["example"] for each in case["actions"]}
    for action in JOURNEY:
        made = action.example(CaseFile(ref=case["ref"], stage=Stage(case["stage"])), site.app.state.services.today)
        yield ROWS[action.name], shown.get(action.name, made)


async def what_is_allowed_is_done(
    site: Site, ref: str, stage: str, cases: dict[str, dict[str, Any]], subtests: pytest.Subtests
) -> None:
    """Each example as it was shown, one after another, by those who may in turn."""
    first = [row for row in TABLE if row.action in FIRST]
    for number, row in enumerate([*first, *(row for row in TABLE if row.action not in FIRST)]):
        who = row.who.split()[number % len(row.who.split())]
        if answer_to(row, stage, who)[0] != 200 or row.action in STEPS | ELSEWHERE:
            continue
        with subtests.test(row.action, does=who):
            (shown,) = (each for each in cases[who]["actions"] if each["name"] == row.action)
            answer = await site.post(shown["href"], shown["example"], who, key=uuid.uuid4().hex)
            assert answer.status_code == 200, answer.text


async def test_each_step_leads_where_the_journey_goes(site: Site) -> None:
    """One case through every step but closing, with every way back."""
    ref, here, seen = await site.refer(), "referral", set[tuple[str, str]]()
    for stage in ORDER[:3]:
        assert here == stage
        here = await move_on(site, ref, here)
    for stage in ("support", "placement", "reintegration"):
        here = str((await site.do(ref, "record-not-found", **NOT_FOUND))["stage"])
        seen.add((stage, here))
        here = await move_on(site, ref, here)
        seen.add(("dormant", here))
        while here != stage:
            seen.add((here, here := await move_on(site, ref, here)))
        if stage != "reintegration":
            seen.add((here, here := await move_on(site, ref, here)))
    seen.add((here, await move_on(site, ref, here)))
    assert seen == {
        ("contact", "support"), ("support", "placement"), ("placement", "reintegration"), ("reintegration", "support"),
        ("support", "dormant"), ("placement", "dormant"), ("reintegration", "dormant"), ("dormant", "contact"),
    }  # fmt: skip


@pytest.mark.parametrize("stage", OPEN.split())
async def test_from_every_stage_a_case_closes_reopens_and_goes_back(site: Site, stage: str) -> None:
    ref = await case_at(site, stage)
    if stage != "referral":
        earlier = "contact" if stage == "dormant" else ORDER[ORDER.index(stage) - 1]
        back = await site.do(ref, "send-back", "supervisor", to=earlier, reason="The checks were not complete.")
        assert back["stage"] == earlier
    assert await close(site, ref) == "closed"
    assert await move_on(site, ref, "closed") == "contact"
