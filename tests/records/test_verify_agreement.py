"""What is stored beside the journal, and what processes say, against what the journal tells."""

import json
from collections.abc import Mapping

import pytest
from sqlalchemy import Engine, text

from domain.act import Standing
from domain.case_file import CaseFile
from domain.facts import Roster
from domain.vocabulary import Stage
from records.agreement import not_looked_after, standing_at_odds
from records.database import transaction
from records.recorder import load_case, record
from records.verify import About, verify
from tests.records.tampering import NOW, OTHER, REF, act, entry, found, look, standing, tamper

# What is worked out from the journal


def test_a_changed_case_file(engine: Engine) -> None:
    tamper(engine, "update case_file set stage = 'closed', risk = 'green', next_due = null where ref = :ref", ref=REF)
    assert found(engine) == ["the case file says otherwise than the journal, in stage, next_due"]


def test_a_changed_state(engine: Engine) -> None:
    changed = "update case_file set state = jsonb_set(state, '{child,surname}', '\"Sample\"') where ref = :ref"
    tamper(engine, changed, ref=REF)
    assert found(engine) == ["the case file's state says otherwise than the journal, in child"]


def test_a_state_that_was_stored_before_a_field_existed_still_agrees(engine: Engine) -> None:
    tamper(engine, "update case_file set state = state - 'rechecks' where ref = :ref", ref=REF)
    assert found(engine) == []


def test_a_case_file_lost(engine: Engine) -> None:
    tamper(engine, "delete from case_file where ref = :ref", ref=REF)
    assert found(engine) == ["it has a journal and no case file"]


def test_work_items_lost_added_and_changed(engine: Engine) -> None:
    tamper(
        engine,
        "delete from work_item where case_ref = :ref and id = 'triage'",
        "update work_item set due_on = '2030-01-01' where case_ref = :ref and id = 'acknowledge-referral'",
        "insert into work_item select case_ref, 'T9-x', title, why, action, due_on, urgent, audience, task "
        "from work_item where case_ref = :ref limit 1",
        ref=REF,
    )
    assert found(engine) == [
        "work item T9-x stands there, and nothing calls for it",
        "work item acknowledge-referral says otherwise than the journal, in due_on",
        "work item triage is missing",
    ]


def test_what_the_return_counts_lost_added_and_changed(engine: Engine) -> None:
    """It is what was known on a census date: a row that says otherwise makes a return false."""
    counts = "what the return counts of it"
    changed = """update as_known set recorded_at = recorded_at + interval '1 day',
        facts = facts || '{"why": "awaiting"}' where case_ref = :ref"""
    copied = "insert into as_known select case_ref, 3, recorded_at, facts from as_known where case_ref = :ref"
    tamper(engine, copied, changed, ref=REF)
    assert found(engine) == [
        f"{counts} says otherwise than the journal from entry 1 on, in why",
        f"{counts} from entry 1 on has another time than the journal",
        f"{counts} changes at entry 3, and the journal knows of no such change",
    ]
    tamper(engine, "delete from as_known where case_ref = :ref", ref=REF)
    assert found(engine) == [f"{counts} is missing from entry 1 on"]


def test_work_for_a_case_that_is_none(engine: Engine) -> None:
    tamper(engine, "update work_item set case_ref = 'RC-2026-000009' where case_ref = :ref and id = 'triage'", ref=REF)
    assert {difference.case for difference in look(engine).differences} == {REF, "RC-2026-000009"}


def test_a_document_changed_or_lost(engine: Engine) -> None:
    with transaction(engine) as session:
        session.execute(text("insert into document values ('00ff', 'application/pdf', 3, 'abc')"))
        filed = act("filed", "file-document", title="Register", sha256="a" * 64, media_type="application/pdf", size=1)
        record(session, filed, REF, REF, NOW)
    report = look(engine)
    assert [
        (difference.case, difference.cause) for difference in report.differences if difference.about == "document"
    ] == [
        ("", "the stored bytes of document 00ff are not those it was named by"),
        (REF, "document D5: its bytes are not stored (aaaaaaaaaaaa)"),
    ]


# What the processes say


def test_an_open_case_whose_process_never_spoke(engine: Engine) -> None:
    tamper(engine, "delete from standing where process = :ref", ref=REF)
    assert found(engine) == ["it is open, and its process has never said what can be done"]


def test_a_standing_row_of_another_stage(engine: Engine) -> None:
    tamper(engine, "update standing set stage = 'contact' where process = :ref", ref=REF)
    assert found(engine) == ["its process stands in contact, its journal in referral"]


def test_a_standing_row_that_opens_other_actions_and_clocks(engine: Engine) -> None:
    tamper(
        engine,
        "update standing set open = array_append(array_remove(open, 'decide-triage'), 'complete-checks'), "
        "clocks = clocks - 'triage' where process = :ref",
        ref=REF,
    )
    assert found(engine, About.STANDING) == [
        "open in referral and no step of it: complete-checks",
        "a step of referral and not open: decide-triage",
        "its process waits for other clocks than those that run by its journal",
    ]


def test_what_settles_a_moment_later_is_no_difference(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process publishes a moment after it records."""
    tamper(engine, "update standing set stage = 'contact'")

    def time_passes(seconds: float) -> None:
        assert seconds == 2.0
        tamper(engine, "update standing set stage = 'referral' where process = :ref", ref=REF)

    monkeypatch.setattr("records.verify.time.sleep", time_passes)
    assert [difference.case for difference in verify(engine).differences] == [OTHER]


def test_what_processes_answer_is_compared_with_their_rows(engine: Engine) -> None:
    with transaction(engine) as session:
        cases = {ref: load_case(session, ref) for ref in (REF, OTHER)}
    answers = {ref: standing(case) for ref, case in cases.items()}
    assert look(engine, answers).ok

    def causes(said: Mapping[str, Standing | None]) -> list[str]:
        return [difference.words for difference in look(engine, said).differences]

    assert causes({OTHER: answers[OTHER], REF: None}) == [f"{REF}: it is open, and its process does not answer"]
    assert causes({OTHER: answers[OTHER]}) == []  # it was not asked: it may have begun since
    ahead = standing(cases[REF], turn=5)
    assert causes(answers | {REF: ahead}) == [f"{REF}: its process is at turn 5, its standing row at turn 4"]
    differs = standing(cases[REF], open=["add-note"])
    assert causes(answers | {REF: differs}) == [f"{REF}: its process says otherwise than its standing row"]
    behind = standing(cases[REF], turn=3, open=[])
    assert causes(answers | {REF: behind}) == []  # it has moved on since it was asked
    child = standing(cases[REF], process=f"{REF}/letter-L1")
    assert causes(answers | {child.process: child}) == [
        f"{REF}: the process {REF}/letter-L1 runs, and has never said what can be done"
    ]
    stray = answers[REF].model_copy(update={"case": "RC-2026-000009", "process": "RC-2026-000009"})
    assert causes(answers | {stray.process: stray}) == [
        "RC-2026-000009: something is stored of it, or runs for it, and it has no journal"
    ]


# Nobody is forgotten


def test_an_open_case_with_nothing_due_and_nobody_to_do_it(engine: Engine) -> None:
    """Not only what is stored may be wrong: a journal may itself lead to a case that nobody looks after."""
    with transaction(engine) as session:
        session.execute(text("update staff set active = false where id = 'officer'"))
    assert [difference.words for difference in look(engine).differences] == [
        f"{ref}: it is open, and its officer no longer works here" for ref in (REF, OTHER)
    ]
    forged = entry(engine, 1)
    data = forged["data"]
    assert isinstance(data, dict)
    forged["data"] = data | {"owner": "", "team": "Nowhere"}
    forged["consequences"] = {"clocks": [], "tasks": []}
    tamper(
        engine,
        "delete from journal where case_ref = :ref and seq > 1",
        "update journal set entry = cast(:entry as jsonb) where case_ref = :ref",
        entry=json.dumps(forged),
        ref=REF,
    )
    causes = [found.cause for found in look(engine).differences if (found.case, found.about) == (REF, About.CARE)]
    assert causes == [
        "it is open, and nothing is due next",
        "it is open, without an officer and without a team in which anybody works",
    ]


def test_a_closed_case_needs_neither() -> None:
    closed = CaseFile(ref=REF, stage=Stage.CLOSED)
    assert list(not_looked_after(closed, Roster())) == []
    assert list(standing_at_odds(closed, [])) == []
