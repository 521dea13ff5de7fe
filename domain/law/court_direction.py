"""A court directs the authority to apply for an education supervision order: Education Act 1996 s.447(2)-(4).

On conviction under s.443, or when somebody is charged under s.444. The authority applies; or, having consulted, decides
that the child's welfare is safe without, and tells the court why in eight weeks or by the day that the court directed.
"""

from collections.abc import Iterator

from domain.calendars import Almanac
from domain.date_rules import work_out
from domain.deadline import Deadline
from domain.guards.sources import law
from domain.law.guard import day_words, guard
from domain.proceedings.prosecution import Offence, Prosecution, Result
from domain.proceedings.supervision_order import DirectedIn, Direction, Reply
from domain.verdict import Verdict

S447_2 = law("Education Act 1996 s.447(2)")
S447_3 = law("Education Act 1996 s.447(3)")

NOT_POSSIBLE = guard(
    "DIRECTION_NOT_POSSIBLE", "A direction follows conviction under s.443 or charge under s.444", S447_2
)
CONSULT = guard("DIRECTION_CONSULT", "Not applying is decided having consulted the appropriate local authority", S447_2)
REASONS = guard("DIRECTION_REASONS", "The court is told why the authority does not apply", S447_3)
GUARDS = (NOT_POSSIBLE, CONSULT, REASONS)


def directing(prosecution: Prosecution | None, direction: Direction) -> Iterator[Verdict]:
    """Whether a court could have given this direction in this prosecution on that day."""
    if prosecution is None or prosecution.offence is None or prosecution.instituted_at is None:
        yield NOT_POSSIBLE.refuse("No proceedings have begun", needs="the prosecution in which the court directed it")
        return
    if direction.directed_in is DirectedIn.CONVICTED_443:
        convicted = prosecution.offence is Offence.ORDER and prosecution.result is Result.CONVICTED
        if not convicted or prosecution.result_on is None or direction.on < prosecution.result_on:
            yield NOT_POSSIBLE.refuse(
                "There had been no conviction under s.443", needs="a conviction under s.443, or a charge under s.444"
            )
    elif not prosecution.offence.of_absence:
        yield NOT_POSSIBLE.refuse(
            "This prosecution is under s.443: a direction follows only conviction", needs="a conviction under s.443"
        )
    if direction.directed_date is not None and direction.directed_date < direction.on:
        yield NOT_POSSIBLE.refuse(
            "The day the court directed is before its direction", needs="a later day", field="directed_date"
        )


def reply_by(direction: Direction, almanac: Almanac) -> Deadline:
    """Eight weeks beginning with the direction, or the day that the court directed."""
    return work_out("supervision-order-reply", direction.on, almanac, given=direction.directed_date)


def replying(direction: Direction, reply: Reply) -> Iterator[Verdict]:
    """What the answer to the court needs. A late answer is still given, and shown as late."""
    if reply.applies:
        return
    if reply.consulted_on is None or not direction.on <= reply.consulted_on <= reply.told_on:
        yield CONSULT.refuse(
            "The appropriate local authority was not consulted on not applying",
            needs="consult it after the direction and before the answer",
            field="consulted_on",
        )
    if not reply.reasons.strip():
        yield REASONS.refuse("The answer gives no reasons", needs="the reasons", field="reasons")


def late(direction: Direction, reply: Reply, almanac: Almanac) -> str | None:
    """By how much the answer came too late, in words; None where it came in time."""
    last_day = reply_by(direction, almanac).last_day
    if reply.told_on <= last_day:
        return None
    days = (reply.told_on - last_day).days
    return f"The court was to be told by {day_words(last_day)}: {days} {'day' if days == 1 else 'days'} late"
