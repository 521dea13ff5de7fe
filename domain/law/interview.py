"""Knowledge and the interview under caution, for s.444(1A): guard G20 (PRACTICE 6.7).

An authority that investigates is within the codes of practice: Police and Criminal Evidence Act 1984 s.67(9), Codes C
and E. Held, declined and not attended all satisfy (policy).
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from domain.clock import utc
from domain.deadline import uk_day
from domain.guards.sources import law, practice
from domain.law.guard import day_words, guard
from domain.proceedings.prosecution import Interview, InterviewOutcome, Knowledge
from domain.verdict import Verdict

S444_1A = law("Education Act 1996 s.444(1A)")
PACE = law("Police and Criminal Evidence Act 1984 s.67(9), Codes C and E")

G20_KNOWLEDGE = guard("G20_KNOWLEDGE", "Evidence that the parent knew, from before the last absence charged", S444_1A)
G20_INTERVIEW = guard(
    "G20_INTERVIEW",
    "An interview under caution was offered, and what came of it is recorded",
    practice("6.7"),
    absolute=True,
)
CAUTION = guard("INTERVIEW_CAUTION", "No interview is relied on without caution and rights recorded", PACE)
GUARDS = (G20_KNOWLEDGE, G20_INTERVIEW, CAUTION)


def knowledge(evidence: Sequence[Knowledge], last_absence: date | None, before: datetime) -> Iterator[Verdict]:
    """Knowing that the child is failing to attend: something that happened while it was, and recorded before."""
    in_time = [
        item
        for item in evidence
        if utc(item.recorded_at) < utc(before) and (last_absence is None or item.on <= last_absence)
    ]
    if not in_time:
        yield G20_KNOWLEDGE.refuse(
            "Nothing on record shows that the parent knew while the child was failing to attend",
            needs="evidence of knowledge, or the offence of s.444(1)",
        )


def interview_offered(interview: Interview | None, before: datetime) -> Iterator[Verdict]:
    if interview is None or utc(interview.recorded_at) >= utc(before) or interview.offered_on > uk_day(before):
        yield G20_INTERVIEW.refuse(
            "No interview under caution was offered before this step", needs="offer an interview under caution"
        )
        return
    if interview.outcome is None:
        yield G20_INTERVIEW.refuse(
            "Nobody has recorded what came of the interview under caution",
            needs="held, declined or not attended",
        )
    elif interview.outcome is InterviewOutcome.NOT_ATTENDED and uk_day(before) < interview.appointment_on:
        yield G20_INTERVIEW.refuse(
            f"The appointment is on {day_words(interview.appointment_on)}: nobody can have missed it yet",
            opens_on=interview.appointment_on,
        )
    yield from properly_held(interview)


def properly_held(interview: Interview) -> Iterator[Verdict]:
    """Judged before a charge and before the record is exhibited."""
    if interview.outcome is not InterviewOutcome.HELD:
        return
    missing = [
        words
        for words, given in (
            ("the time of the caution", interview.cautioned_at),
            ("that the rights were explained", interview.rights_explained),
            ("what was said about legal advice", interview.legal_advice),
            ("how it was recorded", interview.recorded_how),
        )
        if not given
    ]
    if missing:
        yield CAUTION.refuse(f"Of the interview is not recorded: {', '.join(missing)}", needs=", ".join(missing))
