"""Sending a form: only from its own page, once, and shown again with what is wrong."""

import pytest

from domain.case_file import CaseFile
from records.database import transaction
from records.recorder import load_case
from tests.api.site import Site
from tests.pages.visitor import Visitor, nonsense


def file(site: Site, ref: str) -> CaseFile:
    with transaction(site.world.house.engine) as session:
        return load_case(session, ref)


async def test_a_form_needs_the_token_of_its_own_session(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    path = f"/cases/{ref}/do/add-note"
    form = (await officer.page(path)).form()
    async with Visitor.signed_in(site, "officer2") as other:
        of_other = (await other.page(path)).form().values["csrf"]
    for token in ([], [""], ["forged"], [of_other]):
        sent = form.filled(note="Forged.") | {"csrf": token, "_whose": ["not ours"]}
        refused = await officer.post(path, sent)
        assert refused.status == 403, token
        assert "out of date" in refused.text
    elsewhere = await officer.post(path, form.filled(note="Forged."), headers={"Sec-Fetch-Site": "cross-site"})
    assert elsewhere.status == 403
    foreign = {"Sec-Fetch-Site": "", "Origin": "https://elsewhere.example"}
    assert (await officer.post(path, form.filled(note="Forged."), headers=foreign)).status == 403
    assert file(site, ref).seq == 1


async def test_sent_twice_it_is_recorded_once(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    form = (await officer.page(f"/cases/{ref}/do/add-note")).form()
    sent = form.filled(note="The school will ring back.")
    first, second = await officer.post(form.action, sent), await officer.post(form.action, sent)
    assert first.goes_to == second.goes_to == f"/cases/{ref}?done=2"
    assert file(site, ref).seq == 2


async def test_changed_and_sent_again_it_asks_first(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    form = (await officer.page(f"/cases/{ref}/do/add-note")).form()
    await officer.post(form.action, form.filled(note="First."))
    again = await officer.post(form.action, form.filled(note="Second."))
    assert again.status == 409
    assert "This form was sent already" in again.text
    fresh = again.page.form()
    assert fresh.values["note"] == "Second."
    assert fresh.values["_key"] != form.values["_key"]
    assert (await officer.post(fresh.action, fresh.filled())).status == 303
    assert file(site, ref).seq == 3


@pytest.mark.parametrize(
    ("day", "month", "year", "says"),
    [
        ("31", "02", "2026", "31/02/2026 is not a real date"),
        ("", "2", "2026", "enter the day too"),
        ("1", "", "", "enter the month and year too"),
        ("1", "2", "26", "enter all four numbers of the year"),
        ("first", "2", "2026", "enter the day, month and year as numbers"),
        ("1", "13", "2026", "1/13/2026 is not a real date"),
        ("1", "1", "2999", "1 January 2999 has not come yet"),
        ("-1", "1", "2026", "enter the day, month and year as numbers"),
    ],
)
async def test_an_impossible_date_is_named_and_nothing_is_lost(
    site: Site, officer: Visitor, day: str, month: str, year: str, says: str
) -> None:
    ref = await site.refer()
    parts = {"happened_on-day": day, "happened_on-month": month, "happened_on-year": year}
    answer = await officer.send(f"/cases/{ref}/do/add-note", note="What was said.", **parts)
    assert answer.status in (409, 422)
    assert says.casefold() in answer.text.casefold()
    assert "#f-happened_on-day" in [href for href, _ in answer.page.links]
    values = answer.page.form().values
    assert values["note"] == "What was said."
    assert {name: values[name] for name in parts} == parts
    assert answer.page.title.startswith("Error: ")


async def test_a_postcode_that_is_none_and_a_missing_line_are_named_at_their_fields(
    site: Site, officer: Visitor
) -> None:
    ref = await site.refer()
    path = f"/cases/{ref}/do/change-address?person=P1-1"
    answer = await officer.send(path, address__postcode="NOWHERE", source="She said so.")
    assert answer.status == 422
    links = dict(officer_links(answer.page.links))
    assert links["#f-address-postcode"].startswith("Postcode: enter a full UK postcode")
    assert links["#f-address-lines-0"] == "Address line 1: this is needed"
    assert answer.page.form().values["person"] == "P1-1"
    assert answer.page.form().values["address.postcode"] == "NOWHERE"


def officer_links(links: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(href, text) for href, text in links if href.startswith("#f-")]


async def test_a_refusal_says_why_and_by_which_rule(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    await site.do(ref, "set-risk", who="supervisor", level="red", reason="Said to have left the country.")
    answer = await officer.send(f"/cases/{ref}/do/set-risk", level="green", reason="All is well.")
    assert answer.status == 409
    assert "Level: red is lowered only by a supervisor" in answer.text
    assert answer.page.form().values["reason"] == "All is well."
    assert file(site, ref).risk == "red"


async def test_what_stands_in_the_way_is_said_before_anybody_types(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    await site.do(ref, "decide-triage", route="missing-education", reasons="On no roll.")
    answer = await officer.get(f"/cases/{ref}/do/complete-checks")
    assert answer.status == 409
    assert "No enquiry is recorded yet" in answer.text
    assert "Children missing education: statutory guidance" in answer.text
    assert not [form for form in answer.page.forms if form.action.startswith("/cases/") and form.method == "post"]
    assert answer.page.link("Record an enquiry") == f"/cases/{ref}/do/record-enquiry"


async def test_a_supervisor_sets_aside_what_is_not_law_with_a_reason(
    site: Site, officer: Visitor, supervisor: Visitor
) -> None:
    ref = await site.refer()
    await site.do(ref, "decide-triage", route="missing-education", reasons="On no roll.")
    path = (await supervisor.page(f"/cases/{ref}")).link("set it aside, with a reason: Complete the checks")
    assert path == f"/cases/{ref}/do/complete-checks"
    assert not (await officer.page(f"/cases/{ref}")).has_link("set it aside")
    form = (await supervisor.page(path)).form()
    assert "override.NO_ENQUIRY" in form.names
    refused = await supervisor.post(path, form.filled(found="nowhere", summary="Nothing to ask."))
    assert refused.status == 409
    again = refused.page.form()
    assert again.values["summary"] == "Nothing to ask."
    sent = again.filled(override__NO_ENQUIRY="The family told us themselves.")
    assert (await supervisor.post(path, sent)).status == 303
    history = await officer.page(f"/cases/{ref}")
    assert "Set aside by a supervisor: The family told us themselves." in history.text


async def test_two_officers_at_once_one_wins_and_the_other_sees_what_changed(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    path = f"/cases/{ref}/do/decide-triage"
    form = (await officer.page(path)).form()
    async with Visitor.signed_in(site, "officer2") as other:
        await other.do(ref, "decide-triage", route="missing-education", reasons="I was first.")
    late = await officer.post(path, form.filled(route="attendance", reasons="What I typed at length."))
    assert late.status == 409
    assert "somebody was faster" in late.text
    assert "What has changed since you opened this form" in late.text
    assert "Decided: Missing education: check and find" in late.text
    assert "Bryn Placeholder" in late.text
    assert "today at" in late.text
    assert late.page.form().values["reasons"] == "What I typed at length."
    assert file(site, ref).kind == "CME"


async def test_a_school_is_found_by_its_name_or_asked_for_again(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    path = f"/cases/{ref}/do/give-child-details"
    several = await officer.send(path, school="fixture", evidence="The mother said so.")
    assert several.status == 422
    assert "which of these schools is it?" in several.text
    form = several.page.form()
    assert set(form.choices["school"]) == {"800/4001", "800/2001"}
    assert (await officer.post(path, form.filled(school="800/2001"))).status == 303
    assert file(site, ref).child.school == "800/2001"
    none = await officer.send(path, school="Hogwarts", evidence="The mother said so.")
    assert "no school in our list has this name or number" in none.text
    assert none.page.form().values["school"] == "Hogwarts"


async def test_warnings_stand_above_a_visit_and_must_be_read(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    assert "warnings_read" not in (await officer.page(f"/cases/{ref}/do/record-visit")).form().names
    await site.do(ref, "add-warning", words="A large dog.", source="Housing", review_on=await soon(site))
    form = await officer.page(f"/cases/{ref}/do/record-visit")
    assert form.text.index("A large dog.") < form.text.index("What happened?")
    unread = await officer.send(f"/cases/{ref}/do/record-visit", outcome="no-reply")
    assert unread.status == 409
    assert "read them first" in unread.text
    await officer.do(ref, "record-visit", outcome="no-reply", warnings_read="yes", at="4:10pm")
    assert "At what time: 16:10" in (await officer.page(f"/cases/{ref}")).text


async def soon(site: Site) -> str:
    case = await site.refer()
    return str((await site.case(case))["next_due"])


async def test_an_unknown_action_or_case_is_a_page_that_says_so(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    for path in (f"/cases/{ref}/do/{nonsense()}", "/cases/RC-1999-000001", f"/cases/{ref}/letters/L99", "/nowhere"):
        answer = await officer.get(path)
        assert answer.status == 404, path
        assert answer.response.headers["content-type"].startswith("text/html")
        assert answer.page.has_link("Go to the start")


async def test_whoever_decides_what_a_case_is_sees_what_speaks_for_what_and_nothing_is_ticked(
    site: Site, officer: Visitor
) -> None:
    ref = await site.refer()
    said = (await site.case(ref))["could_be"]
    assert [each["what"] for each in said] == ["on-a-roll", "missing-education"]
    page = await officer.page(f"/cases/{ref}/do/decide-triage")
    for each in said:
        assert each["label"] in page.text
        assert each["because"] in page.text
    assert page.form().values.get("route", "") == ""
    await site.act(ref, "decide-triage", {"route": "lost", "reasons": "The family has moved, nobody knows where to."})
    assert [each["what"] for each in (await site.case(ref))["could_be"]] == ["missing-education"]
