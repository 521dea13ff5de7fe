"""Recording a referral: one page, every fault at once, recorded once."""

from tests.api.site import Site
from tests.pages.test_forms import file
from tests.pages.test_journey_by_forms import day
from tests.pages.visitor import Visitor, services_of

CHILD = {"child.given": "Noor", "child.surname": "Test"}


def filled(**more: str) -> dict[str, str]:
    return {name.replace(".", "__"): value for name, value in {"channel": "school", **CHILD, **more}.items()}


async def test_a_referral_is_recorded_once(site: Site, officer: Visitor) -> None:
    form = (await officer.page("/refer/new")).form()
    today = services_of(site).today
    sent = form.filled(
        **filled(
            **day("child.date_of_birth", today.replace(year=today.year - 9, day=1)),
            **{
                "child.school": "Fixture Primary",
                "adults.0.name": "Ms R Test",
                "adults.0.relation": "mother",
                "adults.0.address.lines.0": "1 Fixture Road",
                "adults.0.address.postcode": "ba11aa",
                "adults.0.lives_with_child": "yes",
                "account": "Not seen since half term.",
                "referrer.name": "Ms J Sample",
                "owner": "officer",
            },
        ),
        indicators=["sibling-gone", "social-worker"],
    )
    first, second = await officer.post("/refer/new", sent), await officer.post("/refer/new", sent)
    assert first.status == 303
    assert first.goes_to == second.goes_to
    ref = first.goes_to.split("/")[2].partition("?")[0]
    assert "Recorded: Referral received." in (await officer.page(first.goes_to)).text
    case = file(site, ref)
    assert (case.child.name, case.child.school, case.owner) == ("Noor Test", "800/2001", "officer")
    assert case.people[0].address is not None
    assert case.people[0].address.postcode == "BA1 1AA"
    assert case.people[0].lives_with_child is True
    assert {indicator.value for indicator in case.indicators} == {"sibling-gone", "social-worker"}
    assert "Sample" not in case.model_dump_json()


async def test_every_fault_is_named_at_once_and_nothing_is_lost(site: Site, officer: Visitor) -> None:
    form = (await officer.page("/refer/new")).form()
    sent = form.filled(
        **filled(
            **{
                "channel": "",
                "child.given": "",
                "child.date_of_birth-day": "31",
                "child.date_of_birth-month": "2",
                "child.date_of_birth-year": "2017",
                "child.upn": "X123",
                "adults.0.telephone": "01632 960 123",
                "adults.0.address.lines.0": "1 Fixture Road",
                "adults.0.address.postcode": "NOWHERE",
                "account": "What I was told.",
            }
        )
    )
    answer = await officer.post("/refer/new", sent)
    assert answer.status == 422
    links = {href.removeprefix("#f-"): text for href, text in answer.page.links if href.startswith("#f-")}
    assert set(links) == {
        "channel",
        "child-given",
        "child-date_of_birth-day",
        "child-upn",
        "adults-0-name",
        "adults-0-address-postcode",
    }
    assert "31/02/2017 is not a real date" in links["child-date_of_birth-day"]
    values = answer.page.form().values
    assert values["account"] == "What I was told."
    assert values["adults.0.address.postcode"] == "NOWHERE"
    assert values["child.date_of_birth-day"] == "31"


async def test_more_adults_and_children_are_asked_for(site: Site, officer: Visitor) -> None:
    form = (await officer.page("/refer/new")).form()
    two = await officer.post("/refer/new", {**form.filled(**filled(**{"adults.0.name": "First"})), "more": ["adults"]})
    assert two.status == 200
    again = two.page.form()
    assert again.values["adults.0.name"] == "First"
    three = await officer.post("/refer/new", {**again.filled(), "more": ["household"]})
    last = three.page.form()
    sent = last.filled(**filled(**{"adults.1.name": "Second", "household.0.name": "Mia Test"}))
    sent["adults.0.name"] = [""]
    done = await officer.post("/refer/new", sent)
    assert done.status == 303, done.text
    case = file(site, done.goes_to.split("/")[2].partition("?")[0])
    assert [person.name for person in case.people] == ["Second"]
    assert [child.name for child in case.household] == ["Mia Test"]


async def test_a_fault_in_the_second_adult_is_shown_at_the_second_adult(site: Site, officer: Visitor) -> None:
    form = (await officer.page("/refer/new")).form()
    sent = {**form.filled(**filled()), "count-adults": ["3"], "adults.2.email": ["x@example.org"]}
    answer = await officer.post("/refer/new", sent)
    assert answer.status == 422
    assert "#f-adults-2-name" in [href for href, _ in answer.page.links]


async def test_what_the_service_itself_refuses_is_shown_at_its_field(site: Site, officer: Visitor) -> None:
    form = (await officer.page("/refer/new")).form()
    ahead = services_of(site).today.replace(year=services_of(site).today.year + 1, day=1)
    answer = await officer.post("/refer/new", form.filled(**filled(**day("child.first_absent_on", ahead))))
    assert answer.status == 409
    assert "has not come yet" in answer.text
    fresh = answer.page.form()
    assert fresh.values["_key"] != form.values["_key"]
    assert fresh.values["child.given"] == "Noor"


async def test_confidence_is_kept(site: Site, officer: Visitor) -> None:
    form = (await officer.page("/refer/new")).form()
    more = {"account": "My sister hides her.", "referrer.name": "Joan Whisper", "confidential": "yes"}
    done = await officer.post("/refer/new", form.filled(**filled(**more)))
    ref = done.goes_to.split("/")[2].partition("?")[0]
    case = file(site, ref)
    assert case.confidential
    page = await officer.page(f"/cases/{ref}/history/1")
    assert "sister" not in page.html
    assert "Whisper" not in page.html
