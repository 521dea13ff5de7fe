"""What an act on a letter needs prepared: the text of a draft, the pages of an approval, the bytes of an issue."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import partial
from types import MappingProxyType
from typing import Any

from sqlmodel import Session

from activities.access_desk import AccessDesk
from activities.access_letters import access_facts
from activities.agency_letters import AgencyDesk, keep, usual_reply
from activities.certificate_desk import certificate as attendance
from activities.document_desk import filed
from activities.legal_desk import legal_facts
from activities.redaction_desk import redacted
from activities.referrer_watch import watch
from activities.schedule_desk import made
from activities.service_desk import certificate
from activities.statement_desk import pages_of
from activities.transfer_desk import MEDIA_TYPE, transfer_file
from activities.wordings import template_in_force
from domain.actions.access_step import AccessAction
from domain.actions.base import Action
from domain.actions.certifying import CertificateMade
from domain.actions.letters import LetterApproved, LetterDrafted, LetterIssued
from domain.actions.redacting import DocumentRedacted
from domain.actions.scheduling import MadeForABundle
from domain.actions.statement_signing import StatementSigned
from domain.actions.tracing_file import TransferFileMade
from domain.actions.work import DocumentFiled
from domain.case_file import CaseFile
from domain.case_file import Letter as CaseLetter
from domain.deadline import LONDON
from domain.facts import Facts, Roster, Staff
from domain.facts import Template as TemplateFacts
from domain.guards.dates import refused
from domain.law.regime import OFF, Switch
from domain.law.which_authority import Charges
from domain.people import Address, Person
from domain.protecting import protected_values, scrubbed, shows
from domain.statements.statement import Statement
from domain.verdict import Refused
from domain.vocabulary import Role
from letters.facts import Authority, ChildName, LetterFacts, Officer, Recipient, Visit
from letters.page import CannotPrint, Letter, PageFault, Signatory, lay_out, page_count
from letters.window import window_faults
from letters.wording import TEMPLATES, FactsMissing
from records.confidence import Confidence
from records.recorder import Desk
from records.tables import SchoolRow

ACKNOWLEDGEMENT = "L01"
KNOWN: Mapping[str, TemplateFacts] = MappingProxyType(
    {
        template.id: TemplateFacts(
            id=template.id,
            title=template.title,
            to=template.to,
            legal_effect=template.legal_effect,
            may_sign=frozenset(Role(role) for role in template.may_sign),
        )
        for template in TEMPLATES.values()
    }
)


class LetterDesk:
    """`channel` is how an issued letter goes: "notify", or "post-room" to be printed here. `switch` says which law of
    attendance orders is in force, from when; `charges` which authority charges under s.444. In `confidence` stands who
    told us, to be looked for in drafts. To the `secure` addresses an e-mail may name a child.
    """

    def __init__(
        self,
        authority: Authority,
        channel: str,
        confidence: Confidence,
        switch: Switch = OFF,
        charges: Charges = Charges.SCHOOL,
        transfer_version: str = "26.0",
        secure: tuple[str, ...] = (),
    ) -> None:
        self._secure = secure
        self._authority, self._channel, self._confidence = authority, channel, confidence
        self._switch, self._charges, self._transfer_version = switch, charges, transfer_version

    def desk(self, session: Session) -> Desk:
        """A desk for one transaction: what it stores is stored with the entry or not at all."""

        def prepare(action: Action, facts: Facts, seq: int) -> dict[str, Any]:
            match action:
                case LetterDrafted():
                    return self._draft(session, action, facts)
                case LetterApproved():
                    return {
                        "pages": page_count(self.lay_out(*_letter_and_person(facts, action.letter), facts, facts.actor))
                    }
                case LetterIssued():
                    return self._issue(session, action, facts)
                case DocumentFiled():
                    return filed(session, action, facts)
                case TransferFileMade():
                    content, named = transfer_file(session, action, facts, self._transfer_version)
                    kept = {"sha256": keep(session, content, MEDIA_TYPE), "size": len(content)}
                    return {"file": {**named, **kept}, "covered": [named["name"]]}
                case CertificateMade():
                    return attendance(session, self._authority, action, facts, seq)
                case MadeForABundle():
                    return made(session, self._authority, action, facts, seq)
                case DocumentRedacted():
                    return redacted(session, action, facts)
                case AccessAction():
                    return self.access.prepared(session, action, facts)
                case StatementSigned():
                    return self._sign(session, action, facts)
            return self.agencies.prepared(session, action, facts)

        return Desk(
            prepare=prepare,
            templates=KNOWN,
            sender=self.sender,
            switch=self._switch,
            charges=self._charges,
            watch=partial(watch, self._confidence, self.sender),
        )

    @property
    def switch(self) -> Switch:
        """Which law of attendance orders is in force, from which day."""
        return self._switch

    @property
    def authority(self) -> Authority:
        return self._authority

    @property
    def sender(self) -> str:
        """What the authority says of itself in every letter."""
        return "\n".join(str(value) for value in self._authority.model_dump(mode="json").values())

    def _draft(self, session: Session, action: LetterDrafted, facts: Facts) -> dict[str, Any]:
        person = _person(facts, action.person)
        template, version = template_in_force(session, action.template, facts.today)
        try:
            text = template.draft(self.facts(session, facts, person, action))
        except FactsMissing as missing:
            names = ", ".join(missing.names)
            raise Refused(refused("FACTS_MISSING", f"This letter needs {names}", "template", needs=names)) from None
        text = scrubbed(text, [value for value in protected_values(facts.case) if not shows(self.sender, [value])])
        return {"title": template.title, "text": text, "legal_effect": template.legal_effect, "wording": version}

    def facts(self, session: Session, facts: Facts, person: Person, action: LetterDrafted) -> LetterFacts:
        """What this letter to this person may say. On a protected case it names no school (PRACTICE 4.3)."""
        case = facts.case
        address = case.correspondence_address(person)
        if address is None:  # the guard has seen to it
            raise LookupError("no address")
        by = action.contact_by or usual_reply(facts)
        return LetterFacts(
            authority=self._authority,
            reference=case.ref,
            today=facts.today,
            recipient=Recipient(name=person.name, salutation=person.name, address_lines=tuple(address.printed())),
            officer=self.officer(facts),
            child_name=ChildName(given=case.child.given, surname=case.child.surname) if case.child.given else None,
            told=case.told if case.told_approved_by or not case.confidential else "",
            contact_by=by,
            reply_by=by,
            visit=Visit(when=_visited(case, action, facts.today), next_step=action.next_step),
            school_name=None if case.protected else _school_name(session, case),
            start_date=case.place.starts_on,
            plan=action.next_step or case.support_plan,
            **access_facts(facts, action.concerning),
            **legal_facts(session, case, action.concerning, self._authority, facts.today),
        )

    def to_referrer(self, session: Session, facts: Facts, name: str, address: Address) -> bytes:
        """The acknowledgement to whoever told us. It knows nothing of the child, and nothing of it is kept.

        Raises Refused where it cannot be printed.
        """
        lines = (name, *address.printed())
        said = LetterFacts(
            authority=self._authority,
            reference=facts.case.ref,
            today=facts.today,
            recipient=Recipient(name=name, salutation=name, address_lines=lines[1:]),
            officer=self.officer(facts),
        )
        template, _ = template_in_force(session, ACKNOWLEDGEMENT, facts.today)
        letter = CaseLetter(
            id="",
            template=template.id,
            title=template.title,
            person_id="",
            text=template.draft(said),
            recipient_lines=list(lines),
        )
        return self.lay_out(letter, Person(name=name), facts, facts.actor)

    @property
    def access(self) -> AccessDesk:
        """What is given to somebody who asks for their data."""
        return AccessDesk(self._authority, self._confidence, self.sender)

    @property
    def agencies(self) -> AgencyDesk:
        """What is written to other bodies than parents."""
        return AgencyDesk(self._authority, self.officer, self.lay_out, self._secure)

    def certificate(self, case: CaseFile, letter: CaseLetter, roster: Roster, today: date) -> bytes:
        """Of the service of one letter. Raises LookupError where nothing was served."""
        return certificate(self._authority, case, letter, roster, today)

    def statement(
        self, case: CaseFile, statement: Statement, witness: Staff, today: date, signature: str = ""
    ) -> bytes:
        """The pages of a statement as it reads now. Raises PageFault, ValueError where it says nothing."""
        return pages_of(self._authority, case, statement, witness, today, signature)

    def _sign(self, session: Session, action: StatementSigned, facts: Facts) -> dict[str, Any]:
        statement = facts.case.statement(action.statement)
        if statement is None:
            raise LookupError("no statement")
        try:
            pdf = self.statement(facts.case, statement, facts.actor, facts.today, action.signature)
        except PageFault as fault:
            raise Refused(refused("CANNOT_PRINT", str(fault) or "The statement does not fit its pages")) from None
        return {"sha256": keep(session, pdf, "application/pdf"), "size": len(pdf), "pages": page_count(pdf)}

    def officer(self, facts: Facts) -> Officer:
        """The case's officer, or whoever writes."""
        writer = facts.roster.staff.get(facts.case.owner) or facts.actor
        telephone = writer.telephone or self._authority.telephone
        return Officer(name=writer.name, job_title=writer.job_title or "Officer", telephone=telephone)

    def lay_out(
        self, letter: CaseLetter, person: Person, facts: Facts, signatory: Staff, *, posted: bool = True
    ) -> bytes:
        """The page as it will go. Raises Refused where it cannot be printed or, if it is posted, Notify would not take
        it.
        """
        address = facts.case.correspondence_address(person)
        lines = letter.recipient_lines or [person.name, *(address.printed() if address else [])]
        try:
            pdf = lay_out(
                Letter(
                    template_id=letter.template,
                    title=letter.title,
                    reference=facts.case.ref,
                    dated=facts.today,
                    recipient_lines=tuple(lines),
                    sender=self._authority,
                    signatory=Signatory(
                        name=signatory.name or self._authority.service, title=signatory.job_title or "Officer"
                    ),
                    body_markdown=letter.text,
                    large_print=person.needs.large_print,
                )
            )
        except CannotPrint as fault:
            raise Refused(
                refused("CANNOT_PRINT", f"These characters cannot be printed: {' '.join(fault.characters)}", "letter")
            ) from None
        except PageFault as fault:
            raise Refused(
                refused("CANNOT_LAY_OUT", str(fault) or "The letter does not fit its page", "letter")
            ) from None
        if posted and (faults := window_faults(pdf, lines)):
            raise Refused(refused("WINDOW", faults[0], "letter"))
        return pdf

    def _issue(self, session: Session, action: LetterIssued, facts: Facts) -> dict[str, Any]:
        letter, person = _letter_and_person(facts, action.letter)
        signatory = facts.roster.staff.get(letter.approved_by, facts.actor)
        pdf = self.lay_out(letter, person, facts, signatory)
        return {"sha256": keep(session, pdf, "application/pdf"), "pages": page_count(pdf), "channel": self._channel}


def _letter_and_person(facts: Facts, letter_id: str) -> tuple[CaseLetter, Person]:
    """Raises LookupError where the guards have not seen to it that both exist: a bug."""
    letter = facts.case.letter(letter_id)
    if letter is None:
        raise LookupError("no letter")
    return letter, _person(facts, letter.person_id)


def _person(facts: Facts, person_id: str) -> Person:
    person = facts.case.person(person_id)
    if person is None:
        raise LookupError("no person")
    return person


def _visited(case: CaseFile, action: LetterDrafted, today: date) -> datetime | None:
    if not action.visited_at:
        return None
    hours, _, minutes = action.visited_at.partition(":")
    try:
        at = datetime(today.year, today.month, today.day, int(hours), int(minutes or 0), tzinfo=LONDON)
    except ValueError:
        raise Refused(refused("TIME", "Enter a time like 16:10", "visited_at")) from None
    return at.astimezone(UTC)


def _school_name(session: Session, case: CaseFile) -> str | None:
    if case.place.school_name:
        return case.place.school_name
    row = session.get(SchoolRow, case.child.school) if case.child.school else None
    return row.name if row else None
