"""Who may be written to, where, and who may let a letter go (PRACTICE 4)."""

from collections.abc import Iterator, Sequence

from domain.case_file import CaseFile, Letter
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.sources import practice
from domain.people import Person
from domain.protecting import HIDDEN, protected_values, shows
from domain.verdict import Verdict
from domain.vocabulary import Closure, ContactRule, LetterState


def may_be_written_to(case: CaseFile, person: Person | None, *, supervisor: bool) -> Iterator[Verdict]:
    """The contact rule and a place to send to, judged afresh at every step up to the envelope."""
    if person is None:
        yield refused("NO_SUCH_PERSON", "This person is not on the case", "person")
        return
    if person.deceased:
        yield Verdict(
            code="DECEASED", reason="This person has died: no letter goes", source=practice("3.5"), absolute=True
        )
    if case.closure is Closure.DECEASED or case.child.died_on is not None:
        yield Verdict(
            code="CHILD_DIED",
            reason="The child has died: no letter goes to the family",
            source=practice("3.5"),
            needs="a supervisor says why one must",
        )
    rule = case.rule_for(person)
    if rule is ContactRule.NEVER:
        yield Verdict(
            code="NEVER_WRITE",
            reason="This person is never to be contacted",
            source=practice("4.1"),
            needs="a supervisor to review the contact rule",
            absolute=True,
        )
    if rule is ContactRule.SUPERVISOR_FIRST and not supervisor:
        yield Verdict(
            code="SUPERVISOR_FIRST",
            reason="This person is not written to without a supervisor",
            source=practice("4.1"),
            needs="a supervisor to do it",
            absolute=True,
        )
    if case.correspondence_address(person) is None:
        if case.protected or rule is ContactRule.SAFE_ONLY:
            yield Verdict(
                code="NO_SAFE_ADDRESS",
                reason="No safe way to write has been agreed with this person",
                source=practice("4.3"),
                needs="agree a safe correspondence address",
                absolute=True,
            )
        else:
            yield Verdict(
                code="NO_ADDRESS",
                reason="No address is recorded for this person",
                source=practice("4.2"),
                needs="an address",
                absolute=True,
            )


def found(letter: Letter | None, states: Sequence[LetterState], *, fits: bool) -> Iterator[Verdict]:
    """Whether the letter is there, and stands where this can be done to it."""
    if letter is None:
        yield refused("NO_SUCH_LETTER", "This letter is not on the case", "letter")
    elif not fits:
        yield Verdict(
            code="LETTER_STATE",
            reason=f"This letter is {letter.state.label.lower()}",
            source=practice("4.5"),
            needs=" or ".join(state.label.lower() for state in states),
            field="letter",
            absolute=True,
        )


def second_person(facts: Facts, letter: Letter) -> Iterator[Verdict]:
    """A letter with legal effect is approved by somebody who neither asked for, wrote nor edited it (PRACTICE 6.15)."""
    if letter.legal_effect and facts.actor.id in {letter.written_by, *letter.edited_by}:
        yield Verdict(
            code="SECOND_PERSON",
            reason="A letter with legal effect is approved by somebody who did not write or edit it",
            source=practice("6.15"),
            needs="a second person",
            absolute=True,
        )


def reaches(person: Person, letter: Letter) -> Iterator[Verdict]:
    """A letter with legal effect to someone who needs a translation or a reading waits until that goes with it
    (PRACTICE 4.7).
    """
    if letter.legal_effect and not letter.goes_with and (person.needs.translation or person.needs.cannot_read):
        yield Verdict(
            code="CANNOT_READ_IT",
            reason="This person needs a translation or a reading, and none goes with the letter",
            source=practice("4.7"),
            needs="record the translation or reading that goes with it",
            field="goes_with",
            absolute=True,
        )


def same_address(facts: Facts, letter: Letter, person: Person) -> Iterator[Verdict]:
    """An address that changed between approval and issue sends the letter back (PRACTICE 8.4)."""
    if letter.recipient_lines != recipient_lines(facts.case, person):
        yield Verdict(
            code="ADDRESS_CHANGED",
            reason="The address has changed since this letter was approved",
            source=practice("8.4"),
            needs="approve it again",
            absolute=True,
        )


def shows_nothing_protected(case: CaseFile, letter: Letter, sender: str) -> Iterator[Verdict]:
    """No protected detail stands in a letter, whoever wrote it there (PRACTICE 4.3). What every letter says of its
    sender is no detail of this family.
    """
    values = [value for value in protected_values(case) if not shows(sender, [value])]
    if shows(letter.text, values) or (case.protected and HIDDEN in letter.text):
        yield Verdict(
            code="PROTECTED_IN_TEXT",
            reason="The text shows something that is protected on this case, or a blank where it stood",
            source=practice("4.3"),
            needs="write the text without it",
            field="letter",
            absolute=True,
        )


def summary_ready(case: CaseFile, template_to: str) -> Iterator[Verdict]:
    """The first letter of a confidential referral uses a summary that a second person approved (PRACTICE 4.9)."""
    if template_to == "parent" and case.confidential and not case.told_approved_by:
        yield Verdict(
            code="SUMMARY_NOT_APPROVED",
            reason="This referral is confidential: parents are told only a summary that a second person approved",
            source=practice("4.9"),
            needs="an approved summary for parents",
            absolute=True,
        )


def recipient_lines(case: CaseFile, person: Person) -> list[str]:
    address = case.correspondence_address(person)
    return [person.name, *address.printed()] if address else []
