"""Erasing a case: its key, and everything that identifies. What stays is the skeleton of its journal: who did what kind
of thing when, with the seals, so that the anchors still hold.
"""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from domain.case_file import CaseFile
from records.keys import SERVICE, CaseKeys, KeyGone
from records.looked import forget_words

# They say which case, by whom and when, and are sealed or say nothing of anybody.
_STAY = frozenset(
    {"looked", "glass", "barred", "legal_hold", "erasure", "erased_entry", "ended_run", "door_audit", "journal"}
)
_TABLES = text(
    """select c.table_name, c.column_name from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name)
       where c.table_schema = current_schema() and t.table_type = 'BASE TABLE' and c.column_name in ('case_ref', 'ref')
       order by c.table_name, c.column_name"""
)
_EVERY_TABLE = text(
    """select table_name from information_schema.tables
       where table_schema = current_schema() and table_type = 'BASE TABLE' order by table_name"""
)
_SKELETON = text(
    """insert into erased_entry (case_ref, seq, process, action, actor, happened_on, recorded_at, prev, hash)
       select case_ref, seq, process, action, actor, happened_on, recorded_at, entry ->> 'prev', hash
       from journal where case_ref = :ref"""
)
_SHA = re.compile(r"\b[0-9a-f]{64}\b")
_SHORTEST = 6  # characters: shorter things are found by chance


def ask(session: Session, ref: str, rule: str, due_on: date, who: str, now: datetime) -> bool:
    """Somebody wants it erased. False where that has been asked for already."""
    asked = session.execute(
        text(
            """insert into erasure (case_ref, rule, due_on, asked_by, asked_at)
               values (:ref, :rule, :due_on, :who, :now) on conflict do nothing returning case_ref"""
        ),
        {"ref": ref, "rule": rule, "due_on": due_on, "who": who, "now": now},
    )
    return asked.scalar_one_or_none() is not None


def asked_by(session: Session, ref: str) -> str | None:
    """Who asked for it, where it is not done yet."""
    found: str | None = session.execute(
        text("select asked_by from erasure where case_ref = :ref and done_at is null"), {"ref": ref}
    ).scalar_one_or_none()
    return found


def erase(
    session: Session, keys: CaseKeys, case: CaseFile, who: str, now: datetime, backups_until: date
) -> list[dict[str, Any]]:
    """Erase it for good, confirmed by a second person. Returns what a search still finds: nothing if all is well."""
    ref, names = case.ref, identifying(case)
    session.execute(
        text("update erasure set confirmed_by = :who, confirmed_at = :now where case_ref = :ref"),
        {"ref": ref, "who": who, "now": now},
    )
    session.execute(_SKELETON, {"ref": ref})
    documents = sorted(set(_SHA.findall(case.model_dump_json())))
    session.execute(text("delete from journal where case_ref = :ref"), {"ref": ref})
    refused = list(_emptied(session, ref))
    refused += _without_documents(session, documents)
    _forget_searches(session, keys, names)
    session.execute(text("delete from case_key where case_ref = :ref"), {"ref": ref})
    keys.forget(ref)
    left = [*refused, *found(session, names)]
    session.execute(
        text(
            """update erasure set done_at = :now, backups_until = :until, left_over = cast(:left as jsonb)
               where case_ref = :ref"""
        ),
        {"ref": ref, "now": now, "until": backups_until, "left": _json(left)},
    )
    return left


def _emptied(session: Session, ref: str) -> Iterator[dict[str, Any]]:
    """Every row that is of this case, in whatever table: also those of tables that did not exist when this was written.
    A table that lets nothing go is named.
    """
    tables = [(row.table_name, row.column_name) for row in session.execute(_TABLES) if row.table_name not in _STAY]
    waiting = [each for each in tables if each[0] != "case_key"]
    for _ in range(3):  # what another row leans on goes in a later round
        again = []
        for table, column in waiting:
            try:
                with session.begin_nested():
                    statement = f'delete from "{table}" where "{column}"::text = :ref'  # noqa: S608 - names of ours
                    session.execute(text(statement), {"ref": ref})
            except DBAPIError:
                again.append((table, column))
        waiting = again
    for table, _ in waiting:
        yield {"table": table, "rows": "kept: it lets nothing go"}


def _without_documents(session: Session, of_case: Sequence[str]) -> list[dict[str, Any]]:
    """The bytes that only this case rests on, and whatever else was made from them."""
    lean = session.execute(
        text(
            """select c.conrelid::regclass::text as table_name, a.attname as column_name from pg_constraint c
               join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
               where c.confrelid = 'document'::regclass and c.contype = 'f'"""
        )
    ).all()
    alone = session.execute(
        text(
            """select sha256 from document d where sha256 = any(:of) and not exists (
                   select from case_file c where c.state::text like '%' || d.sha256 || '%')"""
        ),
        {"of": list(of_case)},
    )
    gone = list(alone.scalars())
    refused = []
    for table, column in [*((row.table_name, row.column_name) for row in lean), ("document", "sha256")]:
        try:
            with session.begin_nested():
                statement = f'delete from {table} where "{column}" = any(:gone)'  # noqa: S608 - names of the catalogue
                session.execute(text(statement), {"gone": gone})
        except DBAPIError:
            refused.append({"table": table, "rows": "kept: it lets nothing go"})
    return refused


def identifying(case: CaseFile) -> list[str]:
    """What tells who this child is: whole names, numbers, addresses. Never shown, only searched for."""
    child = case.child
    said = {child.name, f"{child.surname} {child.given}", f"{child.surname}, {child.given}", child.upn, *child.aliases}
    for person in case.people:
        said |= {person.name, person.telephone, person.email}
        for address in (person.address, person.safe_address):
            said |= set(address.printed()[:1]) if address else set()
    return sorted(each for each in said if each and len(each) >= _SHORTEST)


def found(session: Session, names: Sequence[str]) -> list[dict[str, Any]]:
    """The tables in which something that identifies still stands, with how many rows. Rows of another case, such as a
    brother's, are its own: they have their own time.
    """
    of_a_case = {row.table_name: row.column_name for row in session.execute(_TABLES)}
    patterns, left = [f"%{_escaped(each)}%" for each in names], []
    for table in session.execute(_EVERY_TABLE).scalars():
        column = of_a_case.get(table)
        others = f'and not exists (select from case_file c where c.ref = t."{column}"::text)' if column else ""
        statement = f'select count(*) from "{table}" t where t::text ilike any(cast(:patterns as text[])) {others}'  # noqa: S608
        rows = session.execute(text(statement), {"patterns": patterns}).scalar_one()
        if rows:
            left.append({"table": table, "rows": rows})
    return left


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _forget_searches(session: Session, keys: CaseKeys, names: Sequence[str]) -> None:
    """What was searched for is forgotten where it is part of what identified this child, or the other way round."""
    folded, gone = [each.casefold() for each in names], []
    for row in session.execute(text("select id, words from looked where words is not null")):
        try:
            said = keys.open(SERVICE, bytes(row.words)).decode().casefold()
        except KeyGone:
            continue
        if any(said in each or each in said for each in folded):
            gone.append(row.id)
    forget_words(session, gone)


def _json(value: object) -> str:
    return json.dumps(value)
