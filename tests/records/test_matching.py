"""Finding a child that is known already, on a real PostgreSQL: rows kept, found fast, and nobody confirmed to exist."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime

import psycopg
import pytest
from sqlalchemy import Engine, text

from domain.entry import Consequences, Entry
from domain.matching.blocking import wanted_keys
from domain.matching.likeness import likeness_of
from domain.matching.score import Finding
from domain.people import Child
from domain.vocabulary import Closure, Protection, Stage
from records.database import engine_of, migrate, transaction
from records.journal import write
from records.matches import to_compare
from records.matching import (
    EVERYTHING,
    candidates,
    complete,
    decided_apart,
    forget,
    keyed,
    keys_of,
    likeness_at_odds,
    likeness_row,
    rebuild,
    store_likeness,
)
from rollcall.embedded_postgres import EmbeddedPostgres
from tests.matching_set.children import background
from tests.matching_set.cultures import CULTURES
from tests.matching_set.pairs import pairs
from tests.records.filed_cases import OTHER, PLANTED, REF, case, filed, found, stored


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = engine_of(database, connections=3)
    yield engine
    engine.dispose()


# The projection


def test_a_case_is_found_by_what_it_says_now(engine: Engine) -> None:
    filed(engine, case())
    assert [each.ref for each in found(engine, case("", "Kai"))] == [REF]
    renamed = case(child=Child(given="Linh", surname="Sample", date_of_birth=date(2011, 6, 20)), people=[])
    with transaction(engine) as session:
        store_likeness(session, renamed)
    assert found(engine, case("", "Kai")) == []
    assert [each.ref for each in found(engine, renamed.model_copy(update={"ref": ""}))] == [REF]
    with transaction(engine) as session:
        forget(session, REF)
    assert stored(engine) == (None, [])


def test_what_says_nothing_new_is_not_written(engine: Engine) -> None:
    filed(engine, case())
    with engine.connect() as connection:
        before = connection.execute(text("select xmin, ctid from likeness")).all()
    with transaction(engine) as session:
        store_likeness(session, case(note="", risk_why=["Something else"]))
    with engine.connect() as connection:
        assert connection.execute(text("select xmin, ctid from likeness")).all() == before


def test_nothing_that_can_be_protected_stands_there_in_clear(engine: Engine) -> None:
    filed(engine, case())
    kept = json.dumps([stored(engine)], default=str).casefold()
    assert [planted for planted in PLANTED if planted.casefold() in kept] == []


def test_rebuilt_rows_are_the_same(engine: Engine) -> None:
    filed(engine, case(), case(OTHER, "Linh", Protection.REFUGE))
    before = [stored(engine, ref) for ref in (REF, OTHER)]
    with transaction(engine) as session:
        session.execute(text("update likeness set name = 'x'"))
        session.execute(text("delete from likeness_key where key like 'b%'"))
        assert rebuild(session, batch=1) == 2
    after = [stored(engine, ref) for ref in (REF, OTHER)]
    assert [(row, sorted(keys)) for row, keys in after] == [(row, sorted(keys)) for row, keys in before]


def test_cases_older_than_the_table_are_completed(engine: Engine) -> None:
    filed(engine, case(), case(OTHER, "Linh"))
    with transaction(engine) as session:
        forget(session, OTHER)
        assert complete(session) == 1
        assert complete(session) == 0
    assert stored(engine, OTHER)[0] is not None


def test_a_migration_completes_them_and_has_them_compared(engine: Engine, database: str) -> None:
    filed(engine, case(), case(OTHER, "Linh"))
    with transaction(engine) as session:
        forget(session, OTHER)
        session.execute(text("update likeness set compare_at = null"))
    migrate(database)
    assert stored(engine, OTHER)[0] is not None
    with transaction(engine) as session:
        assert to_compare(session, datetime.now(UTC)) == [OTHER]


def test_verify_can_compare(engine: Engine) -> None:
    filed(engine, case())
    with transaction(engine) as session:
        hashing = keyed(session)
    row, keys = stored(engine)
    assert list(likeness_at_odds(case(), row, keys, hashing)) == []
    assert list(likeness_at_odds(case(), None, [], hashing)) == ["it has a journal and no row to be found by"]
    other = list(likeness_at_odds(case(given="Kit"), row, keys, hashing))
    assert other == ["what it is found by says otherwise than the journal, in name, shape"]
    fewer = list(likeness_at_odds(case(), row, keys[1:], hashing))
    assert fewer == ["it is found by other keys than its names and numbers make"]
    assert "Kai" not in " ".join(other + fewer)


def test_each_database_has_its_own_key(engine: Engine, postgres: EmbeddedPostgres) -> None:
    with transaction(engine) as session:
        ours = keyed(session)
        assert keyed(session) is ours
        assert len(bytes(session.execute(text("select key from matching_key")).scalar_one())) == 32
        with pytest.raises(Exception, match="matching_key"):
            session.execute(text("insert into matching_key (key) values ('')"))


# Finding


def test_a_closed_case_is_a_child_who_may_have_come_back(engine: Engine) -> None:
    filed(engine, case(stage=Stage.CLOSED, closure=Closure.ON_ROLL), case(OTHER, "Jai", stage=Stage.CLOSED))
    first, second = found(engine, case(""))
    assert (first.ref, first.returning) == (REF, True)
    assert (second.match.finding, second.returning) == (Finding.FAMILY, False)


def test_a_duplicate_is_found_no_more(engine: Engine) -> None:
    filed(engine, case(stage=Stage.CLOSED, closure=Closure.DUPLICATE), case(OTHER))
    assert [each.ref for each in found(engine, case(""))] == [OTHER]


def test_family_stands_below_the_same_child_and_ten_are_shown(engine: Engine) -> None:
    twins = [case(f"RC-2026-0001{n:02d}", name) for n, name in enumerate(("Mabel", "Linh", "Oliver", "Zed"))]
    same = [case(f"RC-2026-0002{n:02d}", people=[]) for n in range(12)]
    filed(engine, *twins, *same)
    shown = found(engine, case(""))
    assert len(shown) == 10
    findings = [each.match.finding for each in shown]
    assert findings == sorted(findings, key=[Finding.LIKELY, Finding.POSSIBLE, Finding.FAMILY].index)
    assert len(found(engine, case(""), most=3)) == 3


def test_the_case_itself_and_what_was_decided_are_left_out(engine: Engine) -> None:
    filed(engine, case(), case(OTHER), case("RC-2026-000003"))
    write_decision(engine, OTHER, REF)
    with transaction(engine) as session:
        apart = decided_apart(session, REF)
        assert decided_apart(session, OTHER) == {REF}
    assert apart == {OTHER}
    assert [each.ref for each in found(engine, case(), apart=apart)] == ["RC-2026-000003"]


def write_decision(engine: Engine, ref: str, other: str) -> None:
    """A person decided, on one of the two: it holds for both."""
    entry = Entry(
        case=ref,
        seq=1,
        process=ref,
        action="decide-not-same",
        key="k",
        actor="officer",
        role="officer",
        data={"other": other, "reason": "Two certificates."},
        consequences=Consequences(),
        happened_on=date(2026, 11, 9),
        recorded_at=datetime(2026, 11, 9, 10, 0, tzinfo=UTC),
    )
    with transaction(engine) as session:
        write(session, entry.with_seal(), "bound")


def test_a_name_without_a_date_is_found_by_its_letters(engine: Engine) -> None:
    filed(engine, case(child=Child(given="Oluwadamilare", surname="Winterbourne"), people=[]))
    asked = case("", child=Child(given="Oluwadamilare", surname="Wimterbourne"), people=[])
    with transaction(engine) as session:
        hashing = keyed(session)
    assert wanted_keys(likeness_of(asked, hashing)).isdisjoint(stored(engine)[1]), "no key is shared"
    assert [each.ref for each in found(engine, asked)] == [REF]
    nobody = case("", child=Child(), people=[])
    assert found(engine, nobody) == []


# Among ten thousand


@pytest.fixture(scope="module")
def many(files_database: str) -> Iterator[Engine]:
    """Ten thousand invented children, and the first of each labelled pair."""
    engine = engine_of(files_database, connections=2)
    with transaction(engine) as session:
        hashing = keyed(session)
        rows = [
            likeness_row(child.case(f"RC-2020-{n:06d}"), hashing)
            for n, child in enumerate(background(11, 10_000, CULTURES))
        ]
        rows += [likeness_row(pair.a.case(f"RC-2021-{pair.number:06d}"), hashing) for pair in pairs()]
        keys = [(key, row["ref"]) for row in rows for key in keys_of(row)]
        bulk = session.connection().connection.driver_connection
        assert isinstance(bulk, psycopg.Connection)
        with bulk.cursor() as cursor:
            with cursor.copy("copy likeness (ref, name, guarded, duplicate, shape) from stdin") as copy:
                for row in rows:
                    copy.write_row(
                        [row["ref"], row["name"], row["guarded"], row["duplicate"], json.dumps(row["shape"])]
                    )
            with cursor.copy("copy likeness_key (key, ref) from stdin") as copy:
                for each in keys:
                    copy.write_row(each)
            cursor.execute(
                """insert into case_file (ref, seq, head, kind, stage, risk, owner, team, child_name, school, protected,
                                          next_thing, urgent, state)
                   select ref, 1, '', 'CME', 'checks', 'green', '', '', '', '', false, '', false, '{}' from likeness"""
            )
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("analyze likeness, likeness_key, case_file"))
    yield engine
    engine.dispose()


def test_of_ten_thousand_the_child_is_among_the_ten_shown(many: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    hits: dict[str, list[bool]] = {}
    with transaction(many) as session:
        hashing = keyed(session)
        for pair in pairs():
            if not pair.same:
                continue
            asked = likeness_of(pair.b.case(""), hashing)
            shown = candidates(session, asked, EVERYTHING)
            hits.setdefault(pair.group, []).append(f"RC-2021-{pair.number:06d}" in {each.ref for each in shown})
    everyone = [hit for group in hits.values() for hit in group]
    recall = sum(everyone) / len(everyone)
    lines = [f"of {len(everyone)} children among 12,000 cases, shown in the list of ten: recall {recall:.3f}"]
    lines += [f"{group:12} {len(of_it):3}: {sum(of_it) / len(of_it):.3f}" for group, of_it in sorted(hits.items())]
    with capsys.disabled():
        print("", *lines, sep="\n")
    assert recall >= 0.95
    assert min(sum(of_it) / len(of_it) for of_it in hits.values()) >= 0.9
