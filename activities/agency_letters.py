"""Letters to another body: laid out with the entry that records them, and kept as a document of the case."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session

from activities.police_desk import exported, police_facts
from activities.removal_desk import removal_facts
from activities.wordings import template_in_force
from domain.actions.asking_agencies import AGENCY_MAIL, NOT_SECURE, TEMPLATE, AgencyAsked
from domain.actions.base import Action
from domain.actions.begin_police_referral import PoliceReferralSent
from domain.actions.enquiries import EnquiryChased
from domain.actions.handing_over import CaseHandedOver
from domain.actions.removal import RemovalAgreed
from domain.actions.school_part import SchoolAnswered
from domain.actions.supervision_letters import ReplyWritten, SocialCareWritten
from domain.actions.tracing_upload import LostUploadConfirmed
from domain.case_file import Letter as CaseLetter
from domain.date_rules import work_out
from domain.enquiring import Enquiry, InWriting
from domain.enquiry_list import questions_for
from domain.facts import Facts
from domain.guards.dates import refused
from domain.law.court_direction import reply_by
from domain.people import Address, Person
from domain.policy import STANDARDS
from domain.proceedings.supervision_order import SupervisionOrder
from domain.secure_addresses import is_secure
from domain.verdict import Refused
from domain.vocabulary import EnquirySubject
from letters.enquiry_facts import EnquiryFacts
from letters.facts import Authority, ChildName, LetterFacts, Officer, Recipient
from letters.markdown import blocks, plain_text
from letters.page import page_count
from letters.supervision_facts import SupervisionFacts
from letters.tracing_facts import HandOverFacts, UploadFacts
from letters.wording import TEMPLATES, FactsMissing
from records.evidence_tables import DocumentReadingRow
from records.tables import DocumentRow

Written = SocialCareWritten | ReplyWritten
_AT_THE_FORCE = ("The officer who deals with missing people", "Sent by secure e-mail")


@dataclass(frozen=True)
class Asked:
    """Whom an enquiry goes to; `asked_before` is the day of the last time, where there was one."""

    subject: EnquirySubject
    whom: str
    office: Address | None
    email: str
    asked_before: date | None = None


def last_asked(enquiry: Enquiry) -> date:
    return max([enquiry.asked_on, *enquiry.chased])


@dataclass(frozen=True)
class AgencyDesk:
    """`officer` says whose case it is, `lay_out` makes the page. To the `secure` addresses an e-mail may name a child;
    with none listed, none is sent.
    """

    authority: Authority
    officer: Callable[[Facts], Officer]
    lay_out: Callable[..., bytes]
    secure: tuple[str, ...] = ()

    def prepared(self, session: Session, action: Action, facts: Facts) -> dict[str, Any]:
        """What an act that writes to another body needs prepared; nothing for any other act."""
        match action:
            case SocialCareWritten() | ReplyWritten():
                lines = (action.to, *action.office.printed())
                pdf = self.written(session, facts, action.template, lines, supervision=supervision_facts(facts, action))
                return {**kept(session, pdf, "application/pdf"), "pages": page_count(pdf)}
            case AgencyAsked():
                to = Asked(action.subject, action.to, action.office, action.email)
                return self.asked(session, facts, to, action.how, action.words)
            case EnquiryChased() if action.write is not None and (about := action.about(facts.case)) is not None:
                to = Asked(about.subject, about.whom, about.office, about.email, asked_before=last_asked(about))
                return self.asked(session, facts, to, action.write, action.words)
            case SchoolAnswered() if action.document is not None:
                found = session.get_one(DocumentReadingRow, action.document.sha256)  # read when it was stored
                return {"reading": found.as_prepared()}
            case CaseHandedOver() if action.office is not None:
                child, lines = facts.case.child, (action.authority, *action.office.printed())
                moved = HandOverFacts(born=child.date_of_birth, shared=action.shared, basis=action.basis)
                return kept(session, self.written(session, facts, "L22", lines, hand_over=moved), "application/pdf")
            case LostUploadConfirmed() if action.office is not None:
                told = UploadFacts(
                    file_name=action.file_name, uploaded_on=action.day(facts.today), said_by=action.said_by
                )
                lines = ("The head teacher", *action.office.printed())
                return kept(session, self.written(session, facts, "L23", lines, upload=told), "application/pdf")
            case RemovalAgreed() if not facts.case.protected:  # then the school is told by the safeguarding lead
                removed, lines = removal_facts(session, facts, action)
                pdf = self.written(session, facts, "L20", lines, posted=False, removal=removed)
                return kept(session, pdf, "application/pdf")
            case PoliceReferralSent():
                data = exported(police_facts(session, facts, action), facts.case.ref)
                pdf = self.to_police(session, facts, action)
                return {
                    "pdf": kept(session, pdf, "application/pdf"),
                    "export": kept(session, data, "application/json"),
                }
        return {}

    def asked(self, session: Session, facts: Facts, to: Asked, how: InWriting, words: str) -> dict[str, Any]:
        """L31: a letter as a PDF, or the text of an e-mail whose subject is the reference alone. Raises Refused where
        it is to leave from here and the address is not one of those that are listed.
        """
        if how is InWriting.SENT and not is_secure(to.email, self.secure):
            said = "This address is not on the list of secure ones: an e-mail that names a child does not go there"
            raise Refused(NOT_SECURE.refuse(said, needs="a letter, or a secure mailbox of your own", field="email"))
        child = facts.case.child
        enquiry = EnquiryFacts(
            born=child.date_of_birth,
            first_absent_on=child.first_absent_on,
            asks=questions_for(to.subject),
            words=words,
            by_email=how is not InWriting.LETTER,
            asked_before=to.asked_before,
        )
        if to.office is not None and how is InWriting.LETTER:
            pdf = self.written(session, facts, TEMPLATE, (to.whom, *to.office.printed()), enquiry=enquiry)
            return {**kept(session, pdf, "application/pdf"), "media_type": "application/pdf"}
        body = plain_text(blocks(self.draft(session, facts, TEMPLATE, (to.whom, to.email), enquiry=enquiry)))
        signed = f"{self.officer(facts).name}\n{self.authority.name}"
        text = f"To: {to.email}\nSubject: {facts.case.ref}\n\n{body}\n\n{signed}\n"
        leaves = {"channel": AGENCY_MAIL} if how is InWriting.SENT else {}
        return {**kept(session, text.encode(), "text/plain"), "media_type": "text/plain", **leaves}

    def to_police(self, session: Session, facts: Facts, action: PoliceReferralSent | None = None) -> bytes:
        """L21; without an action, as a draft with open what only a person knows. Raises Refused."""
        told = police_facts(session, facts, action)
        return self.written(session, facts, "L21", (told.force, *_AT_THE_FORCE), posted=False, police=told)

    def written(
        self,
        session: Session,
        facts: Facts,
        template_id: str,
        lines: tuple[str, ...],
        *,
        posted: bool = True,
        **more: Any,
    ) -> bytes:
        """A letter addressed by these lines; `posted` where it goes in a window envelope. It names the child, and no
        address or school of the family unless `more` does. Raises Refused where a fact is missing or it cannot be
        printed.
        """
        template = TEMPLATES[template_id]
        letter = CaseLetter(
            id="",
            template=template.id,
            title=template.title,
            person_id="",
            text=self.draft(session, facts, template_id, lines, **more),
            recipient_lines=list(lines),
        )
        pdf: bytes = self.lay_out(letter, Person(name=lines[0]), facts, facts.actor, posted=posted)
        return pdf

    def draft(self, session: Session, facts: Facts, template_id: str, lines: tuple[str, ...], **more: Any) -> str:
        """Its body as Markdown. Raises Refused where a fact is missing."""
        case = facts.case
        said = LetterFacts(
            authority=self.authority,
            reference=case.ref,
            today=facts.today,
            recipient=Recipient(name=lines[0], salutation=lines[0], address_lines=lines[1:]),
            officer=self.officer(facts),
            child_name=ChildName(given=case.child.given, surname=case.child.surname) if case.child.given else None,
            **{"reply_by": usual_reply(facts), **more},
        )
        try:
            return template_in_force(session, template_id, facts.today)[0].draft(said)
        except FactsMissing as missing:
            names = ", ".join(missing.names)
            raise Refused(refused("FACTS_MISSING", f"This letter needs {names}", needs=names)) from None


def supervision_facts(facts: Facts, action: Written) -> SupervisionFacts:
    """What the wording may say: the direction and its answer, the officer's words, and no address or school."""
    order = facts.proceeding
    direction = order.direction if isinstance(order, SupervisionOrder) else None
    said: dict[str, Any] = {"born": facts.case.child.date_of_birth, "words": action.words}
    if direction is not None:
        said |= {
            "directed_on": direction.on,
            "court": direction.court,
            "directed_in": direction.directed_in.label[0].lower() + direction.directed_in.label[1:],
            "answer_by": reply_by(direction, facts.almanac).last_day,
        }
    if isinstance(action, ReplyWritten):
        said |= {
            "court_reference": action.reference,
            "applies": action.applies,
            "consulted": action.consulted,
            "consulted_on": action.consulted_on,
        }
    return SupervisionFacts(**said)


def usual_reply(facts: Facts) -> date:
    """Seven working days from when the letter should arrive: today and the margin for the post (policy)."""
    posted = facts.today + timedelta(days=STANDARDS["posting-margin"].value)
    return work_out("warning-reply", posted, facts.almanac).last_day


def keep(session: Session, content: bytes, media_type: str) -> str:
    """Store bytes by their SHA-256, once. Returns it in hex."""
    name = hashlib.sha256(content).hexdigest()
    row = {"sha256": name, "media_type": media_type, "size": len(content), "content": content}
    session.execute(insert(DocumentRow).values(row).on_conflict_do_nothing())
    return name


def kept(session: Session, content: bytes, media_type: str) -> dict[str, Any]:
    """The same, as an entry names it."""
    return {"sha256": keep(session, content, media_type), "size": len(content)}
