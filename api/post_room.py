"""The post room: letters issued and not yet posted, as one PDF that is safe to print on both sides.

Each is judged again at the printer: a letter whose person was protected, or told never to be written to, since it was
issued stays behind and is named (PRACTICE 8.2).
"""

from dataclasses import dataclass
from datetime import date

from api.access import with_powers
from api.identity import Signed
from api.services import Services
from domain.case_access import may_know_of
from domain.case_file import CaseFile
from domain.guards.letters import may_be_written_to, recipient_lines, shows_nothing_protected
from domain.vocabulary import LetterState
from letters.batch import duplex_batch
from records.database import transaction
from records.recorder import NoSuchCase, load_case
from records.tables import DocumentRow
from records.worklist import cases_with_post


@dataclass(frozen=True)
class Waiting:
    """A letter in the post room. `held` says why it must not be posted; empty where it may."""

    id: str
    case_ref: str
    letter: str
    title: str
    to: str
    pages: int
    sha256: str
    issued_on: str
    held: str
    post_by: str = ""  # the latest lawful day to post it, where it prints a last day
    legal_effect: bool = False


def waiting(services: Services, signed: Signed) -> list[Waiting]:
    """Of the cases that this person may know of."""
    with transaction(services.engine) as session:
        who = with_powers(session, services, signed)
        files = [CaseFile.model_validate(state) for _, state in cases_with_post(session)]
    known = [case for case in files if may_know_of(who, case)]
    return [letter for case in known for letter in waiting_of(case, services.letters.sender, services.today)]


def waiting_of(case: CaseFile, sender: str, today: date) -> list[Waiting]:
    found = []
    for letter in case.letters:
        if letter.state is not LetterState.ISSUED or letter.channel != "post-room":
            continue
        person = case.person(letter.person_id)
        found.append(
            Waiting(
                id=f"{case.ref}-{letter.id}",
                case_ref=case.ref,
                letter=letter.id,
                title=letter.title,
                to=person.name if person else "",
                pages=letter.pages,
                sha256=letter.sha256,
                issued_on=f"{letter.issued_on:%-d %B %Y}" if letter.issued_on else "",
                held=_held(case, letter.id, sender, today),
                post_by=f"{letter.post_by:%-d %B %Y}" if letter.post_by else "",
                legal_effect=letter.legal_effect,
            )
        )
    return found


def _held(case: CaseFile, letter_id: str, sender: str, today: date) -> str:
    letter = case.letter(letter_id)
    person = case.person(letter.person_id) if letter else None
    if letter is None or person is None:
        return "This letter is not on the case"
    for verdict in may_be_written_to(case, person, supervisor=True):
        return verdict.reason
    if letter.recipient_lines != recipient_lines(case, person):
        return "The address has changed since it was approved"
    if letter.post_by is not None and today > letter.post_by:
        return f"The latest lawful day to post it was {letter.post_by:%-d %B %Y}: stop it, and prepare it afresh"
    for verdict in shows_nothing_protected(case, letter, sender):
        return verdict.reason
    return ""


def batch(services: Services, signed: Signed, ids: list[str]) -> bytes | None:
    """The chosen letters that may still go, as one PDF; None where none may. Raises NoSuchCase, also for one that this
    person may not know of.

    Every case is locked while it is judged and read, so nothing changes between the judgement and the page.
    """
    pdfs: list[bytes] = []
    wanted, sender = set(ids), services.letters.sender
    with transaction(services.engine) as session:
        who = with_powers(session, services, signed)
        for ref in sorted({one.rpartition("-")[0] for one in ids}):
            case = load_case(session, ref, lock=True)
            if not may_know_of(who, case):
                raise NoSuchCase
            chosen = [each for each in waiting_of(case, sender, services.today) if each.id in wanted and not each.held]
            pdfs += [session.get_one(DocumentRow, each.sha256).content for each in chosen]
    return duplex_batch(pdfs) if pdfs else None
