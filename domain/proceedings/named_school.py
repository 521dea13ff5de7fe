"""A school that an attendance order may name, and the parent's wish that names one."""

from datetime import date

from domain.people import Line, Words
from domain.proceedings.groundwork import Record
from domain.vocabulary import Word


class SchoolKind(Word):
    """What the law says of a school that an order may name. Only a maintained one must admit (s.437(6))."""

    MAINTAINED = "maintained", "Maintained school"
    ACADEMY = "academy", "Academy"
    OTHER = "other", "Other school"


class NamedSchool(Record):
    """A school that a notice or order names, with what s.439 asks of naming it. None is: nobody has looked.

    `consulted_on`: governing body (and, where `other_admissions` is another authority that admits, that authority).
    `decision_told_on`: written notice of the decision to name it. `referred_on` and `directed_on`: the school took it
    to the Secretary of State, and the direction that named it all the same. `over_number`: the child would take it over
    its admission number, and the authority does not decide its admissions.
    """

    number: Line
    name: Line
    kind: SchoolKind
    consulted_on: date | None = None
    other_admissions: Line = ""
    other_consulted_on: date | None = None
    decision_told_on: date | None = None
    referred_on: date | None = None
    directed_on: date | None = None
    permanently_excluded: bool | None = None
    over_number: bool | None = None
    none_else_in_reach: Words = ""
    closed_on: date | None = None


class ChoiceHow(Word):
    """The four ways in which the parent's wish names the school (s.438(3)-(6))."""

    SELECTED = "selected", "Selected one of the alternatives"
    APPLIED = "applied", "Applied to a maintained school or academy"
    APPLIED_FUNDED = "applied-funded", "Applied to the authority for a place it would pay for"
    APPLIED_OTHER = "applied-other", "Applied to another school"


class ParentsChoice(Record):
    """`notified_on` is the day the authority was told of an application made elsewhere; `suitable` whether a school of
    s.438(6) suits the child.
    """

    id: Line
    how: ChoiceHow
    school: NamedSchool
    made_on: date
    notified_on: date | None = None
    offered_on: date | None = None
    refused_on: date | None = None
    suitable: bool | None = None
