"""Bundles on pages, without scripts: from the request to the sign-off, and what each person sees."""

import asyncio
from collections.abc import AsyncIterator

import pypdfium2
import pytest

from api import bundle_building
from tests.api.site import Site, problem
from tests.letters.bundles.hostile import statement
from tests.letters.bundles.inspecting import inspect
from tests.pages.html import Reader
from tests.pages.visitor import Visitor, sound
from tests.workflows.prosecuted import lawyers


@pytest.fixture
async def lawyer(site: Site, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Visitor]:
    monkeypatch.setattr(bundle_building.start_build, "__kwdefaults__", {"task_queue": site.world.queue})
    lawyers(site.world)
    async with Visitor.signed_in(site, "legal") as visitor:
        yield visitor


async def papers(site: Site, *texts: str) -> str:
    ref = await site.refer()
    for text in texts:
        answer = await site.upload(ref, statement(text, 2), title=text)
        assert answer.status_code == 200, answer.text
    for document in (await site.case(ref))["documents"]:
        await site.do(ref, "mark-document", document=document["id"], marking="EVIDENTIAL")
    return ref


async def built(lawyer: Visitor, path: str) -> Reader:
    """The page once nothing is being built any more."""
    for _ in range(200):
        page = await lawyer.page(path)
        if "is being built" not in page.text:
            return page
        await asyncio.sleep(0.05)
    raise AssertionError("it was not built within ten seconds")


async def press(lawyer: Visitor, page: Reader, button: str, **answers: str) -> str:
    """Send the form of a button; where it leads."""
    forms = [form for form in page.forms if form.action.endswith(button) and answers.items() <= form.values.items()]
    assert forms, [(form.action, form.values) for form in page.forms]
    answer = await lawyer.post(forms[0].action, forms[0].values)
    assert answer.status == 303, answer.text[:400]
    return answer.goes_to


async def test_from_the_request_to_the_sign_off(site: Site, officer: Visitor, lawyer: Visitor) -> None:
    ref = await papers(site, "First paper", "Second paper")
    await officer.do(ref, "request-bundle", profile="legal-advice")
    assert "Papers for legal advice" in (await lawyer.page("/legal/bundles")).text
    path = (await lawyer.page("/legal/bundles")).link("Papers for legal advice")
    sound(await lawyer.get(path))
    page = await lawyer.page(path)
    assert page.text.index("First paper") < page.text.index("Second paper")
    # by buttons: up, other words, out and in again
    first, second = [each["id"] for each in (await site.case(ref))["documents"]]
    await press(lawyer, page, "/arrangement", do="up", document=second)
    page = await lawyer.page(path)
    assert page.text.index("Second paper") < page.text.index("First paper")
    edit = next(form for form in page.forms if form.values.get("do") == "edit" and form.values["document"] == first)
    answer = await lawyer.post(edit.action, edit.filled(title="The first of all", exhibit="AO/1", last_page="1"))
    assert answer.status == 303
    page = await lawyer.page(path)
    assert "The first of all" in page.text
    await press(lawyer, page, "/arrangement", do="out", document=second)
    page = await lawyer.page(path)
    assert "Taken out by hand" in page.text
    await press(lawyer, page, "/arrangement", do="in", document=second)
    stale = next(form for form in page.forms if form.values.get("do") == "up" or form.values.get("do") == "edit")
    refused = await lawyer.post(stale.action, stale.values)
    assert refused.status == 409
    assert "Somebody else has changed this bundle" in refused.text
    # built while the page looks again, judged, and read
    await press(lawyer, await lawyer.page(path), "/build")
    page = await built(lawyer, path)
    assert "version 1" in page.text
    for words in ("index lines lead to their page", "pages numbered; labels match", "No referrer, nothing protected"):
        assert words in page.text
    sound(await lawyer.get(path))
    pdf = await lawyer.get(page.link("Open the PDF"))
    assert pdf.response.headers["cache-control"] == "no-store"
    assert ref in pdf.response.headers["content-disposition"]
    seen = inspect(pdf.response.content)
    assert seen.stamps == seen.labels
    assert [words.partition("  ")[2] for words, _, depth in seen.bookmarks if depth == 1] == [
        "Second paper",
        "The first of all",
    ]
    assert not page.has_link("Sign off")  # the lawyer arranged it, and nobody has looked at what needs a person
    assert "Whoever asked for it, wrote it or edited it does not approve it" in page.text
    answer_form = await lawyer.page(page.link("Answer"))
    form = answer_form.form()
    answered = await lawyer.post(form.action, form.filled(reason="I read the profile against its source."))
    assert answered.status == 303
    assert "I read the profile against its source." in (await lawyer.page(path)).text
    report = await lawyer.get((await lawyer.page(path)).link("Print this report"))
    with pypdfium2.PdfDocument(report.response.content) as printed:
        said = " ".join(" ".join(each.get_textpage().get_text_range() for each in printed).split())
    assert "Needs a person, answered" in said
    for words in (
        "index lines lead to their page",
        "I read the profile against its source.",
        "SHA-256",
        "not signed off",
    ):
        assert words in said
    told = await site.get(f"/api/cases/{ref}/bundles", "legal")
    bundle = told.json()[0]
    assert bundle["builds"][0]["state"] == "built"
    manifest = await site.get(f"/api/cases/{ref}/bundles/{bundle['id']}/versions/1/manifest", "legal")
    assert [part["document"] for part in manifest.json()["parts"]] == [second, first]


async def test_it_is_for_lawyers_and_supervisors_and_says_what_is_not_there(
    site: Site, officer: Visitor, supervisor: Visitor, lawyer: Visitor
) -> None:
    ref = await papers(site, "First paper")
    await officer.do(ref, "request-bundle", profile="order-appeal")
    path = (await lawyer.page("/legal/bundles")).link("School attendance order appeal file")
    assert (await officer.get(path)).status == 403
    assert (await officer.get("/legal/bundles")).status == 403
    assert (await officer.post(f"{path}/build", {})).status == 403
    for wrong in (f"{path}9", f"/legal/bundles/RC-2026-000000/{path.rpartition('/')[2]}", f"{path}/versions/1/1.pdf"):
        assert (await lawyer.get(wrong)).status == 404, wrong
    page = await supervisor.page(path)
    assert "Order (section A)" in page.text
    await press(lawyer, await lawyer.page(path), "/build")
    page = await built(lawyer, path)
    assert "Missing: order (section A)" in page.text
    assert not page.has_link("Open the PDF")
    ask = await lawyer.page(page.link("ask the officer for it"))
    form = ask.form()
    assert (await lawyer.post(form.action, form.filled(words="The order as it was made."))).status == 303
    assert "For a bundle: the order" in (await officer.page(f"/cases/{ref}")).text
    assert "Asked of the officer: order" in (await lawyer.page(path)).text
    bundle = path.rpartition("/")[2]
    cancel = await site.post(f"/api/cases/{ref}/bundles/{bundle}/builds/cancel", {}, "legal")
    problem(cancel, 409, "NOT_BUILDING")
    supplement = await site.post(f"/api/cases/{ref}/bundles/{bundle}/builds", {"supplement": True}, "legal")
    problem(supplement, 409, "NOT_SERVED")
