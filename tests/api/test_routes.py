"""Who may use which route: one table. A route that is not on it fails the test."""

import uuid
from dataclasses import dataclass
from typing import Any

import pytest

from tests.api.routes import every_route
from tests.api.site import CHILD, Site, problem


@pytest.fixture
def site(files_site: Site) -> Site:
    return files_site


# Somebody without a token, with one that was never given, with one of a person who has left, and the four roles.
STRANGERS = ("", "nobody", "left")
ROLES = ("officer", "supervisor", "legal", "admin")
CASEWORK = {"officer", "supervisor"}
READERS = CASEWORK | {"legal"}
ALL_ROLES = set(ROLES)
EVERYBODY = ALL_ROLES | set(STRANGERS)


@dataclass(frozen=True)
class Way:
    """Who may, what they send, and what they then get: the first status where nothing is wrong."""

    may: set[str]
    status: int = 200
    body: Any = None
    once: bool = False  # what can be done once a case is tried on a case of its own


NOTE = {"note": "The school will ring back."}
REFERRAL = {"channel": "school", "child": CHILD}
LOOKING = {"reason": "To ask when the child was last seen."}
TO_REFERRER = {"name": "Ms J Sample", "address": {"lines": ["3 Example Lane", "Sampleton"], "postcode": "BA1 1AD"}}
TWO_CHILDREN = {"answer": "different-children", "reason": "Two birth certificates seen."}
KEEPERS = {"supervisor", "admin"}
GRANTED = {"person": "nobody", "power": "penalty-notice", "first": "2030-01-01", "document": "Scheme, entry 1"}
ENDED = {"last": "2030-01-01", "reason": "Moves to another team."}
ACTING = {"deputy": "nobody", "absent": "officer", "first": "2030-01-01"}
A_BOX = {"page": 1, "left": 100, "top": 100, "right": 200, "bottom": 200, "ground": "referrer"}
DATES = {"rule": "triage", "from": "2026-11-02"}

API: dict[tuple[str, str], Way] = {
    ("GET", "/healthz"): Way(EVERYBODY),
    ("GET", "/readyz"): Way(EVERYBODY),
    ("GET", "/metrics"): Way(EVERYBODY),
    ("GET", "/api/openapi.json"): Way(EVERYBODY),
    ("POST", "/api/referrals"): Way(CASEWORK, 201, REFERRAL),
    ("GET", "/api/cases"): Way(READERS),
    ("GET", "/api/cases/{ref}"): Way(READERS),
    ("GET", "/api/cases/{ref}/timeline"): Way(READERS),
    ("GET", "/api/cases/{ref}/letters"): Way(READERS),
    ("POST", "/api/cases/{ref}/actions/{action}"): Way(READERS, 200, NOTE),
    ("POST", "/api/cases/{ref}/proceedings/{name}/actions/{action}"): Way(READERS, 404, NOTE),
    ("POST", "/api/cases/{ref}/check/{action}"): Way(READERS, 200, NOTE),
    ("GET", "/api/cases/{ref}/looked"): Way({"supervisor"}),
    ("GET", "/api/cases/{ref}/proof"): Way(READERS),
    ("POST", "/api/codec/decode"): Way({"supervisor"}, 200, {"payloads": []}),
    ("OPTIONS", "/api/codec/decode"): Way(EVERYBODY, 204),
    ("GET", "/api/retention"): Way({"supervisor"}),
    ("POST", "/api/cases/{ref}/hold"): Way({"supervisor"}, 201, {"reason": "An inquiry."}, once=True),
    ("POST", "/api/cases/{ref}/hold/end"): Way({"supervisor"}, 404),
    ("POST", "/api/cases/{ref}/erasure"): Way({"supervisor"}, 409),
    ("POST", "/api/cases/{ref}/erasure/confirmation"): Way({"supervisor"}, 409),
    ("POST", "/api/glass"): Way(READERS, 404, {"case": "RC-2026-000000", "reason": "The police ask now."}),
    ("GET", "/api/cases/{ref}/access"): Way({"supervisor"}),
    ("POST", "/api/cases/{ref}/barred"): Way({"supervisor"}, 422, {"person": "nobody", "reason": "An aunt."}),
    ("POST", "/api/cases/{ref}/barred/{person}/end"): Way({"supervisor"}, 404),
    ("GET", "/api/cases/{ref}/entries/{seq}"): Way(READERS),
    ("GET", "/api/cases/{ref}/engine"): Way({"supervisor"}),
    ("POST", "/api/cases/{ref}/proof/restart"): Way({"supervisor"}, 409, {"process": "RC-2026-000000"}),
    ("GET", "/api/looked"): Way({"supervisor"}),
    ("GET", "/api/looked/{person}"): Way({"supervisor"}),
    ("GET", "/api/authorisations"): Way(ALL_ROLES),
    ("POST", "/api/authorisations"): Way(KEEPERS, 422, GRANTED),
    ("POST", "/api/authorisations/{number}/end"): Way(KEEPERS, 404, ENDED),
    ("POST", "/api/authorisations/acting"): Way(KEEPERS, 422, ACTING),
    ("POST", "/api/authorisations/acting/{number}/end"): Way(KEEPERS, 404, ENDED),
    ("GET", "/api/legal"): Way({"supervisor", "legal"}),
    ("POST", "/api/cases/{ref}/protected-details"): Way(CASEWORK, 409, LOOKING),
    ("POST", "/api/cases/{ref}/referrer"): Way(CASEWORK, 200, LOOKING),
    ("POST", "/api/cases/{ref}/acknowledgement"): Way(CASEWORK, 200, TO_REFERRER, once=True),
    ("GET", "/api/matches"): Way(CASEWORK),
    ("GET", "/api/cases/{ref}/matches"): Way(CASEWORK),
    ("GET", "/api/matches/{ref}/{other}"): Way(CASEWORK, 404),
    ("POST", "/api/matches/{ref}/{other}"): Way(CASEWORK, 404, TWO_CHILDREN),
    ("POST", "/api/cases/{ref}/identities"): Way(set(), 200, LOOKING),
    ("POST", "/api/cases/{ref}/identities/tie"): Way(set(), 200, {"other": "RC-2026-000000", **LOOKING}),
    ("GET", "/api/cases/{ref}/finding"): Way(READERS),
    ("GET", "/api/cases/{ref}/police-draft.pdf"): Way(READERS),
    ("GET", "/api/cases/{ref}/police-draft.json"): Way(READERS),
    ("POST", "/api/cases/{ref}/school-links"): Way(CASEWORK, 409),
    ("POST", "/api/cases/{ref}/school-links/revoke"): Way(CASEWORK),
    ("GET", "/api/school/cases/{ref}/part"): Way(set()),
    ("POST", "/api/school/cases/{ref}/part"): Way(set(), body={"said_by": "Ms J Sample", "role": "Lead"}),
    ("POST", "/api/cases/{ref}/documents"): Way(READERS, 422, {}),
    ("GET", "/api/cases/{ref}/documents/{document}"): Way(READERS, 404),
    ("GET", "/api/cases/{ref}/documents/{document}/pages.pdf"): Way(READERS, 404),
    ("POST", "/api/cases/{ref}/documents/{document}/redactions"): Way(READERS, 404, {"boxes": [A_BOX]}),
    ("GET", "/api/cases/{ref}/documents/{document}/redactions/{redaction}.pdf"): Way(READERS, 404),
    ("GET", "/api/cases/{ref}/proceedings/{name}/papers"): Way(READERS, 404),
    ("GET", "/api/cases/{ref}/proceedings/{name}/material"): Way({"supervisor", "legal"}, 404),
    ("GET", "/api/cases/{ref}/proceedings/{name}/export.pdf"): Way(READERS, 404),
    ("GET", "/api/cases/{ref}/statements"): Way(READERS),
    ("GET", "/api/cases/{ref}/statements/{statement}.pdf"): Way(READERS, 404),
    ("GET", "/api/cases/{ref}/pack"): Way({"supervisor", "legal"}),
    ("GET", "/api/cases/{ref}/bundles"): Way({"supervisor", "legal"}),
    ("GET", "/api/cases/{ref}/bundles/{bundle}"): Way({"supervisor", "legal"}, 404),
    ("POST", "/api/cases/{ref}/bundles/{bundle}/arrangement"): Way(
        {"supervisor", "legal"}, 404, {"turn": 0, "document": "D1", "do": "up"}
    ),
    ("POST", "/api/cases/{ref}/bundles/{bundle}/builds"): Way({"supervisor", "legal"}, 404, {}),
    ("POST", "/api/cases/{ref}/bundles/{bundle}/builds/cancel"): Way({"supervisor", "legal"}, 404),
    ("GET", "/api/cases/{ref}/bundles/{bundle}/versions/{version}/manifest"): Way({"supervisor", "legal"}, 404),
    ("GET", "/api/cases/{ref}/bundles/{bundle}/versions/{version}/report.pdf"): Way({"supervisor", "legal"}, 404),
    ("GET", "/api/cases/{ref}/bundles/{bundle}/versions/{version}/{volume}.pdf"): Way({"supervisor", "legal"}, 404),
    ("GET", "/api/bundle-profiles"): Way({"supervisor", "legal"}),
    ("GET", "/api/bundle-profiles/{name}"): Way({"supervisor", "legal"}, 404),
    ("POST", "/api/bundle-profiles/{name}/signature"): Way(
        {"legal"}, 404, {"fingerprint": "0" * 64, "words": "Read against the guidance."}
    ),
    ("POST", "/api/bundle-profiles/{name}/signature/end"): Way({"legal"}, 404, {"words": "It was amended."}),
    ("GET", "/api/receipts/{key:path}"): Way(ALL_ROLES, 404),
    ("GET", "/api/letters/{letter}.pdf"): Way(READERS, 404),
    ("GET", "/api/cases/{ref}/letters/{letter}/service.pdf"): Way(READERS, 404),
    ("GET", "/api/post-room"): Way(CASEWORK),
    ("POST", "/api/post-room/batch"): Way(CASEWORK, 404, {"letters": ["RC-2026-000000-L1"]}),
    ("POST", "/api/school/referrals"): Way(set(), body={"child": {"given": "Kai", "surname": "Example"}}),
    ("GET", "/api/school-keys"): Way({"admin"}),
    ("POST", "/api/school-keys"): Way({"admin"}, 422, {"school": "800/9999"}),
    ("POST", "/api/school-keys/{key_id}/revoke"): Way({"admin"}, 404),
    ("GET", "/api/danger"): Way(CASEWORK),
    ("POST", "/api/danger/{ref}/acknowledgement"): Way(CASEWORK, 404),
    ("GET", "/api/quarantine"): Way(CASEWORK),
    ("POST", "/api/uploads"): Way(CASEWORK, 422),
    ("POST", "/api/returns"): Way(CASEWORK, 422, {"kind": "deletion", "lines": [{"colour": "green"}]}),
    ("POST", "/api/school/returns"): Way(set(), body={"kind": "deletion", "lines": [{"given": "Kai"}]}),
    ("GET", "/api/uploads"): Way(CASEWORK),
    ("GET", "/api/uploads/{number}"): Way(CASEWORK, 404),
    ("GET", "/api/uploads/{number}/lines"): Way(CASEWORK, 404),
    ("POST", "/api/uploads/{number}/confirmation"): Way(CASEWORK, 409),
    ("POST", "/api/uploads/{number}/rejection"): Way(CASEWORK, 409, {"reason": "Sent by mistake."}),
    ("POST", "/api/uploads/{number}/lines/{line}/correction"): Way(CASEWORK, 404, {"cells": {"given": "Kai"}}),
    ("POST", "/api/uploads/{number}/lines/{line}/case"): Way(CASEWORK, 404),
    ("POST", "/api/uploads/{number}/lines/{line}/rejection"): Way(CASEWORK, 404, {"reason": "No pupil of ours."}),
    ("GET", "/api/quarantine/{ref}"): Way(CASEWORK, 404),
    ("POST", "/api/quarantine/{ref}/decision"): Way(CASEWORK, 404, {"released": True, "reason": "A child."}),
    ("POST", "/api/dates"): Way(ALL_ROLES, 200, DATES),
    ("GET", "/api/transfer-files"): Way(CASEWORK),
    ("POST", "/api/transfer-files"): Way(CASEWORK, 422),
    ("GET", "/api/census"): Way(ALL_ROLES),
    ("GET", "/api/census/{on}"): Way(ALL_ROLES, 404),
    ("GET", "/api/census/{on}/file"): Way(ALL_ROLES, 404),
    ("GET", "/api/census/{on}/lines"): Way(CASEWORK, 404),
    ("POST", "/api/census/{on}/submit"): Way({"supervisor"}, 404),
    ("GET", "/api/rules"): Way(ALL_ROLES),
}


async def test_every_route_has_an_expectation(site: Site) -> None:
    routes = {(method, path) for method, path in every_route(site.app) if (method, path) in API or is_api(path)}
    assert routes == set(API), "a new route says here who may use it"


def address_of(path: str, ref: str) -> str:
    """The route's address about this case; what else it names is not there."""
    named = {"action": "add-note", "name": "order", "document": "D1", "letter": "L1", "key_id": "0" * 12}
    named |= {"statement": "W1", "redaction": "R1"}
    named |= {"number": "999999", "line": "1", "other": "RC-2026-000000", "person": "officer", "seq": "1"}
    named |= {"on": "2026-10-01"}
    named |= {"bundle": "B1", "version": "1", "volume": "1"}
    return path.replace("{key:path}", "k").format(ref=ref, **named)


def is_api(path: str) -> bool:
    return path.startswith("/api/")


async def test_each_route_is_for_whom_the_table_says(site: Site, subtests: pytest.Subtests) -> None:
    everyones = await site.refer()
    for (method, path), way in API.items():
        for who in (*STRANGERS, *ROLES):
            ref = await site.refer() if way.once else everyones
            address = address_of(path, ref)
            with subtests.test(f"{method} {path}", who=who):
                async with site.as_(who) as client:
                    headers = {"Idempotency-Key": uuid.uuid4().hex}
                    answer = await client.request(method, address, json=way.body, headers=headers)
                if who in way.may:
                    assert answer.status_code == way.status, answer.text
                elif who in STRANGERS:
                    problem(answer, 401, "SIGN_IN")
                    assert answer.headers["www-authenticate"] == "Bearer"
                else:
                    problem(answer, 403, "ROLE")


async def test_who_may_not_is_told_nothing_of_what_there_is(site: Site, subtests: pytest.Subtests) -> None:
    """A refusal reads alike whether there is such a case or none (harm 9)."""
    ref = await site.refer()
    for who in (*STRANGERS, "admin"):
        for path in ("/api/cases/{}", "/api/cases/{}/timeline", "/api/cases/{}/letters", "/api/letters/{}-L1.pdf"):
            with subtests.test(path, who=who):
                there, none = [await site.get(path.format(each), who) for each in (ref, "RC-2026-000000")]
                assert (there.status_code, there.content) == (none.status_code, none.content)


async def test_a_malformed_sign_in_is_nobody(site: Site, subtests: pytest.Subtests) -> None:
    ref = await site.refer()
    for said in ("Bearer", "Bearer ", "dev-officer", "Basic ZGV2LW9mZmljZXI6", "Bearer dev-officer x", "bearer \xff",
                 "Bearer " + "x" * 5000):  # fmt: skip
        with subtests.test(said[:30]):
            async with site.as_("") as client:
                answer = await client.get(f"/api/cases/{ref}", headers={b"Authorization": said.encode("latin-1")})
            problem(answer, 401, "SIGN_IN")
    async with site.as_("") as client:
        answer = await client.get(f"/api/cases/{ref}", headers={"Cookie": "rollcall=made-up"})
    problem(answer, 401, "SIGN_IN")
