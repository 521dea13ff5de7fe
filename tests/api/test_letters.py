"""Letters through the API: drafted, edited, approved, issued, printed, posted, returned; and what stops one."""

import hashlib
import io
from datetime import timedelta
from typing import Any

import httpx
import pikepdf
import pypdfium2
import pytest

from domain.case_file import CaseFile
from letters.window import ADDRESS_WINDOW, window_faults
from records.database import transaction
from records.recorder import load_case
from tests.api.site import MOTHER, Site, problem
from tests.letters.pdf import words


@pytest.fixture
def site(files_site: Site) -> Site:
    return files_site


FATHER = {
    "name": "Mr T Example",
    "relation": "father",
    "address": {"lines": ["9 Other Road", "Mockham"], "postcode": "BA2 2AA"},
}
LONG = "\n\n".join(f"We would like to tell you about step {n} of what happens next." for n in range(60))


async def person_of(site: Site, ref: str, name: str = "Ms R Example") -> str:
    return next(each["id"] for each in (await site.case(ref))["people"] if each["name"] == name)


async def drafted(site: Site, ref: str, person: str | None = None, text: str = "", **form: Any) -> str:
    """The id of a new draft."""
    person = person or await person_of(site, ref)
    letter = f"L{(await site.do(ref, 'draft-letter', template='L02', person=person, **form))['seq']}"
    if text:
        await site.do(ref, "edit-letter", letter=letter, text=text)
    return letter


async def issued(site: Site, ref: str, person: str | None = None, text: str = "") -> str:
    letter = await drafted(site, ref, person, text)
    for action in ("approve-letter", "issue-letter"):
        await site.do(ref, action, letter=letter)
    return letter


async def letter_of(site: Site, ref: str, letter: str) -> dict[str, Any]:
    letters = (await site.get(f"/api/cases/{ref}/letters")).json()
    return dict(next(each for each in letters if each["letter"] == letter))


async def pages(site: Site, ref: str, letter: str) -> httpx.Response:
    return await site.get(f"/api/letters/{ref}-{letter}.pdf")


async def in_the_post_room(site: Site, ref: str) -> list[dict[str, Any]]:
    return [each for each in (await site.get("/api/post-room")).json() if each["case_ref"] == ref]


def file_of(site: Site, ref: str) -> CaseFile:
    with transaction(site.world.house.engine) as session:
        return load_case(session, ref)


async def test_from_a_draft_to_post_that_came_back(site: Site) -> None:
    ref = await site.refer()
    letter = await drafted(site, ref)
    preview = await pages(site, ref, letter)
    assert (preview.status_code, preview.headers["content-type"]) == (200, "application/pdf")
    assert preview.headers["content-disposition"] == f'inline; filename="{ref}-{letter}.pdf"'
    assert "Please contact me by" in words(preview.content)
    await site.do(ref, "edit-letter", letter=letter, text="Dear Ms Example,\n\nplease ring us before Friday.")
    assert "before Friday" in words((await pages(site, ref, letter)).content)
    await site.do(ref, "approve-letter", "supervisor", letter=letter)
    await site.do(ref, "issue-letter", letter=letter)
    said = await letter_of(site, ref, letter)
    assert (said["state"], said["channel"], said["to"]) == ("issued", "post-room", "Ms R Example")
    frozen = await pages(site, ref, letter)
    (waiting,) = await in_the_post_room(site, ref)
    assert (waiting["id"], waiting["held"], waiting["sha256"]) == (f"{ref}-{letter}", "", said["sha256"])
    printed = await site.post("/api/post-room/batch", {"letters": [waiting["id"]]})
    assert "before Friday" in words(printed.content)
    await site.do(ref, "record-posting", letter=letter, how="first-class")
    posted = await letter_of(site, ref, letter)
    today = site.app.state.services.today
    assert (posted["state"], posted["posted_on"]) == ("posted", today.isoformat())
    assert posted["deemed_on"] > posted["posted_on"]
    assert await in_the_post_room(site, ref) == []
    await site.do(ref, "record-returned-post", letter=letter, marked="Gone away")
    returned = await letter_of(site, ref, letter)
    assert (returned["state"], returned["deemed_on"]) == ("returned", None), "it was not served"
    assert "A letter came back: find the right address" in [task["title"] for task in (await site.case(ref))["tasks"]]
    assert (await pages(site, ref, letter)).content == frozen.content


async def test_the_bytes_of_an_issued_letter_are_frozen(site: Site, subtests: pytest.Subtests) -> None:
    ref = await site.refer()
    letter = await issued(site, ref)
    said = await letter_of(site, ref, letter)
    copies = {(await pages(site, ref, letter)).content for _ in range(3)}
    await site.do(ref, "change-address", person=await person_of(site, ref), source="The mother",
                  address={"lines": ["2 Fixture Road", "Sampleton"], "postcode": "BA1 1AB"})  # fmt: skip
    await site.do(ref, "give-child-details", also_known_as="Kit", evidence="The mother said so.")
    (frozen,) = copies | {(await pages(site, ref, letter)).content}
    assert hashlib.sha256(frozen).hexdigest() == said["sha256"]
    before = site.written()
    for action, form in (
        ("edit-letter", {"letter": letter, "text": "Something else."}),
        ("approve-letter", {"letter": letter}),
        ("issue-letter", {"letter": letter}),
    ):
        with subtests.test(action):
            answer = await site.act(ref, action, form)
            assert answer.status_code == 409
            assert answer.json()["code"] in ("LETTER_STATE", "NO_LETTER")
    assert site.written() == before
    answer = await site.act(
        ref, "correct-entry", {"entry": file_of(site, ref).seq, "field": "letter", "reason": "Frozen"}
    )
    assert answer.status_code == 409


async def test_editing_undoes_an_approval(site: Site) -> None:
    ref = await site.refer()
    letter = await drafted(site, ref)
    await site.do(ref, "approve-letter", "supervisor", letter=letter)
    await site.do(ref, "edit-letter", letter=letter, text="Dear Ms Example,\n\nplease ring us.")
    problem(await site.act(ref, "issue-letter", {"letter": letter}), 409, "NO_LETTER", "letter")
    assert (await letter_of(site, ref, letter))["state"] == "draft"


async def test_an_address_that_changed_after_approval_sends_the_letter_back(site: Site) -> None:
    """Harm 4: refused, approved again; the frozen address equals the address at issue."""
    ref = await site.refer()
    mother, letter = await person_of(site, ref), await drafted(site, ref)
    await site.do(ref, "approve-letter", letter=letter)
    new = {"lines": ["2 Fixture Road", "Sampleton"], "postcode": "BA1 1AB"}
    await site.do(ref, "change-address", person=mother, address=new, source="The mother")
    problem(await site.act(ref, "issue-letter", {"letter": letter}), 409, "ADDRESS_CHANGED")
    overriding = {"Override-Reason": "ADDRESS_CHANGED: it is near enough"}
    problem(await site.act(ref, "issue-letter", {"letter": letter}, "supervisor", **overriding), 409, "ADDRESS_CHANGED")
    await site.do(ref, "approve-letter", letter=letter)
    await site.do(ref, "issue-letter", letter=letter)
    frozen = (await pages(site, ref, letter)).content
    lines = file_of(site, ref).letters[0].recipient_lines
    assert lines == ["Ms R Example", "2 Fixture Road", "Sampleton", "BA1 1AB"]
    assert window_faults(frozen, lines) == []
    assert "1 Fixture Road" not in words(frozen)


@pytest.mark.parametrize(
    ("flag", "form"),
    [
        ("protect-details", {"why": "refuge", "source": "The refuge worker"}),
        ("set-contact-rule", {"rule": "never", "source": "The court's order"}),
        ("record-person-died", {"source": "The registrar"}),
    ],
)
async def test_a_letter_flagged_after_it_was_queued_does_not_leave(site: Site, flag: str, form: dict[str, str]) -> None:
    """Harm 2: approve and queue, then flag, then print. One that has left makes a task within the hour."""
    ref = await site.refer(adults=[MOTHER, FATHER])
    mother, father = await person_of(site, ref), await person_of(site, ref, "Mr T Example")
    gone, queued, other = (
        await issued(site, ref, mother),
        await issued(site, ref, mother),
        await issued(site, ref, father),
    )
    await site.do(ref, "record-posting", letter=gone)
    await site.do(ref, flag, **(form if flag == "protect-details" else {"person": mother, **form}))
    assert (await letter_of(site, ref, queued))["state"] == "stopped"
    assert queued not in [each["letter"] for each in await in_the_post_room(site, ref)]
    answer = await site.post("/api/post-room/batch", {"letters": [f"{ref}-{queued}"]})
    problem(answer, 409, "NOTHING_TO_PRINT")
    nothing_waits = "NO_LETTER" if flag == "protect-details" else "LETTER_STATE"
    problem(await site.act(ref, "record-posting", {"letter": queued}), 409, nothing_waits, "letter")
    both = await site.post("/api/post-room/batch", {"letters": [f"{ref}-{queued}", f"{ref}-{other}"]})
    if flag == "protect-details":
        problem(both, 409, "NOTHING_TO_PRINT")
    else:
        assert "Ms R Example" not in words(both.content)
        assert "Mr T Example" in words(both.content)
    urgent = [task for task in (await site.case(ref))["tasks"] if task["name"] == "letter-already-gone"]
    assert [task["subject"] for task in urgent] == ([] if flag == "record-person-died" else [gone])
    for task in urgent:
        assert task["urgent"]
        assert task["due_at"] is not None


async def test_a_contact_rule_of_the_safe_channel_holds_what_does_not_go_there(site: Site) -> None:
    ref = await site.refer()
    mother, letter = await person_of(site, ref), await issued(site, ref)
    await site.do(ref, "set-contact-rule", person=mother, rule="safe-only", source="The refuge worker")
    assert (await letter_of(site, ref, letter))["state"] == "stopped"
    problem(await site.act(ref, "draft-letter", {"template": "L02", "person": mother}), 409, "NO_SAFE_ADDRESS")
    await site.do(ref, "agree-safe-address", person=mother, agreed_how="With her worker",
                  safe_address={"lines": ["PO Box 1", "Sampleton"], "postcode": "BA1 1AD"})  # fmt: skip
    fresh = await issued(site, ref)
    said = words((await pages(site, ref, fresh)).content)
    assert "PO Box 1" in said
    assert "Fixture Road" not in said


async def test_a_batch_is_one_envelope_a_letter(site: Site) -> None:
    """Harm 3: each begins on an odd page, one address for each, no page of two, nothing else in the window."""
    refs = [await site.refer(adults=[MOTHER]), await site.refer(adults=[FATHER])]
    letters = [
        await issued(site, refs[0], text=f"Dear Ms Example,\n\n{LONG}"),
        await issued(site, refs[1], await person_of(site, refs[1], "Mr T Example")),
        await issued(site, refs[0], text="Dear Ms Example,\n\nplease ring us."),
    ]
    ids = [f"{ref}-{letter}" for ref, letter in zip((refs[0], refs[1], refs[0]), letters, strict=True)]
    answer = await site.post("/api/post-room/batch", {"letters": ids})
    assert answer.status_code == 200
    starts = [number for number, said in enumerate(windows(answer.content), start=1) if said]
    assert len(starts) == 3
    assert all(number % 2 for number in starts)
    with pypdfium2.PdfDocument(answer.content) as batch:
        texts = [page.get_textpage().get_text_range() for page in batch]
    assert len(texts) % 2 == 0
    for said in texts:
        assert sum(ref in said for ref in refs) <= 1
    with pikepdf.open(io.BytesIO(answer.content)) as batch:
        assert "Example" not in str(dict(batch.docinfo))
    addresses = [said for said in windows(answer.content) if said]
    assert sorted(" ".join(said.split()) for said in addresses) == sorted(
        ["Ms R Example 1 Fixture Road Sampleton BA1 1AA"] * 2 + ["Mr T Example 9 Other Road Mockham BA2 2AA"]
    )


def windows(pdf: bytes) -> list[str]:
    """What stands in the address window of each page."""
    found, mm = [], 72 / 25.4
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            height = page.get_height()
            area = {"left": ADDRESS_WINDOW.left * mm, "right": ADDRESS_WINDOW.right * mm,
                    "top": height - ADDRESS_WINDOW.top * mm, "bottom": height - ADDRESS_WINDOW.bottom * mm}  # fmt: skip
            found.append(page.get_textpage().get_text_bounded(**area).strip() if has_address(page) else "")
    return found


def has_address(page: Any) -> bool:
    """The first page of a letter: it alone says who writes, at the top."""
    return "Children Missing Education Service" in page.get_textpage().get_text_bounded(
        top=page.get_height(), bottom=700
    )


async def test_a_posting_written_up_late_needs_a_reason_and_somebody_else(site: Site) -> None:
    ref = await site.refer()
    letter = await issued(site, ref)
    yesterday = (site.app.state.services.today - timedelta(days=1)).isoformat()
    late = {"letter": letter, "posted_on": yesterday}
    assert [verdict["code"] for verdict in problem(
        await site.act(ref, "record-posting", late), 409, "POSTED_BEFORE_APPROVAL", "posted_on"
    )["verdicts"]] == ["POSTED_BEFORE_APPROVAL", "LATE_REASON", "SECOND_PERSON"]  # fmt: skip
    ahead = {"letter": letter, "posted_on": (site.app.state.services.today + timedelta(days=1)).isoformat()}
    problem(await site.act(ref, "record-posting", ahead), 409, "FUTURE_DATE", "posted_on")


async def test_what_cannot_be_printed_is_not_approved(site: Site) -> None:
    ref = await site.refer()
    letter = await drafted(site, ref, text="Dear Ms Example,\n\n𠮷野家 and 👩‍👩‍👧.")
    problem(await pages(site, ref, letter), 409, "CANNOT_PRINT")
    said = problem(await site.act(ref, "approve-letter", {"letter": letter}), 409, "CANNOT_PRINT", "letter")
    assert "𠮷" in said["detail"]


async def test_a_letter_is_of_its_case_only(site: Site, subtests: pytest.Subtests) -> None:
    ref, other = await site.refer(), await site.refer()
    letter = await drafted(site, ref)
    for form, code, field in (
        ({"letter": "L99"}, "NO_SUCH_LETTER", "letter"),
        ({"letter": f"{ref}-{letter}"}, "NO_SUCH_LETTER", "letter"),
    ):
        with subtests.test(**form):
            problem(await site.act(ref, "approve-letter", form), 409, code, field)
    problem(await site.act(other, "approve-letter", {"letter": letter}), 409, "NO_LETTER", "letter")
    problem(await pages(site, other, letter), 404, "NO_SUCH_LETTER")
    problem(await pages(site, ref, "L99"), 404, "NO_SUCH_LETTER")
    problem(await site.post("/api/post-room/batch", {"letters": []}), 422, "INVALID", "letters")
    problem(await site.post("/api/post-room/batch", {"letters": ["nonsense"]}), 404, "NO_SUCH_LETTER")
    problem(await site.post("/api/post-room/batch", {"letters": [f"{ref}-{letter}"]}), 409, "NOTHING_TO_PRINT")
    problem(await site.post("/api/post-room/batch", {"letters": ["x"] * 201}), 422, "INVALID", "letters")
