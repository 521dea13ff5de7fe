"""What the letters about attendance say of an invented family."""

from datetime import date

from letters.legal_facts import Absence, ContractFacts, ImprovementFacts, PenaltyFacts, WithdrawalFacts

CONTRACT = ContractFacts(
    parent_will="Ring the school by nine on any day that Zikora cannot come.",
    we_will="A mentor meets Zikora on Mondays. Breakfast is at eight.",
    review_on=date(2027, 1, 15),
)
IMPROVEMENT = ImprovementFacts(
    school="Alderbrook Academy",
    weeks=6,
    served_on=date(2026, 11, 2),
    last_day=date(2026, 12, 11),
    support="A mentor, and a call each Friday.",
    sufficient="No more than one session missed without permission in the whole time.",
)
PENALTY = PenaltyFacts(
    school="Alderbrook Academy",
    first=date(2026, 9, 28),
    last=date(2026, 10, 2),
    full="£160",
    discount="£80",
    absences=tuple(
        Absence(
            day=date(2026, 9, 28 + n) if n < 3 else date(2026, 10, n - 2),
            halves="morning and afternoon",
            meaning="Holiday without leave",
        )
        for n in range(5)
    ),
    seen_on=date(2026, 11, 17),
    seen_where="In the market hall in Northmoor, at 11:20am.",
    pay_online="www.northmoor.example/pay",
    cheque_to="Northmoor Council",
)
WITHDRAWAL = WithdrawalFacts(
    given_on=date(2026, 10, 12), ground="It ought not to have been issued at all", refund="£80"
)
