"""What the letters about a supervision order say of an invented child."""

from datetime import date

from letters.supervision_facts import SupervisionFacts

CONSULTED = SupervisionFacts(
    born=date(2015, 3, 4),
    words="Zikora has missed most of this term.\n\nThe family has had a mentor since May.",
)
ANSWER = SupervisionFacts(
    born=date(2015, 3, 4),
    words="The family works with early help, and Zikora has come to school since January.",
    answer_by=date(2027, 4, 25),
    directed_on=date(2027, 3, 1),
    court="Northmoor Magistrates’ Court",
    court_reference="NM 27 / 114",
    directed_in="on a charge under s.444",
    consulted="Northmoor children’s social care",
    consulted_on=date(2027, 3, 15),
)
