"""Lists and returns as files: what each line says, and what is wrong with it, by column."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.returns import Ground, ReturnKind
from records.returns_file import Line, columns_of, line_of, read_lines
from records.table_file import FileRefused, Row

TODAY = date(2026, 11, 24)
DELETION = "given,surname,date_of_birth,school,deleted_on,ground,destination,first_absent_on\n"


def read(tmp_path: Path, kind: ReturnKind, content: str, encoding: str = "utf-8") -> list[Line]:
    path = tmp_path / "file.csv"
    path.write_bytes(content.encode(encoding))
    return list(read_lines(path, kind, TODAY))


def faults(lines: list[Line]) -> list[str]:
    return [fault.words for line in lines for fault in line.faults]


def test_a_deletion_says_what_the_school_did(tmp_path: Path) -> None:
    (line,) = read(
        tmp_path, ReturnKind.DELETION, f"{DELETION}Kai,Example,4/3/2017,8004001,20/11/2026,9(1)(i),,2/11/2026\n"
    )
    assert line.told is not None
    assert (line.told.ground, line.told.on, line.told.school) == (Ground.TWENTY_DAYS, date(2026, 11, 20), "800/4001")
    assert line.body["child"]["first_absent_on"] == "2026-11-02"
    assert "with no known destination" in line.body["account"]


@pytest.mark.parametrize("kind", [kind for kind in ReturnKind if kind is not ReturnKind.REFERRALS])
def test_every_column_that_is_needed_is_named_where_it_is_empty(tmp_path: Path, kind: ReturnKind) -> None:
    needed, _ = columns_of(kind)
    lines = read(tmp_path, kind, ",".join(needed) + "\n" + "x" + "," * (len(needed) - 1) + "\n")
    assert {fault.column for fault in lines[0].faults} >= set(needed[1:])
    assert all("empty" in fault.reason for fault in lines[0].faults)


def test_what_is_wrong_is_named_by_the_files_own_columns(tmp_path: Path) -> None:
    rows = (
        "Kai,Example,2017-03-04,800/4001,31/11/2026,I,,",
        "Kai,Example,2017-03-04,nowhere,20/11/2026,I,,",
        "Kai,Example,2017-03-04,800/4001,25/11/2026,I,,",
        "Kai,Example,2027-03-04,800/4001,20/11/2026,I,,",
        "Kai,Example,2017-03-04,800/4001,20/11/2026,I,,",
        "Kai,Example,2017-03-04,800/4001,20/11/2026,I,,",
        '"Kai,Example,2017-03-04,800/4001,20/11/2026,I,,"x',
    )
    lines = read(tmp_path, ReturnKind.DELETION, DELETION + "\n".join(rows) + "\n")
    assert faults(lines) == [
        "line 2, deleted_on: there is no such day: give a day as 2026-09-03 or 03/09/2026",
        "line 3, school: give authority and establishment number, like 800/4001, or leave it empty",
        "line 4, deleted_on: has not come yet",
        "line 5, date_of_birth: has not come yet",
        "line 7: says the same as line 6",
        "line 8: the quotation marks do not fit",
    ]
    assert [line.line for line in lines if not line.faults] == [6]


@pytest.mark.parametrize(("encoding", "separator"), [("utf-16", ";"), ("cp1252", "\t"), ("utf-8-sig", ",")])
def test_any_common_encoding_and_separator(tmp_path: Path, encoding: str, separator: str) -> None:
    words = "given,surname,date_of_birth,school,started_on\nZoë,O’Brien,2017-03-04,800/4001,2026-11-02\n"
    (line,) = read(tmp_path, ReturnKind.NEW_PUPIL, words.replace(",", separator), encoding)
    assert (line.body["child"]["given"], line.body["child"]["surname"]) == ("Zoë", "O’Brien")


def test_the_same_words_have_the_same_key_and_other_words_another(tmp_path: Path) -> None:
    first = read(tmp_path, ReturnKind.DELETION, f"{DELETION}Kai,Example,2017-03-04,800/4001,2026-11-20,I,,\n")
    turned = "ground;deleted_on;school;date_of_birth;surname;given\ni;20/11/2026;8004001;04/03/2017;Example;Kai\n"
    again = read(tmp_path, ReturnKind.DELETION, turned)
    other = read(tmp_path, ReturnKind.DELETION, f"{DELETION}Kai,Example,2017-03-04,800/4001,2026-11-19,I,,\n")
    assert first[0].key == again[0].key != other[0].key


def test_a_child_who_is_ill_is_not_counted_as_absent() -> None:
    cells = {"given": "Kai", "surname": "Example", "date_of_birth": "2017-03-04", "school": "800/4001"}
    ill = line_of(ReturnKind.SICKNESS, Row(2, {**cells, "first_absent_on": "2026-11-02"}), TODAY)
    assert "first_absent_on" not in ill.body["child"]
    away = line_of(ReturnKind.ABSENCE, Row(2, {**cells, "first_absent_on": "2026-11-02"}), TODAY)
    assert away.body["child"]["first_absent_on"] == "2026-11-02"


@settings(max_examples=60)
@given(st.binary(max_size=400), st.sampled_from(list(ReturnKind)))
def test_whatever_comes_it_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes, kind: ReturnKind
) -> None:
    path = tmp_path_factory.mktemp("any") / "file.csv"
    header = ",".join(columns_of(kind)[0]).encode() + b"\n"
    for content in (raw, header + raw):
        path.write_bytes(content)
        try:
            lines = list(read_lines(path, kind, TODAY))
        except FileRefused:
            continue
        assert all(line.faults or line.key for line in lines)
