"""Who may be written to, where, and who may let a letter go (PRACTICE 4)."""

from collections.abc import Iterator, Sequence

from domain.case_file import CaseFile, Letter
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.guard import guard
from domain.guards.sources import practice
from domain.people import Person
from domain.protecting import HIDDEN, protected_values, shows
from domain.verdict import Verdict
from domain.vocabulary import Closure, ContactRule, LetterState

DECEASED = guard("DECEASED", "Nobody writes to the dead", practice("3.5"), absolute=True)
CHILD_DIED = guard("CHILD_DIED", "No letter goes to the family of a child that died", practice("3.5"))
NEVER_WRITE = guard("NEVER_WRITE", "Some people are never written to", practice("4.1"), absolute=True)
SUPERVISOR_FIRST = guard(
    "SUPERVISOR_FIRST", "Some people are not written to without a supervisor", practice("4.1"), absolute=True
)
NO_SAFE_ADDRESS = guard(
    "NO_SAFE_ADDRESS", "A protected family is written to only where they agreed", practice("4.3"), absolute=True
)
NO_ADDRESS = guard("NO_ADDRESS", "A letter needs an address", practice("4.2"), absolute=True)
PROTECTED_IN_TEXT = guard("PROTECTED_IN_TEXT", "No protected detail stands in a letter", practice("4.3"), absolute=True)
SECOND_PERSON = guard(
    "SECOND_PERSON",
    "What has legal effect, and what parents are told in confidence, needs a second person",
    practice("4.9, 4.10, 6.15"),
    absolute=True,
)
MAY_NOT_SIGN = guard(
    "MAY_NOT_SIGN", "A letter is approved by somebody who may sign it", practice("6.15"), absolute=True
)
LETTER_STATE = guard("LETTER_STATE", "A letter goes its way step by step", practice("4.5"), absolute=True)
CANNOT_READ_IT = guard(
    "CANNOT_READ_IT", "A letter with legal effect goes with its translation or reading", practice("4.7"), absolute=True
)
ADDRESS_CHANGED = guard(
    "ADDRESS_CHANGED", "A letter goes only to the address it was approved for", practice("8.4"), absolute=True
)
SUMMARY_NOT_APPROVED = guard(
    "SUMMARY_NOT_APPROVED",
    "Parents are told a confidential referral only in an approved summary",
    practice("4.9"),
    absolute=True,
)
GUARDS = (
    DECEASED,
    CHILD_DIED,
    NEVER_WRITE,
    SUPERVISOR_FIRST,
    NO_SAFE_ADDRESS,
    NO_ADDRESS,
    PROTECTED_IN_TEXT,
    SECOND_PERSON,
    MAY_NOT_SIGN,
    LETTER_STATE,
    CANNOT_READ_IT,
    ADDRESS_CHANGED,
    SUMMARY_NOT_APPROVED,
)


def may_be_written_to(case: CaseFile, person: Person | None, *, supervisor: bool) -> Iterator[Verdict]:
    """The contact rule and a place to send to, judged afresh at every step up to the envelope."""
    if person is None:
        yield refused("NO_SUCH_PERSON", "This person is not on the case", "person")
        return
    if person.deceased:
        yield DECEASED.refuse("This person has died: no letter goes")
    if case.closure is Closure.DECEASED or case.child.died_on is not None:
        yield CHILD_DIED.refuse(
            "The child has died: no letter goes to the family", needs="a supervisor says why one must"
        )
    rule = case.rule_for(person)
    if rule is ContactRule.NEVER:
        yield NEVER_WRITE.refuse(
            "This person is never to be contacted", needs="a supervisor to review the contact rule"
        )
    if rule is ContactRule.SUPERVISOR_FIRST and not supervisor:
        yield SUPERVISOR_FIRST.refuse(
            "This person is not written to without a supervisor", needs="a supervisor to do it"
        )
    if case.correspondence_address(person) is None:
        if case.protected or rule is ContactRule.SAFE_ONLY:
            yield NO_SAFE_ADDRESS.refuse(
                "No safe way to write has been agreed with this person", needs="agree a safe correspondence address"
            )
        else:
            yield NO_ADDRESS.refuse("No address is recorded for this person", needs="an address")


def found(letter: Letter | None, states: Sequence[LetterState], *, fits: bool) -> Iterator[Verdict]:
    """Whether the letter is there, and stands where this can be done to it."""
    if letter is None:
        yield refused("NO_SUCH_LETTER", "This letter is not on the case", "letter")
    elif not fits:
        yield LETTER_STATE.refuse(
            f"This letter is {letter.state.label.lower()}",
            needs=" or ".join(state.label.lower() for state in states),
            field="letter",
        )


def second_person(facts: Facts, letter: Letter) -> Iterator[Verdict]:
    """A letter with legal effect is approved by somebody who neither asked for, wrote nor edited it (PRACTICE 6.15)."""
    if letter.legal_effect and facts.actor.id in {letter.written_by, *letter.edited_by}:
        yield SECOND_PERSON.refuse(
            "A letter with legal effect is approved by somebody who did not write or edit it", needs="a second person"
        )


def reaches(person: Person, letter: Letter) -> Iterator[Verdict]:
    """A letter with legal effect to someone who needs a translation or a reading waits until that goes with it
    (PRACTICE 4.7).
    """
    if letter.legal_effect and not letter.goes_with and (person.needs.translation or person.needs.cannot_read):
        yield CANNOT_READ_IT.refuse(
            "This person needs a translation or a reading, and none goes with the letter",
            needs="record the translation or reading that goes with it",
            field="goes_with",
        )


def same_address(facts: Facts, letter: Letter, person: Person) -> Iterator[Verdict]:
    """An address that changed between approval and issue sends the letter back (PRACTICE 8.4)."""
    if letter.recipient_lines != recipient_lines(facts.case, person):
        yield ADDRESS_CHANGED.refuse("The address has changed since this letter was approved", needs="approve it again")


def shows_nothing_protected(case: CaseFile, letter: Letter, sender: str) -> Iterator[Verdict]:
    """No protected detail stands in a letter, whoever wrote it there (PRACTICE 4.3). What every letter says of its
    sender is no detail of this family.
    """
    values = [value for value in protected_values(case) if not shows(sender, [value])]
    if shows(letter.text, values) or (case.protected and HIDDEN in letter.text):
        yield PROTECTED_IN_TEXT.refuse(
            "The text shows something that is protected on this case, or a blank where it stood",
            needs="write the text without it",
            field="letter",
        )


def summary_ready(case: CaseFile, template_to: str) -> Iterator[Verdict]:
    """The first letter of a confidential referral uses a summary that a second person approved (PRACTICE 4.9)."""
    if template_to == "parent" and case.confidential and not case.told_approved_by:
        yield SUMMARY_NOT_APPROVED.refuse(
            "This referral is confidential: parents are told only a summary that a second person approved",
            needs="an approved summary for parents",
        )


def recipient_lines(case: CaseFile, person: Person) -> list[str]:
    address = case.correspondence_address(person)
    return [person.name, *address.printed()] if address else []
