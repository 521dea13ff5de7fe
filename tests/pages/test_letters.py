"""A letter on pages: drafted, edited with the difference shown, approved, issued, printed, posted."""

from domain.entry import Entry
from records.database import transaction
from records.journal import entries_of
from records.tables import DispatchRow
from tests.api.site import Site
from tests.pages.test_forms import file
from tests.pages.visitor import Answer, Visitor, services_of


async def drafted(officer: Visitor, ref: str) -> str:
    done = await officer.do(ref, "draft-letter", template="L02", person="P1-1")
    return done.goes_to.partition("?")[0]


async def press(officer: Visitor, path: str, button: str) -> Answer:
    """One of the letter's own buttons."""
    form = (await officer.page(path)).form(f"{path.partition('/letters')[0]}/do/{button}")
    return await officer.post(form.action, form.values)


async def test_from_draft_to_posted(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    path = await drafted(officer, ref)
    letter = await officer.page(path)
    assert "Draft" in letter.text
    assert "Nothing: it says what its template says" in letter.text
    picture = await officer.client.get(f"{path}/pages/1.png")
    assert picture.content.startswith(b"\x89PNG")
    assert picture.headers["cache-control"] == "no-store"
    assert (await officer.get(f"{path}/pages/9.png")).status == 404
    edit = await officer.page(letter.link("Edit the text"))
    text = edit.form().values["text"]
    assert "Dear Ms R Example" in text
    changed = edit.form().filled(text=text.replace("Dear Ms R Example", "Dear Ms Example"))
    assert (await officer.post(edit.form().action, changed)).goes_to.startswith(path)
    assert "removed: R" in (await officer.page(path)).text
    assert (await press(officer, path, "approve-letter")).status == 303
    done = await press(officer, path, "issue-letter")
    issued = await officer.page(done.goes_to)
    assert "Recorded: Issue a letter." in issued.text
    assert "its pages are frozen" in issued.text
    assert not issued.has_link("Edit the text")
    room = await officer.page("/post-room")
    form = room.form()
    assert form.choices["letter"] == [f"{ref}-{path.rpartition('/')[2]}"]
    printed = await officer.client.post("/post-room/print", data=form.filled())
    assert printed.content.startswith(b"%PDF-")
    posted = await officer.post("/post-room/posted", form.filled())
    assert posted.status == 200
    assert "Recorded as posted today" in posted.text
    again = await officer.post("/post-room/posted", form.filled())
    assert "Recorded as posted today" in again.text, "the same form twice is the same posting"
    assert sum(entry.action == "record-posting" for entry in journal(site, ref)) == 1
    assert "Treated as received on" in (await officer.page(path)).text
    assert "No letter waits to be posted" in (await officer.page("/post-room")).text


def journal(site: Site, ref: str) -> list[Entry]:
    with transaction(site.world.house.engine) as session:
        return entries_of(session, ref)


async def issued(site: Site, ref: str) -> str:
    letter = f"L{(await site.do(ref, 'draft-letter', template='L02', person='P1-1'))['seq']}"
    await site.do(ref, "approve-letter", letter=letter)
    await site.do(ref, "issue-letter", letter=letter)
    return letter


async def test_a_letter_that_must_not_go_is_held_and_named(site: Site, officer: Visitor) -> None:
    fine, held = await site.refer(), await site.refer()
    letter = await issued(site, fine)
    other = await issued(site, held)
    form = (await officer.page("/post-room")).form()
    assert len(form.choices["letter"]) == 2
    await site.do(
        held,
        "change-address",
        person="P1-1",
        address={"lines": ["2 Other Road"], "postcode": "BA1 1AB"},
        source="The mother",
    )
    room = await officer.page("/post-room")
    assert "Held back: these must not go" in room.text or other not in room.form().choices["letter"]
    assert room.form().choices["letter"] == [f"{fine}-{letter}"]
    sent = {**form.filled(), "letter": [f"{fine}-{letter}", f"{held}-{other}"]}
    printed = await officer.client.post("/post-room/print", data=sent)
    assert printed.status_code == 200
    await site.do(held, "set-contact-rule", person="P1-1", rule="never", source="The police")
    both = await officer.post("/post-room/posted", sent)
    assert both.status == 409
    assert both.text.count("Recorded as posted today") == 1
    assert file(site, held).letter(other).state != "posted"  # type: ignore[union-attr]
    assert file(site, fine).letter(letter).state == "posted"  # type: ignore[union-attr]


async def test_choosing_none_is_a_form_error(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    await issued(site, ref)
    form = (await officer.page("/post-room")).form()
    for path in ("/post-room/print", "/post-room/posted"):
        answer = await officer.post(path, {**form.filled(), "letter": []})
        assert answer.status == 422
        assert "Choose at least one letter" in answer.text


async def test_an_approval_that_is_refused_says_why(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    path = await drafted(officer, ref)
    form = (await officer.page(path)).form(f"/cases/{ref}/do/approve-letter")
    await site.do(ref, "set-contact-rule", person="P1-1", rule="never", source="The police")
    refused = await officer.post(form.action, form.values)
    assert refused.status == 409
    assert "never to be contacted" in refused.text or "stopped" in refused.text


async def test_a_draft_that_may_show_who_told_us_warns(site: Site, officer: Visitor) -> None:
    ref = await site.refer(referrer={"name": "Joan Whisper", "relation": "aunt", "telephone": "01632 960 555"})
    path = await drafted(officer, ref)
    assert "may show who told us" not in (await officer.page(path)).text
    edit = (await officer.page(f"/cases/{ref}/do/edit-letter?letter={path.rpartition('/')[2]}")).form()
    said = edit.values["text"] + "\n\nHer auntie told us, on 01632 960555."
    await officer.post(edit.action, edit.filled(text=said))
    page = await officer.page(path)
    assert "This letter may show who told us" in page.text
    assert "“auntie”" in page.text
    assert "Whisper" not in page.html


async def test_a_letter_that_cannot_be_printed_says_which_characters(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    path = await drafted(officer, ref)
    edit = (await officer.page(f"/cases/{ref}/do/edit-letter?letter={path.rpartition('/')[2]}")).form()
    await officer.post(edit.action, edit.filled(text="Dear Ms Example 😀"))
    page = await officer.page(path)
    assert "This letter cannot be laid out" in page.text
    assert "😀" in page.text


async def test_a_letter_that_has_not_left_yet_says_how_its_sending_stands(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    letter = await issued(site, ref)
    now = services_of(site).now()
    with transaction(site.world.house.engine) as session:
        row = DispatchRow(case_ref=ref, letter_id=letter, tries=2, last_code="503", last_try_at=now, next_try_at=now)
        session.add(row)
    for path in (f"/cases/{ref}", f"/cases/{ref}/letters/{letter}"):
        assert "Not sent yet after 2 tries: 503, next try today at" in (await officer.page(path)).text
