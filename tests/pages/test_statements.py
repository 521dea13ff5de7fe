"""A witness statement on pages: drafted from the record, each sentence opened beside its entry, worded, signed."""

from tests.api.site import Site, problem
from tests.letters.pdf import words
from tests.pages.html import Reader
from tests.pages.visitor import Visitor

CALL = {"how": "telephone", "answered": True, "said": "She said he will go on Monday."}


async def test_from_the_record_to_the_signature(site: Site, officer: Visitor, supervisor: Visitor) -> None:
    ref = await site.refer()
    called = await site.do(ref, "record-contact", person="P1-1", **CALL)
    await site.do(ref, "record-contact", "supervisor", person="P1-1", **CALL)
    form = (await officer.page(f"/cases/{ref}/do/draft-statement")).form()
    path = (await officer.post(form.action, form.filled(witness="officer"))).goes_to
    page = await officer.page(path)
    assert "2 sentences have not been opened and confirmed" in page.text
    assert "A colleague recorded it" in page.text
    assert not page.has_link("Sign this statement")
    statement = path.rpartition("/")[2]
    # opened one after another, each beside its entry; the second is worded first
    first = await follow(officer, f"{path}/next")
    assert "Sentence 1 of 2" in first.text
    second = await press(officer, ref, first)
    assert "She said he will go on Monday." in second.text
    assert f"entry {called['seq']}" in second.text
    word = await officer.page(second.link("Word it otherwise"))
    assert "On " in word.form().values["text"]
    assert "I telephoned Ms R Example" in word.form().values["text"]
    done = await officer.post(word.form().action, word.form().filled(text="I rang Ms R Example and she answered."))
    assert done.goes_to == path
    changed = await officer.page(f"{path}/sentences/E{called['seq']}")
    assert "What the witness changed" in changed.text
    assert "changed by" in changed.text
    # nobody else has a button, and the gate refuses
    theirs = await supervisor.page(path)
    assert "can word, open and sign it" in theirs.text
    assert not theirs.has_link("Add a sentence")
    name = (await site.get(f"/api/cases/{ref}/statements")).json()[0]["witness_name"]
    sign = {"statement": statement, "believe": True, "signature": name}
    problem(await site.act(ref, "sign-statement", sign, "supervisor"), 409, "NOT_THE_WITNESS", "signature")
    problem(await site.act(ref, "sign-statement", sign), 409, "UNOPENED_SENTENCES")
    draft = await site.get(f"/api/cases/{ref}/statements/{statement}.pdf")
    assert "Draft: not signed" in words(draft.content)
    whole = await press(officer, ref, changed)
    form = (await officer.page(whole.link("Sign this statement"))).form()
    unsigned = await officer.post(form.action, form.filled(signature=name))
    assert "declaration of truth" in unsigned.text
    again = unsigned.page.form()
    assert (await officer.post(again.action, again.filled(signature=name, believe="yes"))).goes_to == path
    signed = await officer.page(path)
    assert "its pages are frozen" in signed.text
    pdf = await site.get(f"/api/cases/{ref}/statements/{statement}.pdf", "legal")
    text = words(pdf.content)
    assert f"Signed: {name}" in text
    assert "2. I rang Ms R Example and she answered." in text
    told = (await site.get(f"/api/cases/{ref}/statements")).json()[0]
    assert told["state"] == "signed"
    assert told["sentences"][1]["earlier"][0]["text"].startswith("On ")
    case = (await site.get(f"/api/cases/{ref}")).json()
    assert [each["id"] for each in case["documents"]] == [told["document"]]
    assert "Witness statement" in (await officer.page(f"/cases/{ref}")).text


async def press(officer: Visitor, ref: str, page: Reader) -> Reader:
    """The button that confirms a sentence; the page it leads to."""
    form = page.form(f"/cases/{ref}/do/confirm-sentence")
    return await follow(officer, (await officer.post(form.action, form.values)).goes_to)


async def follow(officer: Visitor, path: str) -> Reader:
    """The page that an address leads to."""
    answer = await officer.get(path)
    return await officer.page(answer.goes_to) if answer.status == 303 else answer.page


async def test_what_is_not_there_is_not_found(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    for path in (f"/cases/{ref}/statements/W9", f"/cases/{ref}/statements/W9/next"):
        assert (await officer.get(path)).status == 404
    problem(await site.get(f"/api/cases/{ref}/statements/W9.pdf"), 404, "NO_SUCH_STATEMENT")
