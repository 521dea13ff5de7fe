"""Every route that names a case, for readers who may not know of it: one restricted, one from which they are kept out.
Each answers to the byte as for a case that is not there (harm 9), and does nothing.
"""

import uuid
from typing import Any

import pytest

from tests.api.routes import every_route
from tests.api.site import Site
from tests.api.test_routes import API, address_of

NONE = "RC-2026-000000"
READERS = ("officer2", "legal")
OF_A_CASE = "/cases/{ref}"


@pytest.fixture
def site(files_site: Site) -> Site:
    return files_site


async def restricted(site: Site) -> str:
    ref = await site.refer(child={"given": "Kai", "surname": "Hiddenname"}, adults=[])
    form = next(each for each in (await site.case(ref))["actions"] if each["name"] == "protect-details")["example"]
    await site.do(ref, "protect-details", **{**form, "why": "adoption"})
    return ref


async def kept_out(site: Site) -> str:
    ref = await site.refer(child={"given": "Kai", "surname": "Hiddenname"}, adults=[])
    for person in READERS:
        body = {"person": person, "reason": "An aunt of the child."}
        assert (await site.post(f"/api/cases/{ref}/barred", body, "supervisor")).status_code == 201
    return ref


async def test_no_route_tells_such_a_case_from_one_that_is_not_there(site: Site, subtests: pytest.Subtests) -> None:
    bodies = {route: way.body for route, way in API.items()}
    routes = sorted(route for route in every_route(site.app) if OF_A_CASE in route[1])
    assert len(routes) > 60
    assert {route for route in API if OF_A_CASE in route[1]} <= set(routes)
    refs = [await restricted(site), await kept_out(site)]
    for ref in refs:
        before = (await site.case(ref, "supervisor"))["seq"]
        for method, path in routes:
            for who in READERS:
                with subtests.test(f"{method} {path}", who=who, restricted=ref == refs[0]):
                    told = [
                        await asked(site, method, path, each, who, bodies.get((method, path))) for each in (ref, NONE)
                    ]
                    assert told[0] == told[1]
                    assert told[0][0] >= 300, "nothing of it is shown"
        after = (await site.case(ref, "supervisor"))["seq"]
        assert after == before


async def asked(site: Site, method: str, path: str, ref: str, who: str, body: Any) -> tuple[int, str]:
    """Status and words, with the reference that was asked for made one and the same."""
    address = address_of(path, ref) if path.startswith("/api/") else page_of(path, ref)
    async with site.as_(who) as client:
        headers = {"Idempotency-Key": uuid.uuid4().hex}
        answer = await client.request(method, address, json=body, headers=headers)
    return answer.status_code, answer.text.replace(ref, "REF")


def page_of(path: str, ref: str) -> str:
    """A page's address; what else it names is not there."""
    named = dict.fromkeys(_names(path), "1") | {"ref": ref}
    return path.replace(":path", "").format(**named)


def _names(path: str) -> list[str]:
    return [each.partition("}")[0].partition(":")[0] for each in path.split("{")[1:]]
