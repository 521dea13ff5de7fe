"""What cannot be: one clear problem that names the field, never an error of ours, and nothing recorded."""

import json
from typing import Any

import pytest

from tests.api.site import CHILD, MOTHER, Site, problem


@pytest.fixture
def site(files_site: Site) -> Site:
    return files_site


NOTE = {"note": "The school will ring back."}
TRIAGE = {"route": "missing-education", "reasons": "On no roll."}
SEEN = {"where": "At home", "seen_by": "professional", "by_name": "Amina", "by_role": "Officer"}

# action, form, status, code, field
FORMS: list[tuple[str, Any, int, str, str | None]] = [
    ("fly-to-the-moon", {}, 404, "UNKNOWN_ACTION", None),
    ("clock-passed", {"clock": "triage", "rings_at": "2020-01-01T00:00:00Z"}, 404, "UNKNOWN_ACTION", None),
    ("complete-checks", {"found": "nowhere", "summary": "No trace."}, 409, "NOT_A_STEP", None),
    ("add-note", {}, 422, "INVALID", "note"),
    ("add-note", {"note": ""}, 422, "INVALID", "note"),
    ("add-note", {"note": "   \n\t "}, 422, "INVALID", "note"),
    ("add-note", {"note": None}, 422, "INVALID", "note"),
    ("add-note", {"note": ["a", "b"]}, 422, "INVALID", "note"),
    ("add-note", {"note": "x" * 100_000}, 422, "INVALID", "note"),
    ("add-note", {**NOTE, "notes": "twice"}, 422, "INVALID", "notes"),
    ("add-note", {**NOTE, "happened_on": "31/02/2026"}, 422, "INVALID", "happened_on"),
    ("add-note", {**NOTE, "happened_on": "2026-02-31"}, 422, "INVALID", "happened_on"),
    ("add-note", {**NOTE, "happened_on": "2026-13-01"}, 422, "INVALID", "happened_on"),
    ("add-note", {**NOTE, "happened_on": "0000-01-01"}, 422, "INVALID", "happened_on"),
    ("add-note", {**NOTE, "happened_on": "tomorrow"}, 422, "INVALID", "happened_on"),
    ("add-note", {**NOTE, "happened_on": ""}, 422, "INVALID", "happened_on"),
    ("add-note", {**NOTE, "happened_on": 0}, 422, "INVALID", "happened_on"),
    ("add-note", {**NOTE, "happened_on": 1_609_459_200}, 422, "INVALID", "happened_on"),
    ("add-note", {**NOTE, "happened_on": "1609459200"}, 422, "INVALID", "happened_on"),
    ("add-note", {**NOTE, "happened_on": True}, 422, "INVALID", "happened_on"),
    ("add-note", {**NOTE, "happened_on": ["2026-11-24"]}, 422, "INVALID", "happened_on"),
    ("add-note", {**NOTE, "happened_on": "2026-11-24T10:00:00"}, 422, "INVALID", "happened_on"),
    ("add-note", {**NOTE, "happened_on": "1890-06-01"}, 409, "BEFORE_BIRTH", "happened_on"),
    ("add-note", {**NOTE, "happened_on": "2100-01-01"}, 409, "FUTURE_DATE", "happened_on"),
    ("add-note", {**NOTE, "happened_on": "9999-12-31"}, 409, "FUTURE_DATE", "happened_on"),
    ("plan-visit", {"visit_on": "2099-01-01", "ends_by": "16:30"}, 409, "FAR_DATE", "visit_on"),
    ("plan-visit", {"visit_on": "2026-11-24", "ends_by": "25:99"}, 422, "INVALID", "ends_by"),
    ("decide-triage", {**TRIAGE, "route": "elsewhere"}, 422, "INVALID", "route"),
    ("decide-triage", {**TRIAGE, "reasons": "no"}, 422, "INVALID", "reasons"),
    ("decide-triage", {**TRIAGE, "owner": "nobody-of-this-name"}, 409, "NOT_STAFF", "owner"),
    ("record-child-seen", {**SEEN, "alone": "perhaps"}, 422, "INVALID", "alone"),
    ("give-child-details", {"upn": "A800400126001", "evidence": "A letter"}, 422, "INVALID", "upn"),
    ("give-child-details", {"school": "Fixture Academy", "evidence": "A letter"}, 422, "INVALID", "school"),
    ("give-child-details", {"evidence": "A letter"}, 409, "NOTHING_GIVEN", "also_known_as"),
    ("correct-entry", {"entry": 10**15, "field": "note", "reason": "Wrong"}, 409, "NO_SUCH_ENTRY", "entry"),
    ("correct-entry", {"entry": -1, "field": "note", "reason": "Wrong"}, 422, "INVALID", "entry"),
    ("record-contact", {"how": "telephone", "person": "P99"}, 409, "NO_SUCH_PERSON", "person"),
    ("extend-deadline", {"clock": "?", "to": "2026-11-24", "reason": "Ill"}, 409, "NO_SUCH_CLOCK", "clock"),
    ("draft-letter", {"template": "L99", "person": "P1-1"}, 409, "NO_SUCH_LETTER", "template"),
    (
        "add-person",
        {
            "full_name": "Mr T",
            "relation": "father",
            "source": "He said so",
            "address": {"lines": ["1 Fixture Road"], "postcode": "NOWHERE"},
        },
        422,
        "INVALID",
        "address.postcode",
    ),
    (
        "add-person",
        {"full_name": "Mr T", "relation": "father", "source": "He said so", "address": {"lines": [], "postcode": ""}},
        422,
        "INVALID",
        "address.lines",
    ),
]


async def test_a_form_that_cannot_be_is_one_problem_that_names_the_field(site: Site, subtests: pytest.Subtests) -> None:
    ref = await site.refer()
    before = site.written()
    for action, form, status, code, field in FORMS:
        with subtests.test(action=action, form=str(form)[:80]):
            problem(await site.act(ref, action, form), status, code, field)
    assert site.written() == before


async def test_a_referral_that_cannot_be_opens_no_case(site: Site, subtests: pytest.Subtests) -> None:
    before = site.written()
    wrong: list[tuple[dict[str, Any], int, str, str]] = [
        ({"channel": "pigeon"}, 422, "INVALID", "channel"),
        ({"channel": None}, 422, "INVALID", "channel"),
        ({"child": {**CHILD, "given": ""}}, 422, "INVALID", "child.given"),
        ({"child": {"given": "Kai"}}, 422, "INVALID", "child.surname"),
        ({"child": {**CHILD, "date_of_birth": "2015-02-30"}}, 422, "INVALID", "child.date_of_birth"),
        ({"child": {**CHILD, "date_of_birth": 1_420_070_400}}, 422, "INVALID", "child.date_of_birth"),
        ({"child": {**CHILD, "date_of_birth": "2099-01-01"}}, 409, "FUTURE_DATE", "child.date_of_birth"),
        ({"child": {**CHILD, "date_of_birth": "1890-01-01"}}, 409, "FAR_DATE", "child.date_of_birth"),
        ({"child": {**CHILD, "upn": "B800400126001"}}, 422, "INVALID", "child.upn"),
        ({"child": {**CHILD, "sex": "x"}}, 422, "INVALID", "child.sex"),
        ({"child": {**CHILD, "school": "4001"}}, 422, "INVALID", "child.school"),
        ({"child": []}, 422, "INVALID", "child"),
        ({"adults": [{**MOTHER, "relation": "queen"}]}, 422, "INVALID", "adults.0.relation"),
        ({"adults": [{"name": "A", "address": {"lines": ["1 Road"], "postcode": "1"}}]}, 422, "INVALID",
         "adults.0.address.postcode"),
        ({"adults": [MOTHER] * 21}, 422, "INVALID", "adults"),
        ({"household": [{"name": ""}]}, 422, "INVALID", "household.0.name"),
        ({"account": "x" * 100_000}, 422, "INVALID", "account"),
        ({"owner": "x" * 121}, 422, "INVALID", "owner"),
        ({"password": "secret"}, 422, "INVALID", "password"),
    ]  # fmt: skip
    for changed, status, code, field in wrong:
        with subtests.test(**changed):
            body = {"channel": "school", "child": CHILD, "adults": [MOTHER], **changed}
            said = problem(await site.post("/api/referrals", body), status, code, field)
            assert "secret" not in json.dumps(said)
    assert site.written() == before


BODIES: list[tuple[str, bytes, int, str, str]] = [
    ("not JSON", b'{"note": "x"', 400, "NOT_JSON", "body"),
    ("nothing", b"", 422, "INVALID", "body"),
    ("an array", b'["note"]', 422, "INVALID", "body"),
    ("a string", b'"note"', 422, "INVALID", "body"),
    ("null", b"null", 422, "INVALID", "body"),
    ("not UTF-8", b'{"note": "caf\xe9"}', 400, "NOT_JSON", "body"),
    ("a name twice", b'{"note": "one thing", "note": "another"}', 422, "INVALID", "note"),
    ("NaN", b'{"note": "one thing", "happened_on": NaN}', 422, "INVALID", "happened_on"),
    ("infinity", b'{"note": "one thing", "happened_on": -Infinity}', 422, "INVALID", "happened_on"),
    ("a huge number", b'{"note": %s}' % (b"9" * 5000), 422, "INVALID", "note"),
    ("a huge exponent", b'{"note": 1e999}', 422, "INVALID", "note"),
    ("NUL", b'{"note": "one\\u0000thing"}', 422, "INVALID", "note"),
    ("NUL in a name", b'{"no\\u0000te": "one thing"}', 422, "INVALID", "note"),
    ("a lone surrogate", b'{"note": "one \\ud83d thing"}', 422, "INVALID", "note"),
    ("the other lone surrogate", b'{"note": "one \\ude00 thing"}', 422, "INVALID", "note"),
    ("nested", b'{"note": ' + b"[" * 900 + b"]" * 900 + b"}", 422, "INVALID", "note" + ".0" * 20),
    ("nested without end", b'{"note": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", 400, "NOT_JSON", "body"),
]


async def test_a_body_that_is_no_form_is_refused(site: Site, subtests: pytest.Subtests) -> None:
    ref = await site.refer()
    before = site.written()
    for name, body, status, code, field in BODIES:
        with subtests.test(name):
            problem(await site.act(ref, "add-note", body), status, code, field)
    nested = {"entry": 1, "field": "account", "old": "", "new": {"a": [[{"b": "one\0thing"}]]}, "reason": "Wrong"}
    problem(await site.act(ref, "correct-entry", nested), 422, "INVALID", "new.a.0.0.b")
    megabytes = json.dumps({"note": "x" * 2_000_000}).encode()
    problem(await site.act(ref, "add-note", megabytes), 413, "TOO_LARGE")
    plain = {"Content-Type": "text/plain"}
    problem(await site.act(ref, "add-note", json.dumps(NOTE).encode(), **plain), 415, "CONTENT_TYPE", "Content-Type")
    as_form = {"Content-Type": "application/x-www-form-urlencoded"}
    problem(await site.act(ref, "add-note", b"note=one+thing", **as_form), 422, "INVALID", "body")
    assert site.written() == before


async def test_addresses_and_headers_that_cannot_be_are_refused(site: Site, subtests: pytest.Subtests) -> None:
    ref = await site.refer()
    before = site.written()
    path = f"/api/cases/{ref}/actions/add-note"
    for name, key, field in (("long", "k" * 201, "Idempotency-Key"), ("blank", " ", "Idempotency-Key")):
        with subtests.test(key=name):
            problem(await site.post(path, NOTE, key=key), 422, "INVALID", field)
    with subtests.test(key="missing"):
        async with site.as_() as client:
            problem(await client.post(path, json=NOTE), 422, "INVALID", "Idempotency-Key")
    for override in ("NOT_SEEN", "because", "NOT_SEEN:", "NOT_SEEN: a", "not a code: it is fine", ": it is fine",
                     "A: one thing; A: another"):  # fmt: skip
        with subtests.test(override=override):
            headers = {"Override-Reason": override}
            problem(await site.post(path, NOTE, "supervisor", **headers), 422, "INVALID", "Override-Reason")
    for address, status, code, field in (
        ("/api/cases/RC-2026-000000", 404, "NO_SUCH_CASE", None),
        ("/api/cases/%00", 400, "NOT_TEXT", "address"),
        ("/api/cases?text=a%00b", 400, "NOT_TEXT", "text"),
        ("/api/cases?page=0", 422, "INVALID", "page"),
        ("/api/cases?page=99999999999999999999", 422, "INVALID", "page"),
        ("/api/cases?per_page=1000", 422, "INVALID", "per_page"),
        ("/api/cases?stage=elsewhere", 422, "INVALID", "stage"),
        ("/api/cases?due=never", 422, "INVALID", "due"),
        ("/api/cases?text=" + "x" * 101, 422, "INVALID", "text"),
        ("/api/letters/RC-2026-000000-L1.pdf", 404, "NO_SUCH_LETTER", None),
        ("/api/letters/..%2f..%2fetc.pdf", 404, "NOT_FOUND", None),
        ("/api/nothing", 404, "NOT_FOUND", None),
    ):
        with subtests.test(address=address[:60]):
            problem(await site.get(address), status, code, field)
    async with site.as_() as client:
        problem(await client.delete(f"/api/cases/{ref}"), 405, "NOT_DONE_LIKE_THIS_HERE")
    problem(await site.act("RC-2026-000000", "add-note", NOTE), 404, "NO_SUCH_CASE")
    assert site.written() == before


NAMES = (
    "<script>alert('x')</script>",
    "Robert'); drop table journal;--",
    'O\'Brien-"Ní Dhónaill" & Söhne',
    "{{ 7 * 7 }} {% raw %} ${HOME} %s %(x)s",
    "محمد بن سلمان",
    "\u202eاسم معكوس\u202c",
    "𠮷野 家 👩‍👩‍👧",
    "#set text(red) *bold* _it_ $x$ @ref",
    "Zalgo H̸̡̪̯ͨ͊̽̅̾̎ȩ̬̩̾͛ͪ̈́̀́͘",
)


async def test_a_name_is_taken_and_returned_as_it_was(site: Site, subtests: pytest.Subtests) -> None:
    for name in NAMES:
        with subtests.test(name):
            ref = await site.refer(child={**CHILD, "given": name, "surname": name}, adults=[{**MOTHER, "name": name}])
            case = await site.case(ref)
            assert (case["child"]["given"], case["child"]["surname"]) == (name, name)
            assert case["people"][0]["name"] == name
            await site.do(ref, "add-note", note=name)
            history = (await site.get(f"/api/cases/{ref}/timeline")).json()
            assert {"says": "Note", "value": name} in history[0]["lines"]
            found = (await site.get("/api/cases", params={"text": name[:100]})).json()
            assert [line["ref"] for line in found["cases"]] == [ref]
            assert found["cases"][0]["child_name"] == f"{name} {name}"


async def test_a_long_note_is_kept_whole(site: Site) -> None:
    ref = await site.refer()
    words = " ".join("seven" if n % 10 else "words" for n in range(3_000))
    await site.do(ref, "add-note", note=words)
    history = (await site.get(f"/api/cases/{ref}/timeline")).json()
    assert history[0]["lines"][0]["value"] == words
