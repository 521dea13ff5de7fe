"""The register's establishment file, read as it is downloaded: its columns, its encodings, its doubled numbers."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from records.database import engine_of, transaction
from records.schools import import_establishments
from records.table_file import FileRefused, ImportReport
from records.tables import SchoolRow
from tests.records.gias import HEADER, establishment, file_of


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = engine_of(database, connections=2)
    yield engine
    engine.dispose()


def load(engine: Engine, path: Path, text: str, encoding: str = "cp1252") -> ImportReport:
    path.write_bytes(text.encode(encoding))
    with transaction(engine) as session:
        return import_establishments(session, path)


def counts(report: ImportReport) -> tuple[int, int, int]:
    return report.added, report.changed, report.unchanged


def school(engine: Engine, number: str) -> SchoolRow:
    with transaction(engine) as session:
        return session.get_one(SchoolRow, number)


ACADEMY = establishment(
    "900001", "4001", "Fixture Academy", **{"PhaseOfEducation (name)": "Secondary", "Locality": "Nowhere, near Any"}
)
PRIMARY = establishment("900002", "2001", "St Agnès’ Primary", **{"HeadTitle (name)": "", "Postcode": "z12ab"})


def test_a_school_is_known_by_authority_and_number(engine: Engine, tmp_path: Path) -> None:
    report = load(engine, tmp_path / "edubasealldata.csv", file_of(ACADEMY, PRIMARY))
    assert counts(report) == (2, 0, 0)
    assert list(report.lines()) == ["2 added, 0 changed, 0 unchanged, 0 refused"]
    assert school(engine, "800/4001").model_dump() == {
        "number": "800/4001",
        "urn": "900001",
        "name": "Fixture Academy",
        "phase": "Secondary",
        "kind": "Community school",
        "status": "Open",
        "street": "1 Sample Road",
        "town": "Sampleton",
        "postcode": "Z1 1AA",
        "telephone": "01632960001",
        "head": "Mrs Ida Specimen",
    }
    primary = school(engine, "800/2001")
    assert (primary.postcode, primary.head) == ("Z1 2AB", "Ida Specimen")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_names_keep_their_letters_in_any_encoding(engine: Engine, tmp_path: Path, encoding: str) -> None:
    load(engine, tmp_path / "edubasealldata.csv", file_of(ACADEMY, PRIMARY), encoding)
    assert school(engine, "800/2001").name == "St Agnès’ Primary"


def test_the_same_file_again_changes_nothing_and_a_newer_one_what_differs(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "edubasealldata.csv"
    load(engine, file, file_of(ACADEMY, PRIMARY))
    assert counts(load(engine, file, file_of(ACADEMY, PRIMARY))) == (0, 0, 2)
    closed = PRIMARY | {"EstablishmentStatus (name)": "Closed"}
    new = establishment("900003", "2002", "Placeholder Infants")
    assert counts(load(engine, file, file_of(ACADEMY, closed, new))) == (1, 1, 1)
    assert school(engine, "800/2001").status == "Closed"
    assert counts(load(engine, file, file_of(new))) == (0, 0, 1)
    assert school(engine, "800/4001").name == "Fixture Academy"


def test_of_a_closed_and_an_open_school_of_one_number_the_open_one_counts(engine: Engine, tmp_path: Path) -> None:
    """A school that becomes an academy keeps its number and gets a new URN."""
    file = tmp_path / "edubasealldata.csv"
    before = establishment("900100", "4001", "Fixture School", **{"EstablishmentStatus (name)": "Closed"})
    ending = establishment(
        "900101", "4001", "Fixture Academy", **{"EstablishmentStatus (name)": "Open, but proposed to close"}
    )
    planned = establishment("900200", "4001", "Fixture High", **{"EstablishmentStatus (name)": "Proposed to open"})
    report = load(engine, file, file_of(before, ending, planned))
    assert counts(report) == (1, 0, 0)
    assert school(engine, "800/4001").urn == "900101"
    assert report.notes == ["2 earlier schools left out: another school has their number now"]
    assert counts(load(engine, file, file_of(before))) == (0, 0, 1)
    assert school(engine, "800/4001").urn == "900101"
    ended = ending | {"EstablishmentStatus (name)": "Closed"}
    opened = planned | {"EstablishmentStatus (name)": "Open"}
    assert counts(load(engine, file, file_of(opened, ended))) == (0, 1, 0)
    assert school(engine, "800/4001").name == "Fixture High"


def test_establishments_without_a_number_are_counted_not_refused(engine: Engine, tmp_path: Path) -> None:
    centre = establishment("900300", "", "Sample Children's Centre")
    report = load(engine, tmp_path / "edubasealldata.csv", file_of(centre, ACADEMY))
    assert counts(report) == (1, 0, 0)
    assert report.refused == []
    assert report.notes == ["1 without an establishment number left out: no pupil's record names them"]


def test_noughts_that_a_spreadsheet_dropped_come_back(engine: Engine, tmp_path: Path) -> None:
    load(
        engine, tmp_path / "schools.csv", file_of(establishment("900004", "12", "Sample School", **{"LA (code)": "7"}))
    )
    assert school(engine, "007/0012").urn == "900004"


def test_every_row_that_does_not_fit_is_named_and_the_others_are_taken(engine: Engine, tmp_path: Path) -> None:
    rows = [
        ACADEMY,
        establishment("", "2001", "No URN"),
        establishment("900001", "2002", "A URN again"),
        establishment("900005", "2003", "Strange authority", **{"LA (code)": "8OO"}),
        establishment("900006", "20044", "Long number"),
        establishment("900007", "2005", ""),
        establishment("900008", "2006", "No status", **{"EstablishmentStatus (name)": ""}),
        establishment("900009", "2007", "No postcode that is", Postcode="SOMEWHERE"),
        establishment("900010", "2008", "A nought\0character"),
        establishment("900011", "2009", "Two\r\nlines"),
        establishment("900012", "2010", "After them", Postcode="1"),
        PRIMARY,
    ]
    text = file_of(*rows) + '"900013","800"\r\n' + '"900014","800","x"y","2011"\r\n'
    report = load(engine, tmp_path / "edubasealldata.csv", text)
    assert [fault.words for fault in report.refused] == [
        "line 3, URN: is not a number",
        "line 4, URN: stands on line 2 already",
        "line 5, LA (code): is not a code of three digits",
        "line 6, EstablishmentNumber: is not a number of four digits",
        "line 7, EstablishmentName: is empty",
        "line 8, EstablishmentStatus (name): is empty",
        "line 9, Postcode: is not a UK postcode",
        "line 10, EstablishmentName: holds a character that cannot be read",
        "line 13, Postcode: is not a UK postcode",
        "line 15: the row has only 2 of 27 cells",
        "line 16: the quotation marks do not fit",
    ]
    assert counts(report) == (3, 0, 0)


def test_bytes_that_no_encoding_knows_are_named(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "edubasealldata.csv"
    file.write_bytes(file_of(ACADEMY, PRIMARY).encode("cp1252").replace("è".encode("cp1252"), b"\x81"))
    with transaction(engine) as session:
        report = import_establishments(session, file)
    assert [fault.words for fault in report.refused] == [
        "line 3, EstablishmentName: holds a character that cannot be read"
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "The file is empty"),
        ("\r\n\r\n", "The file is empty"),
        ("school,kind,first,last\r\n", "Columns are missing: URN, LA .code., EstablishmentNumber, EstablishmentName, "),
        (file_of(ACADEMY).replace("HeadFirstName", "Head"), "^Columns are missing: HeadFirstName$"),
        (file_of(ACADEMY).replace('"Locality"', '"Town"'), "^Columns stand twice: Town$"),
        (file_of(ACADEMY, PRIMARY)[:-3], "^From line 3 on a quotation mark is not closed$"),
    ],
)
def test_a_file_of_another_kind_is_refused_as_a_whole(engine: Engine, tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(FileRefused, match=why):
        load(engine, tmp_path / "edubasealldata.csv", text)
    with transaction(engine) as session:
        assert session.exec(select(SchoolRow)).all() == []


def test_a_large_file_streams(engine: Engine, tmp_path: Path) -> None:
    """The real file has about 50,000 rows of 135 columns, 60 MB: it is never in memory as a whole."""
    file = tmp_path / "edubasealldata.csv"
    padding = ",".join('"Not applicable"' for _ in range(100))
    head = ",".join([*(f'"{name}"' for name in HEADER), *(f'"Other{n} (name)"' for n in range(100))])
    row = file_of(PRIMARY | {"URN": "#", "LA (code)": "@", "EstablishmentNumber": "&"}).splitlines()[1]
    with file.open("w", encoding="cp1252", newline="") as out:
        out.write(head + "\r\n")
        for n in range(6_000):
            numbered = row.replace("#", str(200_000 + n)).replace("@", str(100 + n // 1000))
            out.write(f"{numbered.replace('&', str(1000 + n % 1000))},{padding}\r\n")
    tracemalloc.start()
    with transaction(engine) as session:
        report = import_establishments(session, file)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert counts(report) == (6_000, 0, 0)
    assert file.stat().st_size > 10_000_000
    assert most < 5_000_000
