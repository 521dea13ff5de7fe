"""A common transfer file that came, read with care. It may be from anybody: nothing in it makes this room open another
file or address, grow without bound, or guess.

Only what tells whether a pupil is a child of ours is taken: names, birth date, sex and numbers. Address, telephone and
everything else stays in the file.
"""

import io
import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from domain.matching.numbers import good_upn, tidy_upn
from domain.transfer.file import Came, Held

MOST_BYTES = 64 * 1024 * 1024
DEEPEST = 16  # elements within each other; the deepest that is known of lies at ten
MOST_PUPILS = 20_000
OLDEST = 12.0  # the oldest version whose elements were read
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
_MARK = b"\xef\xbb\xbf"
_Element = etree._Element


class CannotRead(Exception):
    """The file is refused as a whole. `code` is for a program, `reason` for a person; neither quotes the file."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(code)
        self.code, self.reason = code, reason


def read(content: bytes, newest: str) -> Came:
    """What the file says. `newest` is the newest version that is taken, as the settings say. Raises CannotRead."""
    _takes(content)
    header: dict[str, str] = {}
    pupils: list[Held] = []
    try:
        for path, element in _elements(content):
            if path == ("CTfile", "Header"):
                header = _header(element, newest)
            elif path == ("CTfile", "CTFpupilData", "Pupil"):
                if not header:
                    raise CannotRead("NO_HEADER", "The file has pupils before its header, so its version is not known")
                if len(pupils) == MOST_PUPILS:
                    raise CannotRead("TOO_MANY", f"The file has more than {MOST_PUPILS:,} pupils: ask for several")
                pupils.append(_pupil(element, len(pupils) + 1))
    except etree.XMLSyntaxError as wrong:
        if wrong.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT:  # type: ignore[attr-defined]
            raise CannotRead("TOO_LARGE", "One text in the file is larger than any transfer file has") from None
        raise CannotRead("NOT_XML", f"The file is not well-formed XML: it breaks in line {wrong.lineno or 1}") from None
    if not header:
        raise CannotRead("NO_HEADER", "The file has no header, so whose it is and its version are not known")
    return Came(pupils=tuple(pupils), **header)


def _takes(content: bytes) -> None:
    """What is refused before anything is parsed."""
    if not content.strip():
        raise CannotRead("EMPTY", "The file is empty")
    if len(content) > MOST_BYTES:
        raise CannotRead("TOO_LARGE", f"The file is larger than {MOST_BYTES // 1024 // 1024} MB")
    if content.startswith(_WIDE):
        raise CannotRead("ENCODING", "The file is in UTF-16: a transfer file is in UTF-8")
    bare = content.removeprefix(_MARK)
    if (said := _ENCODING.match(bare[:200])) and said[1].lower() not in (b"utf-8", b"utf8"):
        raise CannotRead("ENCODING", "The file says that it is in another encoding than UTF-8")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        raise CannotRead("ENCODING", f"The file is not in UTF-8: it breaks in line {line}") from None
    # A document type is what names external entities and lets a small file grow into a huge one. No transfer file
    # has one, so it is refused wherever it stands.
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise CannotRead("DOCTYPE", "The file declares a document type or entities, which no transfer file does")


def _elements(content: bytes) -> Iterator[tuple[tuple[str, ...], _Element]]:
    """Each header and pupil once it is whole, with where it stands; the elements before are let go."""
    path: list[str] = []
    events = etree.iterparse(
        io.BytesIO(content),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for event, element in events:
        if event == "start":
            path.append(_name(element))
            if len(path) > DEEPEST:
                raise CannotRead("TOO_DEEP", f"The file has more than {DEEPEST} elements within each other")
            if len(path) == 1 and path[0] != "CTfile":
                raise CannotRead("NOT_A_TRANSFER_FILE", "This is XML, and no common transfer file")
            continue
        if path in (["CTfile", "Header"], ["CTfile", "CTFpupilData", "Pupil"]):
            yield tuple(path), element
            element.clear()
            while (before := element.getprevious()) is not None:
                before.getparent().remove(before)
        path.pop()


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: _Element, *path: str) -> str:
    """The words at the end of this path, or nothing."""
    here: _Element | None = element
    for name in path:
        here = next((each for each in here if _name(each) == name), None) if here is not None else None
    return " ".join((here.text or "").split()) if here is not None else ""


def _header(header: _Element, newest: str) -> dict[str, str]:
    if _text(header, "DocumentName").casefold() != "common transfer file":
        raise CannotRead("NOT_A_TRANSFER_FILE", "The header does not say that this is a common transfer file")
    version = _text(header, "CTFversion")
    if not re.fullmatch(r"\d{1,2}(\.\d)?", version):
        raise CannotRead("VERSION", "The header names no version")
    if not OLDEST <= float(version) <= float(newest):
        raise CannotRead("VERSION", f"The file is of version {version}; versions {OLDEST} to {newest} are read")
    source, to = ("SourceSchool", "DestSchool")
    return {
        "version": version,
        "qualifier": _text(header, "DocumentQualifier")[:20],
        "source": _number(header, source),
        "source_name": _text(header, source, "SchoolName")[:120],
        "to": _number(header, to),
    }


def _number(header: _Element, school: str) -> str:
    number = (_text(header, school, "LEA") + _text(header, school, "Estab")).upper()
    return number if re.fullmatch(r"\d{7}|\d{3}LLLL|XXXXXXX|MMMMMMM", number) else ""


def _pupil(pupil: _Element, number: int) -> Held:
    """A pupil who cannot be read whole is taken as far as it can be: it may still be the child that is looked for."""
    faults = []
    upn = tidy_upn(_text(pupil, "UPN"))
    if upn and not good_upn(upn):
        faults.append("UPN")
    former = tidy_upn(_text(pupil, "BasicDetails", "FormerUPN") or _text(pupil, "FormerUPN"))
    born = None
    try:
        born = date.fromisoformat(_text(pupil, "DOB")[:10])
    except ValueError:
        faults.append("DOB")
    surname, forename = _text(pupil, "Surname")[:120], _text(pupil, "Forename")[:120]
    if not surname:
        faults.append("Surname")
    sex = (_text(pupil, "Sex") or _text(pupil, "Gender")).upper()[:1]
    return Held(
        number=number,
        upn=upn if good_upn(upn) else "",
        former_upn=former if good_upn(former) else "",
        surname=surname,
        forename=forename,
        other_names=tuple(_other_names(pupil, surname, forename)),
        born=born,
        sex=sex if sex in ("F", "M") else "",
        faults=tuple(faults),
    )


def _other_names(pupil: _Element, surname: str, forename: str) -> Iterator[str]:
    """The name the pupil goes by, and the one it had."""
    for kind in ("Preferred", "Former"):
        family = _text(pupil, "BasicDetails", f"{kind}Surname")[:120]
        given = _text(pupil, "BasicDetails", f"{kind}Forename")[:120]
        if family or given:
            yield f"{given or forename} {family or surname}"
