"""The case pack of one case, put together for a download."""

from sqlmodel import Session

from api.access import unknown_in
from api.acting import case_of
from api.identity import Signed
from api.services import Services
from domain.actions import ACTIONS
from domain.case_file import CaseFile
from domain.protecting import protected_values
from letters.case_pack import Paper, case_pack
from records.confidence import Confidence
from records.database import transaction
from records.journal import entries_of
from records.roster import roster
from records.tables import DocumentRow, SchoolRow

_SHORTEST = 4


def pack_of(services: Services, signed: Signed, ref: str) -> bytes:
    """Raises Problem 404. Whoever asks: nothing protected is in it, and not who told us."""
    with transaction(services.engine) as session:
        case = case_of(session, ref)
        entries = entries_of(session, ref)
        names = {staff.id: staff.name for staff in roster(session, services.today).staff.values()}
        papers = [*_letters(session, case), *_documents(session, case)]
        numbers = {case.child.school, case.place.school} - {""}
        schools = [row.name for number in sorted(numbers) if (row := session.get(SchoolRow, number))]
        others = unknown_in(session, services, signed, case.model_dump_json(), ref)
    told = Confidence(services.engine, services.keys).who_told([ref, *case.merged])
    who = {str(each.get(said) or "").strip() for each in told for said in ("name", "telephone", "email")}
    hidden = [*protected_values(case, schools), *sorted(each for each in who if len(each) >= _SHORTEST), *others]
    labels = {name: action.label for name, action in ACTIONS.items()}
    return case_pack(case, entries, papers, names, labels, hidden)


def _letters(session: Session, case: CaseFile) -> list[Paper]:
    return [
        Paper(each.id, each.title, "application/pdf", _kept(session, each.sha256))
        for each in case.letters
        if each.sha256
    ]


def _documents(session: Session, case: CaseFile) -> list[Paper]:
    """The pages that may be shown: redacted where they were. What is withheld from the defence is no secret here."""
    papers = []
    for each in case.documents:
        kind = each.media_type if each.usable == each.sha256 else "application/pdf"
        papers.append(Paper(each.id, each.title, kind, _kept(session, each.usable)))
    return papers


def _kept(session: Session, sha256: str) -> bytes | None:
    row = session.get(DocumentRow, sha256)
    return row.content if row else None
