"""Matches over the API: listed, compared, decided by a person; nobody learns from them whom they may not know of."""

import uuid
from collections import defaultdict
from typing import Any

import pytest
from sqlalchemy import text

from domain.vocabulary import Power
from records.database import transaction
from records.tables import AuthorisationRow
from rollcall.comparing import compare_waiting
from tests.api.site import CHILD, MOTHER, Site, problem
from tests.api.test_routes import API
from tests.workflows.world import Case

TWINS = {"answer": "different-children", "reason": "Two birth certificates seen."}
HIDDEN = {
    **MOTHER,
    "address": {"lines": ["12 Hidden Lane", "Refugeham"], "postcode": "BA9 9ZZ"},
    "telephone": "01632 960 456",
    "email": "rosa@refuge.example",
}
PLANTED = ("Hidden Lane", "Refugeham", "BA9 9ZZ", "960 456", "960456", "rosa@refuge", "800/4001", "Same address",
           "Same telephone", "Same e-mail", "Same postcode", "Same last school")  # fmt: skip


UPN = "X800400126001"
# Of another name, another day of birth and another home than CHILD.
SOMEBODY = {"given": "Ottoline", "surname": "Placeholder", "date_of_birth": "2011-11-30"}
AUNT = {"name": "Ms J Sample", "relation": "relative", "telephone": "01632 960 888"}


async def compared(site: Site, *refs: str) -> None:
    await compare_waiting(site.world.house, site.world.client)
    for ref in refs:
        await site.do(ref, "add-note", "supervisor", note="The desk is taken in order.")


async def listed(site: Site, who: str = "officer") -> list[dict[str, Any]]:
    answer = await site.get("/api/matches", who)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["matches"])


async def decide(site: Site, ref: str, other: str, body: Any, who: str = "officer", **more: Any) -> Any:
    return await site.post(f"/api/matches/{ref}/{other}", body, who, **more)


async def test_a_match_is_explained_and_decided_by_a_person(site: Site) -> None:
    named = {**CHILD, "upn": UPN}
    first, second = await site.refer(child=named), await site.refer(child=named)
    await compared(site, second)
    (match,) = [each for each in await listed(site) if each["case"] == second]
    assert (match["other"], match["finding"], match["returning"]) == (first, "likely", False)
    assert "Same unique pupil number, and its check letter fits." in match["reasons"]
    assert "Same address." in match["reasons"], "where nothing is protected"
    shown = (await site.get(f"/api/matches/{second}/{first}")).json()
    lines = {line["label"]: line for line in shown["lines"]}
    assert lines["Address"]["left"] == ["1 Fixture Road, Sampleton, BA1 1AA"]
    assert {lines[label]["agreement"] for label in ("Name", "Date of birth", "Address", "Telephone")} == {"same"}
    problem(await decide(site, second, first, {"answer": "same-child", "reason": "One."}), 422, "INVALID", "goes_on")
    before = [await site.case(ref) for ref in (first, second)]
    answer = await decide(
        site, second, first, {"answer": "same-child", "goes_on": first, "reason": "Both schools say so."}
    )
    assert (answer.status_code, answer.json()["case"], answer.json()["status"]) == (200, first, "recorded")
    await Case(site.world, second).until(lambda: Case(site.world, second).file().merged_into == first)
    assert [each for each in await listed(site) if first in (each["case"], each["other"])] == []
    undone = await site.do(first, "undo-merge", other=second, reason="Twins: two certificates.")
    assert undone["status"] == "recorded"
    await Case(site.world, second).until(lambda: Case(site.world, second).file().open)
    after = [await site.case(ref) for ref in (first, second)]
    for was, now in zip(before, after, strict=True):
        assert {name: now[name] for name in ("child", "people", "household", "stage", "risk", "documents")} == {
            name: was[name] for name in ("child", "people", "household", "stage", "risk", "documents")
        }
    await compared(site, first, second)
    assert [each for each in await listed(site) if first in (each["case"], each["other"])] == [], "never proposed again"


async def test_brothers_and_sisters_are_shown_as_household_and_linked(site: Site) -> None:
    first = await site.refer()
    second = await site.refer(child={**CHILD, "given": "Ottoline", "date_of_birth": "2012-02-03"})
    await compared(site, second)
    assert [each for each in await listed(site) if second in (each["case"], each["other"])] == []
    seen = (await site.get(f"/api/cases/{second}/matches")).json()
    assert ([each["other"] for each in seen["household"]], seen["same_child"]) == ([first], [])
    answer = await decide(site, second, first, {"answer": "one-household", "reason": "Brother and sister: the mother."})
    assert answer.json()["case"] == second
    (linked,) = (await site.case(second))["household"]
    assert (linked["case_ref"], linked["checked"]) == (first, False)
    assert (await site.case(first))["stage"] == "referral", "never merged"
    shown = [(await site.get(f"/api/cases/{ref}/matches")).json()["household"] for ref in (first, second)]
    assert [[each["other"] for each in side] for side in shown] == [[second], []], "its own case names it already"
    merging = {"answer": "same-child", "goes_on": first, "reason": "One child."}
    refused = problem(await decide(site, second, first, merging), 409, "MAYBE_TWO_CHILDREN", "other")
    assert refused["verdicts"][0]["override"], "for a supervisor's reason only"


async def test_a_returning_child_is_reopened_by_a_person_or_not(site: Site) -> None:
    earlier = await site.refer()
    await Case(site.world, earlier).close()
    back = await site.refer()
    await compared(site, back)
    (match,) = [each for each in await listed(site) if each["case"] == back]
    assert (match["other"], match["returning"]) == (earlier, True)
    assert (await site.case(earlier))["stage"] == "closed"
    answer = await decide(site, back, earlier, {"answer": "earlier-case", "reason": "The mother said so."})
    assert answer.json()["case"] == back
    assert [each for each in await listed(site) if each["case"] == back] == []
    answer = await decide(site, back, earlier, {"answer": "reopen", "reason": "The earlier plan is the better one."})
    assert (answer.json()["case"], (await site.case(earlier))["stage"]) == (earlier, "contact")


async def test_side_by_side_hides_what_is_protected_on_either(site: Site, subtests: pytest.Subtests) -> None:
    named = {**CHILD, "upn": UPN}
    hidden = await site.refer(child=named, adults=[HIDDEN])
    await site.do(hidden, "protect-details", "supervisor", why="refuge", source="The refuge")
    new = await site.refer(child=named, adults=[HIDDEN])
    await compared(site, new)
    (match,) = [each for each in await listed(site) if each["case"] == new]
    assert match["other"] == hidden, "a protected case is known of, its details are not"
    for who in ("officer", "supervisor"):
        pairs = [f"/api/matches/{new}/{hidden}", f"/api/matches/{hidden}/{new}", "/api/matches"]
        for path in (*pairs, *(f"/api/cases/{ref}/matches" for ref in (new, hidden)), f"/api/cases/{hidden}/timeline"):
            with subtests.test(path, who=who):
                answer = await site.get(path, who)
                mine = answer.text if path != "/api/matches" else "".join(
                    str(each) for each in answer.json()["matches"] if hidden in (each["case"], each["other"])
                )  # fmt: skip
                assert mine
                assert [each for each in PLANTED if each in mine] == []
    merging = {"answer": "same-child", "goes_on": new, "reason": "One child."}
    problem(await decide(site, new, hidden, merging), 409, "SUPERVISOR_NEEDED", "other")


async def restricted(site: Site, **named: str) -> str:
    ref = await site.refer(child={**CHILD, **named}, owner="officer2")
    await site.do(ref, "protect-details", "supervisor", why="adoption", source="The court order")
    return ref


async def test_to_whoever_may_not_know_of_it_a_restricted_case_is_not_there(
    site: Site, subtests: pytest.Subtests
) -> None:
    """Every route that names a case answers as for a reference that was never given, whatever it is sent (harm 9)."""
    hidden, never, mine = await restricted(site), "RC-2020-999999", await site.refer(child=SOMEBODY, adults=[AUNT])
    routes = [each for each in API.items() if any(named in each[0][1] for named in ("{ref}", "{letter}", "{other}"))]
    assert len(routes) > 10
    for who in ("officer", "legal", "admin", ""):
        async with site.as_(who) as client:
            for (method, path), way in routes:
                for body in (way.body, {"unknown": 1}):
                    with subtests.test(f"{method} {path}", who=who, body=body):
                        said = []
                        for ref in (hidden, never):
                            parts = {"ref": ref, "action": "send-back", "name": "order", "document": "D1"}
                            parts |= {"other": mine, "letter": f"{ref}-L1"}
                            address = path.format_map(defaultdict(lambda: "1", parts))
                            headers = {"Idempotency-Key": uuid.uuid4().hex}
                            answer = await client.request(method, address, json=body, headers=headers)
                            said.append((answer.status_code, answer.text))
                        assert said[0] == said[1]
    for path in (f"/api/matches/{mine}/{{}}", f"/api/matches/{{}}/{mine}"):
        there, none = [await site.get(path.format(ref)) for ref in (hidden, never)]
        assert (there.status_code, there.text) == (none.status_code, none.text)
    for action in ("merge-case", "decide-not-same", "record-earlier-case"):
        there, none = [await site.act(mine, action, {"other": ref, "reason": "One child."}) for ref in (hidden, never)]
        assert (there.status_code, there.json()) == (none.status_code, none.json())
    closing = {"outcome": "DUPLICATE", "proof": "surviving-case", "evidence": "One child."}
    checks = [
        (await site.post(f"/api/cases/{mine}/check/close-case", {**closing, "surviving_case": ref})).json()
        for ref in (hidden, never)
    ]
    assert checks[0] == checks[1]


async def test_lists_and_numbers_are_as_if_it_were_not_there(site: Site) -> None:
    hidden = await restricted(site, given="Wilhelmina", surname="Keptapart")
    for who, seen in (("officer", 0), ("legal", 0), ("officer2", 1), ("supervisor", 1)):
        answer = (await site.get("/api/cases?text=keptapart", who)).json()
        assert (answer["total"], len(answer["cases"])) == (seen, seen), who
        assert (await site.get(f"/api/cases/{hidden}", who)).status_code == (200 if seen else 404)
    new = await site.refer(child={**CHILD, "given": "Wilhelmina", "surname": "Keptapart"})
    other = await site.refer(child=SOMEBODY, adults=[AUNT])
    await compared(site, new, other)
    assert [each for each in await listed(site) if new in (each["case"], each["other"])] == []
    assert [(each["case"], each["other"]) for each in await listed(site, "supervisor") if each["for_supervisors"]] == [
        (hidden, new)
    ]
    seen_by_officer = (await site.get(f"/api/cases/{new}/matches")).json()
    assert seen_by_officer == {"waiting": [], "same_child": [], "household": []}
    told = [(await site.get(f"/api/cases/{ref}/timeline")).json() for ref in (new, other)]
    assert [each["action"] for each in told[0]] == [each["action"] for each in told[1]]


def make_lead(site: Site, who: str) -> None:
    """A safeguarding lead from today."""
    granted = {"power": Power.SAFEGUARDING_LEAD, "granted_by": "admin", "document": "Minute 1"}
    with transaction(site.world.house.engine) as session:
        session.add(AuthorisationRow(staff_id=who, valid_from=site.app.state.services.today, **granted))


async def test_two_identities_are_tied_only_in_a_record_of_their_own(site: Site) -> None:
    old = await site.refer()
    new = await site.refer(child={**CHILD, "surname": "Adopted"})
    looking = {"reason": "To answer the new school's question about records."}
    for who in ("officer", "supervisor", "legal"):
        problem(await site.post(f"/api/cases/{old}/identities", looking, who), 403, "ROLE")
    make_lead(site, "supervisor")
    tie = {"other": new, "reason": "The adoption order of 2 November."}
    problem(await site.post(f"/api/cases/{old}/identities/tie", tie, "supervisor"), 409, "NOT_RESTRICTED", "other")
    await site.do(new, "protect-details", "supervisor", why="adoption", source="The court order")
    again = await site.refer()
    for body in (tie, tie):
        answer = await site.post(f"/api/cases/{old}/identities/tie", body, "supervisor")
        assert answer.json() == {"cases": [new]}
    assert (await site.post(f"/api/cases/{new}/identities", looking, "supervisor")).json() == {"cases": [old]}
    await compared(site, old, new, again)
    seen = (await site.get(f"/api/cases/{new}/matches", "supervisor")).json()
    assert old not in str(seen)
    assert [each for each in await listed(site, "supervisor") if {old, new} == {each["case"], each["other"]}] == []
    with transaction(site.world.house.engine) as session:
        looks = session.execute(text("select staff_id, case_ref, what from identity_look order by id")).all()
        sealed = session.execute(text("select sealed from linked_identity")).scalars().all()
        journal = session.execute(text("select entry::text from journal where case_ref = :ref"), {"ref": old}).scalars()
        assert not any(new in entry for entry in journal), "the journal of one says nothing of the other"
    assert [tuple(look) for look in looks] == [
        ("supervisor", old, "tied"), ("supervisor", old, "tied"), ("supervisor", new, "opened")
    ]  # fmt: skip
    assert len(sealed) == 1
    assert not any(ref.encode() in bytes(each) for each in sealed for ref in (old, new))


async def test_a_case_that_is_restricted_later_is_named_nowhere_any_more(site: Site) -> None:
    """Its sister's case named it while everybody might know of it; so did a proposal, a decision and a note."""
    kept = await site.refer(owner="officer2")
    sister = await site.refer(child={**CHILD, "given": "Ottoline", "date_of_birth": "2012-02-03"})
    again = await site.refer()
    await decide(site, sister, kept, {"answer": "one-household", "reason": f"Sister of {kept}."})
    await site.do(sister, "add-note", note=f"See {kept}: the mother rang.")
    await compared(site, sister, again)
    for ref in (sister, again):
        assert kept in (await site.get(f"/api/cases/{ref}")).text
    await site.do(kept, "protect-details", "supervisor", why="adoption", source="The court order")
    for ref in (sister, again):
        for path in ("", "/timeline", "/matches"):
            answer = await site.get(f"/api/cases/{ref}{path}")
            assert (answer.status_code, kept in answer.text) == (200, False), path
            assert path == "/matches" or kept in (await site.get(f"/api/cases/{ref}{path}", "supervisor")).text
    told = (await site.get(f"/api/cases/{again}/timeline")).json()
    assert not {"match-proposed", "decide-not-same"} & {each["action"] for each in told}


async def test_whoever_is_kept_out_of_a_case_finds_it_in_no_match(site: Site) -> None:
    """A relative who works here (PRACTICE 8.9): what was asked of them is asked of whoever may know of both."""
    child = {"given": "Wilhelmina", "surname": "Keptout", "date_of_birth": "2013-01-09"}
    known = await site.refer(child=child, adults=[], owner="officer2")
    new = await site.refer(child=child, adults=[], owner="officer")
    await compared(site, new)
    assert [(each["case"], each["other"]) for each in await listed(site) if known in each.values()] == [(new, known)]
    body = {"reason": "An aunt of the child."}
    for person in ("officer", "legal"):
        done = await site.post(f"/api/cases/{known}/barred", {**body, "person": person}, "supervisor")
        assert done.status_code == 201, done.text
    assert [each for each in await listed(site) if known in each.values()] == [], "at once"
    seen = (await site.get(f"/api/cases/{new}/matches")).json()
    assert known not in str(seen)
    problem(await site.get(f"/api/matches/{new}/{known}"), 404, "NO_SUCH_CASE")
    problem(await decide(site, new, known, TWINS), 404, "NO_SUCH_CASE")
    await compared(site, new, known)
    assert not [task for task in (await site.case(new))["tasks"] if known in task["title"]], "withdrawn"
    assert [each["other"] for each in await listed(site, "officer2") if each["case"] == known] == [new]
    assert (await site.post(f"/api/cases/{known}/barred/officer/end", {}, "supervisor")).status_code == 200
    seen = (await site.get(f"/api/cases/{new}/matches")).json()
    assert [each["other"] for each in seen["same_child"]] == [known]
