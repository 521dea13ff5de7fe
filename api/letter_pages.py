"""The pages of a letter: as they would go while it is a draft, the frozen bytes once it is issued."""

import re

from api.identity import Signed
from api.problems import Problem
from api.services import Services
from domain.act import Act
from domain.case_file import CaseFile, Letter
from domain.facts import Facts
from domain.guards.letters import shows_nothing_protected
from domain.protecting import protected_values, shows
from domain.verdict import Refused
from letters.page import PageFault
from records.database import transaction
from records.recorder import NoSuchCase, facts_for, load_case
from records.roster import roster
from records.tables import DocumentRow

_ID = re.compile(r"(RC-\d{4}-\d{6})-(L\d+)")
_NOT_FOUND = ("NO_SUCH_LETTER", "There is no letter of this name")


def letter_pdf(services: Services, signed: Signed, letter_id: str) -> bytes:
    """Raises Problem: 404 for none, 409 where a draft cannot be laid out, or where the pages show what is protected
    now: then they are among the protected details.
    """
    match = _ID.fullmatch(letter_id)
    if match is None:
        raise Problem(404, *_NOT_FOUND)
    ref, name = match.groups()
    with transaction(services.engine) as session:
        try:
            case = load_case(session, ref)
        except NoSuchCase:
            raise Problem(404, *_NOT_FOUND) from None
        letter = case.letter(name)
        if letter is None:
            raise Problem(404, *_NOT_FOUND)
        if shows_protected(case, letter):
            raise Problem(409, "PROTECTED_DETAILS", "This letter shows details that are protected now")
        if letter.sha256:
            return session.get_one(DocumentRow, letter.sha256).content
        facts = facts_for(
            session, Act(key="", action="", actor=signed.staff.id), case, services.now(), services.letters.desk(session)
        )
    return _preview(services, facts, letter, signed)


def service_pdf(services: Services, ref: str, name: str) -> bytes:
    """The certificate of service of a letter. Raises Problem: 404 for none, 409 where nothing was served, or where it
    would show what is protected now.
    """
    with transaction(services.engine) as session:
        try:
            case = load_case(session, ref)
        except NoSuchCase:
            raise Problem(404, *_NOT_FOUND) from None
        people = roster(session, services.today)
    letter = case.letter(name)
    if letter is None:
        raise Problem(404, *_NOT_FOUND)
    if not letter.ledger.entries:
        raise Problem(409, "NOT_SERVED", "Nothing is recorded yet of how this letter was served")
    places = "\n".join(line for entry in letter.ledger.entries for line in (*entry.place, entry.evidence, entry.proof))
    if shows(places, protected_values(case)):
        raise Problem(409, "PROTECTED_DETAILS", "This certificate shows details that are protected now")
    try:
        return services.letters.certificate(case, letter, people, services.today)
    except PageFault as fault:
        raise Problem(409, "CANNOT_LAY_OUT", str(fault) or "The certificate cannot be printed") from None


def shows_protected(case: CaseFile, letter: Letter) -> bool:
    """Whether a letter that was issued shows what was protected only afterwards."""
    return bool(letter.sha256) and shows("\n".join([*letter.recipient_lines, letter.text]), protected_values(case))


def _preview(services: Services, facts: Facts, letter: Letter, signed: Signed) -> bytes:
    person = facts.case.person(letter.person_id)
    if person is None:
        raise Problem(404, *_NOT_FOUND)
    if not letter.recipient_lines and facts.case.correspondence_address(person) is None:
        raise Problem(409, "NO_SAFE_ADDRESS", "There is no address that this letter may be sent to")
    for verdict in shows_nothing_protected(facts.case, letter, facts.sender):
        raise Problem(409, verdict.code, verdict.reason)
    try:
        return services.letters.lay_out(letter, person, facts, facts.roster.staff.get(letter.approved_by, signed.staff))
    except Refused as refused:
        raise Problem(409, refused.verdicts[0].code, refused.verdicts[0].reason) from None
