"""Which school a notice or order may name: Education Act 1996 ss.439 and 441, guards G06 and G07.

s.439 was not read in its own words: it is law all the same, and nobody overrides it.
"""

from collections.abc import Iterator
from datetime import date

from domain.guards.sources import law, practice
from domain.law.guard import day_words, guard
from domain.proceedings.attendance_order import AttendanceOrder, Plan
from domain.proceedings.named_school import NamedSchool, SchoolKind
from domain.verdict import Verdict

S439 = law("Education Act 1996 s.439", verified=False)
S441 = law("Education Act 1996 s.441", verified=False)

G06_SCHOOL = guard("G06_SCHOOL", "A notice names a school that is open, and no school twice", S439)
G06_EXCLUDED = guard("G06_EXCLUDED", "No school that has permanently excluded the child is named (s.439(4))", S439)
G06_FULL = guard(
    "G06_FULL",
    "No school is named that the child would take over its number, unless no other is within reach (s.439(1)-(3))",
    S439,
)
G06_CONSULTED = guard(
    "G06_CONSULTED",
    "Governing body, and the authority that admits, are consulted before the school is named (s.439(5))",
    S439,
)
G06_ASKED = guard(
    "G06_ASKED", "An academy or other school is asked before it is named", practice("6 (choice of school)")
)
G06_TOLD = guard("G06_TOLD", "Governing body and head have notice of the decision to name the school (s.439(6))", S439)
G06_REFERRED = guard(
    "G06_REFERRED", "A school that went to the Secretary of State waits for the direction (s.439(7)-(8))", S439
)
G07_PLAN_UNKNOWN = guard(
    "G07_PLAN_UNKNOWN",
    "Whether the child has an education, health and care plan is known before a school is named",
    S441,
)
G07_NO_SCHOOL = guard("G07_PLAN_NAMES_NONE", "A plan that names no school is amended before an order is made", S441)
G07_OTHER_SCHOOL = guard("G07_PLANS_SCHOOL", "For a child with a plan the order names the plan's school", S441)
GUARDS = (
    G06_SCHOOL,
    G06_EXCLUDED,
    G06_FULL,
    G06_CONSULTED,
    G06_ASKED,
    G06_TOLD,
    G06_REFERRED,
    G07_PLAN_UNKNOWN,
    G07_NO_SCHOOL,
    G07_OTHER_SCHOOL,
)


def may_be_named(school: NamedSchool, on: date) -> Iterator[Verdict]:
    """s.439, for the school to be named and for every alternative, on the day of the notice."""
    if school.closed_on is not None and school.closed_on <= on:
        yield G06_SCHOOL.refuse(
            f"{school.name} closed on {day_words(school.closed_on)}", needs="another school", field="school"
        )
    if school.permanently_excluded is None:
        yield G06_EXCLUDED.refuse(
            f"Nobody has recorded whether the child is permanently excluded from {school.name}",
            needs="record that it is not so",
            field="school",
        )
    elif school.permanently_excluded:
        yield G06_EXCLUDED.refuse(
            f"The child is permanently excluded from {school.name}", needs="another school", field="school"
        )
    if school.over_number is None:
        yield G06_FULL.refuse(
            f"Nobody has recorded whether {school.name} has room", needs="record whether it has room", field="school"
        )
    elif school.over_number and not school.none_else_in_reach:
        yield G06_FULL.refuse(
            f"{school.name} would go over its admission number",
            needs="another school, or why no other is within reach",
            field="school",
        )
    yield from _heard(school, on)


def _heard(school: NamedSchool, on: date) -> Iterator[Verdict]:
    """s.439(5)-(8) speak of maintained schools; that others are asked first is policy: they need not admit."""
    asked = school.consulted_on is not None and school.consulted_on <= on
    if school.kind is not SchoolKind.MAINTAINED:
        if not asked:
            yield G06_ASKED.refuse(
                f"{school.name} is not bound to admit, and has not been asked", needs="ask the school", field="school"
            )
        return
    others = not school.other_admissions or (school.other_consulted_on is not None and school.other_consulted_on <= on)
    if not asked or not others:
        who = "governing body" if not asked else "authority that decides its admissions"
        yield G06_CONSULTED.refuse(
            f"The {who} of {school.name} has not been consulted", needs=f"consult the {who}", field="school"
        )
    if school.decision_told_on is None or school.decision_told_on > on:
        yield G06_TOLD.refuse(
            f"Governing body and head of {school.name} have had no notice of the decision to name it",
            needs="give them notice first",
            field="school",
        )
    if school.referred_on is not None and (school.directed_on is None or school.directed_on > on):
        yield G06_REFERRED.refuse(
            f"{school.name} has asked the Secretary of State for a direction",
            needs="the direction of the Secretary of State",
            field="school",
        )


def named_once(schools: tuple[NamedSchool, ...]) -> Iterator[Verdict]:
    numbers = [school.number for school in schools]
    if len(set(numbers)) < len(numbers):
        yield G06_SCHOOL.refuse(
            "A school is named twice in this notice", needs="each school once", field="alternatives"
        )


def plan_known(chain: AttendanceOrder) -> Iterator[Verdict]:
    """Which way the chain goes depends on it (PRACTICE 6.3)."""
    if chain.plan is None:
        yield G07_PLAN_UNKNOWN.refuse(
            "Nobody has recorded whether the child has an education, health and care plan",
            needs="record whether a plan is maintained, and the school it names",
        )


def plans_school(plan: Plan, school: NamedSchool) -> Iterator[Verdict]:
    """s.441: the plan's school and no other; a plan that names none is amended first."""
    if not plan.school:
        yield G07_NO_SCHOOL.refuse(
            "The child's plan names no school", needs="amend the plan so that it names one", field="school"
        )
    elif school.number != plan.school:
        yield G07_OTHER_SCHOOL.refuse(
            f"The child's plan names {plan.school_name or plan.school}, not {school.name}",
            needs="name the plan's school",
            field="school",
        )
