"""A school fills in its own part of the joint enquiries, by a secret link or its key, and sees nothing else."""

import asyncio
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from api.uploads import SPECIMEN
from domain.actions.work import DocumentFiled
from domain.bundles.document import Marking
from domain.enquiring import Side
from records.database import transaction
from records.recorder import load_case
from records.tables import SchoolRow
from tests.api.site import CHILD, MOTHER, Site, problem
from tests.api.test_referrer import REFERRER
from tests.letters.evidence.made import with_author

SECRETS = ("Ms R Example", "1 Fixture Road", "01632 960 123", "2015-03-04", "Planted note", "Amina", "officer")
LINE = {"subject": "school-visit", "asked_on": "2026-11-12", "result": "no-trace", "said": "Nobody answered."}
PART: dict[str, Any] = {"said_by": "Ms J Sample", "role": "Attendance lead", "lines": [LINE], "unable": False}
FORM = {
    "school-visit.result": "no-trace",
    "school-visit.asked_on-day": "12",
    "school-visit.asked_on-month": "11",
    "school-visit.asked_on-year": "2026",
    "school-visit.said": "Nobody answered.",
    "unable": "no",
    "said_by": "Ms J Sample",
    "role": "Attendance lead",
}


@pytest.fixture
def site(files_site: Site) -> Site:
    with transaction(files_site.world.house.engine) as session:
        for number, name in (("800/4001", "Fixture Academy"), ("800/2001", "Fixture Primary")):
            session.merge(SchoolRow(number=number, name=name, status="Open"))
    return files_site


async def asked(site: Site) -> str:
    ref = await site.refer(child=CHILD, adults=[MOTHER], account="Planted note of whoever told us")
    await site.do(ref, "ask-school", contact="Attendance lead")
    return ref


async def link(site: Site, ref: str) -> str:
    made = await site.post(f"/api/cases/{ref}/school-links", {})
    assert made.status_code == 201, made.text
    return str(made.json()["path"])


async def browse(site: Site, path: str, sent: dict[str, str] | None = None) -> httpx.Response:
    async with site.as_("") as client:
        headers = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}
        return await (client.get(path, headers=headers) if sent is None else
                      client.post(path, data=sent, headers=headers))  # fmt: skip


async def recorded(site: Site, ref: str, how_many: int = 1) -> Any:
    """The case, once the process has taken what was sent."""
    for _ in range(200):
        with transaction(site.world.house.engine) as session:
            case = load_case(session, ref)
        if sum(each.side is Side.SCHOOL for each in case.enquiries) >= how_many:
            return case
        await asyncio.sleep(0.02)
    raise AssertionError("nothing was recorded")


async def test_by_its_link_the_school_sends_its_part_and_gets_a_receipt(site: Site) -> None:
    ref = await asked(site)
    path = await link(site, ref)
    page = await browse(site, path)
    assert page.status_code == 200
    assert "Kai Example" in page.text
    assert [word for word in SECRETS if word in page.text] == []
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "Kai" not in page.text.partition("</title>")[0]
    once = page.text.partition('name="once" value="')[2].partition('"')[0]
    assert (await browse(site, path, {**FORM, "once": once, "role": ""})).status_code == 422
    sent = await browse(site, path, {**FORM, "once": once})
    assert sent.status_code == 200, sent.text
    assert "Receipt" in sent.text
    again = await browse(site, path, {**FORM, "once": once})
    assert receipt(again) == receipt(sent), "sent twice it is one"
    case = await recorded(site, ref)
    (enquiry,) = [each for each in case.enquiries if each.side is Side.SCHOOL]
    assert (enquiry.subject.value, enquiry.answer, enquiry.by) == ("school-visit", "Nobody answered.", "Ms J Sample")
    assert case.school_part.unable is False
    shown = await browse(site, path)
    assert "Nobody answered." in shown.text
    assert [word for word in SECRETS if word in shown.text] == []


def receipt(answer: httpx.Response) -> str:
    return answer.text.partition("Receipt <strong>")[2].partition("<")[0]


async def test_what_another_asked_and_found_is_not_shown(site: Site) -> None:
    ref = await asked(site)
    await site.do(ref, "record-enquiry", subject="police", result="located", answer="With an aunt in Hiddenham.")
    await site.do(ref, "raise-danger", indicators=["trafficking"], words="Planted note.")
    page = await browse(site, await link(site, ref))
    for word in ("Hiddenham", "aunt", "trafficking", "Red", "police"):
        assert word.casefold() not in page.text.replace("the police", "").casefold().replace("shared", ""), word


async def attach(site: Site, path: str, file: tuple[str, bytes, str], **said: str) -> httpx.Response:
    async with site.as_("") as client:
        headers = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}
        return await client.post(path, data={**FORM, **said}, files={"file": file}, headers=headers)


async def test_a_document_that_the_school_attaches_is_checked_stored_and_left_to_an_officer_to_mark(site: Site) -> None:
    ref = await asked(site)
    path = await link(site, ref)
    log = "The school’s log of calls"
    good = ("log.pdf", SPECIMEN, "application/pdf")
    for wrong, code in (
        (("log.pdf", b"MZ not a PDF", "application/pdf"), "Choose a PDF"),
        (("log.png", SPECIMEN, "image/png"), "not what its name says"),
        (("log.pdf", b"", "application/pdf"), "This file is empty"),
        (("log.pdf", SPECIMEN + b" " * 20_000_000, "application/pdf"), "at most 20 MB"),
    ):
        refused = await attach(site, path, wrong, title=log)
        assert refused.status_code in (413, 422), wrong[0]
        assert code in refused.text, code
    assert "Say what the document is" in (await attach(site, path, good)).text
    assert "Choose the document" in (await browse(site, path, {**FORM, "title": log})).text
    sent = await attach(site, path, good, title=log)
    assert sent.status_code == 200, sent.text
    assert DocumentFiled.SPECIMEN_SHA256 in sent.text, "the receipt says which bytes were received"
    case = await recorded(site, ref)
    (paper,) = case.documents
    assert (paper.title, paper.sha256, paper.size) == (log, DocumentFiled.SPECIMEN_SHA256, len(SPECIMEN))
    assert (paper.obtained_from, paper.pages) == ("The school: Ms J Sample, Attendance lead", 1)
    assert paper.marking is Marking.UNDECIDED
    assert case.school_part.documents == [paper.id]
    assert "attached a document" in next(task.why for task in case.open_tasks() if task.name == "school-part")
    assert (await site.get(f"/api/cases/{ref}/documents/{paper.id}")).content == SPECIMEN
    assert log in (await browse(site, path)).text
    await site.do(ref, "mark-document", document=paper.id, marking="EVIDENTIAL")


async def test_a_file_that_may_show_who_told_us_is_not_taken_and_the_school_is_not_told_why(site: Site) -> None:
    ref = await site.refer(channel="public", child=CHILD, referrer=REFERRER, confidential=True, account="I heard it.")
    await site.do(ref, "ask-school", contact="Attendance lead")
    path = await link(site, ref)
    betraying = with_author(REFERRER["name"])
    refused = await attach(site, path, ("log.pdf", betraying, "application/pdf"), title="The log")
    assert refused.status_code == 422
    assert "could not be taken" in refused.text
    for word in (REFERRER["name"], "who told", "confiden"):
        assert word not in refused.text, word
    with transaction(site.world.house.engine) as session:
        assert load_case(session, ref).documents == []


async def test_a_link_is_of_use_only_while_it_is_open_and_for_its_own_case(site: Site) -> None:
    ref, other = await asked(site), await asked(site)
    first = await link(site, ref)
    second = await link(site, ref)
    kept = await link(site, other)
    nothing = await browse(site, f"/school-part/{'0' * 12}-{'x' * 43}")
    assert nothing.status_code == 404
    for wrong in (first, second[:-1] + ("A" if second[-1] != "A" else "B"), "/school-part/x"):
        answer = await browse(site, wrong)
        assert (answer.status_code, answer.text) == (404, nothing.text), "alike, whatever the reason"
    assert (await browse(site, second)).status_code == 200
    with transaction(site.world.house.engine) as session:
        session.execute(
            text("update case_link set expires_at = :now where case_ref = :ref"),
            {"now": datetime.now(UTC) - timedelta(seconds=1), "ref": ref},
        )
    assert (await browse(site, second)).status_code == 404, "run out"
    assert (await browse(site, second, FORM)).status_code == 404
    assert (await site.post(f"/api/cases/{other}/school-links/revoke", {})).json() == {"ended": 1}
    assert (await browse(site, kept)).status_code == 404, "revoked"
    assert (await site.post(f"/api/cases/{other}/school-links/revoke", {})).json() == {"ended": 0}


async def test_a_family_protected_since_is_not_there_any_more(site: Site) -> None:
    ref = await asked(site)
    path = await link(site, ref)
    await site.do(ref, "protect-details", why="refuge", source="The refuge worker")
    assert (await browse(site, path)).status_code == 404
    assert (await browse(site, path, FORM)).status_code == 404
    problem(await site.post(f"/api/cases/{ref}/school-links", {}), 409, "SCHOOL_NOT_ASKED")


async def test_a_link_is_made_only_where_the_school_was_asked_and_its_secret_is_stored_nowhere(site: Site) -> None:
    ref = await site.refer()
    problem(await site.post(f"/api/cases/{ref}/school-links", {}), 409, "SCHOOL_NOT_ASKED")
    await site.do(ref, "ask-school", contact="Attendance lead")
    secret = (await link(site, ref)).rpartition("-")[2]
    with transaction(site.world.house.engine) as session:
        for table in ("case_link", "journal", "door_audit", "case_file"):
            rows = session.execute(text(f"select t::text from {table} t")).scalars()
            assert not any(secret in row for row in rows), table


async def test_by_its_key_a_school_reaches_its_own_pupils_part_and_no_other(site: Site) -> None:
    keys = {}
    for school in ("800/4001", "800/2001"):
        made = await site.post("/api/school-keys", {"school": school}, "admin")
        keys[school] = made.json()["key"]
    ref, unasked = await asked(site), await site.refer()

    async def ask(method: str, where: str, school: str, body: Any = None) -> httpx.Response:
        headers = {"Authorization": f"Bearer {keys[school]}", "Idempotency-Key": uuid.uuid4().hex}
        async with site.as_("") as client:
            return await client.request(method, f"/api/school/cases/{where}/part", json=body, headers=headers)

    seen = await ask("GET", ref, "800/4001")
    assert seen.status_code == 200, seen.text
    assert set(seen.json()) == {"ref", "child", "sent", "documents", "complete", "answer_by"}
    sent = await ask("POST", ref, "800/4001", {**PART, "complete": True, "wants_removal": True})
    assert sent.status_code == 202, sent.text
    assert len(sent.json()["receipt"]) == 14
    named = {"title": "x", "sha256": DocumentFiled.SPECIMEN_SHA256, "media_type": "application/pdf", "size": 556}
    problem(await ask("POST", ref, "800/4001", {**PART, "document": named}), 422, "INVALID", field="document")
    case = await recorded(site, ref)
    assert case.school_part.complete
    for where, school in ((ref, "800/2001"), (unasked, "800/4001"), ("RC-2026-000000", "800/4001")):
        problem(await ask("GET", where, school), 404, "NOT_OPEN")
        problem(await ask("POST", where, school, PART), 404, "NOT_OPEN")
