"""The list of cases: what is asked stands in the address, and pages lead on."""

import pytest

from tests.api.site import Site
from tests.pages.visitor import Visitor


async def test_searching_and_filtering(site: Site, officer: Visitor) -> None:
    kai = await site.refer()
    noor = await site.refer(child={"given": "Noor", "surname": "Test"}, owner="")
    await site.do(noor, "decide-triage", route="missing-education", reasons="On no roll.")
    for asked, expected in (
        ("", {kai, noor}),
        ("text=noor", {noor}),
        (f"text={kai[-6:]}", {kai}),
        ("text=NOOR+test", {noor}),
        ("text=50%25", set()),
        ("stage=checks", {noor}),
        ("assignee=me", {kai}),
        ("assignee=nobody", {noor}),
        ("stage=closed", set()),
        ("due=week&assignee=me&stage=referral&text=kai", {kai}),
    ):
        page = await officer.page(f"/cases?{asked}")
        found = {href.rpartition("/")[2] for href, _ in page.links if href.startswith("/cases/RC-")}
        assert found == expected, asked
        form = next(form for form in page.forms if "stage" in form.names)
        for part in filter(None, asked.split("&")):
            name, _, value = part.partition("=")
            assert form.values[name].replace(" ", "+") in (value, value.replace("%25", "%")), asked


async def test_an_address_that_asks_for_nonsense_is_answered(site: Site, officer: Visitor) -> None:
    for asked in ("stage=nowhere", "due=never", "page=0", "page=x", "text=" + "x" * 101):
        answer = await officer.get(f"/cases?{asked}")
        assert answer.status == 422, asked
        assert "Something needs correcting" in answer.text


@pytest.mark.parametrize("page", [1, 2])
async def test_more_than_a_page_is_paged(
    site: Site, officer: Visitor, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.pages.routes.work.PER_PAGE", 2)
    refs = {await site.refer() for _ in range(3)}
    first = await officer.page("/cases?assignee=me&page=1")
    second = await officer.page("/cases?assignee=me&page=2")
    found = [
        {href.rpartition("/")[2] for href, _ in each.links if href.startswith("/cases/RC-")} for each in (first, second)
    ]
    assert found[0] | found[1] == refs
    assert not found[0] & found[1]
    assert "1 to 2 of 3 cases" in first.text
    assert first.link("Next").endswith("assignee=me&page=2")
