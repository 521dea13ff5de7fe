"""A draft that may show who told us: whoever edits it sees which words and where; another person lets it go, or not."""

from tests.api.site import Site
from tests.pages.visitor import Visitor

REFERRER = {"name": "Joan Whisper", "relation": "aunt", "telephone": "01632 960 555", "email": "jw@whisper.example"}


async def test_it_warns_on_every_page_of_the_draft_and_a_supervisor_says_why_it_may_go(
    site: Site, officer: Visitor
) -> None:
    ref = await site.refer(referrer=REFERRER, confidential=True, account="I heard it.")
    await site.do(ref, "write-summary", summary="An auntie told us.")
    for name in ("write-summary", "approve-summary"):
        page = (await officer.get(f"/cases/{ref}/do/{name}")).text
        assert "may show who told us" in page, name
        assert "“auntie” (line 1)" in page, name
    await site.do(ref, "write-summary", summary="We were told that Kai may not be in school.")
    await site.do(ref, "approve-summary", "supervisor")
    letter = f"L{(await site.do(ref, 'draft-letter', template='L02', person='P1-1'))['seq']}"
    path = f"/cases/{ref}/letters/{letter}"
    assert "may show who told us" not in (await officer.page(path)).text
    edit = (await officer.page(f"/cases/{ref}/do/edit-letter?letter={letter}")).form()
    text = edit.values["text"].rstrip() + "\n\nJoanne knows you.\n"
    line = text.splitlines().index("Joanne knows you.") + 1
    assert (await officer.post(edit.action, edit.filled(text=text))).status == 303
    for shown in (
        path,
        f"/cases/{ref}/do/edit-letter?letter={letter}",
        f"/cases/{ref}/do/approve-letter?letter={letter}",
    ):
        page = (await officer.get(shown)).page
        assert f"“Joanne” (line {line})" in page.text, shown
        assert "Whisper" not in page.html
    for own in (path, f"/cases/{ref}/do/approve-letter?letter={letter}"):
        page = (await officer.get(own)).page
        assert "Approve it all the same" not in page.text, "nobody judges a text of their own"
        assert "override.NAMES_REFERRER" not in page.html
    async with Visitor.signed_in(site, "legal") as lawyer:
        assert "Joanne” (line" not in (await lawyer.page(path)).text, "for those who may change it"
    async with Visitor.signed_in(site, "supervisor") as supervisor:
        form = (await supervisor.page((await supervisor.page(path)).link("Approve it all the same"))).form()
        refused = await supervisor.post(form.action, form.filled(letter=letter))
        assert refused.status == 409
        assert "may show who told us in confidence" in refused.text
        again = refused.page.form()
        because = {"override.NAMES_REFERRER": "She gave us leave in writing."}
        assert (await supervisor.post(again.action, {**again.values, **because})).status == 303
        assert "Approved on" in (await supervisor.page(path)).text


async def test_what_was_told_in_confidence_is_not_offered_for_correction(site: Site, officer: Visitor) -> None:
    told = await site.refer(account="She has not been seen.")
    assert "field=account" in (await officer.page(f"/cases/{told}/do/correct-entry?entry=1")).html
    kept = await site.refer(referrer=REFERRER, confidential=True, account="I heard it.")
    assert "field=account" not in (await officer.page(f"/cases/{kept}/do/correct-entry?entry=1")).html
