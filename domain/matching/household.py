"""Children of one household who each have a case: linked, and never merged."""

from domain.case_file import CaseFile
from domain.matching.folding import folded
from domain.people import HouseholdChild


def link(case: CaseFile, child: HouseholdChild) -> None:
    """Name the other case's child among the household: once, and as the one who is named there already where that is
    the same name without a case.
    """
    if any(known.case_ref == child.case_ref for known in case.household):
        return
    named = (known for known in case.household if not known.case_ref and folded(known.name) == folded(child.name))
    if (same := next(named, None)) is not None:
        same.case_ref, same.date_of_birth = child.case_ref, same.date_of_birth or child.date_of_birth
    else:
        case.household.append(child)
    case.household_asked = True
