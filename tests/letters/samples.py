"""An invented authority, family and officer for the tests of letters. Telephone numbers are those kept for fiction."""

from datetime import UTC, date, datetime
from typing import Any

from letters.facts import Authority, ChildName, LetterFacts, Officer, Recipient, Visit
from letters.markdown import blocks, plain_text
from letters.page import Letter, Signatory
from letters.wording import TEMPLATES, draft
from tests.letters.access_samples import ACCESS, EXTENSION
from tests.letters.access_samples import ANSWER as ACCESS_ANSWER
from tests.letters.charge_samples import CHARGE, HEARING, INTERVIEW
from tests.letters.legal_samples import CONTRACT, IMPROVEMENT, PENALTY, WITHDRAWAL
from tests.letters.order_samples import EDUCATION_NOTICE, ORDER, ORDER_ANSWER, SCHOOL_NOTICE
from tests.letters.police_samples import ENQUIRY, POLICE, REMOVAL
from tests.letters.supervision_samples import ANSWER
from tests.letters.tracing_samples import HAND_OVER, UPLOAD

AUTHORITY = Authority(
    name="Northmoor Council",
    service="Children Missing Education Service",
    address_lines=("Riverside House", "14 Weir Street", "Northmoor", "NM1 4QT"),
    telephone="01632 960100",
    email="cmes@northmoor.example",
    website="www.northmoor.example",
    duty_number="01632 960999",
    privacy_url="www.northmoor.example/cmes-privacy",
)
ADDRESS = ("Ms Adaeze Okonjo", "Flat 2", "31 Saltern Lane", "Northmoor", "NM2 7RD")
FACTS = LetterFacts(
    authority=AUTHORITY,
    reference="RC-2026-000123",
    today=date(2026, 11, 24),
    recipient=Recipient(name=ADDRESS[0], salutation="Ms Okonjo", address_lines=ADDRESS[1:]),
    officer=Officer(name="Jonah Whitlock", job_title="Education welfare officer", telephone="01632 960142"),
    child_name=ChildName(given="Zikora", surname="Okonjo"),
    told="We have been told that Zikora left Fernhill Primary School in September and that no new school is known.",
    contact_by=date(2026, 12, 1),
    visit=Visit(
        when=datetime(2026, 11, 24, 14, 30, tzinfo=UTC),
        next_step="I will call again on Thursday 26 November 2026, in the afternoon.",
    ),
    school_name="Alderbrook Academy",
    start_date=date(2026, 12, 7),
    plan="- Zikora starts with mornings only for the first week.\n- We have asked for a bus pass.",
    reply_by=date(2026, 12, 3),
    contract=CONTRACT,
    improvement=IMPROVEMENT,
    penalty=PENALTY,
    withdrawal=WITHDRAWAL,
    education_notice=EDUCATION_NOTICE,
    school_notice=SCHOOL_NOTICE,
    order=ORDER,
    order_answer=ORDER_ANSWER,
    supervision=ANSWER,
    police=POLICE,
    enquiry=ENQUIRY,
    removal=REMOVAL,
    hand_over=HAND_OVER,
    upload=UPLOAD,
    interview=INTERVIEW,
    charge=CHARGE,
    hearing=HEARING,
    access=ACCESS,
    access_extension=EXTENSION,
    access_answer=ACCESS_ANSWER,
)


def letter(template_id: str = "L02", facts: LetterFacts = FACTS, **changed: Any) -> Letter:
    """A finished letter as the service makes one, with anything changed."""
    recipient = facts.recipient
    return Letter(
        **{
            "template_id": template_id,
            "title": TEMPLATES[template_id].title,
            "reference": facts.reference,
            "dated": facts.today,
            "recipient_lines": (recipient.name, *recipient.address_lines),
            "sender": facts.authority,
            "signatory": Signatory(name=facts.officer.name, title=facts.officer.job_title),
            "body_markdown": changed.get("body_markdown") or draft(template_id, facts),
        }
        | changed
    )


def said(template_id: str, **changed: object) -> str:
    """The words of a draft to this family, with facts of its own where they are given."""
    return plain_text(blocks(draft(template_id, FACTS.model_copy(update=changed))))
