"""The rulebook, and what-if: the four answers of the practice table, each day counted or skipped."""

import re

import pytest

from api.rulebook import Rule
from api.rulebook import rulebook as the_rulebook
from domain.calendars import Almanac
from tests.api.site import Site
from tests.pages.visitor import Visitor


def rulebook(site: Site) -> list[Rule]:
    """As released: nobody has changed a standard here."""
    return the_rulebook(Almanac.of(), site.app.state.services.today)


async def test_the_rulebook_says_each_rule_with_its_source(site: Site, officer: Visitor) -> None:
    said = ""
    for kind in ("dates", "standards", "risks", "guards"):
        asked = f"/rules?kind={kind}"
        while asked:
            page = await officer.page(asked)
            said += page.text
            asked = page.link("Next") if page.has_link("Next") else ""
    for rule in rulebook(site):
        assert rule.label in said
        assert rule.source in said
    assert "not verified" in said


async def test_the_whole_rulebook_is_printed_as_at_today(site: Site, officer: Visitor) -> None:
    page = await officer.page("/rules")
    assert ("/rules/print", "The whole rulebook, to print") in page.links
    said = (await officer.page("/rules/print")).text
    assert f"As at {site.app.state.services.today:%A %-d %B %Y}" in said
    for rule in rulebook(site):
        assert rule.name in said
        assert rule.label in said
        assert rule.source in said
    assert said.count("not verified") == sum(not rule.verified for rule in rulebook(site))
    assert said.count("may be set aside with a reason") == sum(rule.override for rule in rulebook(site))
    headings = [rule.name for rule in rulebook(site) if re.fullmatch(r"G\d\d", rule.name)]
    assert headings == [f"G{number:02}" for number in range(1, 32)]
    assert "The law of school attendance orders on that day: Education Act 1996 ss.437-443." in said
    assert "As at Monday 1 March 2027" in (await officer.page("/rules/print?on=2027-03-01")).text


@pytest.mark.parametrize(
    ("rule", "day", "says"),
    [
        ("suitable-education-notice", (2, 11, 2026), ("Monday 16 November 2026", "Tuesday 17 November 2026")),
        ("school-choice-notice", (18, 11, 2026), ("Wednesday 2 December 2026", "Thursday 3 December 2026")),
        ("prosecution-limit", (2, 10, 2026), ("Friday 2 April 2027", "Saturday 3 April 2027")),
    ],
)
async def test_what_if_gives_the_days_and_how(
    site: Site, officer: Visitor, rule: str, day: tuple[int, int, int], says: tuple[str, ...]
) -> None:
    asked = f"/dates?rule={rule}&from-day={day[0]}&from-month={day[1]}&from-year={day[2]}"
    page = await officer.page(asked)
    for each in says:
        assert each in page.text
    assert "How was this date worked out?" in page.text
    form = next(form for form in page.forms if form.action == "/dates")
    assert form.values["rule"] == rule


@pytest.mark.parametrize(
    ("asked", "field", "says"),
    [
        ("rule=&from-day=&from-month=&from-year=", "#f-rule", "choose a rule"),
        ("rule=triage&from-day=31&from-month=2&from-year=2026", "#f-from-day", "31/02/2026 is not a real date"),
        ("rule=removal-from-roll&from-day=9&from-month=11&from-year=2026&school=nowhere", "#f-school", "no school"),
        ("rule=no-such-rule&from-day=9&from-month=11&from-year=2026", "#f-rule", "rule"),
    ],
)
async def test_what_cannot_be_answered_says_why_at_its_field(
    site: Site, officer: Visitor, asked: str, field: str, says: str
) -> None:
    answer = await officer.get(f"/dates?{asked}")
    assert answer.status == 422
    assert says in answer.text.casefold()
    assert field in [href for href, _ in answer.page.links]


async def test_the_question_alone_is_no_error(site: Site, officer: Visitor) -> None:
    assert "There is a problem" not in (await officer.page("/dates")).text
