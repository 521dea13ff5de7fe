"""Who may be told of a match: a search answers alike whether or not a hidden child is there (PRACTICE 3.4, 8.9)."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from domain.matching.likeness import Guarded, likeness_of
from domain.people import Person
from domain.vocabulary import Protection, Relation
from records.database import engine_of, transaction
from records.matches import found_for
from records.matching import (
    EVERYTHING,
    Sight,
    candidates,
    keyed,
    likeness_on_file,
)
from tests.records.filed_cases import OTHER, REF, case, filed, found


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = engine_of(database, connections=3)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("protection", list(Protection))
def test_the_answer_is_alike_whether_or_not_a_hidden_child_is_there(engine: Engine, protection: Protection) -> None:
    """PRACTICE 8.9: and a list that is full is as full without it."""
    seen = [case(f"RC-2026-0002{n:02d}", people=[]) for n in range(10)]
    filed(engine, *seen)
    officer = Sight()
    without = found(engine, case(""), officer)
    filed(engine, case("RC-2025-000001", "Kai", protection))
    assert found(engine, case(""), officer) == without
    assert len(without) == 10


def test_each_search_reaches_as_far_as_the_asker_may_see(engine: Engine) -> None:
    filed(engine, case(), case(OTHER, "Kai", Protection.REFUGE), case("RC-2026-000003", "Kai", Protection.ADOPTION))
    with transaction(engine) as session:
        asked = likeness_of(case(""), keyed(session))
        for sight, seen in (
            (Sight(), [REF]),
            (Sight(named=frozenset({OTHER})), [REF, OTHER]),
            (Sight(upto=Guarded.DETAILS), [REF, OTHER]),
            (EVERYTHING, [REF, OTHER, "RC-2026-000003"]),
            (replace(EVERYTHING, hidden=frozenset({OTHER})), [REF, "RC-2026-000003"]),
            (Sight(named=frozenset({OTHER}), hidden=frozenset({OTHER})), [REF]),
        ):
            shown = sorted(each.ref for each in candidates(session, asked, sight))
            assert shown == seen


def test_a_restricted_case_takes_no_place_of_those_that_may_be_shown(engine: Engine) -> None:
    seen = [case(f"RC-2026-0002{n:02d}", people=[]) for n in range(12)]
    filed(engine, case(), *seen)
    with transaction(engine) as session:
        without = found_for(session, REF)
    filed(engine, *(case(f"RC-2025-0000{n:02d}", "Kai", Protection.ADOPTION) for n in range(3)))
    with transaction(engine) as session:
        found_now = found_for(session, REF)
    assert [each for each in found_now if each.shown] == without
    assert (len(without), [each.shown_there for each in found_now if not each.shown]) == (10, [True] * 3)


def test_nobody_learns_by_trying_whether_an_address_is_the_one(engine: Engine) -> None:
    filed(engine, case(REF, "Kai", Protection.REFUGE))
    sees_names_only = Sight(upto=Guarded.DETAILS)
    right = found(engine, case(""), sees_names_only)
    wrong = found(
        engine, case("", people=[Person(id="P1", name="Ms Rosa Example", relation=Relation.MOTHER)]), sees_names_only
    )
    assert [(each.ref, each.match) for each in right] == [(each.ref, each.match) for each in wrong]
    (told,) = found(engine, case(""))
    assert "Details that are protected were compared too." in told.match.reasons
    assert told.match.points > right[0].match.points


def test_one_identity_never_shows_the_other(engine: Engine) -> None:
    """An old and a new name, tied together in the restricted record only (PRACTICE 3.4)."""
    filed(engine, case(), case(OTHER))
    linked = [frozenset({REF, OTHER})]
    assert found(engine, case(), linked=linked) == []
    assert len(found(engine, case(""), linked=linked)) == 1
    assert len(found(engine, case(""))) == 2


def test_a_likeness_on_file_is_the_one_that_was_stored(engine: Engine) -> None:
    filed(engine, case(REF, "Kai", Protection.REFUGE))
    with transaction(engine) as session:
        assert likeness_on_file(session, REF) == likeness_of(case(REF, "Kai", Protection.REFUGE), keyed(session))
        assert likeness_on_file(session, OTHER) is None
