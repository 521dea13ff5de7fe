"""What-if dates through the API: the practice table, whole and literally, and what has no answer."""

from datetime import date, timedelta
from typing import Any

import pytest

from records.database import transaction
from records.tables import CalendarSpanRow
from tests.api.site import Site, problem
from tests.domain.fixture_calendar import FIVE_YEARS, SCHOOL, span

# rule, from: date, last_day, next_step_from, barred_from
TABLE = [
    ("suitable-education-notice", "2026-11-02", "2026-11-16", "2026-11-16", "2026-11-17", None),
    ("school-choice-notice", "2026-11-18", "2026-12-02", "2026-12-02", "2026-12-03", None),
    ("penalty-discount", "2026-10-14", "2026-11-03", "2026-11-03", "2026-11-04", None),
    ("penalty-payment", "2026-10-14", "2026-11-10", "2026-11-10", "2026-11-11", None),
    ("prosecution-limit", "2026-10-02", "2027-04-02", "2027-04-02", None, "2027-04-03"),
    ("removal-from-roll", "2026-11-09", "2026-12-04", "2026-12-04", "2026-12-07", None),
    ("lost-pupil-file", "2026-12-07", "2027-01-11", "2027-01-11", None, None),
    ("day-six-provision", "2026-11-13", "2026-11-20", "2026-11-19", "2026-11-20", None),
    ("performance-licence", "2026-12-19", "2026-11-28", "2026-11-28", None, None),
    ("single-justice-reply", "2027-03-01", "2027-03-21", "2027-03-21", "2027-03-23", None),
    ("supervision-order-reply", "2027-03-01", "2027-04-25", "2027-04-25", None, None),
    ("subject-access", "2027-01-31", "2027-03-01", "2027-03-01", None, None),
    ("compulsory-school-age-starts", "2021-08-31", "2026-08-31", "2026-08-31", "2026-08-31", None),
    ("compulsory-school-age-ends", "2011-09-01", "2028-06-30", "2028-06-30", "2028-07-01", None),
]
ANSWERS = ("date", "last_day", "next_step_from", "barred_from")


@pytest.fixture
def school(site: Site) -> Site:
    """The site with the calendar of one school, in the years of the table; another whose terms have a hole."""
    with transaction(site.world.house.engine) as session:
        rows = [(SCHOOL, "term", each) for each in FIVE_YEARS]
        rows += [
            ("800/4002", "term", span("2026-09-03", "2026-10-23")),
            ("", "closure", span("2026-11-13", "2026-11-13")),
        ]
        for number, kind, days in rows:
            session.add(CalendarSpanRow(school=number, kind=kind, first=days.first, last=days.last, version=1))
    return site


async def ask(site: Site, rule: str, start: object, who: str = "officer", **more: Any) -> Any:
    return await site.post("/api/dates", {"rule": rule, "from": start, **more}, who)


async def test_the_table_of_practice_through_the_api(school: Site, subtests: pytest.Subtests) -> None:
    before = school.written()
    for rule, start, *expected in TABLE:
        with subtests.test(rule):
            answer = await ask(school, rule, start, school=SCHOOL)
            assert answer.status_code == 200, answer.text
            said = answer.json()
            assert [said[name] for name in ANSWERS] == expected
            assert said["rule"] == rule
            assert said["explanation"][0].endswith(f"Source: {said['source']}.")
            assert said["days"]
    assert school.written() == before


async def test_the_body_of_the_issue(school: Site) -> None:
    body = {"rule": "suitable-education-notice", "from": "2026-11-02", "school": "800/4001"}
    said = (await school.post("/api/dates", body)).json()
    assert {name: said[name] for name in ANSWERS} == {
        "date": "2026-11-16", "last_day": "2026-11-16", "next_step_from": "2026-11-17", "barred_from": None
    }  # fmt: skip
    assert any("Monday 16 November 2026" in sentence for sentence in said["explanation"])


async def test_every_day_is_counted_or_skipped_for_a_reason(school: Site) -> None:
    said = (await ask(school, "removal-from-roll", "2026-11-09", school=SCHOOL)).json()
    assert sum(
        (date.fromisoformat(days["last"]) - date.fromisoformat(days["first"])).days + 1
        for days in said["days"]
        if days["counts"]
    ) == 20  # fmt: skip
    assert all(days["why"] for days in said["days"])
    firsts = [date.fromisoformat(days["first"]) for days in said["days"]]
    lasts = [date.fromisoformat(days["last"]) for days in said["days"]]
    assert firsts[1:] == [last + timedelta(days=1) for last in lasts[:-1]]


async def test_a_court_may_direct_a_date(school: Site) -> None:
    said = (await ask(school, "supervision-order-reply", "2027-03-01", given="2027-03-31")).json()
    assert said["last_day"] == "2027-03-31"
    early = await ask(school, "supervision-order-reply", "2027-03-01", given="2027-02-01")
    problem(early, 422, "NO_DATE", "given")
    problem(await ask(school, "triage", "2027-03-01", given="2027-03-05"), 422, "NO_DATE", "given")


async def test_what_has_no_answer(school: Site, subtests: pytest.Subtests) -> None:
    notice = "suitable-education-notice"
    for rule, start, more, status, code, field in (
        ("no-such-rule", "2026-11-02", {}, 404, "UNKNOWN_RULE", "rule"),
        ("x" * 81, "2026-11-02", {}, 422, "INVALID", "rule"),
        (notice, "02/11/2026", {}, 422, "INVALID", "from"),
        (notice, "2026-02-31", {}, 422, "INVALID", "from"),
        (notice, 1_793_577_600, {}, 422, "INVALID", "from"),
        (notice, None, {}, 422, "INVALID", "from"),
        (notice, "1890-01-01", {}, 422, "NO_DATE", "from"),
        (notice, "2999-01-01", {}, 422, "NO_DATE", "from"),
        (notice, "2026-11-02", {"school": "Fixture"}, 422, "INVALID", "school"),
        (notice, "2026-11-02", {"schol": "800/4001"}, 422, "INVALID", "schol"),
        (notice, "2026-11-02", {"given": "soon"}, 422, "INVALID", "given"),
        ("removal-from-roll", "2026-11-09", {}, 422, "NO_DATE", "school"),
        ("removal-from-roll", "2026-11-09", {"school": "800/4002"}, 409, "CALENDAR_MISSING", "school"),
        ("removal-from-roll", "2055-11-09", {"school": SCHOOL}, 409, "CALENDAR_MISSING", "school"),
    ):
        with subtests.test(rule=rule[:30], start=start, **more):
            said = problem(await ask(school, rule, start, **more), status, code, field)
            if code == "CALENDAR_MISSING":
                assert "Import its calendar" in said["detail"]


async def test_every_role_may_ask_and_nobody_else(site: Site, subtests: pytest.Subtests) -> None:
    for who in ("officer", "supervisor", "legal", "admin"):
        with subtests.test(who):
            assert (await ask(site, "triage", "2026-11-02", who)).status_code == 200
    problem(await ask(site, "triage", "2026-11-02", ""), 401, "SIGN_IN")
