"""Who looked: every reading is written down before it is shown, allowed or refused; what is unusual is pointed out."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from records.database import transaction
from records.keys import SERVICE
from records.looked import MOST_CASES_AN_HOUR, What, write
from tests.api.site import Site
from tests.pages.visitor import Visitor, services_of


def written(site: Site) -> list[dict[str, Any]]:
    with transaction(site.world.house.engine) as session:
        return [dict(row) for row in session.execute(text("select * from looked order by id")).mappings()]


async def test_every_reading_is_written_with_why_and_whether_it_was_allowed(site: Site) -> None:
    ref = await site.refer()
    letter = f"L{(await site.do(ref, 'draft-letter', template='L02', person='P1-1'))['seq']}"
    before = len(written(site))
    reason = {"reason": "To ask when the child was last seen."}
    asked = [
        ("get", f"/api/cases/{ref}", "officer", ("case", "", True, "own")),
        ("get", f"/api/cases/{ref}", "officer2", ("case", "", True, "team")),
        ("get", f"/api/cases/{ref}/timeline", "legal", ("history", "", True, "team")),
        ("get", f"/api/letters/{ref}-{letter}.pdf", "supervisor", ("letter", f"{letter}", True, "team")),
        ("get", f"/api/cases/{ref}/documents/D9", "officer", ("document", "D9", False, "own")),
        ("get", f"/api/cases/{ref}", "admin", ("case", "", False, "other")),
        ("post", f"/api/cases/{ref}/referrer", "officer", ("referrer", "", True, "own")),
        ("post", f"/api/cases/{ref}/referrer", "legal", ("referrer", "", False, "team")),
        ("get", f"/api/cases/{ref}/looked", "officer", ("looked", "", False, "own")),
    ]
    for method, path, who, _ in asked:
        await (site.get(path, who) if method == "get" else site.post(path, reason, who))
    rows = written(site)[before:]
    assert [row["who"] for row in rows] == [who for _, _, who, _ in asked]
    assert [row["case_ref"] for row in rows] == [ref] * len(asked)
    told = [(row["what"], row["item"].removesuffix(".pdf"), row["allowed"], row["basis"]) for row in rows]
    assert told == [wanted for *_, wanted in asked]
    for path in ("/api/rules", "/api/cases", "/", "/api/dates"):
        await site.get(path)
    assert (await site.get(f"/api/cases/{ref}", "")).status_code == 401
    assert len(written(site)) == before + len(asked), "what is no reading of a case, and nobody's, is not written"


async def test_a_search_is_kept_sealed_and_shown_to_supervisors(site: Site, supervisor: Visitor) -> None:
    await site.get("/api/cases", params={"text": "Planted Surname"})
    (row,) = written(site)
    assert (row["what"], row["case_ref"], row["allowed"]) == ("search", "", True)
    assert b"Planted" not in row["words"]
    assert services_of(site).keys.open(SERVICE, row["words"]) == b"Planted Surname"
    assert "Planted Surname" in (await supervisor.page("/looked/officer")).text


async def test_a_reading_that_cannot_be_written_is_not_shown(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    with transaction(site.world.house.engine) as session:
        session.execute(text("alter table looked rename to elsewhere"))
    assert "Kai" not in (await site.get(f"/api/cases/{ref}")).text
    refused = await officer.get(f"/cases/{ref}")
    assert refused.status >= 500
    assert "Kai" not in refused.text


async def test_what_is_written_stays(site: Site) -> None:
    await site.get("/api/cases", params={"text": "Example"})
    for change in (
        "delete from looked",
        "truncate looked",
        "update looked set who = 'nobody'",
        "update looked set words = 'x'",
    ):
        with pytest.raises(DBAPIError, match="append-only"), transaction(site.world.house.engine) as session:
            session.execute(text(change))
    with transaction(site.world.house.engine) as session:
        session.execute(text("update looked set words = null"))


async def test_what_is_unusual_is_pointed_out(site: Site, supervisor: Visitor) -> None:
    ref = await site.refer(child={"given": "Kai", "surname": "Okafor"})
    services = services_of(site)
    noon = services.now().replace(hour=12, minute=5)
    if noon > services.now():
        noon -= timedelta(days=1)
    night = noon.replace(hour=2)
    with transaction(services.engine) as session:

        def look(who: str, refs: list[str], now: Any) -> None:
            write(session, who=who, team="north", refs=refs, what=What.CASE, item="", allowed=True, now=now)

        look("officer", [ref], noon)
        look("officer2", [ref], night)
        look("legal", [f"RC-2020-{number:06d}" for number in range(MOST_CASES_AN_HOUR + 1)], noon)
        look("admin", [f"RC-2020-{number:06d}" for number in range(MOST_CASES_AN_HOUR)], noon)
    page = await supervisor.page(f"/looked?month={noon.date()}")
    answer = (await site.get(f"/api/looked?month={noon.date()}", "supervisor")).json()
    unusual = {(each["who"], each["case"], *each["unusual"]) for each in answer["unusual"]}
    assert ("officer", ref, "the child has the reader's surname") in unusual
    assert ("officer2", ref, "at night") in unusual
    assert sum(who == "legal" for who, *_ in unusual) == MOST_CASES_AN_HOUR + 1
    assert not [each for each in unusual if each[0] == "admin"]
    assert "The child has the reader" in page.text
    counted = {each["who"]: each["cases"] for each in answer["people"]}
    assert (counted["legal"], counted["officer"]) == (MOST_CASES_AN_HOUR + 1, 1)
    assert "at night" in (await supervisor.page(f"/cases/{ref}/looked")).text.casefold()


async def test_only_supervisors_are_shown_who_looked(site: Site) -> None:
    ref = await site.refer()
    for who in ("officer", "legal", "admin"):
        for path in ("/api/looked", "/api/looked/officer", f"/api/cases/{ref}/looked"):
            assert (await site.get(path, who)).status_code == 403
    assert (await site.get("/api/cases/RC-2026-000000/looked", "supervisor")).status_code == 404
