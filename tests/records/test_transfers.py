"""Transfer files that came, matched against the open cases; and the numbers of files that are made."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text
from sqlmodel import Session

from domain.act import Act
from domain.transfer.file import Came, Held
from domain.transfer.matching import By
from records import transfers
from records.database import engine_of, transaction
from records.recorder import open_case
from records.transfers import keep, matches, next_serial, to_tell

NOW = datetime(2026, 12, 7, 9, tzinfo=UTC)
UPN = "X800400126001"


def opened(session: Session, ref: str, **child: object) -> None:
    known = {"given": "Amara", "surname": "Okonjo", "date_of_birth": "2014-05-17", "upn": "", **child}
    body = {"channel": "school", "child": known, "team": "north"}
    open_case(session, Act(key=ref, action="referral-received", actor="public-form", data=body), ref, NOW)


def pupil(number: int = 1, **said: object) -> Held:
    found = {"forename": "Nobody", "surname": "Else", "born": date(2012, 1, 2), **said}
    return Held.model_validate({"number": number, **found})


@pytest.fixture
def session(database: str):  # type: ignore[no-untyped-def]
    with transaction(engine_of(database)) as session:
        opened(session, "RC-2026-000001", upn=UPN)
        opened(session, "RC-2026-000002", given="Zoë", surname="Renn-Haddad", date_of_birth="2013-11-30")
        opened(session, "RC-2026-000003", given="Piotr", surname="Zając", date_of_birth="2012-02-03")
        yield session


def found(session: Session, *pupils: Held) -> list[tuple[int, str, tuple[By, ...]]]:
    return [(each.number, each.ref[-1], each.by) for each in matches(session, pupils)]


def test_by_number_alone_and_by_name_with_date_of_birth_and_by_neither_alone(session: Session) -> None:
    assert found(session, pupil(upn=UPN)) == [(1, "1", (By.UPN,))], "whatever it is called now"
    assert found(session, pupil(former_upn=UPN)) == [(1, "1", (By.UPN,))]
    twice = pupil(upn=UPN, forename="Amara", surname="Okonjo", born=date(2014, 5, 17))
    assert found(session, twice) == [(1, "1", (By.UPN, By.NAME_AND_BIRTH))]
    assert found(session, pupil(forename="Zoe", surname="Haddad", born=date(2013, 11, 30)))[0][1] == "2"
    assert found(session, pupil(forename="Piotr", surname="Zajac", born=date(2012, 2, 3)))[0][1] == "3"
    assert found(session, pupil(forename="Piotr", surname="Zajac", born=date(2012, 3, 2))) == [], (
        "another date of birth"
    )
    alone = (
        pupil(1, forename="Amara", surname="Okonjo"),
        pupil(2, forename="Amara", surname="Okonjo", born=None),
        pupil(3, born=date(2014, 5, 17)),
        pupil(4, forename="", surname="", born=None),
    )
    assert found(session, *alone) == []
    preferred = pupil(forename="Maria", surname="Smith", other_names=("Amara Okonjo",), born=date(2014, 5, 17))
    assert found(session, preferred) == [(1, "1", (By.NAME_AND_BIRTH,))]


def test_only_open_cases_are_matched(session: Session) -> None:
    session.execute(text("update case_file set stage = 'closed' where ref = 'RC-2026-000001'"))
    assert found(session, pupil(upn=UPN)) == []


def test_of_a_restricted_child_only_a_supervisor_is_told(session: Session) -> None:
    session.execute(text("update likeness set guarded = 2 where ref = 'RC-2026-000001'"))
    came = Came(version="26.0", source="8654002", source_name="Another School", pupils=(pupil(upn=UPN),))
    keep(session, "a" * 64, came, "the night", NOW)
    (row,) = to_tell(session)
    assert (row.case_ref, row.told["audience"]) == ("RC-2026-000001", "supervisor")


def test_of_whoever_matches_nobody_nothing_is_kept(session: Session) -> None:
    pupils = (pupil(1, upn=UPN), pupil(2, surname="Unmatched-Sentinel"), pupil(3, faults=("DOB",), born=None))
    came = Came(version="26.0", source="8654002", to="8004001", pupils=pupils)
    row = keep(session, "b" * 64, came, "officer", NOW)
    assert (row.pupils, row.matched, row.faulty) == (3, 1, 1)
    assert transfers.known_file(session, "b" * 64) is row
    kept = session.execute(text("select to_jsonb(f) :: text from transfer_file f")).scalars().all()
    kept += session.execute(text("select to_jsonb(m) :: text from transfer_match m")).scalars().all()
    assert len(kept) == 2
    assert "Sentinel" not in " ".join(kept)
    assert "Amara" not in " ".join(kept)


def test_a_case_opened_after_a_file_came_is_matched_when_the_same_file_is_taken_in_again(session: Session) -> None:
    late = "L800400126002"
    came = Came(version="26.0", source="8654002", pupils=(pupil(1, upn=UPN), pupil(2, upn=late)))
    first = keep(session, "c" * 64, came, "officer", NOW)
    assert [row.case_ref for row in to_tell(session)] == ["RC-2026-000001"]
    transfers.was_told(session, to_tell(session))
    opened(session, "RC-2026-000009", given="Later", surname="Opened", upn=late)
    again = transfers.compare_again(session, "c" * 64, came)
    assert (again.id, again.matched) == (first.id, 2)
    assert [row.case_ref for row in to_tell(session)] == ["RC-2026-000009"], "no match is told twice"
    transfers.was_told(session, to_tell(session))
    assert transfers.compare_again(session, "c" * 64, came).matched == 2
    assert to_tell(session) == []
    with pytest.raises(LookupError):
        transfers.compare_again(session, "d" * 64, came)


def test_files_of_one_school_to_one_place_are_counted_and_begin_again_after_999(session: Session) -> None:
    asked = [("800/4001", "lost"), ("800/4001", "lost"), ("800/4001", "outside"), ("800/4002", "lost")]
    assert [next_serial(session, *each) for each in asked] == [1, 2, 1, 1]
    session.execute(text("update transfer_serial set last = 999 where source = '800/4001'"))
    assert next_serial(session, "800/4001", "lost") == 1
