"""The dates of the scenarios, worked out by hand by somebody else. Weekdays are checked too."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.calendars import Span
from domain.date_rules import three_years_window, work_out
from domain.deadline import Deadline, end_of
from domain.school_age import SchoolAge, first_day, leaving_date, of_school_age
from tests.domain.fixture_calendar import ALMANAC, AUTHORITY, SCHOOL

day = date.fromisoformat


def on(words: str) -> date:
    """A day as the scenarios write it, such as "Wed 9 Dec 2026"; its weekday must be right."""
    found = datetime.strptime(words, "%a %d %b %Y").replace(tzinfo=UTC).date()
    assert f"{found:%a}" == words[:3], words
    return found


def rule(name: str, start: str) -> Deadline:
    return work_out(name, on(start), ALMANAC, SCHOOL)


def test_s1_transfer_file_of_a_pupil_found_elsewhere() -> None:
    assert rule("lost-pupil-file", "Wed 18 Nov 2026").last_day == on("Wed 9 Dec 2026")


def test_s2_lost_straight() -> None:
    assert rule("unseen-amber", "Mon 9 Nov 2026").last_day == on("Fri 20 Nov 2026")
    removal = rule("removal-from-roll", "Mon 9 Nov 2026")
    assert (removal.last_day, removal.next_step_from) == (on("Fri 4 Dec 2026"), on("Mon 7 Dec 2026"))
    assert rule("unseen-police", "Mon 9 Nov 2026").last_day == removal.last_day
    assert rule("lost-pupil-file", "Mon 7 Dec 2026").last_day == on("Mon 11 Jan 2027")


def test_s3_half_term_is_not_counted() -> None:
    assert rule("unseen-amber", "Mon 19 Oct 2026").last_day == on("Fri 6 Nov 2026")
    removal = rule("removal-from-roll", "Mon 19 Oct 2026")
    assert removal.last_day == on("Fri 20 Nov 2026")
    half_term = [stretch for stretch in removal.stretches if stretch.why == "half term"]
    assert [(s.first, s.last, s.counts) for s in half_term] == [(on("Sat 24 Oct 2026"), on("Sun 1 Nov 2026"), False)]
    assert "Saturday 24 October to Sunday 1 November 2026 (half term)" in " ".join(removal.explanation)


def test_s5_the_two_notices_before_an_attendance_order() -> None:
    first = rule("suitable-education-notice", "Mon 2 Nov 2026")
    assert (first.last_day, first.next_step_from) == (on("Mon 16 Nov 2026"), on("Tue 17 Nov 2026"))
    second = rule("school-choice-notice", "Wed 18 Nov 2026")
    assert (second.last_day, second.next_step_from) == (on("Wed 2 Dec 2026"), on("Thu 3 Dec 2026"))


def test_s12_the_first_penalty_notice() -> None:
    discount, payment = rule("penalty-discount", "Wed 14 Oct 2026"), rule("penalty-payment", "Wed 14 Oct 2026")
    assert discount.last_day == on("Tue 3 Nov 2026")
    assert (payment.last_day, payment.next_step_from) == (on("Tue 10 Nov 2026"), on("Wed 11 Nov 2026"))


@pytest.mark.parametrize(
    ("session", "limit"),
    [
        ("Mon 28 Sep 2026", "Sun 28 Mar 2027"),
        ("Tue 29 Sep 2026", "Mon 29 Mar 2027"),
        ("Wed 30 Sep 2026", "Tue 30 Mar 2027"),
        ("Thu 1 Oct 2026", "Thu 1 Apr 2027"),
        ("Fri 2 Oct 2026", "Fri 2 Apr 2027"),
    ],
)
def test_s12_each_session_has_its_own_limit(session: str, limit: str) -> None:
    deadline = rule("prosecution-limit", session)
    assert deadline.last_day == on(limit)
    assert deadline.barred_from == on(limit) + timedelta(days=1)


def test_s13_a_payment_in_the_last_hour_of_day_21_is_in_time() -> None:
    last = rule("penalty-discount", "Wed 14 Oct 2026").last_day
    assert datetime(2026, 11, 3, 23, 59, 59, tzinfo=UTC) < end_of(last) == datetime(2026, 11, 4, tzinfo=UTC)
    summer = rule("penalty-discount", "Wed 31 Mar 2027").last_day
    assert summer == on("Tue 20 Apr 2027")
    assert end_of(summer) == datetime(2027, 4, 20, 23, tzinfo=UTC)


def test_s16_the_edge_of_the_three_years() -> None:
    first_notice, second_notice = day("2024-09-10"), day("2026-02-03")
    blocked, open_again = three_years_window(on("Thu 9 Sep 2027")), three_years_window(on("Fri 10 Sep 2027"))
    assert [notice in blocked for notice in (first_notice, second_notice)] == [True, True]
    assert [notice in open_again for notice in (first_notice, second_notice)] == [False, True]
    assert open_again == Span(first=day("2024-09-11"), last=day("2027-09-10"))


def test_s19_what_a_late_charge_may_still_rely_on() -> None:
    sessions = [f"{name} 2026" for name in ("Mon 28 Sep", "Tue 29 Sep", "Wed 30 Sep", "Thu 1 Oct", "Fri 2 Oct")]
    limits = {session: rule("prosecution-limit", session).last_day for session in sessions}

    def still_open(charged: date) -> list[str]:
        return [session for session, last_day in limits.items() if charged <= last_day]

    assert still_open(on("Sun 28 Mar 2027")) == sessions
    assert still_open(on("Fri 2 Apr 2027")) == ["Fri 2 Oct 2026"]
    assert still_open(on("Sat 3 Apr 2027")) == []
    # clocks go forward on the limit of the first session: its day has 23 hours
    assert end_of(limits[sessions[0]]) == datetime(2027, 3, 28, 23, tzinfo=UTC)


def test_s22_the_edges_of_school_age() -> None:
    assert first_day(day("2021-08-31")) == day("2026-08-31")
    assert first_day(day("2021-09-01")) == day("2026-12-31")
    assert not of_school_age(day("2021-09-01"), on("Tue 10 Nov 2026")).of_age
    assert of_school_age(day("2021-09-01"), on("Mon 4 Jan 2027")).of_age
    assert leaving_date(day("2011-08-31")) == day("2027-06-25")
    assert leaving_date(day("2011-09-01")) == day("2028-06-30")
    shown = [of_school_age(date(2011, 9, born), on("Tue 10 Nov 2026"), ALMANAC, SCHOOL) for born in (1, 2, 3)]
    assert ["age needs a lawyer" in (verdict.caution or "") for verdict in shown] == [True, True, False]
    assert SchoolAge.NEEDS_LAWYER.label == "age needs a lawyer"


def test_s23_permanent_exclusion() -> None:
    provision = rule("day-six-provision", "Fri 13 Nov 2026")
    assert (provision.date, provision.last_day) == (on("Fri 20 Nov 2026"), on("Thu 19 Nov 2026"))
    assert provision.next_step_from == provision.date
    seen_in_town = on("Tue 17 Nov 2026")
    assert len(AUTHORITY.school_days(on("Fri 13 Nov 2026"), seen_in_town)) == 3


def test_s25_a_performance_licence() -> None:
    licence = rule("performance-licence", "Sat 19 Dec 2026")
    assert licence.last_day == on("Sat 28 Nov 2026")
    assert on("Mon 30 Nov 2026") > licence.last_day
    assert licence.barred_from is None, "late is for the authority to decide, not closed"
