"""Who told us: sealed, shown to few and on purpose, thanked by a letter that nobody keeps."""

from typing import Any

import pytest
from sqlalchemy import text

from records.database import transaction
from tests.api.site import CHILD, MOTHER, Site, problem
from tests.letters.pdf import words


@pytest.fixture
def site(files_site: Site) -> Site:
    return files_site


REFERRER = {
    "name": "Joan Planted",
    "role": "Dinner lady at Specimen High",
    "telephone": "01632 960 777",
    "email": "joan@planted.example",
    "relation": "Great-aunt of the child",
}
ACCOUNT = "I am his great-aunt Joan; I heard him cry through the wall of number nine."
PLANTED = ("Planted", "Joan", "Dinner lady", "960 777", "960777", "great-aunt", "Great-aunt", "number nine")
LOOK = {"reason": "To ask when the child was last seen."}
TO = {"name": "Joan Planted", "address": {"lines": ["9 Example Lane", "Sampleton"], "postcode": "BA1 1AD"}}


@pytest.fixture
async def confidential(site: Site) -> str:
    return await site.refer(channel="public", referrer=REFERRER, confidential=True, account=ACCOUNT)


def silent(said: str) -> bool:
    found = [value for value in PLANTED if value in said]
    assert found == []
    return True


async def test_who_referred_in_confidence_is_nowhere(site: Site, confidential: str, subtests: pytest.Subtests) -> None:
    ref = confidential
    mother = (await site.case(ref))["people"][0]["id"]
    problem(await site.act(ref, "draft-letter", {"template": "L02", "person": mother}), 409, "SUMMARY_NOT_APPROVED")
    await site.do(ref, "write-summary", summary="We were told that Kai may not be in school.")
    problem(await site.act(ref, "approve-summary", {}), 409, "SECOND_PERSON")
    await site.do(ref, "approve-summary", "supervisor")
    letter = f"L{(await site.do(ref, 'draft-letter', template='L02', person=mother))['seq']}"
    await site.do(ref, "approve-letter", letter=letter)
    await site.do(ref, "issue-letter", letter=letter)
    for who in ("officer", "officer2", "supervisor", "legal"):
        for path in (f"/api/cases/{ref}", f"/api/cases/{ref}/timeline", f"/api/cases/{ref}/letters", "/api/cases",
                     "/api/post-room", "/metrics"):  # fmt: skip
            with subtests.test(path, who=who):
                answer = await site.get(path, who)
                assert silent(answer.text + str(answer.headers))
        pages = await site.get(f"/api/letters/{ref}-{letter}.pdf", who)
        assert silent(words(pages.content))
    assert silent(words((await site.post("/api/post-room/batch", {"letters": [f"{ref}-{letter}"]})).content))
    for value in ("Joan", "planted", "960", "aunt"):
        found = (await site.get("/api/cases", params={"text": value})).json()["cases"]
        # but by its reference, whose digits are chance
        assert [case for case in found if value not in case["ref"]] == []
    assert (await site.case(ref))["flags"] == ["Confidential referrer"]


async def test_it_is_stored_only_sealed(site: Site, confidential: str, subtests: pytest.Subtests) -> None:
    await site.act(confidential, "acknowledge-referral", {"how": "By telephone"})
    await site.post(f"/api/cases/{confidential}/acknowledgement", TO)
    with transaction(site.world.house.engine) as session:
        tables = session.execute(text("select table_name from information_schema.tables where table_schema = 'public'"))
        for (table,) in tables.all():
            with subtests.test(table):
                rows = session.execute(text(f'select * from "{table}"')).all()
                for row in rows:
                    for value in row:
                        assert silent(value.decode("latin-1") if isinstance(value, bytes) else str(value))
        sealed = session.execute(text("select sealed from confidence where case_ref = :ref"), {"ref": confidential})
        assert len(bytes(sealed.scalar_one())) > len(ACCOUNT)


async def test_it_is_shown_to_whoever_has_the_case_and_to_a_supervisor_once_that_is_written(
    site: Site, confidential: str
) -> None:
    ref, path = confidential, f"/api/cases/{confidential}/referrer"
    for who, status, code in (
        ("", 401, "SIGN_IN"),
        ("admin", 403, "ROLE"),
        ("legal", 403, "ROLE"),
        ("officer2", 409, "NOT_YOUR_CASE"),
    ):
        refused = problem(await site.post(path, LOOK, who), status, code)
        assert silent(str(refused))
    problem(await site.post(path, {"reason": "x"}), 422, "INVALID", "reason")
    problem(await site.post("/api/cases/RC-2026-000000/referrer", LOOK), 404, "NO_SUCH_CASE")
    before = (await site.case(ref))["seq"]
    for number, who in enumerate(("officer", "supervisor"), start=1):
        answer = await site.post(path, LOOK, who)
        assert answer.status_code == 200
        assert answer.json() == {**REFERRER, "confirm": "", "account": ACCOUNT}
        entry = (await site.get(f"/api/cases/{ref}/timeline")).json()[0]
        assert (entry["seq"], entry["action"], entry["by"]) == (before + number, "open-referrer", who.title())
        assert entry["lines"] == [{"says": "Why do you need to know", "value": LOOK["reason"]}]
    await site.do(ref, "assign-case", owner="officer2")
    assert (await site.post(path, LOOK, "officer2")).status_code == 200
    problem(await site.post(path, LOOK, "officer"), 409, "NOT_YOUR_CASE")


async def test_a_referral_without_a_referrer_has_nothing_to_show(site: Site) -> None:
    ref = await site.refer(account="The house looks empty.")
    shown = (await site.post(f"/api/cases/{ref}/referrer", LOOK)).json()
    assert set(shown.values()) == {""}, "the account was not given in confidence: it stands in the history"


async def test_the_acknowledgement_goes_by_letter_and_is_not_kept(site: Site, confidential: str) -> None:
    ref, path = confidential, f"/api/cases/{confidential}/acknowledgement"
    before = site.written()
    answer = await site.post(path, TO, key="thanks")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == f'inline; filename="{ref}-acknowledgement.pdf"'
    said = words(answer.content)
    assert "Dear Joan Planted" in said
    assert "9 Example Lane" in said
    assert ref in said
    for private in (CHILD["given"], MOTHER["name"], "800/4001"):
        assert private not in said, "it is the same for every referral"
    case = await site.case(ref)
    assert case["letters"] == []
    assert "acknowledge-referral" not in [deadline["name"] for deadline in case["deadlines"]], "its clock is met"
    entry = (await site.get(f"/api/cases/{ref}/timeline")).json()[0]
    assert (entry["action"], entry["lines"][0]["value"]) == ("acknowledge-referral", "By letter")
    again = await site.post(path, TO, key="thanks")
    assert again.content == answer.content
    after = site.written()
    assert (after["document"], after["journal"]) == (before["document"], before["journal"] + 1)


async def test_an_acknowledgement_that_cannot_be_printed_or_is_no_step_records_nothing(
    site: Site, confidential: str, subtests: pytest.Subtests
) -> None:
    path, before = f"/api/cases/{confidential}/acknowledgement", site.written()
    wrong: list[tuple[dict[str, Any], str, str]] = [
        ({**TO, "name": ""}, "INVALID", "name"),
        ({"address": TO["address"]}, "INVALID", "name"),
        ({"name": "Joan"}, "INVALID", "address"),
        ({**TO, "address": {"lines": ["9 Example Lane"], "postcode": "NOWHERE"}}, "INVALID", "address.postcode"),
        ({**TO, "address": {"lines": [], "postcode": "BA1 1AD"}}, "INVALID", "address.lines"),
        ({**TO, "name": "𠮷野家"}, "CANNOT_PRINT", "address"),
    ]
    for body, code, field in wrong:
        with subtests.test(**body):
            problem(await site.post(path, body), 422, code, field)
    assert site.written() == before
    problem(await site.post("/api/cases/RC-2026-000000/acknowledgement", TO), 404, "NO_SUCH_CASE")
    closed = await site.refer()
    await site.do(closed, "record-no-other-children", who_said="The mother.")
    await site.do(closed, "close-case", "supervisor", outcome="DUPLICATE", proof="surviving-case",
                  evidence="The same child.", surviving_case=confidential)  # fmt: skip
    problem(await site.post(f"/api/cases/{closed}/acknowledgement", TO), 409, "NOT_A_STEP")


async def test_it_is_never_a_letter_of_the_case(site: Site, confidential: str) -> None:
    form = {"template": "L01", "person": "P1-1"}
    problem(await site.act(confidential, "draft-letter", form, "supervisor"), 409, "NOT_TO_A_PARENT", "template")
