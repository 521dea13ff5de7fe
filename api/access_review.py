"""What was collected for a request for personal data, as it is reviewed; and the answer once it is built.

Nobody reads here who told us, nor anything protected: it is blanked for whoever reviews as for whoever asked.
"""

from datetime import date

from pydantic import BaseModel
from sqlmodel import Session

from activities.access_material import Material
from api.acting import case_of
from api.identity import Signed
from api.problems import Problem
from api.services import Services
from domain.case_file import CaseFile
from domain.proceedings import SubjectAccess
from domain.proceedings.subject_access import Kept, Standing
from domain.protecting import protected_values, scrubbed, shows
from domain.subject_access import EXEMPTIONS, Around
from letters.bundles.reading import read_pages
from records.database import transaction
from records.roster import roster
from records.tables import DocumentRow


class ItemView(BaseModel):
    """`lines` is what it says; of a letter or a document `href` is where it is read. `shows` is what speaks against
    giving it, `proposed` the reason for leaving it out. `answer` is empty while nobody has decided; `changed` says that
    it is not any more what was collected.
    """

    id: str
    kept: str
    kept_label: str
    title: str
    on: date | None
    shows: list[str]
    proposed: str
    proposed_label: str
    source: str
    lines: list[str]
    href: str
    changed: bool
    answer: str
    reason: str
    words: str
    hide: list[str]
    decided_by: str


class AccessReview(BaseModel):
    """`exemptions` are the reasons there are, each with its source."""

    case: str
    proceeding: str
    stage: str
    may_decide: bool
    undecided: int
    exemptions: dict[str, str]
    items: list[ItemView]


def access_review(services: Services, signed: Signed, ref: str, name: str) -> AccessReview:
    """Raises Problem 404."""
    with transaction(services.engine) as session:
        case = case_of(session, ref)
        request = request_of(case, name)
        people = roster(session, services.today)
        found, who = _material(session, services, case, request)
        staff = {each.id: each.name for each in people.staff.values()}
    now = {each.item.id: each for each in found}
    return AccessReview(
        case=ref,
        proceeding=name,
        stage=request.stage,
        may_decide=request.open and request.stage == Standing.REVIEWING.value,
        undecided=len(request.undecided),
        exemptions={reason.value: f"{reason.label}: {source.words}" for reason, source in EXEMPTIONS.items()},
        items=[_item(ref, request, item.id, now.get(item.id), who, staff) for item in request.items],
    )


def _material(
    session: Session, services: Services, case: CaseFile, request: SubjectAccess
) -> tuple[list[Material], Around]:
    people, desk = roster(session, services.today), services.letters.access.material
    if request.collected_at is None:
        return [], desk.around(session, case, request, people)
    return desk.of(session, case, request, people, request.collected_at)


def _item(
    ref: str, request: SubjectAccess, item_id: str, material: Material | None, who: Around, staff: dict[str, str]
) -> ItemView:
    item, decided = request.item(item_id), request.decided.get(item_id)
    if item is None:
        raise LookupError("no item")
    hidden = [*who.protected, *who.told]
    return ItemView(
        id=item.id,
        kept=item.kept,
        kept_label=item.kept.label,
        title=scrubbed(item.title, hidden),
        on=item.on,
        shows=[each.label for each in item.shows],
        proposed=item.proposed or "",
        proposed_label=item.proposed.label if item.proposed else "",
        source=EXEMPTIONS[item.proposed].words if item.proposed else "",
        lines=[scrubbed(line, hidden) for line in material.lines] if material else [],
        href=_where(ref, item.id, item.kept),
        changed=material is None or material.item.sha256 != item.sha256,
        answer=decided.answer if decided else "",
        reason=(decided.reason or "") if decided else "",
        words=scrubbed(decided.words, hidden) if decided else "",
        hide=[scrubbed(each, hidden) for each in decided.hide] if decided else [],
        decided_by=staff.get(decided.by, decided.by) if decided else "",
    )


def _where(ref: str, item_id: str, kept: Kept) -> str:
    """The page of the letter or document, on the case where it stands."""
    if kept not in (Kept.LETTER, Kept.DOCUMENT):
        return ""
    *other, kind, name = item_id.split(":")
    return f"/cases/{other[0] if other else ref}/{kind}s/{name}"


def request_of(case: CaseFile, name: str) -> SubjectAccess:
    """Raises Problem 404."""
    found = case.proceeding(name)
    if not isinstance(found, SubjectAccess):
        raise Problem(404, "NO_SUCH_REQUEST", "No request for personal data of this name is on this case")
    return found


def answer_of(services: Services, ref: str, name: str) -> bytes:
    """The answer as it was built. Raises Problem 404; 409 where it shows what has been protected since."""
    with transaction(services.engine) as session:
        case = case_of(session, ref)
        pack = request_of(case, name).pack
        row = session.get(DocumentRow, pack.sha256) if pack else None
        if row is None:
            raise Problem(404, "NOT_BUILT", "No answer has been passed and built")
        content = row.content
    if case.protected and shows("\n".join(page.text for page in read_pages(content)), protected_values(case)):
        raise Problem(409, "PROTECTED_DETAILS", "This answer shows details that are protected now: send it back")
    return content
