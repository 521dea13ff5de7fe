"""Harm 1: the school is the address. Everything that would lead to a family kept safe is planted, and looked for in
every route that anybody can read, in the logs, and in the letter to the parent who must not find them.
"""

import logging

import pytest

from domain.protecting import shows
from records.database import transaction
from records.tables import SchoolRow
from tests.api.site import CHILD, Site, problem
from tests.pages.sweeping import every_output, said

REFUGE = {"lines": ["12 Hidden Lane", "Refugeham"], "postcode": "BA9 9ZZ"}
MOTHER = {"name": "Ms R Example", "relation": "mother", "address": REFUGE, "telephone": "01632 960 456",
          "email": "rosa@refuge.example", "lives_with_child": True}  # fmt: skip
FATHER = {"name": "Mr T Example", "relation": "father", "lives_with_child": False,
          "address": {"lines": ["9 Other Road", "Sampleton"], "postcode": "BA2 2AA"}}  # fmt: skip
MORE = {
    "surgery": "Marigold Surgery",
    "nursery": "Willow Playgroup",
    "authority": "Specimen Borough Council",
    "worker": "Kay Placeholder",
    "area": "Fernvale area office",
}
PLANTED = (
    *("12 Hidden Lane", "Hidden Lane", "Refugeham", "BA9 9ZZ", "01632 960 456", "rosa@refuge.example"),
    *("800/7001", "Quiet Haven School", "01632 960 457", *MORE.values()),
)
STORY = f"At {', '.join(PLANTED)}; ring 01632960456 or +44 1632 960 457, BA99ZZ."


@pytest.fixture
async def ref(site: Site) -> str:
    with transaction(site.world.house.engine) as session:
        session.add(SchoolRow(number="800/7001", name="Quiet Haven School"))
    ref = await site.refer(child={**CHILD, "school": "800/7001"}, adults=[MOTHER, FATHER], account=STORY)
    await site.do(ref, "add-note", note=STORY)
    await site.do(ref, "draft-letter", template="L02", person="P1-2")
    await site.do(ref, "protect-details", why="refuge", source=STORY)
    for kind, words in MORE.items():
        await site.do(ref, "protect-words", kind=kind, not_to_be_shown=words, source="The refuge worker")
    await site.do(ref, "add-person", full_name="Ms W Worker", relation="social-worker", source="Herself",
                  telephone="01632 960 457")  # fmt: skip
    await site.do(ref, "record-enquiry", subject="health", result="located", asked=STORY, answer=STORY)
    await site.do(ref, "raise-danger", indicators=["domestic-abuse"], words=STORY)
    await finding_the_child(site, ref)
    assert (await site.act(ref, "add-note", {"note": STORY}, key="a-receipt")).status_code == 200
    return ref


async def finding_the_child(site: Site, ref: str) -> None:
    """The police, social care, the agencies, the school: whatever is written to any of them, and what came back."""
    told = {"force": "Fixture Constabulary", "means": "101", "spoke_to": "Control room", "basis": "public-task"}
    await site.do(ref, "send-police-referral", wanted="missing", words=STORY, **told)
    office = {"lines": ["Fixture House", "Sampleton"], "postcode": "BA1 1AA"}
    asked = await site.do(ref, "ask-agency", subject="housing", to="Fixture Homes", how="letter", office=office)
    await site.do(ref, "ask-agency", subject="hmrc", to="Benefits", how="email", email="benefits@hmrc.example")
    said = {"result": "trace", "answer": STORY, "answered_by": "A clerk"}
    await site.do(ref, "record-enquiry-answer", enquiry=f"E{asked['seq']}", **said)
    social_care = {"to": "social-care", "called": "Duty worker", "shared": STORY, "basis": "public-task"}
    sent = await site.do(ref, "send-safeguarding-referral", **social_care)
    strategy = {"attended": "Police and health", "agreed": STORY}
    await site.do(ref, "record-strategy-discussion", referral=f"S{sent['seq']}", **strategy)
    removal = {"school": "800/7001", "ground": "I", "asked_by": "The head teacher"}
    await site.do(ref, "record-removal-request", **removal)
    await site.do(ref, "record-deletion", school="800/7001", ground="I", said_by="The return")
    refused = await site.act(ref, "ask-school", {"contact": "The lead"})
    problem(refused, 409, "SCHOOL_NOT_ASKED")


async def test_nothing_that_leads_to_them_is_anywhere(
    site: Site, ref: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.INFO)
    read, found = 0, {}
    for who in ("officer", "supervisor", "legal"):
        async for answer in every_output(site, ref, who, forms=False, keys=["a-receipt"]):
            read += answer.status_code == 200
            if some := [planted for planted in PLANTED if shows(said(answer), [planted])]:
                found[who, str(answer.request.url)] = some
    assert found == {}
    assert read > 90, "the sweep reads what there is"
    written = caplog.text + "".join(capfd.readouterr())
    assert written
    assert [planted for planted in PLANTED if planted in written] == []


async def test_no_letter_to_the_other_parent_says_it(site: Site, ref: str, subtests: pytest.Subtests) -> None:
    await site.do(ref, "agree-safe-address", person="P1-2", agreed_how="By his lawyer",
                  safe_address={"lines": ["PO Box 2", "Sampleton"], "postcode": "BA1 1AD"})  # fmt: skip
    letter = (await site.case(ref))["letters"][0]["letter"]
    for planted in PLANTED:
        with subtests.test(planted):
            text = f"Dear Mr T Example\n\nThe child is well: {planted}."
            await site.do(ref, "edit-letter", letter=letter, text=text)
            refused = await site.act(ref, "approve-letter", {"letter": letter}, "supervisor")
            problem(refused, 409, "PROTECTED_IN_TEXT", "letter")
            assert not shows(said(refused), [planted])


async def test_what_more_is_protected_is_shown_to_whoever_says_why(site: Site, ref: str) -> None:
    shown = (await site.post(f"/api/cases/{ref}/protected-details", {"reason": "To agree a meeting place."})).json()
    assert set(MORE.values()) <= set(shown["ever"])
