"""What charts count beside the case file: the same as its state tells, and as it is filled in for cases of before."""

from collections import Counter
from datetime import date
from importlib import import_module

from sqlalchemy import Engine, text

from domain.facts import Staff
from domain.vocabulary import Role
from records.database import transaction
from records.figures import flow, groups, reasons
from records.recorder import open_case
from records.worklist import CaseFilter, cases
from tests.records.tampering import NOW, act, look

REFERRED: tuple[tuple[str | None, list[str]], ...] = (
    ("no-place", ["refuge", "asylum"]),
    ("no-place", ["asylum"]),
    (None, []),
)
FILL = import_module("records.migrations.versions.0031_reason_and_groups").FILL


def told(engine: Engine, team: str = "North") -> tuple[dict[str, int], dict[str, int]]:
    with transaction(engine) as session:
        return dict(reasons(session, "supervisor", team)), dict(groups(session, "supervisor", team))


def test_reasons_and_groups_are_those_of_the_cases_and_of_the_lists(engine: Engine) -> None:
    """Beside the two cases that are there, of which neither is known."""
    with transaction(engine) as session:
        for number, (reason, of) in enumerate(REFERRED, start=11):
            child = {"given": "Kai", "surname": "Example"}
            referral = {"channel": "school", "child": child, "reason": reason, "groups": of, "team": "North"}
            ref = f"RC-2026-0000{number}"
            open_case(session, act(f"{ref}-1", "referral-received", **referral), ref, NOW)
    with transaction(engine) as session:
        states = list(session.execute(text("select state from case_file where stage <> 'closed'")).scalars())
        reader = Staff(id="supervisor", name="Sam Grey", team="North", roles=frozenset({Role.SUPERVISOR}))
        _, listed = cases(session, CaseFilter(reason="no-place"), NOW.date(), reader)
    counted = (
        Counter(state["reason"] or "" for state in states),
        Counter(group for state in states for group in state["groups"]),
    )
    assert counted == ({"": 3, "no-place": 2}, {"asylum": 2, "refuge": 1})
    assert told(engine) == counted
    assert listed == 2
    assert told(engine, "South") == ({}, {})

    with transaction(engine) as session:  # as a case of before stands once its columns are added
        session.execute(text("update case_file set reason = '', groups = '{}'"))
    assert told(engine) == ({"": 5}, {})
    causes = [line for line in look(engine).lines() if "in reason, groups" in line]
    assert len(causes) == 2, "of the cases of which something was known"
    with transaction(engine) as session:
        session.execute(text(FILL))
    assert told(engine) == counted
    assert not any("case file" in line for line in look(engine).lines())


def test_what_came_and_went_in_each_month_from_that_day_on(engine: Engine) -> None:
    days = ("2026-08-31", None), ("2026-09-01", "2026-10-31"), ("2026-09-30", "2026-11-01"), ("2026-10-05", None)
    with transaction(engine) as session:
        session.execute(text("delete from case_file where ref <> 'RC-2026-000001'"))
        session.execute(text("update case_file set opened_on = '2026-08-31'"))
        for number, (opened, closed) in enumerate(days[1:], start=2):
            copied = """insert into case_file select x.* from case_file c, jsonb_populate_record(null::case_file,
                to_jsonb(c) || jsonb_build_object('ref', cast(:ref as text), 'opened_on', cast(:opened as text),
                'closed_on', cast(:closed as text))) x where c.ref = 'RC-2026-000001'"""
            values = {"ref": f"RC-2026-00000{number}", "opened": opened, "closed": closed}
            session.execute(text(copied), values)
        september, october, november = (date(2026, month, 1) for month in (9, 10, 11))
        came = flow(session, "supervisor", "North", september)
        assert came == {september: (2, 0), october: (1, 1), november: (0, 1)}
        assert flow(session, "supervisor", "North", date(2026, 8, 1))[date(2026, 8, 1)] == (1, 0)
        assert flow(session, "supervisor", "South", september) == {}
