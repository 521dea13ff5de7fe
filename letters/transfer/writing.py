"""A common transfer file written as XML. No file leaves this room that our own schema (ctf.xsd) does not take."""

from functools import cache
from pathlib import Path

from lxml import etree

from domain.transfer.file import Attended, Basic, Contact, Destination, Home, Past, Pupil, School, TransferFile

HELP = "Made to help the school, which checks it and uploads its own"
_SCHEMA = Path(__file__).with_name("ctf.xsd")
_SAYS = {Destination.LOST: "Lost pupil", Destination.OUTSIDE: "Pupil gone outside England and Wales or independent"}
_Element = etree._Element


class NotAsTheSchema(Exception):
    """A bug: what was written is not as our schema has it. The text names elements, never what they hold."""


def written(file: TransferFile) -> bytes:
    """The file as UTF-8, checked against the schema. The same file is always the same bytes."""
    root = etree.Element("CTfile")
    root.append(etree.Comment(f" {HELP}. "))
    _header(etree.SubElement(root, "Header"), file)
    data = etree.SubElement(root, "CTFpupilData")
    for pupil in file.pupils:
        _pupil(etree.SubElement(data, "Pupil"), pupil)
    faults = schema_faults(root)
    if faults:
        raise NotAsTheSchema(", ".join(faults))
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def schema_faults(root: _Element) -> list[str]:
    """Where a document departs from our schema: paths of elements, without what they hold."""
    schema = etree.XMLSchema(_schema_document())
    if schema.validate(root):
        return []
    return [str(fault.path) for fault in schema.error_log]  # type: ignore[attr-defined]


@cache
def _schema_document() -> _Element:
    return etree.fromstring(_SCHEMA.read_bytes())


def _header(header: _Element, file: TransferFile) -> None:
    lea, establishment = file.to
    what = "Pupils" if isinstance(file.destination, School) else _SAYS[file.destination]
    _say(header, DocumentName="Common Transfer File", CTFversion=file.version)
    _say(header, DateTime=f"{file.at:%Y-%m-%dT%H:%M:%S}", DocumentQualifier="full")
    _say(header, DataDescriptor=f"{what}. {HELP}", SupplierID=file.supplier)
    source = etree.SubElement(header, "SourceSchool")
    _school(source, file.source)
    _say(source, AcademicYear=str(file.academic_year))
    _say(etree.SubElement(header, "DestSchool"), LEA=lea, Estab=establishment)


def _pupil(into: _Element, pupil: Pupil) -> None:
    _say(into, UPN=pupil.upn, Surname=pupil.surname, Forename=pupil.forename)
    _say(into, DOB=pupil.born.isoformat(), Sex=pupil.sex)
    if pupil.basic is not None and pupil.basic != Basic():
        _basic(etree.SubElement(into, "BasicDetails"), pupil.basic)
    if pupil.in_care is not None:
        _say(etree.SubElement(into, "LookedAfter"), InCare=_flag(pupil.in_care))
    if pupil.home is not None and pupil.home != Home():
        _home(etree.SubElement(into, "Address"), pupil.home)
    if pupil.telephones:
        phones = etree.SubElement(into, "Phones")
        for each in pupil.telephones:
            _say(etree.SubElement(phones, "Phone"), TelephoneType=each.kind, PhoneNo=each.number)
    if pupil.contacts:
        contacts = etree.SubElement(into, "Contacts")
        for contact in pupil.contacts:
            _contact(etree.SubElement(contacts, "Contact"), contact)
    if pupil.attendance:
        attendance = etree.SubElement(into, "Attendance")
        for year in pupil.attendance:
            _year(etree.SubElement(attendance, "YearData"), year)
    if pupil.schools:
        history = etree.SubElement(into, "SchoolHistory")
        for past in pupil.schools:
            _past(etree.SubElement(history, "School"), past)


def _basic(into: _Element, basic: Basic) -> None:
    _say(into, FormerUPN=basic.former_upn, PreferredSurname=basic.preferred_surname)
    _say(into, PreferredForename=basic.preferred_forename, FormerSurname=basic.former_surname)
    _say(into, FormerForename=basic.former_forename, MiddleNames=basic.middle_names, NCyearActual=basic.year_group)
    _say(into, Ethnicity=basic.ethnicity, EthnicitySource=basic.ethnicity_source, EnrolStatus=basic.enrolment)
    _say(into, MedicalFlag=_flag(basic.medical_flag))


def _home(into: _Element, home: Home) -> None:
    lines = etree.SubElement(into, "BS7666Address")
    _say(lines, PAON=home.house, Street=home.street, Locality=home.locality, Town=home.town)
    _say(into, PostCode=home.postcode)


def _contact(into: _Element, contact: Contact) -> None:
    _say(into, Order=str(contact.order), Title=contact.title, Surname=contact.surname, Forename=contact.forename)
    _say(into, Relationship=contact.relationship, Responsibility=_flag(contact.responsibility))
    if contact.address_as_pupil is not None:
        _say(etree.SubElement(into, "Address"), AddressAsPupil=_flag(contact.address_as_pupil))


def _year(into: _Element, year: Attended) -> None:
    _say(into, Year=str(year.year))
    _school(into, year.school)
    _say(into, SessionsPossible=str(year.possible), SessionsAuthorised=str(year.authorised))
    _say(into, SessionsAttended=str(year.attended), SessionsUnauthorised=str(year.unauthorised))


def _past(into: _Element, past: Past) -> None:
    _school(into, past.school)
    _say(into, EntryDate=past.entered.isoformat() if past.entered else "")
    _say(into, LeavingDate=past.left.isoformat() if past.left else "", LastSchool=_flag(past.last))


def _school(into: _Element, school: School) -> None:
    _say(into, LEA=school.authority, Estab=school.establishment, SchoolName=school.name)


def _say(into: _Element, **said: str) -> None:
    """One element for each, in this order; an empty one is left out."""
    for name, words in said.items():
        if words:
            etree.SubElement(into, name).text = words


def _flag(value: bool | None) -> str:
    return "" if value is None else str(value).lower()
