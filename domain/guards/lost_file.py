"""When the authority may make a lost-pupil file, ask for one, or let one leave (DOMAIN 5.1, PRACTICE 7.5).

The upload is the school's; ours is a help. A file in the lost pupils' area tells everybody who may search it that this
child is looked for. So none is made of a child whose place is known, and none while a flag of danger is open until a
safeguarding lead has decided in writing.
"""

from collections.abc import Iterator
from datetime import date

from domain.case_file import CaseFile
from domain.guards.guard import guard
from domain.guards.sources import guidance, practice
from domain.proceedings import Tracing
from domain.transfer.file import Destination
from domain.verdict import Verdict
from domain.vocabulary import EnquiryResult, Indicator, Stage

G25 = guidance("DfE guidance on common transfer files, lost pupils", verified=False)

LOST_FILE_FLAG = guard(
    "LOST_FILE_FLAG",
    "No lost-pupil file, and no reminder to upload one, while a flag of abuse, refuge, adoption, witness or police is "
    "open, until a safeguarding lead has decided in writing",
    practice("7.5"),
    absolute=True,
)
G25_LOCATED = guard("G25_LOCATED", "No lost-pupil file of a child whose place is known", G25, absolute=True)
G25_ONE_PUPIL = guard("G25_ONE_PUPIL", "A lost-pupil file has exactly one pupil", G25, absolute=True)
G25_FILE_NAME = guard(
    "G25_FILE_NAME", "A lost-pupil file is named for its school and for the lost pupils' area", G25, absolute=True
)
G25_FACTS = guard(
    "G25_FACTS", "A transfer file has the pupil's number, names, date of birth and sex", G25, absolute=True
)
GUARDS = (LOST_FILE_FLAG, G25_LOCATED, G25_ONE_PUPIL, G25_FILE_NAME, G25_FACTS)

# The signs that speak of abuse or of somebody who must not find the child. A plan, a social worker or youth justice do
# not by themselves.
_ABUSE = (
    Indicator.PROTECTION_PLAN,
    Indicator.ABDUCTION,
    Indicator.FORCED_MARRIAGE,
    Indicator.FGM,
    Indicator.TRAFFICKING,
    Indicator.THREAT_TO_LIFE,
    Indicator.DOMESTIC_ABUSE,
)
_WITH_THE_FAMILY = (Stage.SUPPORT, Stage.PLACEMENT, Stage.REINTEGRATION)


def flags_open(case: CaseFile) -> list[str]:
    """The flags of PRACTICE 7.5 that are open on the case, by label; a placement by an authority counts as one."""
    protections = [each.label for each in case.protections_in_force()]
    return list(dict.fromkeys([*protections, *(each.label for each in _ABUSE if each in case.indicators)]))


def undecided(case: CaseFile, tracing: Tracing) -> list[str]:
    """The open flags of which no safeguarding lead has decided yet, or has decided no: the newest word counts."""
    said: dict[str, bool] = {}
    for decision in tracing.decisions:
        said |= dict.fromkeys(decision.flags, decision.allowed)
    return [flag for flag in flags_open(case) if not said.get(flag, False)]


def may_be_asked_for(case: CaseFile, tracing: Tracing) -> Iterator[Verdict]:
    if undecided(case, tracing):
        # Which flag it is may be known to fewer people than this refusal.
        yield LOST_FILE_FLAG.refuse("A flag is open on this case", needs="a safeguarding lead's decision in writing")


def located(case: CaseFile, since: date | None) -> bool:
    """Whether somebody knows where the child is: it was seen or in school since, an enquiry located it, its family has
    been reached, or another authority has taken it over.
    """
    first = case.child.first_absent_on or since
    seen = [each.on for each in case.sightings] + ([case.attended_on] if case.attended_on else [])
    if first is not None and any(day >= first for day in seen):
        return True
    if case.enquiries and any(
        each.result is EnquiryResult.LOCATED and (first is None or each.asked_on >= first) for each in case.enquiries
    ):
        return True
    return case.stage in _WITH_THE_FAMILY


def may_be_made(case: CaseFile, tracing: Tracing, destination: Destination) -> Iterator[Verdict]:
    """Judged when a file is made, again when somebody sends it, and again at the door."""
    yield from may_be_asked_for(case, tracing)
    if destination is Destination.LOST and located(case, tracing.deleted_on):
        yield G25_LOCATED.refuse("Somebody knows where this child is", needs="no file: the school sends its own")


def has_the_facts(case: CaseFile) -> Iterator[Verdict]:
    child = case.child
    wanting = [
        words
        for words, there in (
            ("the unique pupil number", child.upn),
            ("the first name", child.given),
            ("the surname", child.surname),
            ("the date of birth", child.date_of_birth),
            ("the sex", child.sex in ("F", "M")),
        )
        if not there
    ]
    if wanting:
        yield G25_FACTS.refuse(f"Not known: {', '.join(wanting)}", needs="record it first")
