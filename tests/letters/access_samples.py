"""What the letters about a request for personal data say of an invented one."""

from datetime import date

from letters.access_facts import AccessFacts, AnswerFacts, ExtensionFacts

ACCESS = AccessFacts(received_on=date(2026, 11, 10), of_child=True, last_day=date(2026, 12, 10))
EXTENSION = ExtensionFacts(first_last_day=date(2026, 12, 10), last_day=date(2027, 2, 10))
ANSWER = AnswerFacts(pages=41, kept_back=("information about other people, or that other people gave us",))
