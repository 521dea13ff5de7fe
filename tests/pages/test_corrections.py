"""Correcting an entry on pages: choose it, choose the answer that is wrong, say what is right."""

from datetime import timedelta

from tests.api.site import Site
from tests.pages.test_forms import file
from tests.pages.test_journey_by_forms import day
from tests.pages.visitor import Visitor, services_of


async def test_a_wrong_day_is_corrected_and_both_stand_beside_each_other(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    await site.do(ref, "record-enquiry", subject="health", result="no-trace", answer="Nothing since Mya.")
    chosen = await officer.page(f"/cases/{ref}/do/correct-entry?entry=2")
    assert "What did they say?" in chosen.text
    assert "Nothing since Mya." in chosen.text
    link = next(href for href, words in chosen.links if "field=answer" in href)
    form = await officer.page(f"/cases/{ref}/do/correct-entry{link}")
    assert "It says now: What did they say?: Nothing since Mya." in form.text
    sent = form.form().filled(new="Nothing since May.", reason="A slip.")
    assert (await officer.post(f"/cases/{ref}/do/correct-entry", sent)).status == 303
    case = await officer.page(f"/cases/{ref}")
    assert "Entry 2 corrected" in case.text
    assert "corrected by entry 3" in case.text
    assert file(site, ref).enquiries[0].answer == "Nothing since May."


async def test_a_date_is_corrected_with_a_date(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    form = await officer.page(f"/cases/{ref}/do/correct-entry?entry=1&field=child.first_absent_on")
    yesterday = services_of(site).today - timedelta(days=1)
    sent = form.form().filled(reason="The register says so.", **day("new", yesterday))
    assert (await officer.post(f"/cases/{ref}/do/correct-entry", sent)).status == 303
    assert file(site, ref).child.first_absent_on == yesterday


async def test_a_closed_list_is_corrected_from_its_list(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    await site.do(ref, "record-enquiry", subject="health", result="no-trace")
    form = (await officer.page(f"/cases/{ref}/do/correct-entry?entry=2&field=result")).form()
    assert "located" in form.choices["new"]
    await officer.post(f"/cases/{ref}/do/correct-entry", form.filled(new="trace", reason="Misread."))
    assert file(site, ref).enquiries[0].result == "trace"


async def test_corrected_by_somebody_else_meanwhile_it_says_so(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    await site.do(ref, "record-enquiry", subject="health", result="no-trace", answer="One.")
    form = (await officer.page(f"/cases/{ref}/do/correct-entry?entry=2&field=answer")).form()
    await site.do(ref, "correct-entry", entry=2, field="answer", old="One.", new="Two.", reason="A slip.")
    late = await officer.post(f"/cases/{ref}/do/correct-entry", form.filled(new="Three.", reason="Another slip."))
    assert late.status == 422
    assert "somebody has corrected this since" in late.text
    assert "It says now: What did they say?: Two." in late.text
    assert late.page.form().values["reason"] == "Another slip."


async def test_what_cannot_be_corrected_says_so(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    await site.do(ref, "decide-triage", route="attendance", reasons="On a roll.")
    for entry in ("3", "99", "x", "1&field=nothing"):
        answer = await officer.get(f"/cases/{ref}/do/correct-entry?entry={entry}")
        assert answer.status in (200, 409), entry
        assert not any(form.action.endswith("correct-entry") for form in answer.page.forms), entry
    assert not (await officer.page(f"/cases/{ref}")).has_link("correct entry 3")
