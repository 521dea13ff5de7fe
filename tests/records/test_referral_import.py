"""Referrals from a spreadsheet: what is right becomes a body the service accepts, what is wrong is named by column."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.actions.referral import ReferralReceived
from domain.vocabulary import Channel, Reason, Relation
from records.referral_import import NEEDED, OPTIONAL, column_of, key_of, read_referrals
from records.table_file import FileRefused

FULL = {
    "given": "Zoë",
    "surname": "O’Sample",
    "date_of_birth": "04/03/2017",
    "sex": "F",
    "upn": "",
    "school": "800/4001",
    "first_absent_on": "2026-11-02",
    "reason": "did-not-start",
    "channel": "school",
    "adult_name": "Mara O’Sample",
    "adult_relation": "mother",
    "adult_address": "2 Example Street, Sampleton",
    "adult_postcode": "z1 2ab",
    "adult_telephone": "01632 960002",
    "account": "Did not come back after half term.\nNobody answers.",
}
PLAIN = {"given": "Kai", "surname": "Example", "channel": "telephone"}


def written(*rows: dict[str, str], columns: tuple[str, ...] = (*NEEDED, *OPTIONAL), separator: str = ",") -> str:
    def cell(text: str) -> str:
        quoted = text.replace('"', '""')
        return f'"{quoted}"' if any(sign in text for sign in f'{separator}"\n') else text

    lines = [separator.join(columns)]
    lines += [separator.join(cell(row.get(column, "")) for column in columns) for row in rows]
    return "\r\n".join(lines) + "\r\n"


def read(folder: Path, content: str | bytes) -> tuple[list[dict[str, Any]], list[str]]:
    file = folder / "referrals.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    referrals, faults = read_referrals(file)
    return [body for _, body in referrals], [fault.words for fault in faults]


def test_a_row_becomes_a_referral(tmp_path: Path) -> None:
    bodies, faults = read(tmp_path, written(FULL, PLAIN))
    assert faults == []
    referral = ReferralReceived.model_validate(bodies[0])
    assert (referral.channel, referral.reason) == (Channel.SCHOOL, Reason.DID_NOT_START)
    assert referral.child.date_of_birth == date(2017, 3, 4)
    assert referral.child.first_absent_on == date(2026, 11, 2)
    assert (referral.child.given, referral.child.sex, referral.child.school) == ("Zoë", "F", "800/4001")
    assert referral.account == FULL["account"]
    [adult] = referral.adults
    assert (adult.name, adult.relation, adult.telephone) == ("Mara O’Sample", Relation.MOTHER, "01632 960002")
    assert adult.address is not None
    assert adult.address.printed() == ["2 Example Street", "Sampleton", "Z1 2AB"]
    assert bodies[1] == {"channel": "telephone", "child": {"given": "Kai", "surname": "Example"}}


def test_each_referral_knows_its_line(tmp_path: Path) -> None:
    (tmp_path / "referrals.csv").write_text(written(FULL, PLAIN))
    referrals, _ = read_referrals(tmp_path / "referrals.csv")
    assert [line for line, _ in referrals] == [2, 4]  # the first one's account has two lines
    places = ("child.first_absent_on", "adults.0.address.postcode", "channel", "happened_on")
    columns = [column_of(place.split(".")) for place in places]
    assert columns == ["first_absent_on", "adult_postcode", "channel", "happened_on"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_common_encoding_and_separator_says_the_same(tmp_path: Path, encoding: str, separator: str) -> None:
    expected, _ = read(tmp_path, written(FULL, PLAIN))
    columns = tuple(reversed((*NEEDED, *OPTIONAL)))
    found, faults = read(tmp_path, written(FULL, PLAIN, columns=columns, separator=separator).encode(encoding))
    assert (found, faults) == (expected, [])
    assert [key_of(body) for body in found] == [key_of(body) for body in expected]


def test_the_key_goes_with_the_words_and_tells_none_of_them(tmp_path: Path) -> None:
    bodies, _ = read(tmp_path, written(FULL, PLAIN, PLAIN | {"given": "Kay"}))
    keys = [key_of(body) for body in bodies]
    assert len(set(keys)) == 3
    assert key_of(bodies[1]) == "import-cecd992d88f39882d506145d0e3a4fc0"  # kept: old files must not be added again
    fewer, _ = read(tmp_path, written(PLAIN, columns=("channel", "surname", "given")))
    assert key_of(fewer[0]) == keys[1]
    assert not any("Kai" in key or "Example" in key for key in keys)


def test_words_may_be_given_by_their_labels(tmp_path: Path) -> None:
    row = PLAIN | {"channel": "A Parent", "reason": "problems at home", "sex": "Girl", "school": "8004001"}
    bodies, faults = read(tmp_path, written(row | {"adult_name": "M", "adult_relation": "STEP-PARENT"}))
    assert faults == []
    assert bodies[0] == {
        "channel": "parent",
        "reason": "home",
        "child": {"given": "Kai", "surname": "Example", "sex": "F", "school": "800/4001"},
        "adults": [{"name": "M", "relation": "step-parent"}],
    }


WRONG = [
    ({"given": ""}, "given: give a name of at most 120 characters"),
    ({"surname": "x" * 121}, "surname: give a name of at most 120 characters"),
    ({"channel": ""}, "channel: give one of: school, agency, authority, parent, public, telephone, letter, email, "),
    ({"channel": "pigeon"}, "channel: give one of: school, agency, "),
    ({"reason": "truant"}, "reason: give one of: did-not-start, removed, "),
    ({"date_of_birth": "31/02/2017"}, "date_of_birth: there is no such day: give a day as 2026-09-03 or 03/09/2026"),
    ({"date_of_birth": "2017"}, "date_of_birth: give a day as 2026-09-03 or 03/09/2026"),
    ({"first_absent_on": "11/02/26"}, "first_absent_on: give a day as 2026-09-03 or 03/09/2026"),
    ({"date_of_birth": "2026-11-03"}, "first_absent_on: is before the date of birth"),
    ({"sex": "X"}, "sex: give F or M, or leave it empty"),
    ({"upn": "A800400126001"}, "upn: the check letter of this UPN does not fit its digits"),
    ({"upn": "12"}, "upn: a UPN is one letter and 12 digits"),
    ({"school": "Fixture Academy"}, "school: give authority and establishment number, like 800/4001"),
    ({"adult_name": ""}, "adult_name: is empty, and the row says something about an adult"),
    ({"adult_relation": "friend"}, "adult_relation: give one of: mother, father, "),
    ({"adult_address": ""}, "adult_address: is empty, and there is a postcode"),
    ({"adult_address": "1, 2, 3, 4, 5, 6"}, "adult_address: give at most five lines of at most 120 characters"),
    ({"adult_address": "x" * 121}, "adult_address: give at most five lines of at most 120 characters"),
    ({"adult_postcode": ""}, "adult_postcode: is empty, and there is an address"),
    ({"adult_postcode": "SAMPLE"}, "adult_postcode: enter a full UK postcode"),
    ({"adult_telephone": "0" * 121}, "adult_telephone: is longer than 120 characters"),
    ({"account": "x" * 20_001}, "account: is longer than 20,000 characters"),
    ({"account": "a\x07b"}, "account: holds a character that cannot be read"),
    ({"given": "Kai", "surname": "Example", "channel": "telephone"} | dict.fromkeys(OPTIONAL, ""), "says the same as "),
]


def test_each_bad_row_is_named_with_column_and_reason_and_without_its_words(tmp_path: Path) -> None:
    rows = [PLAIN, *({**FULL, **wrong} for wrong, _ in WRONG), FULL]
    bodies, faults = read(tmp_path, written(*rows))
    assert len(bodies) == 2
    line = 3
    for (wrong, said), fault in zip(WRONG, faults, strict=True):
        assert fault.removeprefix(f"line {line}, ").removeprefix(f"line {line}: ").startswith(said)
        assert not any(value in fault for value in ("Zoë", "O’Sample", "Kai", "Example Street", "pigeon", "friend"))
        line += 1 + {**FULL, **wrong}["account"].count("\n")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "The file is empty"),
        ("given,surname\r\nKai,Example\r\n", "Columns are missing: channel"),
        ("given,surname,channel,upn,UPN\r\n", "Columns stand twice: upn"),
        ("given,surname,channel,nursery\r\n", "Columns are not known: nursery[.] Known are: given, surname, "),
        ('given,surname,channel\r\n"Kai,Example,school\r\n', "From line 2 on a quotation mark is not closed"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: str, why: str) -> None:
    with pytest.raises(FileRefused, match=f"^{why}"):
        read(tmp_path, content)
