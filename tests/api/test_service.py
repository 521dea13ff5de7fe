"""The certificate of service over the API: of what was served, to whoever may read the case, and nothing protected."""

import io

import pikepdf
import pytest

from tests.api.site import Site, problem
from tests.api.test_letters import issued
from tests.letters.pdf import words


@pytest.fixture
def site(files_site: Site) -> Site:
    return files_site


async def test_a_certificate_says_how_a_letter_was_served_and_what_became_of_it(site: Site) -> None:
    ref = await site.refer()
    letter = await issued(site, ref)
    path = f"/api/cases/{ref}/letters/{letter}/service.pdf"
    problem(await site.get(path), 409, "NOT_SERVED")
    problem(await site.get(f"/api/cases/{ref}/letters/L999/service.pdf"), 404, "NO_SUCH_LETTER")
    await site.do(ref, "record-posting", letter=letter)
    for who in ("officer", "supervisor", "legal"):
        answer = await site.get(path, who)
        assert answer.status_code == 200
        assert answer.headers["content-disposition"] == f'inline; filename="{ref}-{letter}-service.pdf"'
        assert answer.headers["cache-control"] == "no-store"
    text = words(answer.content)
    for said in ("Certificate of service", f"{ref}-{letter}", "Prepaid first-class post", "1 Fixture Road"):
        assert said in text
    assert "Deemed service by first-class post" in text
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert "Example" not in str(dict(pdf.docinfo))
    await site.do(ref, "record-returned-post", letter=letter)
    assert "Returned undelivered" in words((await site.get(path)).content)
    listed = (await site.get(f"/api/cases/{ref}/letters")).json()
    (line,) = next(each["service"] for each in listed if each["letter"] == letter)
    assert (line["manner"], line["rule"], line["came_back"]) == ("first-class", "deemed-service", "undelivered")
    assert "Fixture Road" not in str(listed)


async def test_what_was_protected_since_stands_on_no_certificate(site: Site) -> None:
    ref = await site.refer()
    letter = await issued(site, ref)
    await site.do(ref, "record-posting", letter=letter)
    await site.do(ref, "protect-details", why="refuge", source="The refuge worker")
    answer = await site.get(f"/api/cases/{ref}/letters/{letter}/service.pdf")
    said = problem(answer, 409, "PROTECTED_DETAILS")
    assert "Fixture Road" not in str(said)
