"""The demo authority: invented people, schools and terms, loaded once into an empty database."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import Engine, text
from sqlmodel import Session, col, select

from domain.calendars import BANK_HOLIDAYS, ONE_DAY, WHOLE_AUTHORITY, Span, school_year, working_day
from domain.vocabulary import Power, Role
from records.database import transaction
from records.keys import CaseKeys
from records.tables import AuthorisationRow, CalendarSpanRow, SchoolRow, StaffRow

NORTH, SOUTH, LEGAL, OFFICE = "North", "South", "Legal services", "Office"
_MONDAY, _THURSDAY, _FRIDAY = 0, 3, 4
_LOAD_LOCK = 707_002

# id, name, job title, telephone (numbers kept for drama by Ofcom), team, role
STAFF = (
    ("officer", "Amina Okafor", "Children missing education officer", "01632 960101", NORTH, Role.OFFICER),
    ("supervisor", "Sam Grey", "Head of children missing education", "01632 960102", NORTH, Role.SUPERVISOR),
    ("legal", "Lena Fixture", "Solicitor", "01632 960103", LEGAL, Role.LEGAL),
    ("admin", "Ade Sample", "Systems administrator", "01632 960104", OFFICE, Role.ADMIN),
    ("officer-bryn", "Bryn Placeholder", "Education welfare officer", "01632 960105", NORTH, Role.OFFICER),
    ("officer-tara", "Tara Specimen", "Education welfare officer", "01632 960106", SOUTH, Role.OFFICER),
)
POWERS = (
    ("supervisor", Power.SIGN_437),
    ("supervisor", Power.EXPEDIENT),
    ("supervisor", Power.PENALTY_NOTICE),
    ("supervisor", Power.AUTHORISE_PROSECUTION),
    ("supervisor", Power.SAFEGUARDING_LEAD),
    ("officer", Power.PENALTY_NOTICE),
    ("legal", Power.CONDUCT),
)
# number, name, phase, kind, street, head; the towns and postcodes do not exist
SCHOOLS = (
    ("800/4001", "Fixture Academy", "Secondary", "Academy converter", "1 Sample Road", "Ms Ida Stand-In"),
    ("800/2001", "Fixture Primary", "Primary", "Community school", "2 Example Lane", "Mr Otto Pattern"),
    ("800/2002", "Placeholder Infants", "Primary", "Voluntary controlled school", "3 Template Way", "Mrs Una Draft"),
    ("800/4002", "Specimen High School", "Secondary", "Foundation school", "4 Model Street", "Dr Lea Dummy"),
    ("800/7001", "Mock-up School", "Not applicable", "Community special school", "5 Trial Close", "Ms Noor Proof"),
    ("800/1101", "Bracket Centre", "Not applicable", "Pupil referral unit", "6 Sketch Yard", "Mr Jan Outline"),
)


def load_demo(engine: Engine, keys: CaseKeys, today: date) -> bool:
    """Load the demo authority into a database in which nobody works yet. False where somebody does: it is there
    already, or the database is a real one.

    `keys` will seal the demo cases, which come in through the API like any other.
    """
    with transaction(engine) as session:
        session.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _LOAD_LOCK})
        if session.exec(select(StaffRow.id).limit(1)).first() is not None:
            return False
        _staff(session, today)
        _schools(session)
        _calendar(session, today)
    return True


def _staff(session: Session, today: date) -> None:
    granted = date(school_year(today) - 1, 9, 1)
    for staff_id, name, title, telephone, team, role in STAFF:
        session.add(
            StaffRow(
                id=staff_id,
                name=name,
                job_title=title,
                telephone=telephone,
                team=team,
                roles=[role.value],
                active=True,
                demo=True,
            )
        )
    session.flush()
    for number, (staff_id, power) in enumerate(POWERS, start=1):
        session.add(
            AuthorisationRow(
                staff_id=staff_id,
                power=power.value,
                granted_by="Director of Children's Services (demo)",
                valid_from=granted,
                document=f"Scheme of delegation (demo), entry {number}",
            )
        )


def _schools(session: Session) -> None:
    known = set(session.exec(select(SchoolRow.number)))
    for urn, (number, name, phase, kind, street, head) in enumerate(SCHOOLS, start=11):
        if number in known:
            continue
        # a URN below all real ones: the register's own school of this number replaces the invented one
        session.add(
            SchoolRow(
                number=number,
                urn=str(urn),
                name=name,
                phase=phase,
                kind=kind,
                status="Open",
                street=street,
                town="Sampleton",
                postcode=f"Z1 {urn % 10}AA",
                telephone=f"01632 9602{urn}",
                head=head,
            )
        )


def _calendar(session: Session, today: date) -> None:
    known = select(CalendarSpanRow.id).where(col(CalendarSpanRow.school) == WHOLE_AUTHORITY).limit(1)
    if session.exec(known).first() is not None:
        return
    this_year = school_year(today)
    for year in range(this_year - 1, this_year + 3):
        for term in terms_of(year):
            session.add(CalendarSpanRow(school="", kind="term", first=term.first, last=term.last, version=1))


def terms_of(year: int) -> Iterator[Span]:
    """The six half terms of the school year that begins in `year`, as an English authority might set them."""
    autumn_half = _on_or_after(date(year, 10, 23), _MONDAY)
    february_half = _on_or_after(date(year + 1, 2, 14), _MONDAY)
    spring_ends, summer_begins = _easter_holiday(year + 1)
    whitsun_half = _on_or_before(date(year + 1, 5, 31), _MONDAY)
    yield _span(_on_or_after(date(year, 9, 1), _THURSDAY), _friday_before(autumn_half))
    yield _span(_week_after(autumn_half), _on_or_before(date(year, 12, 22), _FRIDAY))
    yield _span(_on_or_after(date(year + 1, 1, 3), _MONDAY), _friday_before(february_half))
    yield _span(_week_after(february_half), spring_ends)
    yield _span(summer_begins, _friday_before(whitsun_half))
    yield _span(_week_after(whitsun_half), _on_or_before(date(year + 1, 7, 24), _THURSDAY))


def _easter_holiday(year: int) -> tuple[date, date]:
    """The last day before it and the first after it: the fortnight after an early Easter, before a late one."""
    good_friday = next(day for day, name in BANK_HOLIDAYS.items() if day.year == year and name == "Good Friday")
    if good_friday <= date(year, 4, 7):
        return good_friday - ONE_DAY, good_friday + timedelta(days=17)
    return good_friday - timedelta(days=14), good_friday + timedelta(days=4)


def _on_or_after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _on_or_before(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def _friday_before(monday: date) -> date:
    return monday - timedelta(days=3)


def _week_after(monday: date) -> date:
    return monday + timedelta(days=7)


def _span(first: date, last: date) -> Span:
    """A term neither begins nor ends on a bank holiday."""
    while not working_day(first).counts:
        first += ONE_DAY
    while not working_day(last).counts:
        last -= ONE_DAY
    return Span(first=first, last=last)
