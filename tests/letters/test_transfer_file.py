"""Common transfer files as bytes: written to our own schema, read back, and refused where they could do harm."""

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from domain.transfer.file import (
    Attended,
    Basic,
    Contact,
    Destination,
    Home,
    Past,
    Pupil,
    School,
    Telephone,
    TransferFile,
)
from letters.transfer.reading import DEEPEST, CannotRead, read
from letters.transfer.writing import HELP, schema_faults, written

SOURCE = School(number="800/4001", name="Fixture Academy")
WHOLE = Pupil(
    upn="X800400126001",
    surname="Example & Sons",
    forename="Zoë",
    born=date(2014, 5, 17),
    sex="F",
    basic=Basic(former_upn="R674123101121", preferred_surname="Sample", middle_names="A <b>", medical_flag=False),
    in_care=False,
    home=Home(house="1", street="Fixture Rd", town="Bath", postcode="BA1 1AA"),
    telephones=(Telephone(number="01632960001"),),
    contacts=(Contact(order=1, surname="Example", relationship="PAM", responsibility=True, address_as_pupil=True),),
    attendance=(Attended(year=2026, school=SOURCE, possible=124, attended=84, authorised=0, unauthorised=40),),
    schools=(Past(school=SOURCE, entered=date(2025, 9, 3), left=date(2026, 12, 7), last=True),),
)


def made(*pupils: Pupil, destination: Destination | School = Destination.LOST) -> TransferFile:
    at = datetime.fromisoformat("2026-12-07T10:30:00")
    return TransferFile(version="26.0", at=at, source=SOURCE, destination=destination, pupils=pupils or (WHOLE,))


def code(content: bytes, newest: str = "26.0") -> str:
    """Of its refusal; the reason is for a person and quotes nothing."""
    with pytest.raises(CannotRead) as refusal:
        read(content, newest)
    assert len(refusal.value.reason) > 15
    assert "Example" not in refusal.value.reason
    return refusal.value.code


def test_every_element_stands_where_the_service_has_it() -> None:
    root = etree.fromstring(written(made()))
    assert [each.tag for each in root.find("Header")] == [
        "DocumentName", "CTFversion", "DateTime", "DocumentQualifier", "DataDescriptor", "SupplierID", "SourceSchool",
        "DestSchool",
    ]  # fmt: skip
    assert root.findtext("Header/DateTime") == "2026-12-07T10:30:00"
    assert (root.findtext("Header/DestSchool/LEA"), root.findtext("Header/DestSchool/Estab")) == ("XXX", "XXXX")
    assert HELP in str(root.findtext("Header/DataDescriptor")), "it says what it is for"
    assert [each.tag for each in root.find("CTFpupilData/Pupil")] == [
        "UPN", "Surname", "Forename", "DOB", "Sex", "BasicDetails", "LookedAfter", "Address", "Phones", "Contacts",
        "Attendance", "SchoolHistory",
    ]  # fmt: skip
    assert root.find(".//LeavingReason") is None, "its codes are not verified"
    assert root.findtext(".//SchoolHistory/School/LeavingDate") == "2026-12-07"


def test_the_smallest_file_has_no_empty_element() -> None:
    bare = Pupil(upn="X800400126001", surname="Example", forename="Child", born=date(2014, 5, 17), sex="M")
    root = etree.fromstring(written(made(bare.model_copy(update={"basic": Basic(), "home": Home()}))))
    assert [each.tag for each in root.find("CTFpupilData/Pupil")] == ["UPN", "Surname", "Forename", "DOB", "Sex"]
    outside = etree.fromstring(written(made(bare, bare, destination=Destination.OUTSIDE)))
    assert outside.findtext("Header/DestSchool/LEA") + outside.findtext("Header/DestSchool/Estab") == "MMMMMMM"


def test_the_schema_says_what_is_verified_and_refuses_what_it_does_not_know() -> None:
    schema = Path("letters/transfer/ctf.xsd").read_text()
    assert "VERIFIED" in schema
    assert "NOT VERIFIED" in schema
    root = etree.fromstring(written(made()))
    assert schema_faults(root) == []
    for path, wrong in (("Header/CTFversion", "new"), (".//UPN", "X1"), (".//DOB", "17/05/2014"), (".//Sex", "X")):
        broken = etree.fromstring(written(made()))
        broken.find(path).text = wrong
        assert len(schema_faults(broken)) >= 1, path
        assert wrong not in "".join(schema_faults(broken)), "no fault quotes the file"


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=120).filter(str.strip))
def test_any_name_that_a_file_can_hold_comes_back(name: str) -> None:
    try:
        pupil = Pupil(upn="X800400126001", surname=name, forename="Child", born=date(2014, 5, 17), sex="F")
    except ValueError:
        return  # characters that XML has not
    (back,) = read(written(made(pupil)), "26.0").pupils
    assert back.surname == " ".join(pupil.surname.split())


def test_what_is_written_is_read_as_far_as_it_is_needed() -> None:
    came = read(written(made()), "26.0")
    assert (came.source, came.to, came.version, came.lost) == ("8004001", "XXXXXXX", "26.0", True)
    (pupil,) = came.pupils
    assert (pupil.upn, pupil.former_upn, pupil.born) == ("X800400126001", "R674123101121", date(2014, 5, 17))
    assert pupil.other_names == ("Zoë Sample",)
    said = came.model_dump_json()
    assert [word for word in ("Fixture Rd", "BA1", "01632", "PAM") if word in said] == [], "nothing else is taken"


def test_an_older_file_with_what_it_called_things() -> None:
    older = written(made()).replace(b"26.0", b"19.0").replace(b"<Sex>F</Sex>", b"<Gender>F</Gender>")
    older = older.replace(b"2014-05-17", b"17.5.2014").replace(b"X800400126001", b"A800400126001")
    (pupil,) = read(older, "26.0").pupils
    assert (pupil.sex, pupil.upn, pupil.born, pupil.faults) == ("F", "", None, ("UPN", "DOB"))


def test_a_file_that_could_do_harm_is_refused_with_a_clear_reason() -> None:
    good = written(made())
    secret = b'<?xml version="1.0"?><!DOCTYPE CTfile [<!ENTITY x SYSTEM "file:///etc/passwd">]><CTfile>&x;</CTfile>'
    laughs = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><CTfile>&b;</CTfile>'
    deep = b"<CTfile>" + b"<a>" * (DEEPEST + 1) + b"</a>" * (DEEPEST + 1) + b"</CTfile>"
    pupils = good[good.index(b"<CTFpupilData>") : good.index(b"</CTfile>")]
    refused = {
        "external entity": (secret, "DOCTYPE"),
        "billion laughs": (laughs, "DOCTYPE"),
        "undeclared entity": (good.replace(b"Fixture Academy", b"&x;"), "NOT_XML"),
        "deep": (deep, "TOO_DEEP"),
        "as deep as memory": (b"<CTfile>" + b"<a>" * 200_000, "TOO_DEEP"),
        "huge text": (good.replace(b"Fixture Academy", b"A" * 11_000_000), "TOO_LARGE"),
        "empty": (b" \n", "EMPTY"),
        "cut": (good[:-20], "NOT_XML"),
        "no XML": (b"UPN,Surname\n", "NOT_XML"),
        "Latin-1 in name": (good.replace("Zoë".encode(), "Zoë".encode("latin-1")), "ENCODING"),
        "says Latin-1": (good.replace(b"utf-8", b"ISO-8859-1"), "ENCODING"),
        "UTF-16": (good.decode().replace("utf-8", "utf-16").encode("utf-16"), "ENCODING"),
        "another document": (b"<html></html>", "NOT_A_TRANSFER_FILE"),
        "another message": (good.replace(b"Common Transfer File", b"School Census"), "NOT_A_TRANSFER_FILE"),
        "no version": (good.replace(b"<CTFversion>26.0</CTFversion>", b""), "VERSION"),
        "too new": (good.replace(b"26.0", b"27.0"), "VERSION"),
        "too old": (good.replace(b"26.0", b"11.0"), "VERSION"),
        "no header": (b"<CTfile><CTFpupilData/></CTfile>", "NO_HEADER"),
        "pupils first": (b"<CTfile>" + pupils + b"</CTfile>", "NO_HEADER"),
    }
    assert {name: code(content) for name, (content, _) in refused.items()} == {
        name: expected for name, (_, expected) in refused.items()
    }


def test_a_file_that_is_too_large_is_not_even_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("letters.transfer.reading.MOST_BYTES", 1_000)
    assert code(written(made())) == "TOO_LARGE"
    monkeypatch.setattr("letters.transfer.reading.MOST_BYTES", 10_000_000)
    monkeypatch.setattr("letters.transfer.reading.MOST_PUPILS", 2)
    assert code(written(made(WHOLE, WHOLE, WHOLE, destination=Destination.OUTSIDE))) == "TOO_MANY"
