"""What the letters of a prosecution say of an invented family."""

from datetime import date

from letters.charge_facts import ChargeFacts, HearingFacts, InterviewFacts
from tests.letters.legal_samples import PENALTY

INTERVIEW = InterviewFacts(
    on=date(2026, 12, 10),
    at="2:30pm",
    place="Riverside House, Northmoor, room 2",
    first=date(2026, 9, 28),
    last=date(2026, 10, 2),
)
CHARGE = ChargeFacts(
    offence="s444-1",
    section="section 444(1) and (8) of the Education Act 1996",
    maximum="a fine of up to £1,000",
    school="Alderbrook Academy",
    first=date(2026, 9, 28),
    last=date(2026, 10, 2),
    absences=PENALTY.absences,
)
OF_ORDER = ChargeFacts(
    offence="s443",
    section="section 443(1) of the Education Act 1996",
    maximum="a fine of up to £1,000",
    school="Alderbrook Academy",
    first=date(2026, 12, 7),
    last=date(2027, 1, 15),
    order_served=date(2026, 12, 7),
)
HEARING = HearingFacts(on=date(2027, 2, 9), at="10:00am", court="Northmoor Magistrates' Court, Weir Street, Northmoor")
