"""The notice to improve (guidance of August 2024): a last chance of three to six school weeks before a penalty notice.

Guard G18. Not needed where support would not be appropriate, such as a holiday; then the reason is recorded.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.guards.sources import guidance
from domain.law.guard import day_words, guard
from domain.proceedings.groundwork import ImprovementNotice
from domain.verdict import Verdict

FEWEST_WEEKS, MOST_WEEKS = 3, 6  # GUID, known from published codes of conduct
NOTICE_TO_IMPROVE = guidance("Working together to improve school attendance (August 2024), notices to improve")

G18_NONE = guard(
    "G18_IMPROVEMENT", "A notice to improve comes first, or the reason why there was none", NOTICE_TO_IMPROVE
)
G18_RUNNING = guard(
    "G18_STILL_RUNNING",
    "No penalty notice within the improvement period, unless it was breached and the parent told first",
    NOTICE_TO_IMPROVE,
)
G18_IMPROVED = guard("G18_IMPROVED", "No penalty notice after sufficient improvement", NOTICE_TO_IMPROVE)
G18_LENGTH = guard("G18_LENGTH", "The improvement period is three to six school weeks", NOTICE_TO_IMPROVE)
GUARDS = (G18_NONE, G18_RUNNING, G18_IMPROVED, G18_LENGTH)


def period_allowed(weeks: int) -> Iterator[Verdict]:
    """Judged when the notice to improve is written."""
    if not FEWEST_WEEKS <= weeks <= MOST_WEEKS:
        yield G18_LENGTH.refuse(
            f"{weeks} school weeks: the improvement period is {FEWEST_WEEKS} to {MOST_WEEKS}",
            needs="another period",
            field="weeks",
        )


def improvement(notice: ImprovementNotice | None, why_none: str, proposed: date) -> Iterator[Verdict]:
    """Judged for a penalty notice proposed on that day."""
    if notice is None:
        if len(why_none.strip()) < 3:
            yield G18_NONE.refuse(
                "No notice to improve was sent, and no reason is recorded",
                needs="send a notice to improve, or record why one would not help",
            )
        return
    if notice.improved:
        yield G18_IMPROVED.refuse("Attendance improved sufficiently in the period", needs="another way")
    elif proposed <= notice.last_day:
        if notice.breached_on is None:
            yield G18_RUNNING.refuse(
                f"The improvement period runs until {day_words(notice.last_day)}",
                opens_on=notice.last_day + timedelta(days=1),
            )
        elif notice.told_on is None or notice.told_on > proposed:
            yield G18_RUNNING.refuse(
                "The improvement was breached early, and the parent has not been told",
                needs="tell the parent first",
            )
    elif notice.improved is None and notice.breached_on is None:
        yield G18_IMPROVED.refuse(
            "The improvement period is over, and nobody has recorded how it ended",
            needs="record whether attendance improved sufficiently",
        )
