"""Before any notice, order or charge a named officer has looked at what the child needs (PRACTICE 6.6, guard G31)."""

from collections.abc import Iterator
from datetime import datetime

from domain.clock import utc
from domain.guards.sources import practice
from domain.law.guard import guard, some_of
from domain.proceedings.groundwork import NeedsConsidered
from domain.verdict import Verdict

NEEDS = practice("6.6; Equality Act 2010 s.149")
QUESTIONS = {
    "special_needs": "special needs or a plan",
    "health": "health and education under section 19",
    "bullying": "bullying",
    "young_carer": "caring for somebody",
    "bereavement": "bereavement",
    "abuse": "abuse",
    "disability": "disability",
    "place_offered": "the place offered by the authority",
    "support_offered": "the support offered",
}
G31_UNRECORDED = guard(
    "G31_NEEDS",
    "Before enforcement a named officer records needs, health, abuse, disability, the place and the support offered",
    NEEDS,
    absolute=True,
)
G31_NO_EDUCATION = guard(
    "G31_NO_EDUCATION",
    "Nothing is enforced while the authority itself has provided no suitable place or education under section 19",
    NEEDS,
    absolute=True,
)
GUARDS = (G31_UNRECORDED, G31_NO_EDUCATION)


def needs_considered(needs: NeedsConsidered | None, before: datetime) -> Iterator[Verdict]:
    """`before` is the instant of the step: what is recorded at it or after it is too late (PRACTICE 2.3)."""
    if needs is None or not needs.officer or utc(needs.recorded_at) >= utc(before):
        late = "only after this step" if needs is not None and needs.officer else "not"
        yield G31_UNRECORDED.refuse(
            f"What the child needs was {late} recorded by a named officer",
            needs="record needs, health, bullying, caring, bereavement, abuse, disability, the place and the support",
        )
        return
    unanswered = [words for field, words in QUESTIONS.items() if not getattr(needs, field)]
    if needs.education_provided is None or (needs.education_provided and needs.suitable is None):
        unanswered.append("whether the authority has provided suitable education")
    if unanswered:
        yield G31_UNRECORDED.refuse(
            f"Not answered: {some_of(unanswered, most=len(unanswered))}",
            needs="answer every question; “none known” is an answer",
        )
    if needs.education_provided is False or needs.suitable is False:
        yield G31_NO_EDUCATION.refuse(
            "The authority itself has provided no suitable place or education under section 19",
            needs="provide it first",
        )
