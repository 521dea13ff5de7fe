"""Matches on pages: counted at the top, compared side by side, decided by a person."""

from rollcall.comparing import compare_waiting
from tests.api.site import CHILD, MOTHER, Site
from tests.api.test_matches import make_lead
from tests.pages.visitor import Visitor
from tests.workflows.world import Case

REASON = "Both schools confirm one child."


async def two_of_one_child(site: Site, **first: object) -> tuple[str, str]:
    old = await site.refer(**first)
    new = await site.refer()
    await compare_waiting(site.world.house, site.world.client)
    await site.do(new, "add-note", note="The desk is taken in order.")
    return old, new


def count(text: str) -> bool:
    return "Matches 1 possible match" in text


async def test_two_cases_are_compared_and_merged_and_put_back(site: Site, officer: Visitor) -> None:
    old, new = await two_of_one_child(site)
    assert count((await officer.page("/")).text)
    case = await officer.page(f"/cases/{new}")
    assert (f"/cases/{new}/matches", "1 possible match") in case.links
    assert (await officer.get(f"/cases/{new}/do/merge-case")).goes_to == f"/cases/{new}/matches"
    listed = await officer.page("/matches")
    pair = listed.link("Compare")
    assert pair == f"/matches/{new}/{old}"
    assert pair in {href for href, _ in (await officer.page(f"/cases/{new}/matches")).links}
    side = await officer.page(pair)
    assert "Same address." in side.text
    assert "Probably the same child" in side.text
    form = side.form(pair)
    assert "answer" not in form.values, "nothing is ticked beforehand"
    empty = await officer.post(pair, form.filled())
    assert (empty.status, "Choose one" in empty.text, "Say how you know" in empty.text) == (422, True, True)
    done = await officer.post(pair, form.filled(answer=f"same-child:{old}", reason=REASON))
    assert done.goes_to.startswith(f"/cases/{old}?done=")
    assert "Recorded: Merge another case of this child into this one" in (await officer.page(done.goes_to)).text
    await Case(site.world, new).until(lambda: Case(site.world, new).file().merged_into == old)
    merged = await officer.page(f"/cases/{new}")
    assert f"Merged into {old}" in merged.text
    assert not count(merged.text)
    undo = f"/cases/{new}/do/undo-merge?other={old}"
    assert undo in {href for href, _ in merged.links}
    back = await officer.send(undo, reason="Twins: two certificates.")
    assert back.status == 303, back.text
    assert "Merged into" not in (await officer.page(f"/cases/{new}")).text


async def test_a_supervisor_sets_aside_with_a_reason_that_they_look_like_two_children(
    site: Site, officer: Visitor
) -> None:
    one, two = await site.refer(), await site.refer(child={**CHILD, "given": "Ottoline", "date_of_birth": "2012-02-03"})
    asked = await officer.get(f"/cases/{one}/matches?other=rubbish")
    assert (asked.status, "Enter a reference like" in asked.text) == (422, True)
    goes_to = (await officer.get(f"/cases/{one}/matches?other={two.lower()}")).goes_to
    assert goes_to == f"/matches/{one}/{two}"
    household = await officer.page(f"/cases/{one}/matches")
    assert "Perhaps of the same household" in household.text
    form = (await officer.page(goes_to)).form(goes_to)
    refused = await officer.post(goes_to, form.filled(answer=f"same-child:{one}", reason=REASON))
    assert (refused.status, "perhaps of one family" in refused.text) == (409, True)
    assert "Go on all the same" not in refused.text, "an officer sets nothing aside"
    officer.become("supervisor")
    form = (await officer.page(goes_to)).form(goes_to)
    refused = await officer.post(goes_to, form.filled(answer=f"same-child:{one}", reason=REASON))
    again = refused.page.form(goes_to)
    assert (again.values["reason"], again.values["answer"]) == (REASON, f"same-child:{one}"), "what was typed is kept"
    sent = again.filled(override__MAYBE_TWO_CHILDREN="One child: one birth certificate, seen by me.")
    assert (await officer.post(goes_to, sent)).goes_to.startswith(f"/cases/{one}?done=")


async def test_a_child_who_has_come_back_is_not_reopened_by_itself(site: Site, officer: Visitor) -> None:
    earlier = await site.refer()
    await Case(site.world, earlier).close()
    back = await site.refer()
    await compare_waiting(site.world.house, site.world.client)
    await site.do(back, "add-note", note="The desk is taken in order.")
    assert "A child who may have come back" in (await officer.page("/matches")).text
    pair = f"/matches/{back}/{earlier}"
    form = (await officer.page(pair)).form(pair)
    await officer.post(pair, form.filled(answer="earlier-case", reason="The mother said so."))
    assert f"Earlier case, closed: {earlier}" in (await officer.page(f"/cases/{back}")).text
    assert "closed" in (await officer.page(f"/cases/{earlier}")).text


async def test_no_page_shows_or_counts_what_its_reader_may_not_know_of(site: Site, officer: Visitor) -> None:
    hidden = await site.refer(owner="officer2", adults=[MOTHER])
    await site.do(hidden, "protect-details", "supervisor", why="witness", source="The police")
    new = await site.refer(adults=[MOTHER])
    await compare_waiting(site.world.house, site.world.client)
    for ref in (hidden, new):
        await site.do(ref, "add-note", "supervisor", note="The desk is taken in order.")
    for path in ("/", "/matches", "/cases", "/cases?text=kai", f"/cases/{new}", f"/cases/{new}/matches", "/post-room"):
        page = await officer.page(path)
        assert hidden not in page.html, path
        assert not count(page.text), path
    for path in (f"/cases/{hidden}", f"/cases/{hidden}/history", f"/matches/{new}/{hidden}", f"/cases/{hidden}/do/x"):
        there, none = await officer.get(path), await officer.get(path.replace(hidden, "RC-2020-999999"))
        assert (there.status, there.text) == (none.status, none.text), path
    await site.do(new, "add-household-child", "supervisor", child_name="Mia Example", case_ref=hidden)
    await site.do(new, "add-note", "supervisor", note=f"See {hidden} for more.")
    entry = (await site.case(new, "supervisor"))["seq"]
    forms = (
        "do/check-household-child",
        f"do/correct-entry?entry={entry}",
        f"do/correct-entry?entry={entry}&field=note",
    )
    for path in (*(f"/cases/{new}/{form}" for form in forms), f"/cases/{new}", f"/cases/{new}/history/{entry}"):
        answer = await officer.get(path)
        assert (answer.status, hidden in answer.response.text) == (200, False), path
    officer.become("supervisor")
    assert hidden in (await officer.page("/matches")).html
    assert hidden in (await officer.page(f"/cases/{new}/history/{entry}")).html
    assert count((await officer.page("/")).text)


async def test_a_safeguarding_lead_ties_two_identities_and_looks_again_with_a_reason(
    site: Site, officer: Visitor
) -> None:
    old = await site.refer()
    new = await site.refer(child={**CHILD, "surname": "Adopted"})
    await site.do(new, "protect-details", "supervisor", why="adoption", source="The court order")
    path = f"/cases/{old}/identities"
    assert (await officer.get(path)).status == 403
    assert "identities" not in (await officer.page(f"/cases/{old}/matches")).html
    officer.become("supervisor")
    assert (await officer.get(path)).status == 403, "a supervisor is no safeguarding lead by that alone"
    make_lead(site, "supervisor")
    assert path in {href for href, _ in (await officer.page(f"/cases/{old}/matches")).links}
    empty = await officer.send(path)
    assert (empty.status, "Choose one" in empty.text) == (422, True)
    nobody = await officer.send(path, what="tie", other="RC-2020-999999", reason="The adoption order.")
    assert (nobody.status, "There is no case of this reference" in nobody.text) == (422, True)
    tied = await officer.send(path, what="tie", other=new.lower(), reason="The adoption order of 2 November.")
    assert new in {words for _, words in tied.page.links}
    looked = await officer.send(f"/cases/{new}/identities", what="open", reason="The new school asks for records.")
    assert old in {words for _, words in looked.page.links}
    assert old not in (await officer.page(f"/cases/{new}")).html
    assert old not in (await officer.page(f"/cases/{new}/matches")).html
