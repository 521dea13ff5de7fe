"""Every guard of the journey by its code: what it asks, where it comes from, whether a supervisor may set it aside."""

from dataclasses import dataclass

from domain.guards.sources import CME_GUIDANCE, EA_8, RECORD, practice
from domain.source import Source, Tag


@dataclass(frozen=True)
class Guard:
    code: str
    says: str
    source: Source
    absolute: bool = False

    @property
    def overridable(self) -> bool:
        return self.source.tag is not Tag.STAT and not self.absolute


GUARDS: tuple[Guard, ...] = (
    Guard("FUTURE_DATE", "What is recorded has happened: no day in the future", RECORD, absolute=True),
    Guard("BEFORE_BIRTH", "Nothing happened to a child before it was born", RECORD, absolute=True),
    Guard("FAR_DATE", "A day more than twenty years away is a slip of the pen", RECORD, absolute=True),
    Guard("NOT_STAFF", "A case is given only to somebody who works here now", practice("2.4"), absolute=True),
    Guard("NO_ENQUIRY", "Checks are complete only when an enquiry is recorded", CME_GUIDANCE),
    Guard("SEEN_LATELY", "A child seen in the last 20 school days is not recorded as never found", practice("3.1")),
    Guard("NO_OFFER", "A place is accepted after it was offered", RECORD, absolute=True),
    Guard("NOT_ATTENDED_YET", "Attendance is reviewed after a first day", RECORD, absolute=True),
    Guard("NOTHING_TO_PAUSE", "Only local clocks pause or extend", practice("2.1"), absolute=True),
    Guard("CLOCK_NOT_LOCAL", "Only local clocks pause or extend", practice("2.1"), absolute=True),
    Guard("PAUSE_TOO_LONG", "A pause lasts at most 20 working days", practice("2.1"), absolute=True),
    Guard("EXTENSION_TOO_LONG", "An extension is at most 10 working days", practice("2.1"), absolute=True),
    Guard("ALREADY_EXTENDED", "A clock is extended once", practice("2.1")),
    Guard(
        "LEGAL_EFFECT",
        "A case is not sent back while something with legal effect rests on it",
        practice("2"),
        absolute=True,
    ),
    Guard("URGENT_WORK_OPEN", "A case does not close while safeguarding work is open", practice("1.2"), absolute=True),
    Guard("HOUSEHOLD_NOT_ASKED", "Every other child of the household is asked for", practice("3.3")),
    Guard("HOUSEHOLD_UNCHECKED", "Every other child of the household is checked before a case closes", practice("3.3")),
    Guard(
        "PROCEEDING_UNDER_WAY",
        "A case does not close while a legal step is under way on it",
        practice("1.7"),
        absolute=True,
    ),
    Guard("EVIDENCE", "Closing needs the evidence of its outcome", practice("3.5"), absolute=True),
    Guard(
        "NOT_SEEN",
        "A professional saw the child in the last 20 school days, or attendance is confirmed",
        practice("3.5"),
    ),
    Guard("IMPROVEMENT_RUNNING", "Improvement is judged when its time is over", RECORD, absolute=True),
    Guard("ATTENDANCE_DATE", "A school confirms a first attendance, not an enrolment", RECORD, absolute=True),
    Guard("ATTENDED_BEFORE", "Attendance before the child went missing proves nothing", RECORD, absolute=True),
    Guard("START_DATE", "A school confirms registration and a start day", RECORD, absolute=True),
    Guard("NOT_STARTED", "Offered and not started is still missing education", CME_GUIDANCE),
    Guard("CONFIRMED_BY", "What somebody confirmed bears their name", RECORD, absolute=True),
    Guard("SURVIVING_CASE", "A duplicate closes to another case", RECORD, absolute=True),
    Guard("SURVIVING_CLOSED", "The case that goes on is open", practice("3.5")),
    Guard("WHO_WAS_TOLD", "Of a child never found it is recorded who was told", RECORD, absolute=True),
    Guard("VISIT_NOT_ENDED", "A case does not close while somebody is out visiting", RECORD, absolute=True),
    Guard(
        "AGE_NEEDS_LAWYER",
        "Between two readings of the leaving date nobody decides but a lawyer",
        practice("3.2"),
        absolute=True,
    ),
    Guard("AGE_UNKNOWN", "An unknown date of birth closes nothing by age", practice("3.2"), absolute=True),
    Guard("STILL_SCHOOL_AGE", "Over compulsory school age only from the day after the leaving date", EA_8),
    Guard("ALREADY_SCHOOL_AGE", "Under compulsory school age only before its first day", EA_8),
    Guard(
        "NOT_YOUR_CASE",
        "Who referred is shown to the officer who has the case, and to a supervisor",
        practice("4.9"),
        absolute=True,
    ),
    Guard("DECEASED", "Nobody writes to the dead", practice("3.5"), absolute=True),
    Guard("CHILD_DIED", "No letter goes to the family of a child that died", practice("3.5")),
    Guard("NOT_TO_A_PARENT", "A letter to whoever referred is never kept on the case", RECORD, absolute=True),
    Guard("NEVER_WRITE", "Some people are never written to", practice("4.1"), absolute=True),
    Guard("SUPERVISOR_FIRST", "Some people are not written to without a supervisor", practice("4.1"), absolute=True),
    Guard("NO_SAFE_ADDRESS", "A protected family is written to only where they agreed", practice("4.3"), absolute=True),
    Guard("NO_ADDRESS", "A letter needs an address", practice("4.2"), absolute=True),
    Guard("PROTECTED_IN_TEXT", "No protected detail stands in a letter", practice("4.3"), absolute=True),
    Guard(
        "SECOND_PERSON",
        "What has legal effect, and what parents are told in confidence, needs a second person",
        practice("6.15"),
        absolute=True,
    ),
    Guard("MAY_NOT_SIGN", "A letter is approved by somebody who may sign it", practice("6.15"), absolute=True),
    Guard("LETTER_STATE", "A letter goes its way step by step", practice("4.5"), absolute=True),
    Guard(
        "CANNOT_READ_IT",
        "A letter with legal effect goes with its translation or reading",
        practice("4.7"),
        absolute=True,
    ),
    Guard("ADDRESS_CHANGED", "A letter goes only to the address it was approved for", practice("8.4"), absolute=True),
    Guard(
        "SUMMARY_NOT_APPROVED",
        "Parents are told a confidential referral only in an approved summary",
        practice("4.9"),
        absolute=True,
    ),
    Guard("LATE_REASON", "A posting recorded late needs a reason and a second person", practice("4.10"), absolute=True),
    Guard("POSTED_BEFORE_APPROVAL", "Nothing was posted before it was approved", practice("4.10"), absolute=True),
    Guard("RETURNED_BEFORE_POSTING", "Nothing came back before it was posted", RECORD, absolute=True),
    Guard("NOT_CORRECTABLE", "Bytes, promises and what the clock wrote are not corrected", RECORD, absolute=True),
    Guard("OLD_VALUE", "A correction names what the entry says now", RECORD, absolute=True),
    Guard("WARNINGS_UNREAD", "Warnings are read before a visit is planned or recorded", practice("4.8"), absolute=True),
    Guard("OWN_FORM", "Safeguarding work ends only by saying what was sent or why not", practice("1.2"), absolute=True),
    Guard(
        "SUPERVISOR_NEEDED",
        "Red is lowered, and some things are decided, only by a supervisor",
        practice("1.3"),
        absolute=True,
    ),
    Guard("OTHER_CLOSED", "A closed case is read as it is, not merged", practice("1.5"), absolute=True),
    Guard("LETTERS_WAITING", "A case is merged when no letter of it waits to leave", practice("1.5"), absolute=True),
    Guard("PROCEEDINGS_OPEN", "A case with proceedings under way goes on itself", practice("1.5"), absolute=True),
    Guard("SAFEGUARDING_LEAD", "A protected identity is merged by a safeguarding lead", practice("1.5"), absolute=True),
    Guard("MAYBE_TWO_CHILDREN", "Twins, brothers, sisters and namesakes are seldom one child", practice("1.5")),
    Guard("REOPENED", "A case reopened since is merged no more", practice("1.5"), absolute=True),
    Guard("PROCEEDING_LEANS", "A merge that proceedings lean on stands", practice("1.5"), absolute=True),
)
