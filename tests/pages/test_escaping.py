"""Markup, scripts, other scripts' letters and long words in every field: shown as the text they are."""

import re
from urllib.parse import urlencode

import pytest

from tests.api.site import Site
from tests.pages.test_forms import file
from tests.pages.visitor import Visitor, services_of

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><b>&amp;{{7*7}}{% raw %}"
SHORT = "<b>\"'&{{7*7}}</b>"
NAMES = {
    "right to left": ("عبد الرحمن", "الخطيب"),
    "four bytes": ("𠮷野", "😀👩‍👧‍👦"),
    "combining": ("Zoë", "Ǫ̈́ĺ̃ṽȩ̂"),
    "markup": (SHORT, "O'Neil & <Sons>"),
    "very long": ("Wolfeschlegelsteinhausenbergerdorff" * 3, "X" * 120),
}


def plain(html: str) -> bool:
    """Whether nothing of the planted markup became markup."""
    lowered = html.casefold()
    return (
        "<script>" not in lowered
        and "<img src=x" not in lowered
        and "onerror=alert" not in re.sub(r"&[a-z0-9#]+;", "", lowered.replace("&lt;img src=x onerror=alert", ""))
        and ">49<" not in lowered
        and "<b>\"'" not in lowered
    )


@pytest.mark.parametrize(("given", "surname"), NAMES.values(), ids=NAMES)
async def test_a_name_is_shown_as_it_is_written(site: Site, officer: Visitor, given: str, surname: str) -> None:
    child = {"given": given, "surname": surname, "date_of_birth": "2015-03-04"}
    ref = await site.refer(child=child, adults=[{"name": f"{given[:40]} {surname[:40]}", "relation": "mother"}])
    for path in (f"/cases/{ref}", "/", "/cases", f"/cases/{ref}/do/record-contact", f"/cases/{ref}/history/1"):
        page = await officer.page(path)
        assert given in page.text, path
        assert surname in page.text, path
        assert plain(page.html), path
    found = await officer.page("/cases?" + urlencode({"text": given[:20]}))
    assert given in found.text


async def test_markup_in_every_field_of_every_form_stays_text(site: Site, supervisor: Visitor) -> None:
    ref = await site.refer(
        child={"given": SHORT, "surname": SHORT, "date_of_birth": "2015-03-04"},
        adults=[{"name": SHORT, "relation": "mother", "telephone": SHORT, "email": SHORT}],
        household=[{"name": SHORT}],
        account=MARKUP,
    )
    review = (services_of(site).today.replace(day=1).replace(year=services_of(site).today.year + 1)).isoformat()
    await site.do(ref, "add-warning", about=SHORT, words=MARKUP, source=MARKUP, review_on=review)
    await site.do(ref, "add-note", note=MARKUP)
    await site.do(ref, "record-enquiry", subject="health", result="trace", asked=MARKUP, answer=MARKUP)
    for action in (await site.case(ref, "supervisor"))["actions"]:
        path = f"/cases/{ref}/do/{action['name']}"
        opened = await supervisor.get(path)
        if opened.status != 200:
            continue
        form = opened.page.form()
        fields = {name for name in form.names if name not in form.choices} - {"csrf", "_whose", "_key", "_seen", "file"}
        typed = {**form.filled(), **{name: [MARKUP[:110]] for name in fields}, "happened_on-day": ["<b>"]}
        refused = await supervisor.post(path, typed)
        assert refused.status == 422, (action["name"], refused.status)
        assert plain(opened.response.text), action["name"]
        assert plain(refused.response.text), action["name"]
        shown = refused.page.form().values
        for name in fields - {"happened_on-day"}:
            assert shown[name] == MARKUP[:110], (action["name"], name)
    for path in (f"/cases/{ref}", f"/cases/{ref}/history", f"/cases/{ref}/history/1", "/", "/cases"):
        assert plain((await supervisor.page(path)).html), path


async def test_a_note_of_three_thousand_words_is_kept_to_the_letter(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    note = "\n\n".join(f"{number}: " + "a word wörd " * 30 + "\n  indented" for number in range(34)).strip()
    assert len(note.split()) > 3_000
    path = f"/cases/{ref}/do/add-note"
    form = (await officer.page(path)).form()
    wrong = form.filled(note=note, **{"happened_on-day": "31", "happened_on-month": "2", "happened_on-year": "2026"})
    shown = await officer.post(path, {**wrong, "note": [note.replace("\n", "\r\n")]})
    assert shown.status == 422
    again = shown.page.form()
    assert again.values["note"] == note
    blank = {"happened_on-day": "", "happened_on-month": "", "happened_on-year": ""}
    assert (await officer.post(path, again.filled(**blank))).status == 303
    case = await officer.page(f"/cases/{ref}")
    assert case.link("Read it all") == f"/cases/{ref}/history/2"
    whole = await officer.page(f"/cases/{ref}/history/2")
    assert " ".join(note.split()) in whole.text
    stored = (await site.get(f"/api/cases/{ref}/timeline")).json()[0]["lines"][0]["value"]
    assert stored == note


async def test_too_long_a_note_is_named_and_kept(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    answer = Visitor(site, officer.client)
    path = f"/cases/{ref}/do/add-note"
    form = (await answer.page(path)).form()
    response = await officer.client.post(path, data=form.filled(note="x" * 20_001))
    assert response.status_code == 422
    assert "this is longer than 20000 characters" in response.text
    assert "x" * 20_001 in response.text
    assert file(site, ref).seq == 1


async def test_characters_that_nothing_can_store_are_refused(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    answer = await officer.send(f"/cases/{ref}/do/add-note", note="nothing\x00here")
    assert answer.status == 400
    assert file(site, ref).seq == 1


async def test_every_page_forbids_what_it_does_not_need(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    for path in ("/", "/cases", f"/cases/{ref}", f"/cases/{ref}/do/add-note", "/sign-in", "/nowhere"):
        response = await officer.client.get(path)
        policy = response.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["cache-control"] == "no-store"
        assert not re.search(r"<(script(?! type=\"module\" src=\"/assets/)|style)|\sstyle=|\son\w+=", response.text), (
            path
        )
        assert not re.search(r"(src|href|action)=\"(https?:)?//", response.text), path
        assert "GDS Transport" not in response.text
        assert "crown" not in response.text.casefold()
