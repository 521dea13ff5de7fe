"""The date rules of law and guidance, in the order of a case. None of them pauses."""

from domain.calendars import ONE_DAY, day_words
from domain.dates.methods import Days, DaysBefore, Months, Opens, answer
from domain.dates.rule import DateRule, Question
from domain.deadline import Deadline, Stretch
from domain.school_age import BEGINS, ENDS, birthday, first_day, leaving_date, leaving_doubt
from domain.source import Source, Tag


def _law(cite: str, *, verified: bool) -> Source:
    return Source(cite=cite, tag=Tag.STAT, verified=verified)


def _age_starts(question: Question) -> Deadline:
    dob, five, first = question.start, birthday(question.start, 5), first_day(question.start)
    stretches = [Stretch(first=dob, last=five - ONE_DAY, counts=False, why="not yet five")]
    if five < first:
        stretches.append(
            Stretch(first=five, last=first - ONE_DAY, counts=False, why="five, before the next prescribed day")
        )
    stretches.append(Stretch(first=first, last=first, counts=True, why="a prescribed day, and five years old"))
    return answer(
        question,
        stretches=tuple(stretches),
        how=f"The fifth birthday is {day_words(five)}. The prescribed days are 31 March, 31 August and 31 December.",
        outcome=(f"Compulsory school age begins on {day_words(first)}.",),
        last_day=first,
        next_step_from=first,
    )


def _age_ends(question: Question) -> Deadline:
    dob, sixteen, last = question.start, birthday(question.start, 16), leaving_date(question.start)
    first = first_day(dob)
    doubt = leaving_doubt(dob, question.almanac, question.school)
    return answer(
        question,
        stretches=(
            Stretch(first=dob, last=first - ONE_DAY, counts=False, why="before compulsory school age"),
            Stretch(first=first, last=last, counts=True, why="of compulsory school age"),
        ),
        how=(
            f"Sixteen is reached on {day_words(sixteen)}. Compulsory school age ends with the last Friday in June "
            "of that school year, which is taken to end on 31 August (policy)."
        ),
        outcome=(
            f"The leaving date is {day_words(last)}; the child is still of compulsory school age on that day.",
            f"From {day_words(last + ONE_DAY)} the child is over compulsory school age.",
        ),
        last_day=last,
        next_step_from=last + ONE_DAY,
        notes=(doubt.why,) if doubt else (),
    )


STATUTORY: tuple[DateRule, ...] = (
    DateRule(
        name="suitable-education-notice",
        label="Notice to satisfy the authority that the child receives suitable education",
        source=_law("Education Act 1996 s.437(1)-(2)", verified=True),
        starts_from="the day of service",
        kind="statutory",
        work_out=Days(
            15, beginning_with=True, opens=Opens("the next step may be taken, if the authority is not satisfied")
        ),
    ),
    DateRule(
        name="school-choice-notice",
        label="Notice of the school to be named in a school attendance order",
        source=_law("Education Act 1996 s.438(2)-(3)", verified=False),
        starts_from="the day of service",
        kind="statutory",
        work_out=Days(15, beginning_with=True, opens=Opens("the school attendance order may be made")),
    ),
    DateRule(
        name="penalty-discount",
        label="Penalty notice: the lower amount",
        source=_law("Education (Penalty Notices) (England) Regulations 2007, as amended by SI 2024/210", verified=True),
        starts_from="the day the notice was received",
        kind="statutory",
        work_out=Days(21, beginning_with=True, opens=Opens("the full amount is due")),
    ),
    DateRule(
        name="penalty-payment",
        label="Penalty notice: the last day to pay",
        source=_law(
            "Education (Penalty Notices) (England) Regulations 2007, as amended by SI 2024/210", verified=False
        ),
        starts_from="the day the notice was received",
        kind="statutory",
        work_out=Days(
            28, beginning_with=True, opens=Opens("a charge is possible, and prosecute or withdraw must be decided")
        ),
    ),
    DateRule(
        name="prosecution-limit",
        label="Last day to charge for one session",
        source=_law("Magistrates' Courts Act 1980 s.127(1)", verified=True),
        starts_from="the day of the session",
        kind="statutory",
        work_out=Months(
            6,
            bars="no charge may rely on this session",
            notes=("Each session has its own limit. Weekends and bank holidays do not move it.",),
        ),
    ),
    DateRule(
        name="removal-from-roll",
        label="Twenty school days before a pupil may be removed from the roll",
        source=_law("School Attendance (Pupil Registration) (England) Regulations 2024 reg 9(1)(i)", verified=True),
        starts_from="the first day of absence",
        kind="statutory",
        needs_school=True,
        work_out=Days(
            20,
            "school",
            beginning_with=True,
            opens=Opens("the school may delete the name, if every other condition is met", on="school day"),
            notes=("A day counts only if every session was coded G, N or O; any other mark breaks the run.",),
        ),
    ),
    DateRule(
        name="lost-pupil-file",
        label="School's lost-pupil file (common transfer file)",
        source=Source(cite="DfE guidance on common transfer files, lost pupils", tag=Tag.GUID, verified=False),
        starts_from="the day the name was deleted",
        kind="statutory",
        needs_school=True,
        work_out=Days(15, "school"),
    ),
    DateRule(
        name="day-six-provision",
        label="Education from the sixth day of a permanent exclusion",
        source=_law("Education Act 1996 s.19; Education and Inspections Act 2006 ss.100-101", verified=True),
        starts_from="the first day of the exclusion",
        kind="statutory",
        needs_school=True,
        work_out=Days(
            5,
            "school",
            beginning_with=True,
            about_next=True,
            opens=Opens("the authority must provide full-time education", on="school day"),
        ),
    ),
    DateRule(
        name="performance-licence",
        label="Complete application for a performance licence",
        source=_law("Children and Young Persons Act 1963 s.37; SI 2014/3309", verified=True),
        starts_from="the day of the performance",
        kind="statutory",
        work_out=DaysBefore(21, notes=("A later application may be refused; the authority decides each case.",)),
    ),
    DateRule(
        name="single-justice-reply",
        label="Reply to a single justice procedure notice",
        source=_law(
            "Magistrates' Courts Act 1980 s.16A; Criminal Procedure Rules, single justice procedure", verified=False
        ),
        starts_from="the day of service",
        kind="statutory",
        work_out=Days(
            21,
            beginning_with=True,
            opens=Opens("the case may go to a single justice", days=2),
            notes=(
                "The period can be read to begin with the day of service or the day after: the later is waited for.",
            ),
        ),
    ),
    DateRule(
        name="supervision-order-reply",
        label="Reply to the court on an education supervision order",
        source=_law("Education Act 1996 s.447(3)-(4)", verified=True),
        starts_from="the day of the court's direction",
        kind="statutory",
        takes_given=True,
        work_out=Days(8, weeks=True, beginning_with=True),
    ),
    DateRule(
        name="subject-access",
        label="Answer to a subject access request",
        source=_law("UK General Data Protection Regulation art 12(3)", verified=False),
        starts_from="the day of receipt",
        kind="statutory",
        work_out=Months(1, to_working_day=True),
    ),
    DateRule(
        name="subject-access-extended",
        label="Answer to a subject access request, extended",
        source=_law("UK General Data Protection Regulation art 12(3)", verified=False),
        starts_from="the day of receipt",
        kind="statutory",
        work_out=Months(3, to_working_day=True),
    ),
    DateRule(
        name="compulsory-school-age-starts",
        label="First day of compulsory school age",
        source=BEGINS,
        starts_from="the date of birth",
        kind="statutory",
        work_out=_age_starts,
    ),
    DateRule(
        name="compulsory-school-age-ends",
        label="Last day of compulsory school age",
        source=ENDS,
        starts_from="the date of birth",
        kind="statutory",
        work_out=_age_ends,
    ),
)
