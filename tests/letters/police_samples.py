"""What the police and an agency are told of an invented child."""

from datetime import UTC, date, datetime

from letters.enquiry_facts import EnquiryFacts
from letters.police_facts import Adult, Asked, PoliceFacts, Seen, Sibling
from letters.removal_facts import LoggedEnquiry, RemovalFacts

POLICE = PoliceFacts(
    force="Northmoor Constabulary",
    wanted="Take a report of a missing child",
    why="At amber and unseen for ten school days",
    words="Zikora was last in school on 6 November.\n\nNobody answers the telephone today.",
    basis="Our public task: to protect a child (UK GDPR Art 6(1)(e))",
    spoke_to="The control room",
    at=datetime(2026, 11, 24, 15, 5, tzinfo=UTC),
    given="Zikora",
    surname="Okonjo",
    also_known_as=("Zee",),
    born=date(2015, 3, 4),
    age=11,
    sex="F",
    school="Fernhill Primary School",
    first_absent_on=date(2026, 11, 9),
    last_seen=Seen(on=date(2026, 11, 6), where="in class", by="Ms Sample"),
    risk="Amber",
    signs=("A brother or sister is missing too",),
    adults=(
        Adult(
            name="Ms Adaeze Okonjo",
            relation="carer",
            lives_with_child=True,
            telephone="01632 960 001",
            address=("31 Saltern Lane", "NM2 7RD"),
        ),
    ),
    siblings=(Sibling(name="Obi Okonjo", born=date(2018, 1, 1)),),
    asked=(Asked(whom="School admissions", on=date(2026, 11, 10), result="No trace"),),
)
ENQUIRY = EnquiryFacts(
    born=date(2015, 3, 4),
    first_absent_on=date(2026, 11, 9),
    asks=("Is this child registered with a surgery, and since when?",),
    words="The family may have moved in October.",
)
REMOVAL = RemovalFacts(
    school_name="Fernhill Primary School",
    ground="Twenty school days' absence, whereabouts unknown (i)",
    outcome="The child was not found",
    deletes_on=date(2026, 12, 7),
    days=(date(2026, 11, 9), date(2026, 12, 4)),
    log=(LoggedEnquiry(side="the school", whom="Visit by the school", on=date(2026, 11, 12), result="No trace"),),
    reasons="Both have looked everywhere.",
)
