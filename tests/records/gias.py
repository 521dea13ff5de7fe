"""An invented establishment file in the shape of the register's own: 14 columns that matter among others."""

import csv
import io

HEADER = [
    "URN",
    "LA (code)",
    "LA (name)",
    "EstablishmentNumber",
    "EstablishmentName",
    "TypeOfEstablishment (code)",
    "TypeOfEstablishment (name)",
    "EstablishmentStatus (code)",
    "EstablishmentStatus (name)",
    "OpenDate",
    "CloseDate",
    "PhaseOfEducation (code)",
    "PhaseOfEducation (name)",
    "StatutoryLowAge",
    "StatutoryHighAge",
    "Street",
    "Locality",
    "Address3",
    "Town",
    "County (name)",
    "Postcode",
    "SchoolWebsite",
    "TelephoneNum",
    "HeadTitle (name)",
    "HeadFirstName",
    "HeadLastName",
    "HeadPreferredJobTitle",
]
USUAL = {
    "LA (code)": "800",
    "LA (name)": "Sampleshire",
    "TypeOfEstablishment (name)": "Community school",
    "EstablishmentStatus (name)": "Open",
    "PhaseOfEducation (name)": "Primary",
    "Street": "1 Sample Road",
    "Town": "Sampleton",
    "Postcode": "Z1 1AA",
    "TelephoneNum": "01632960001",
    "HeadTitle (name)": "Mrs",
    "HeadFirstName": "Ida",
    "HeadLastName": "Specimen",
}


def establishment(urn: str, number: str, name: str, **others: str) -> dict[str, str]:
    return USUAL | {"URN": urn, "EstablishmentNumber": number, "EstablishmentName": name} | others


def file_of(*rows: dict[str, str]) -> str:
    """The file's text: every cell in quotation marks, lines ending as on Windows."""
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER, restval="", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
