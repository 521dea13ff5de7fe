"""Cases as the recorder stores them, and what a search finds among them."""

from datetime import date
from typing import Any

from sqlalchemy import Engine, text

from domain.case_file import CaseFile
from domain.matching.likeness import likeness_of
from domain.people import Address, Child, Person, ProtectedFlag
from domain.vocabulary import Protection, Relation
from records.database import transaction
from records.matching import (
    EVERYTHING,
    Candidate,
    Sight,
    candidates,
    keyed,
    store_likeness,
)
from records.projections import case_row
from records.tables import CaseRow

REF, OTHER = "RC-2026-000001", "RC-2026-000002"
HIDDEN_HOME = Address(lines=["17 Hidden Lane", "Sampleton"], postcode="BA2 9ZZ")
PLANTED = ("Hidden Lane", "BA2 9ZZ", "BA29ZZ", "960123", "960 123", "safe@refuge.example", "800/4099")


def case(ref: str = REF, given: str = "Kai", *protections: Protection, **more: Any) -> CaseFile:
    mother = Person(
        id="P1",
        name="Ms Rosa Example",
        relation=Relation.MOTHER,
        address=HIDDEN_HOME,
        telephone="01632 960 123",
        email="safe@refuge.example",
    )
    child = Child(given=given, surname="Example", date_of_birth=date(2015, 3, 4), school="800/4099")
    flags = [ProtectedFlag(why=why, source="said", since=date(2026, 1, 1)) for why in protections]
    return CaseFile(**{"ref": ref, "child": child, "people": [mother], "protections": flags, **more})


def filed(engine: Engine, *cases: CaseFile) -> None:
    """As the recorder stores them: the case file, and what it is found by."""
    with transaction(engine) as session:
        for each in cases:
            session.execute(CaseRow.__table__.insert(), case_row(each))  # type: ignore[attr-defined]
            store_likeness(session, each)


def found(engine: Engine, asked: CaseFile, sight: Sight = EVERYTHING, **more: Any) -> list[Candidate]:
    with transaction(engine) as session:
        return candidates(session, likeness_of(asked, keyed(session)), sight, **more)


def stored(engine: Engine, ref: str = REF) -> tuple[dict[str, Any] | None, list[str]]:
    with engine.connect() as connection:
        row = (
            connection.execute(
                text("select ref, name, guarded, duplicate, shape from likeness where ref = :ref"), {"ref": ref}
            )
            .mappings()
            .first()
        )
        keys = connection.execute(text("select key from likeness_key where ref = :ref"), {"ref": ref}).scalars()
        return (dict(row) if row else None), list(keys)
