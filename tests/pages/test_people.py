"""What is known of the adults around a child, from whom and since when; what a visitor must know (PRACTICE 4)."""

from datetime import timedelta

from tests.api.site import MOTHER, Site
from tests.pages.visitor import Visitor, services_of


async def test_people_are_shown_with_who_said_it_and_when(site: Site, officer: Visitor) -> None:
    worker = {"name": "Ms S Worker", "relation": "social-worker"}
    ref = await site.refer(adults=[MOTHER, {"name": "Mr T Example", "relation": "father"}, worker])
    today = services_of(site).today
    review, day = today + timedelta(days=30), f"{today:%-d %B %Y}"
    page = (await officer.page(f"/cases/{ref}")).text
    assert page.count("Parental responsibility is not known") == 2, "a social worker is never asked of"
    await officer.do(ref, "record-responsibility", person="P1-1", parental_responsibility="yes", cares_for_child="yes",
                     source="The birth certificate, seen")  # fmt: skip
    await officer.do(ref, "record-responsibility", person="P1-2", parental_responsibility="no",
                     lives_with_child="no", source="The court order")  # fmt: skip
    await site.do(ref, "set-contact-rule", person="P1-2", rule="never", source="The court", review_on=str(review))
    await site.do(ref, "add-warning", person="P1-2", words="Has threatened visitors.", source="The police",
                  review_on=str(review))  # fmt: skip
    page = (await officer.page(f"/cases/{ref}")).text
    for said in (
        f"Parental responsibility: The birth certificate, seen, {day}",
        f"Cares for the child: The birth certificate, seen, {day}",
        f"No parental responsibility: The court order, {day}",
        f"Lives elsewhere: The court order, {day}",
        f"The court, review on {review:%-d %B %Y}",
        f"Has threatened visitors.Mr T Example · The police · review on {review:%-d %B %Y}",
    ):
        assert said in page, said
    planning = (await officer.page(f"/cases/{ref}/do/plan-visit")).text
    assert "Has threatened visitors." in planning
    assert "Mr T Example" in planning
    kept = await officer.page(f"/cases/{ref}/do/review-warning")
    assert "keep it" in kept.text


async def test_the_api_says_it_of_each_thing(site: Site) -> None:
    ref = await site.refer()
    await site.do(ref, "record-responsibility", person="P1-1", parental_responsibility=True, source="The register")
    review = str(services_of(site).today + timedelta(days=30))
    await site.do(ref, "set-contact-rule", person="P1-1", rule="safe-only", source="Herself", review_on=review)
    person = (await site.case(ref))["people"][0]
    today = str(services_of(site).today)
    assert person["how_known"]["parental_responsibility"] == {"source": "The register", "on": today}
    assert person["how_known"]["relation"] == {"source": "A school", "on": today}
    assert (person["contact_rule_source"], person["contact_rule_review_on"]) == ("Herself", review)
