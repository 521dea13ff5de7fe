"""Whoever changes the journal, however cleverly up to a point, is found, and the case is named, and nobody else."""

import json

from sqlalchemy import Engine, text

from records.chain import sealed
from records.database import transaction
from records.verify import About
from tests.records.tampering import OTHER, REF, entry, found, look, tamper


def test_what_was_only_recorded_agrees(engine: Engine) -> None:
    report = look(engine)
    assert report.ok
    assert list(report.lines()) == ["2 cases, 8 entries checked: all agree"]


def test_a_changed_entry(engine: Engine) -> None:
    changed = "update journal set entry = jsonb_set(entry, '{data,note}', '\"Rang nobody.\"')"
    tamper(engine, f"{changed} where seq = 2 and case_ref = :ref", ref=REF)
    assert found(engine) == ["entry 2 was changed after it was recorded"]


def test_a_field_added_that_no_model_knows(engine: Engine) -> None:
    tamper(engine, """update journal set entry = entry || '{"x": 1}' where seq = 4 and case_ref = :ref""", ref=REF)
    assert found(engine) == ["entry 4 was changed after it was recorded"]


def test_an_entry_changed_and_sealed_anew(engine: Engine) -> None:
    forged = entry(engine, 2) | {"actor": "supervisor"}
    forged["hash"] = sealed(forged)
    tamper(
        engine,
        "update journal set entry = cast(:entry as jsonb), actor = 'supervisor', hash = :hash "
        "where seq = 2 and case_ref = :ref",
        entry=json.dumps(forged),
        hash=forged["hash"],
        ref=REF,
    )
    assert found(engine) == ["entry 3 was not recorded after the entry that now stands before it"]


def test_a_column_changed_beside_its_entry(engine: Engine) -> None:
    tamper(
        engine,
        "update journal set actor = 'supervisor', happened_on = '2026-11-08', recorded_at = now() "
        "where seq = 3 and case_ref = :ref",
        ref=REF,
    )
    assert found(engine) == ["entry 3: its row says otherwise than what was sealed, in actor, happened_on, recorded_at"]


def test_an_entry_taken_out(engine: Engine) -> None:
    tamper(engine, "delete from journal where seq = 2 and case_ref = :ref", ref=REF)
    assert found(engine) == ["entry 2 is missing from the journal"]


def test_entries_taken_out_and_the_gap_closed(engine: Engine) -> None:
    tamper(
        engine,
        "delete from journal where seq in (2, 3) and case_ref = :ref",
        "update journal set seq = 2 where seq = 4 and case_ref = :ref",
        ref=REF,
    )
    assert "entry 2 was recorded as entry 4: entries were moved or inserted" in found(engine, About.JOURNAL)


def test_the_last_entry_taken_away(engine: Engine) -> None:
    tamper(engine, "delete from journal where seq = 4 and case_ref = :ref", ref=REF)
    causes = found(engine)
    assert causes[0] == "the case file knows entry 4, the journal ends with entry 3: its end was removed"
    assert causes[1] == "the case file says otherwise than the journal, in head"


def test_a_whole_journal_taken_away(engine: Engine) -> None:
    tamper(engine, "delete from journal where case_ref = :ref", ref=REF)
    assert found(engine) == ["something is stored of it, or runs for it, and it has no journal"]


def test_an_entry_put_in_at_the_end_with_a_seal_that_fits(engine: Engine) -> None:
    last = entry(engine, 4)
    forged = last | {"seq": 5, "key": "forged", "prev": last["hash"]}
    forged["hash"] = sealed(forged)
    tamper(
        engine,
        "insert into journal select case_ref, 5, 'forged', fingerprint, process, action, actor, happened_on, "
        "recorded_at, :hash, cast(:entry as jsonb) from journal where seq = 4 and case_ref = :ref",
        entry=json.dumps(forged),
        hash=forged["hash"],
        ref=REF,
    )
    assert found(engine)[0] == "the journal goes on to entry 5, the case file knows only entry 4"


def test_an_entry_put_in_between(engine: Engine) -> None:
    tamper(
        engine,
        "update journal set seq = 5 where seq = 4 and case_ref = :ref",
        "update journal set seq = 4 where seq = 3 and case_ref = :ref",
        "insert into journal select case_ref, 3, 'forged', fingerprint, process, action, actor, happened_on, "
        "recorded_at, hash, entry from journal where seq = 2 and case_ref = :ref",
        ref=REF,
    )
    assert found(engine, About.JOURNAL) == [
        "entry 3 was recorded as entry 2: entries were moved or inserted",
        "entry 3: its row says otherwise than what was sealed, in key",
        "entry 4 was recorded as entry 3: entries were moved or inserted",
        "entry 5 was recorded as entry 4: entries were moved or inserted",
    ]


def test_two_entries_exchanged(engine: Engine) -> None:
    tamper(
        engine,
        "update journal set seq = 9 where seq = 2 and case_ref = :ref",
        "update journal set seq = 2 where seq = 3 and case_ref = :ref",
        "update journal set seq = 3 where seq = 9 and case_ref = :ref",
        ref=REF,
    )
    assert found(engine, About.JOURNAL) == [
        "entry 2 was recorded as entry 3: entries were moved or inserted",
        "entry 3 was recorded as entry 2: entries were moved or inserted",
        "entry 4 was not recorded after the entry that now stands before it",
    ]


def test_an_entry_of_another_case(engine: Engine) -> None:
    tamper(
        engine,
        "delete from journal where case_ref = :ref and seq = 4",
        "insert into journal select :ref, seq, 'forged', fingerprint, process, action, actor, happened_on, "
        "recorded_at, hash, entry from journal where seq = 4 and case_ref = :other",
        ref=REF,
        other=OTHER,
    )
    assert "entry 4 was recorded for another case" in found(engine, About.JOURNAL)


def test_an_entry_that_nobody_can_read_hides_no_other_case(engine: Engine) -> None:
    tamper(engine, """update journal set entry = '{"seq": 2}' where seq = 2 and case_ref = :ref""", ref=REF)
    causes = found(engine, About.JOURNAL)
    assert "entry 2 was changed after it was recorded" in causes
    assert "its journal cannot be read as a case (ValidationError)" in causes


def test_the_trigger_left_off(engine: Engine) -> None:
    with transaction(engine) as session:
        session.execute(text("alter table journal disable trigger journal_rows"))
    report = look(engine)
    assert next(report.lines()) == "the trigger journal_rows that keeps the journal as written is off or gone"
