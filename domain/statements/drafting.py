"""The draft: a sentence for each entry that the witness made or was present at, in the order in which it happened; and
of every other entry, why it is left out (PRACTICE 7.2).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.case_file import CaseFile
from domain.corrections import corrected
from domain.entry import Entry
from domain.facts import Staff
from domain.matching.taking_back import still_standing
from domain.proceedings import Prosecution
from domain.statements.kept_out import ANOTHER, WHY, against, kept_out
from domain.statements.sentences import TELLS, NotSaid, Telling
from domain.statements.statement import LeftOut, Sentence

OF_A_COLLEAGUE = "A colleague recorded it: it is theirs to say"
OFFICE = "Office work, which proves nothing by itself"
OWN_NOTE = "A note: say in your own words what of it you saw, heard or did"
CHILDS_WORDS = "What the child said and wants is not put into it unless somebody decides so"
BY_ITSELF = "The clock and the service itself are no witnesses"
# Written down by the witness, and more than a line in the office: they decide what of it to say.
_NOTES = frozenset({"add-note", "raise-danger", "review-support", "complete-checks", "record-recheck"})


@dataclass(frozen=True)
class Draft:
    sentences: list[Sentence]
    left_out: list[LeftOut]


@dataclass(frozen=True)
class Drafting:
    """Who makes the statement, for which prosecution (empty for none), and what looks for whoever told us. `authority`
    is its name as it stands in its letters.
    """

    case: CaseFile
    witness: Staff
    about: str
    authority: str
    betrays: Callable[[str], bool]

    @property
    def charge(self) -> Prosecution | None:
        found = (each for each in self.case.proceedings if each.name == self.about)
        return next((each for each in found if isinstance(each, Prosecution)), None)


def draft(of: Drafting, entries: Sequence[Entry]) -> Draft:
    """From the journal as it reads with its corrections and without what was taken back."""
    journal = still_standing(corrected(entries))
    chose = max((each.seq for each in journal if _chooses(each, of)), default=0)
    sentences, left_out = [_who(of)], list[LeftOut]()
    by_itself = 0
    for entry in sorted(journal, key=lambda each: (each.happened_on, each.seq)):
        if _internal(entry):
            by_itself += 1
            continue
        said = _told(of, entry, chose)
        if isinstance(said, NotSaid):
            left_out.append(_left_out(entry, said.why))
            continue
        sentences.append(Sentence(id=f"E{entry.seq}", entry=entry.seq, on=entry.happened_on, drafted=said, text=said))
        if any(str(entry.data.get(field) or "").strip() for field in ("child_said", "said_by_child", "wants")):
            left_out.append(_left_out(entry, CHILDS_WORDS, what="What the child said"))
    if by_itself and journal:
        what = f"{by_itself} {'entry' if by_itself == 1 else 'entries'} that nobody made"
        left_out.append(LeftOut(entry=0, on=journal[-1].happened_on, what=what, why=BY_ITSELF))
    return Draft(sentences, left_out)


def _who(of: Drafting) -> Sentence:
    role = of.witness.job_title or "an officer"
    words = (
        f"I am {of.witness.name}, {role}, and I work for {of.authority}. "
        if of.authority
        else (f"I am {of.witness.name}, {role}. ")
    )
    words += "I make this statement from my own knowledge and from the notes that I made."
    return Sentence(id="S0", drafted=words, text=words)


def _told(of: Drafting, entry: Entry, chose: int) -> str | NotSaid:
    teller = TELLS.get(entry.action)
    mine = entry.actor == of.witness.id  # for whomever: whoever acted for an absent colleague was there
    if teller is None:
        return NotSaid(_no_sentence(entry, mine))
    if not mine and not _present(of, entry):
        return NotSaid(OF_A_COLLEAGUE)
    if _about_another(of, entry):
        return NotSaid(WHY[ANOTHER])
    said = teller(Telling(of.case, entry, of.witness, of.charge, chose))
    if isinstance(said, NotSaid):
        return said
    kept = next(kept_out(of.case, said, of.about, of.betrays), "")
    return NotSaid(WHY[kept]) if kept else said


def _no_sentence(entry: Entry, mine: bool) -> str:
    if not mine:
        return OF_A_COLLEAGUE
    return OWN_NOTE if entry.action in _NOTES else OFFICE


def _present(of: Drafting, entry: Entry) -> bool:
    """Went on the visit that a colleague wrote up, saw the letter go, or saw the child."""
    said, own = entry.data, of.witness
    if entry.action == "record-visit":
        return any(each.id == said.get("planned") and each.who == own.id for each in of.case.visits)
    if entry.action in ("record-posting", "record-service"):
        return said.get("witness") == own.id
    name = " ".join(str(said.get("by_name") or "").casefold().split())
    return entry.action == "record-child-seen" and name == own.name.casefold()


def _about_another(of: Drafting, entry: Entry) -> bool:
    """Said to, or written to, somebody else than the parent whom it is made against."""
    defendant = against(of.case, of.about)
    letter = of.case.letter(str(entry.data.get("letter") or "")) or of.case.letter(f"L{entry.seq}")
    person = letter.person_id if letter else str(entry.data.get("person") or "")
    return defendant is not None and bool(person) and person != defendant.id


def _chooses(entry: Entry, of: Drafting) -> bool:
    """Whether it says on which sessions that prosecution relies."""
    if not of.about:
        return False
    if entry.process == f"{of.case.ref}/{of.about}":
        return entry.action == "choose-charged-sessions"
    return entry.consequences.prepared.get("proceeding") == of.about


def _internal(entry: Entry) -> bool:
    from domain.actions import ACTIONS
    from domain.actions.base import Internal

    return issubclass(ACTIONS[entry.action], Internal)


def _left_out(entry: Entry, why: str, what: str = "") -> LeftOut:
    from domain.actions import ACTIONS

    return LeftOut(entry=entry.seq, on=entry.happened_on, what=what or ACTIONS[entry.action].label, why=why)
