"""The school is the address: what is planted on a protected case is found nowhere, but where somebody asked for it."""

import dataclasses
import io
from datetime import timedelta
from typing import Any

import httpx
import pikepdf
import pytest

from domain.protecting import HIDDEN, shows
from records.database import transaction
from records.tables import SchoolRow
from tests.api.site import CHILD, Site, problem
from tests.letters.pdf import words

REFUGE = {"lines": ["12 Hidden Lane", "Refugeham"], "postcode": "BA9 9ZZ"}
NEXT = {"lines": ["7 Quiet Street", "Otherham"], "postcode": "BA8 8ZZ"}
SAFE = {"lines": ["PO Box 1", "Sampleton"], "postcode": "BA1 1AD"}
MOTHER = {
    "name": "Ms R Example",
    "relation": "mother",
    "address": REFUGE,
    "telephone": "01632 960 456",
    "email": "rosa@refuge.example",
    "lives_with_child": True,
}
PLANTED = (
    "12 Hidden Lane", "Hidden Lane", "Refugeham", "BA9 9ZZ", "BA99ZZ", "01632 960 456", "01632960456",
    "+44 1632 960456", "rosa@refuge.example",
    "800/7001", "Quiet Haven School", "800/7002", "New Start Academy", "Willow Playgroup",
    "7 Quiet Street", "Otherham", "BA8 8ZZ", "01632 960 789", "Little Oaks Infants",
)  # fmt: skip
STORY = (
    "She lives at 12 hidden  lane, Refugeham (BA99ZZ); ring 01632-960-456 or +44 1632 960 456; Rosa@Refuge.example. "
    "Kai goes to QUIET HAVEN SCHOOL (800/7001) and will go to New Start Academy (800/7002); his sister to Little Oaks "
    "Infants. They may move to 7 Quiet Street, Otherham, BA8 8ZZ, 01632 960 789. Seen at Willow Playgroup."
)
ROLES = ("officer", "supervisor", "legal")


@pytest.fixture
async def protected(site: Site) -> str:
    """A case with everything planted, in every field that takes words, before and after it is protected."""
    with transaction(site.world.house.engine) as session:
        for number, name in (("800/7001", "Quiet Haven School"), ("800/7002", "New Start Academy")):
            session.add(SchoolRow(number=number, name=name))
    ref = await site.refer(
        child={**CHILD, "school": "800/7001", "first_absent_on": "2024-01-10"},
        adults=[MOTHER], account=STORY, household=[{"name": "Mia Example"}],
    )  # fmt: skip
    mother = (await site.case(ref))["people"][0]["id"]
    await site.do(ref, "add-note", note=STORY)
    await site.do(ref, "record-child-seen", where="Willow Playgroup", seen_by="professional", by_name="Nurse Ann",
                  by_role="Nurse", said=STORY, wants="To stay.", note=STORY)  # fmt: skip
    await site.do(ref, "draft-letter", template="L02", person=mother)
    await site.do(ref, "protect-details", "supervisor", why="refuge", source=STORY, note=STORY)
    await site.do(ref, "agree-safe-address", person=mother, safe_address=SAFE, agreed_how=STORY)
    await site.do(ref, "decide-triage", route="missing-education", reasons=STORY)
    await site.do(ref, "record-enquiry", subject="housing", result="located", asked=STORY, answer=STORY)
    await site.do(ref, "raise-danger", "legal", indicators=["trafficking"], words=STORY)
    await site.do(ref, "set-risk", level="red", reason=STORY)
    await site.do(ref, "add-warning", about="12 Hidden Lane", words=STORY, source=STORY, review_on=later(site))
    await site.do(ref, "change-address", person=mother, address=NEXT, telephone="01632 960 789", source=STORY)
    child = (await site.case(ref))["household"][0]["id"]
    await site.do(ref, "check-household-child", child=child, educated_at="Little Oaks Infants", confirmed_by="Office")
    await site.do(ref, "complete-checks", found="located", summary=STORY)
    await site.do(ref, "record-contact", how="telephone", answered=True, said=STORY)
    await site.do(ref, "record-family-reached", how="in-person", said=STORY)
    await site.do(ref, "pause-clocks", reason=STORY, until=later(site, 5))
    await site.do(ref, "resume-clocks")
    await site.do(ref, "record-support-refused", said=STORY, offered=STORY)
    await site.do(ref, "agree-support", needs=STORY, plan=STORY, child_view=STORY)
    await site.do(ref, "record-application", school_name="New Start Academy", made_by="The mother")
    await site.do(ref, "record-offer", school="800/7002", school_name="New Start Academy", note=STORY)
    await site.upload(ref, b"%PDF-1.7\n", title="New Start Academy, 12 Hidden Lane", obtained_from="Willow Playgroup")
    await site.do(ref, "correct-entry", entry=1, field="account", old=STORY, new=f"{STORY} So it was.", reason=STORY)
    return ref


def later(site: Site, days: int = 90) -> str:
    return str(site.app.state.services.today + timedelta(days=days))


def told(answer: httpx.Response) -> str:
    """Everything that an answer says, in its body and in its headers."""
    text = words(answer.content) if answer.content.startswith(b"%PDF") else answer.text
    if answer.content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(answer.content)) as pdf:
            text += str(dict(pdf.docinfo)) + str(pdf.open_metadata())
    return text + str(answer.headers)


def silent(answer: httpx.Response) -> bool:
    found = [value for value in PLANTED if shows(told(answer), [value])]
    assert found == [], (str(answer.request.url), found)
    return True


async def everything(site: Site, ref: str, who: str) -> list[httpx.Response]:
    """Whatever this role can read of a case."""
    paths = [
        f"/api/cases/{ref}",
        f"/api/cases/{ref}/timeline",
        f"/api/cases/{ref}/letters",
        "/api/cases",
        "/api/post-room",
        "/api/rules",
        "/metrics",
    ]
    paths += [f"/api/letters/{each['id']}.pdf" for each in (await site.get(paths[2], who)).json()]
    return [await site.get(path, who) for path in paths]


async def test_what_is_planted_is_nowhere(site: Site, protected: str, subtests: pytest.Subtests) -> None:
    for who in ROLES:
        for answer in await everything(site, protected, who):
            with subtests.test(who=who, path=answer.request.url.path):
                assert silent(answer)
    history = (await site.get(f"/api/cases/{protected}/timeline")).json()
    assert HIDDEN in str(history), "it was there, and is blanked"


async def test_no_search_finds_it(site: Site, protected: str, subtests: pytest.Subtests) -> None:
    for value in PLANTED:
        with subtests.test(value):
            found = (await site.get("/api/cases", params={"text": value})).json()
            assert found["total"] == 0
    assert (await site.get("/api/cases", params={"text": "kai example"})).json()["total"] == 1


async def test_no_refusal_and_no_receipt_says_it(site: Site, protected: str, subtests: pytest.Subtests) -> None:
    ref = protected
    refused = [
        await site.act(ref, "close-case", {"outcome": "EHE_SUITABLE", "proof": "officer-decision", "evidence": STORY}),
        await site.act(ref, "record-place-accepted", {"starts_on": "2001-01-01", "agreed_with": STORY}),
        await site.act(ref, "correct-entry", {"entry": 1, "field": "account", "old": "?", "new": "x", "reason": STORY}),
        await site.act(ref, "draft-letter", {"template": "L03", "person": "P1-1", "next_step": STORY}),
        await site.act(ref, "decide-triage", {"route": "lost", "reasons": STORY}),
    ]
    for answer in refused:
        with subtests.test(answer.request.url.path):
            assert answer.status_code == 409
            assert silent(answer)
            key = answer.request.headers["idempotency-key"]
            assert silent(await site.get(f"/api/receipts/{key}"))


async def test_a_letter_goes_only_to_the_safe_address_and_says_nothing_of_it(site: Site, protected: str) -> None:
    ref = protected
    old, mother = (await site.case(ref))["letters"][0], (await site.case(ref))["people"][0]["id"]
    # drafted before anything was protected; it names nothing, so it may go on
    drafted = await site.do(ref, "draft-letter", template="L03", person=mother, visited_at="16:10", next_step=STORY)
    letter = f"L{drafted['seq']}"
    example = next(each for each in (await site.case(ref))["actions"] if each["name"] == "edit-letter")["example"]
    assert example["letter"] == old["letter"]
    said = problem(await site.get(f"/api/letters/{ref}-{letter}.pdf"), 409, "PROTECTED_IN_TEXT")
    assert HIDDEN not in said["detail"]
    for text in (STORY, "We will come to 12 hidden lane.", f"We will come to {HIDDEN}."):
        await site.do(ref, "edit-letter", letter=letter, text=text)
        answer = await site.act(ref, "approve-letter", {"letter": letter}, "supervisor",
                                **{"Override-Reason": "PROTECTED_IN_TEXT: she knows it"})  # fmt: skip
        problem(answer, 409, "PROTECTED_IN_TEXT", "letter")
        assert silent(answer)
    await site.do(ref, "edit-letter", letter=letter, text="Dear Ms Example,\n\nplease ring us.")
    await site.do(ref, "approve-letter", "supervisor", letter=letter)
    await site.do(ref, "issue-letter", "supervisor", letter=letter)
    pages = await site.get(f"/api/letters/{ref}-{letter}.pdf")
    assert pages.status_code == 200
    assert silent(pages)
    assert "PO Box 1" in words(pages.content)
    printed = await site.post("/api/post-room/batch", {"letters": [f"{ref}-{letter}"]})
    assert printed.status_code == 200
    assert silent(printed)
    assert silent(await site.get("/api/post-room"))


async def test_a_letter_posted_before_shows_nothing_afterwards(site: Site) -> None:
    ref = await site.refer(adults=[MOTHER])
    mother = (await site.case(ref))["people"][0]["id"]
    letter = f"L{(await site.do(ref, 'draft-letter', template='L02', person=mother))['seq']}"
    for action in ("approve-letter", "issue-letter", "record-posting"):
        await site.do(ref, action, letter=letter)
    assert "12 Hidden Lane" in words((await site.get(f"/api/letters/{ref}-{letter}.pdf")).content)
    await site.do(ref, "protect-details", why="refuge", source="The refuge worker")
    problem(await site.get(f"/api/letters/{ref}-{letter}.pdf"), 409, "PROTECTED_DETAILS")
    details = (await site.post(f"/api/cases/{ref}/protected-details", {"reason": "To see what it showed."})).json()
    assert [(each["letter"], each["recipient_lines"][1]) for each in details["letters"]] == [(letter, "12 Hidden Lane")]


async def test_the_details_are_shown_only_after_it_is_written_who_looked(site: Site, protected: str) -> None:
    ref, body = protected, {"reason": "To agree tomorrow's meeting place."}
    path = f"/api/cases/{ref}/protected-details"
    for who, status, code in (("", 401, "SIGN_IN"), ("legal", 403, "ROLE"), ("admin", 403, "ROLE")):
        problem(await site.post(path, body, who), status, code)
    problem(await site.post(path, {"reason": ""}), 422, "INVALID", "reason")
    problem(await site.post(path, {}), 422, "INVALID", "reason")
    problem(await site.post("/api/cases/RC-2026-000000/protected-details", body), 404, "NO_SUCH_CASE")
    before = (await site.case(ref))["seq"]
    answer = await site.post(path, body, "supervisor", key="look")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    details = answer.json()
    assert details["entry"] == before + 1
    (mother,) = details["people"]
    assert (mother["address"], mother["telephone"]) == (["7 Quiet Street", "Otherham", "BA8 8ZZ"], "01632 960 789")
    assert mother["safe_address"][0] == "PO Box 1"
    assert details["last_school"] == {"number": "800/7001", "name": "Quiet Haven School"}
    assert details["place"]["name"] == "New Start Academy"
    assert details["household"][0]["educated_at"] == "Little Oaks Infants"
    assert "12 Hidden Lane" in details["ever"]
    entry = (await site.get(f"/api/cases/{ref}/timeline")).json()[0]
    assert (entry["action"], entry["by"], entry["seq"]) == ("show-protected-details", "Supervisor", details["entry"])
    assert entry["lines"][0]["value"] == body["reason"]
    again = await site.post(path, body, "supervisor", key="look")
    assert again.json() == details, "the same key is the same look"
    assert (await site.case(ref))["seq"] == details["entry"]


async def test_nothing_is_shown_while_nothing_is_written(site: Site, protected: str) -> None:
    await site.world.stop()
    site.app.state.services = dataclasses.replace(site.app.state.services, answer_within=0.3)
    answer = await site.post(f"/api/cases/{protected}/protected-details", {"reason": "To look."}, key="look")
    assert answer.status_code == 202
    assert answer.json() == {"status": "pending", "receipt": "/api/receipts/look"}
    site.world.start()


async def test_where_nothing_is_protected_nothing_needs_showing(site: Site) -> None:
    ref = await site.refer()
    answer = await site.post(f"/api/cases/{ref}/protected-details", {"reason": "To look."})
    problem(answer, 409, "NOT_PROTECTED")
    assert (await site.case(ref))["people"][0]["telephone"] == "01632 960 123"


async def test_an_adopted_child_is_not_found_by_the_name_before(site: Site) -> None:
    ref = await site.refer()
    await site.do(ref, "give-child-details", also_known_as="Tomas Former", evidence="The birth certificate")
    assert (await site.get("/api/cases", params={"text": "former"})).json()["total"] == 1
    await site.do(ref, "protect-details", why="adoption", source="The adoption team")
    assert (await site.get("/api/cases", params={"text": "former"})).json()["total"] == 0
    for who in ROLES:
        for path in (f"/api/cases/{ref}", f"/api/cases/{ref}/timeline"):
            assert "Former" not in (await site.get(path, who)).text


async def test_a_referral_reads_alike_whether_the_child_is_known_and_protected_or_not(site: Site) -> None:
    """Confirming existence (harm 9): nothing in the answer tells."""
    known = await site.refer(adults=[MOTHER])
    await site.do(known, "protect-details", why="refuge", source="The refuge worker")
    answers: list[dict[str, Any]] = []
    for child in (CHILD, {**CHILD, "given": "Unknown", "surname": "Stranger"}):
        answer = await site.post("/api/referrals", {"channel": "public", "child": child})
        assert answer.status_code == 201
        answers.append({key: value for key, value in answer.json().items() if key not in ("reference", "case")})
    assert answers[0] == answers[1]
