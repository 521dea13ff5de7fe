"""What the letters of an attendance-order chain say of an invented family."""

from datetime import date

from letters.order_facts import EducationNoticeFacts, OrderAnswerFacts, OrderFacts, SchoolNoticeFacts

EDUCATION_NOTICE = EducationNoticeFacts(
    last_day=date(2026, 11, 20), appears="Two letters had no answer.\n\nNo school has Zikora on its roll."
)
SCHOOL_NOTICE = SchoolNoticeFacts(
    school="Alderbrook Academy", alternatives=("Fernhill High School", "Weir School"), last_day=date(2026, 12, 8)
)
ORDER = OrderFacts(school="Alderbrook Academy")
ORDER_ANSWER = OrderAnswerFacts(
    what="refused",
    asked_to_revoke=True,
    made_on=date(2026, 12, 9),
    school="Alderbrook Academy",
    reasons="The plan that you sent shows no work in mathematics.",
)
