"""Charts: drawn on the server, their numbers those of the lists they lead to, and small ones untold elsewhere."""

import re
from datetime import timedelta

from sqlmodel import select

from api.pages.charts import Bar, bars
from records.database import transaction
from records.figures import flow, waited
from records.tables import CaseRow
from tests.api.site import Site
from tests.pages.html import Reader
from tests.pages.test_work_lists import same_team
from tests.pages.visitor import Visitor, services_of, sound


def test_a_bar_is_as_long_as_its_number_and_script_in_a_label_is_text() -> None:
    drawn = str(bars("x", "Title", "Said", [Bar("<script>", (10, 30)), Bar("b", (20, None))], ("in", "out")))
    widths = [
        float(each) for each in re.findall(r'<rect class="p\d" x="[\d.]+" y="\d+" width="([\d.]+)" height="22"', drawn)
    ]
    assert widths[1] == 3 * widths[0]
    assert widths[2] == 2 * widths[0]
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn
    assert 'role="img" aria-labelledby="x-t x-d"' in drawn
    assert "fewer than 6" in drawn
    assert "style=" not in drawn


def age(site: Site, ref: str, days: int) -> None:
    with transaction(site.world.house.engine) as session:
        session.get_one(CaseRow, ref).opened_on = services_of(site).today - timedelta(days=days)


def numbers(page: Reader, row: str) -> list[str]:
    """The cells of the row that is called so."""
    cells = re.search(rf">{re.escape(row)}(?:</a>)?</th>((?:<td[^>]*>[^<]*</td>)+)", page.html)
    assert cells is not None, row
    return re.findall(r">([^<]*)</td>", cells[1])


async def test_the_numbers_are_those_of_the_lists(site: Site, supervisor: Visitor) -> None:
    same_team(site)
    refs = [await site.refer(reason="no-place") for _ in range(3)]
    age(site, refs[0], 30)
    await site.do(refs[1], "decide-triage", route="missing-education", reasons="On no roll.")
    await site.do(refs[1], "record-child-seen", where="At home", seen_by="professional", by_name="A", by_role="Officer")
    answer = await supervisor.get("/charts")
    sound(answer)
    page = answer.page
    assert answer.text.count("The numbers") == 4, "of groups there is nothing yet"
    assert page.tags.count("svg") == 4
    assert numbers(page, "Referral") == ["1", "0", "1", "0", "2"]
    assert numbers(page, "Checks")[-1] == "1"
    assert numbers(page, "Seen by a professional") == ["1", "0", "0"]
    for row, href in (
        ("Referral", page.link("Referral")),
        ("No suitable place after moving to the area", "/cases?reason=no-place&team=north"),
    ):
        listed = await supervisor.page(href)
        found = {link for link, _ in listed.links if link.startswith("/cases/RC-")}
        assert len(found) == (2 if row == "Referral" else 3)
        assert "only north" in listed.text


async def test_outside_the_team_a_small_number_is_not_told(site: Site, supervisor: Visitor) -> None:
    same_team(site)
    await site.refer(reason="no-place")
    own = await supervisor.page("/charts")
    assert "fewer than 6" not in own.text
    every = await supervisor.page("/charts?team=every")
    assert "numbers under 6 are not told" in every.text
    assert numbers(every, "Referral") == ["fewer than 6", "0", "0", "0", "fewer than 6"]
    assert "stage=referral" not in str(every.links), "nothing leads to what is not told"
    assert "1 open" not in every.text
    with transaction(site.world.house.engine) as session:
        for row in session.exec(select(CaseRow)):
            row.team = "south"
    assert "fewer than 6" in (await supervisor.page("/charts?team=south")).text
    assert not (await supervisor.page("/charts")).has_link("Referral")


async def test_how_long_and_how_many(site: Site) -> None:
    ref, today = await site.refer(), services_of(site).today
    await site.do(ref, "record-child-seen", where="At home", seen_by="professional", by_name="A", by_role="Officer")
    age(site, ref, 40)
    with transaction(site.world.house.engine) as session:
        found = waited(session, "supervisor", "", today - timedelta(days=365))
        assert (found["seen"].cases, found["seen"].median, found["seen"].longest) == (1, 40.0, 40)
        assert waited(session, "supervisor", "another", today - timedelta(days=365)) == {}
        months = flow(session, "supervisor", "", today - timedelta(days=365))
    assert sum(opened for opened, _ in months.values()) == 1
    assert sum(closed for _, closed in months.values()) == 0
