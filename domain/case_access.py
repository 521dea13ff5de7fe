"""Who may know that a case exists. Every reader may, but for one whose child has two identities to keep apart: an
adopted child, a witness, a protected change of name (PRACTICE 3.4). To anybody else such a case is not there.
"""

from collections.abc import Collection

from domain.case_file import CaseFile
from domain.facts import PROCESS, Staff
from domain.proceedings.base import ProceedingKind
from domain.vocabulary import Power, Protection, Role

# Beside these no lawyer is needed: finding a child is no legal step.
OF_FINDING = frozenset({ProceedingKind.POLICE_REFERRAL, ProceedingKind.TRACING})
IDENTITIES = frozenset({Protection.ADOPTION, Protection.WITNESS})


def restricted(case: CaseFile) -> bool:
    return not IDENTITIES.isdisjoint(case.protections_in_force())


def knows_restricted(staff: Staff) -> bool:
    """Whether this person knows of every restricted case: a supervisor, a safeguarding lead; and the process itself."""
    return staff.has(Role.SUPERVISOR) or Power.SAFEGUARDING_LEAD in staff.powers or staff.id == PROCESS.id


def may_know_of(staff: Staff, case: CaseFile) -> bool:
    """A restricted case has its own officer; and a lawyer, where a proceeding of it needs one."""
    if not restricted(case) or knows_restricted(staff):
        return True
    in_proceedings = staff.has(Role.LEGAL) and any(each.kind not in OF_FINDING for each in case.proceedings)
    return in_proceedings or (bool(case.owner) and case.owner == staff.id)


def naming_no_other(case: CaseFile, refs: Collection[str]) -> CaseFile:
    """This case without its ties to those others, for a reader who may not know of them (PRACTICE 8.9)."""
    if not refs:
        return case
    household = [
        child.model_copy(update={"case_ref": ""}) if child.case_ref in refs else child for child in case.household
    ]
    return case.model_copy(
        update={
            "household": household,
            "tasks": [task for task in case.tasks if task.subject not in refs],
            "merged": [ref for ref in case.merged if ref not in refs],
            "merged_into": "" if case.merged_into in refs else case.merged_into,
            "earlier": [ref for ref in case.earlier if ref not in refs],
        }
    )
