"""What a common transfer file says, element by element (DOMAIN 5.4). Which bytes say it, the letters' room knows."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from domain.people import Line, Upn
from domain.vocabulary import Word

# Characters that XML cannot hold at all, and those that no name or line has.
_NO_CONTROL = r"^[^\x00-\x1f\x7f\ufffe\uffff]*$"
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120, pattern=_NO_CONTROL)]
Number = Annotated[str, StringConstraints(pattern=r"^\d{3}/\d{4}$")]
Version = Annotated[str, StringConstraints(pattern=r"^[1-9]\d?\.\d$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Destination(Word):
    """Where a pupil has gone who goes to no school of the register. The second is inferred from published guides."""

    LOST = "lost", "Not known: the lost pupils' area"
    OUTSIDE = "outside", "Out of England and Wales, or an independent school"

    @property
    def numbers(self) -> tuple[str, str]:
        """As the file has them: authority and establishment (DOMAIN 5.1)."""
        return ("XXX", "XXXX") if self is Destination.LOST else ("MMM", "MMMM")


class School(_Part):
    """`number` is authority and establishment, like 800/4001."""

    number: Number
    name: Text = ""

    @property
    def authority(self) -> str:
        return self.number[:3]

    @property
    def establishment(self) -> str:
        return self.number[4:]


class Basic(_Part):
    former_upn: Upn = ""
    preferred_surname: Text = ""
    preferred_forename: Text = ""
    former_surname: Text = ""
    former_forename: Text = ""
    middle_names: Text = ""
    year_group: Text = ""
    ethnicity: Text = ""
    ethnicity_source: Text = ""
    enrolment: Text = ""
    medical_flag: bool | None = None


class Home(_Part):
    """An address in the form of BS 7666: house, street, town. Of `postcode` not even the element's name is verified."""

    house: Text = ""
    street: Text = ""
    locality: Text = ""
    town: Text = ""
    postcode: Text = ""


class Telephone(_Part):
    kind: Annotated[str, StringConstraints(pattern=r"^[A-Z]$")] = "H"
    number: Text


class Contact(_Part):
    order: Annotated[int, Field(ge=1, le=99)]
    title: Text = ""
    surname: Text
    forename: Text = ""
    relationship: Text = ""
    responsibility: bool | None = None
    address_as_pupil: bool | None = None


class Attended(_Part):
    """The sessions of one school year at one school, counted."""

    year: Annotated[int, Field(ge=2000, le=2100)]
    school: School
    possible: Annotated[int, Field(ge=0)]
    attended: Annotated[int, Field(ge=0)]
    authorised: Annotated[int, Field(ge=0)]
    unauthorised: Annotated[int, Field(ge=0)]

    @model_validator(mode="after")
    def _adds_up(self) -> "Attended":
        if self.attended + self.authorised + self.unauthorised > self.possible:
            raise ValueError("more sessions than were possible")
        return self


class Past(_Part):
    """A school that the pupil was at. Codes for why it left were not to be verified: none is written."""

    school: School
    entered: date | None = None
    left: date | None = None
    last: bool = False


class Pupil(_Part):
    upn: Upn
    surname: Annotated[Text, Field(min_length=1)]
    forename: Annotated[Text, Field(min_length=1)]
    born: date
    sex: Annotated[str, StringConstraints(pattern=r"^[FM]$")]
    basic: Basic | None = None
    in_care: bool | None = None
    home: Home | None = None
    telephones: tuple[Telephone, ...] = ()
    contacts: tuple[Contact, ...] = ()
    attendance: tuple[Attended, ...] = ()
    schools: tuple[Past, ...] = ()


class TransferFile(_Part):
    """One file to be written. `at` is the instant of its making, in the time of London; a lost pupil's has one pupil
    (DOMAIN 5.1).
    """

    version: Version
    at: datetime
    source: School
    destination: Destination | School
    pupils: Annotated[tuple[Pupil, ...], Field(min_length=1)]
    supplier: Text = "Rollcall"

    @model_validator(mode="after")
    def _one_lost_pupil(self) -> "TransferFile":
        if self.destination is Destination.LOST and len(self.pupils) != 1:
            raise ValueError("a lost pupil's file has exactly one pupil")
        return self

    @property
    def to(self) -> tuple[str, str]:
        if isinstance(self.destination, School):
            return self.destination.authority, self.destination.establishment
        return self.destination.numbers

    @property
    def academic_year(self) -> int:
        """The year in which the school year began: it is taken to begin on 1 September."""
        return self.at.year - (self.at.month < 9)


class Held(BaseModel):
    """A pupil of a file that came: what tells whether it is a child of ours, and nothing more. `number` is its place in
    the file; `faults` name the elements that could not be read, without what they held.
    """

    model_config = ConfigDict(frozen=True)

    number: int
    upn: str = ""
    former_upn: str = ""
    surname: Line = ""
    forename: Line = ""
    other_names: tuple[str, ...] = ()
    born: date | None = None
    sex: str = ""
    faults: tuple[str, ...] = ()


class Came(BaseModel):
    """A file that came, as far as it is read. `source` and `to` are the numbers of its header, such as 8654002 and
    XXXXXXX.
    """

    model_config = ConfigDict(frozen=True)

    version: str
    qualifier: str = ""
    source: str = ""
    source_name: str = ""
    to: str = ""
    pupils: tuple[Held, ...] = ()

    @property
    def lost(self) -> bool:
        return self.to == "XXXXXXX"
