"""The labels and bands of the return, as the Department publishes them (DOMAIN 6), in the order of its tables."""

from datetime import date, timedelta

from domain.vocabulary import Word


class Why(Word):
    """One primary reason for each child. The twenty that are published; which five came last is not verified."""

    ABROAD = "abroad", "Believed to have moved to another country"
    AUTHORITY = "authority", "Believed to have moved to another local authority"
    CHALLENGING_ORDER = "challenging-order", "Challenging school attendance order"
    DID_NOT_APPLY = "did-not-apply", "Did not apply for school place at compulsory school age"
    NO_PREFERENCE = "no-preference", "Did not get school preference"
    NO_SUITABLE_PLACE = "no-suitable-place", "Difficulty accessing suitable school place"
    MENTAL_HEALTH = "mental-health", "Mental health"
    FROM_ABROAD = "from-abroad", "Moved in from another country"
    FROM_AUTHORITY = "from-authority", "Moved in from another local authority"
    NOT_RECORDED = "not-recorded", "Not recorded"
    NOT_ACCEPTED = "not-accepted", "Offered school place but not yet accepted"
    OTHER = "other", "Other"
    PARENTS = "parents", "Parental decision not to register at school"
    PHYSICAL_HEALTH = "physical-health", "Physical health"
    AWAITING = "awaiting", "School application awaiting outcome"
    DISSATISFIED_SEND = "dissatisfied-send", "School dissatisfaction SEND"
    DISSATISFIED = "dissatisfied", "School dissatisfaction general"
    UNKNOWN = "unknown", "Unknown"
    UNSUITABLE_HOME = "unsuitable-home", "Unsuitable elective home education"
    WAITING_START = "waiting-start", "Waiting school start"


class Band(Word):
    """How long a child has been missing education. The lower bound belongs to the band (inferred)."""

    TWO_WEEKS = "under-2", "Less than 2 weeks"
    TO_4 = "2-4", "2 to 4 weeks"
    TO_8 = "4-8", "4 to 8 weeks"
    TO_12 = "8-12", "8 to 12 weeks"
    TO_26 = "12-26", "12 to 26 weeks"
    TO_52 = "26-52", "26 to 52 weeks"
    OVER_52 = "over-52", "Over 52 weeks"
    UNKNOWN = "unknown", "Unknown"


_BANDS = ((2, Band.TWO_WEEKS), (4, Band.TO_4), (8, Band.TO_8), (12, Band.TO_12), (26, Band.TO_26), (52, Band.TO_52))


def band(since: date | None, on: date) -> Band:
    """`since` is the first day on which the child was missing education. A day that has not come is unknown."""
    if since is None or since > on:
        return Band.UNKNOWN
    days = on - since
    return next((label for weeks, label in _BANDS if days < timedelta(weeks=weeks)), Band.OVER_52)


class Sex(Word):
    FEMALE = "F", "Female"
    MALE = "M", "Male"
    UNKNOWN = "unknown", "Unknown"


class YearGroup(Word):
    """By the age at the beginning of the school year. Reception first; the Department's own words are not verified."""

    R = "R", "Reception"
    Y1 = "1", "Year 1"
    Y2 = "2", "Year 2"
    Y3 = "3", "Year 3"
    Y4 = "4", "Year 4"
    Y5 = "5", "Year 5"
    Y6 = "6", "Year 6"
    Y7 = "7", "Year 7"
    Y8 = "8", "Year 8"
    Y9 = "9", "Year 9"
    Y10 = "10", "Year 10"
    Y11 = "11", "Year 11"
    UNKNOWN = "unknown", "Unknown"


_GROUPS = list(YearGroup)


def year_group(born: date | None, on: date) -> YearGroup:
    """Who is four on 31 August is in Reception in the year that begins then."""
    if born is None:
        return YearGroup.UNKNOWN
    began = on.year - (on.month < 9)
    age = began - born.year - ((born.month, born.day) > (8, 31))
    return _GROUPS[age - 4] if 4 <= age <= 15 else YearGroup.UNKNOWN


class Said(Word):
    """Whether something holds of a child, as far as it is recorded."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Unknown"


class Breakdown(Word):
    """By what the children of a return are counted. Each sums to the total."""

    REASON = "reason", "Reason"
    DURATION = "duration", "Duration"
    SEX = "sex", "Sex"
    YEAR_GROUP = "year-group", "Year group"
    PLAN = "plan", "Education, health and care plan"
    PROTECTION = "protection", "Child protection plan"

    @property
    def words(self) -> type[Word]:
        return {
            Breakdown.REASON: Why,
            Breakdown.DURATION: Band,
            Breakdown.SEX: Sex,
            Breakdown.YEAR_GROUP: YearGroup,
            Breakdown.PLAN: Said,
            Breakdown.PROTECTION: Said,
        }[self]
