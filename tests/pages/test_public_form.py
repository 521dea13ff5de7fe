"""The public form: the answers decide the questions, and what is sent is a case like any other."""

import asyncio
import json
from dataclasses import replace
from datetime import datetime

import pytest

from api.referrer import who_referred
from domain.case_file import CaseFile
from domain.deadline import LONDON
from domain.vocabulary import Channel, Indicator, Reason
from tests.api.site import Site
from tests.pages.telling import NEIGHBOUR, PARENT, SCHOOL, Rows, Telling
from tests.pages.test_forms import file
from tests.pages.visitor import Visitor, services_of, sound


def case_of(site: Site, ref: str) -> CaseFile:
    case = file(site, ref)
    assert isinstance(case, CaseFile)
    return case


async def test_what_a_neighbour_tells_is_a_case_with_a_reference(site: Site, rows: Rows) -> None:
    async with Visitor.signed_in(site) as neighbour:
        telling = Telling(neighbour, NEIGHBOUR)
        ref = await telling.tell()
        assert telling.asked == list(NEIGHBOUR)
        case = case_of(site, ref)
        assert (case.channel, case.child.name, case.child.school) == (
            Channel.PUBLIC,
            "Plantedgiven Plantedsurname",
            "800/2001",
        )
        assert [person.name for person in case.people] == ["Plantedmother"]
        assert case.people[0].address is not None
        assert [child.name for child in case.household] == ["Plantedsister One", "Plantedbrother Two"]
        assert (case.team, case.owner) == ("north", ""), "a team with an active officer has it"
        assert "Plantedreferrer" not in case.model_dump_json()
        assert who_referred(services_of(site), ref).name == "Plantedreferrer"
        (entry,) = rows(f"select entry -> 'data' ->> 'account', actor from journal where case_ref = '{ref}'")
        assert str(entry[0]).startswith("Plantedwords")
        assert "About how old: about eight" in str(entry[0])
        assert "Not in school since: since half term" in str(entry[0])
        assert entry[1] == "public-form"
        assert rows("select count(*) from duty_alert") == [(0,)]
    says = await site.world.client.get_workflow_handle(ref).describe()
    assert says.status is not None, "its process runs"


async def test_what_a_parent_and_a_school_are_asked(site: Site) -> None:
    async with Visitor.signed_in(site) as parent:
        telling = Telling(parent, PARENT)
        ref = await telling.tell()
        assert {"help", "safe"} < set(telling.asked)
        assert not {"adult", "confidence", "done", "groups"} & set(telling.asked)
        case = case_of(site, ref)
        assert (case.channel, case.reason, case.confidential) == (Channel.PARENT, Reason.NO_PLACE, False)
        assert (case.people[0].name, case.people[0].telephone) == ("Ms R Planted", "01632 960 778")
    async with Visitor.signed_in(site) as school:
        telling = Telling(school, SCHOOL)
        case = case_of(site, await telling.tell())
        assert {"done", "groups", "confidence"} < set(telling.asked)
        assert case.channel is Channel.SCHOOL
        assert case.indicators == [Indicator.SOCIAL_WORKER]
        assert case.child.date_of_birth is not None


@pytest.mark.parametrize("who", [Channel.AGENCY, Channel.AUTHORITY])
async def test_another_service_says_who_it_is_and_is_asked_in_its_own_words(site: Site, who: Channel) -> None:
    told = {name: said for name, said in SCHOOL.items() if name != "done"}
    told |= {"who": {"who": who.value}, "signs": {"signs": ["protection-plan"]}, "school": {}}
    async with Visitor.signed_in(site) as worker:
        telling = Telling(worker, {**told, "you": {"name": "Mx N Sample"}})
        await telling.fill(stop_at="you")
        nobody = await telling.give("you")
        assert nobody.status == 422
        assert {href for href, _ in nobody.page.links if href.startswith("#f-")} == {"#f-role", "#f-telephone"}
        telling.answers = {**told, "you": {"name": "Mx N Sample", "role": "Health visitor", "telephone": "01632 960 1"}}
        ref = await telling.tell()
    assert "done" not in telling.asked
    case = case_of(site, ref)
    assert (case.channel, case.risk.value) == (who, "red")
    assert who_referred(services_of(site), ref).role == "Health visitor"


async def test_in_confidence_the_account_and_who_told_are_sealed(site: Site, rows: Rows) -> None:
    async with Visitor.signed_in(site) as neighbour:
        ref = await Telling(neighbour, {**NEIGHBOUR, "confidence": {"confidence": "yes"}}).tell()
    assert case_of(site, ref).confidential
    everything = json.dumps(rows(f"select entry::text from journal where case_ref = '{ref}'"), default=str)
    for planted in ("Plantedwords", "Plantedreferrer", "Plantedaunt", "960 777", "about eight"):
        assert planted not in everything
    kept = who_referred(services_of(site), ref)
    assert kept.account.startswith("Plantedwords")
    assert kept.relation == "Plantedaunt"


async def test_a_parent_in_hiding_has_no_address_in_the_case(site: Site, rows: Rows) -> None:
    hiding = {**PARENT, "safe": {"safe": "yes", "from_whom": "Plantedfather, who looks for us."}}
    async with Visitor.signed_in(site) as parent:
        ref = await Telling(parent, hiding).tell()
    case = case_of(site, ref)
    assert case.confidential
    assert (case.people[0].name, case.people[0].address, case.people[0].telephone) == ("Ms R Planted", None, "")
    everything = json.dumps(rows(f"select entry::text from journal where case_ref = '{ref}'"), default=str)
    for planted in ("Fixture Road", "960 778", "Plantedfather"):
        assert planted not in everything
    assert "Read what is kept apart before anybody is written to" in everything
    account = who_referred(services_of(site), ref).account
    assert "Who must not learn of it: Plantedfather" in account
    assert "Where they live: 1 Fixture Road, Sampleton, BA1 1AA" in account


async def test_what_is_not_known_may_stay_open(site: Site) -> None:
    little = {
        **NEIGHBOUR,
        "child": {"looks": "A girl in a red coat."},
        **{name: {} for name in ("born", "school", "since", "adult", "home", "others", "you")},
    }
    async with Visitor.signed_in(site) as neighbour:
        case = case_of(site, await Telling(neighbour, little).tell())
    assert (case.child.given, case.child.surname) == ("Not known", "Not known")
    assert (case.child.date_of_birth, case.people, case.household) == (None, [], [])


async def test_every_fault_is_said_at_its_question_and_what_was_typed_stays(site: Site) -> None:
    next_year = services_of(site).today.year + 1
    wrong = {
        "who": {"who": "emperor"},
        "signs": {"signs": ["none", "threat-to-life"]},
        "child": {},
        "born": {"date_of_birth-day": "1", "date_of_birth-month": "1", "date_of_birth-year": str(next_year)},
        "home": {"line1": "1 Road", "postcode": "NOWHERE"},
        "others": {"others": "\n".join("A Child" for _ in range(9))},
        "account": {"account": "x" * 8_001},
    }
    async with Visitor.signed_in(site) as neighbour:
        telling = Telling(neighbour, NEIGHBOUR)
        for name, said in wrong.items():
            await telling.fill(stop_at=name)
            form = (await neighbour.page(f"/refer/{name}")).form(f"/refer/{name}")
            answer = await neighbour.post(f"/refer/{name}", {**form.filled(), **said})
            assert answer.status == 422, name
            assert "There is a problem" in answer.text
            assert answer.page.title.startswith("Error: Form")
            shown = answer.page.form(f"/refer/{name}").values
            for field, value in said.items():
                if field not in ("who", "signs"):
                    assert shown[field] == value
        await telling.fill()


async def test_an_answer_is_changed_and_another_way_is_asked(site: Site) -> None:
    async with Visitor.signed_in(site) as somebody:
        telling = Telling(somebody, NEIGHBOUR)
        await telling.fill()
        page = await somebody.page("/refer/check")
        assert {href for href, text in page.links if text.startswith("Change")} == {
            f"/refer/{name}" for name in NEIGHBOUR
        }
        assert "Plantedwords" in page.text
        changed = await somebody.post("/refer/account", {"account": "Something else."})
        assert changed.goes_to == "/refer/check"
        assert "Something else." in (await somebody.page("/refer/check")).text
        other = await somebody.post("/refer/who", {"who": "parent"})
        assert other.goes_to == "/refer/help"
        early = await somebody.get("/refer/check")
        assert (early.status, early.goes_to) == (303, "/refer/help")
        assert (await somebody.post("/refer/check", {})).goes_to == "/refer/check"
        assert (await somebody.get("/refer/confidence")).goes_to == "/refer/help", "no question of a parent's"


async def test_sent_twice_it_is_one_case(site: Site, rows: Rows) -> None:
    before = rows("select count(*) from case_file")[0][0]
    async with Visitor.signed_in(site) as neighbour:
        telling = Telling(neighbour, NEIGHBOUR)
        await telling.fill()
        form = (await neighbour.page("/refer/check")).form("/refer/check").filled()
        sent = [await neighbour.post("/refer/check", form) for _ in range(2)]
        assert {answer.goes_to for answer in sent} == {"/refer/sent"}
        assert rows("select count(*) from case_file")[0][0] == before + 1  # type: ignore[operator]
        assert "Plantedgiven" not in (await neighbour.page("/refer/sent")).html
        assert (await neighbour.get("/refer/check")).goes_to == "/refer/sent"


async def test_sent_twice_at_the_same_moment_it_is_one_case(site: Site, rows: Rows) -> None:
    async with Visitor.signed_in(site) as neighbour:
        telling = Telling(neighbour, {**NEIGHBOUR, "danger": {"danger": "yes"}})
        await telling.fill()
        form = (await neighbour.page("/refer/check")).form("/refer/check").filled()
        sent = await asyncio.gather(*(neighbour.post("/refer/check", form) for _ in range(4)))
        assert {answer.goes_to for answer in sent} == {"/refer/sent"}
    assert rows("select count(*) from journal where actor = 'public-form' and seq = 1") == [(1,)]
    assert rows("select count(*) from duty_alert") == [(1,)]
    assert rows("select count(*) from knock") == [(1,)]


async def test_danger_comes_first_and_tells_the_duty_address_by_reference(site: Site, rows: Rows) -> None:
    async with Visitor.signed_in(site) as neighbour:
        start = await neighbour.page("/refer")
        assert start.text.index("999") < start.text.index("Tell us about a child")
        telling = Telling(neighbour, {**NEIGHBOUR, "danger": {"danger": "yes"}})
        await telling.fill(stop_at="danger")
        answer = await telling.give("danger")
        assert answer.goes_to == "/refer/call"
        called = await neighbour.page("/refer/call")
        assert "Call 999 now" in called.text
        assert called.link("Go on") == "/refer/signs"
        ref = await telling.tell()
        assert "We tell the duty social worker now" in (await neighbour.page("/refer/sent")).text
    assert rows("select ref, sent from duty_alert") == [(ref, 0)]
    case = case_of(site, ref)
    assert case.indicators == [Indicator.IN_DANGER]
    assert case.risk.value == "red"


@pytest.mark.parametrize(("hour", "first"), [(11, "999"), (22, "01632 960 199")])
async def test_out_of_hours_the_duty_number_stands_first(
    site: Site, monkeypatch: pytest.MonkeyPatch, hour: int, first: str
) -> None:
    services = services_of(site)
    at = datetime(2026, 11, 24, hour, tzinfo=LONDON)
    site.app.state.services = replace(services, now=lambda: at)
    async with Visitor.signed_in(site) as anybody:
        for path in ("/refer", "/refer/who"):
            page = (await anybody.page(path)).text
            numbers = [page.index(number) for number in ("999", "01632 960 199")]
            assert page.index(first) == min(numbers)
    async with Visitor.signed_in(site, "officer") as officer:
        work = (await officer.page("/")).text
        assert ("The office is closed. Duty social worker: 01632 960 199" in work) is (first != "999")


ODD = (
    "",
    " ",
    "none",
    "x" * 5_000,
    "<b>",
    "{{ 7 * 7 }}",
    "2026-02-30",
    "\u202e\u200b",
    "𠮷野",
    "%s",
    "-1",
    "99999999999",
)


async def test_no_answer_is_an_error_of_ours(site: Site) -> None:
    async with Visitor.signed_in(site) as somebody:
        telling = Telling(somebody, SCHOOL)
        await telling.fill()
        for name in SCHOOL:
            form = (await somebody.page(f"/refer/{name}")).form(f"/refer/{name}")
            names = sorted(form.names - {"website"})
            for number, odd in enumerate(ODD):
                sent = {each: [odd, odd] if number % 3 == 0 else odd for each in names}
                answer = await somebody.post(f"/refer/{name}", sent)
                assert answer.status in (303, 422), (name, odd, answer.status)
            await telling.give(name)
        assert (await somebody.post("/refer/account", {"account": "a\x00b"})).status == 400
        assert (await telling.send()).goes_to == "/refer/sent"


async def test_two_children_whom_nobody_can_name_are_not_taken_for_one(site: Site, rows: Rows) -> None:
    unnamed = {**NEIGHBOUR, "child": {"looks": "A girl in a red coat."}, "adult": {}, "home": {}, "others": {}}
    for _ in range(2):
        async with Visitor.signed_in(site) as neighbour:
            await Telling(neighbour, unnamed).tell()
    assert rows("select count(*) from journal where action = 'match-proposed'") == [(0,)]
    assert [name for (name,) in rows("select name from likeness")] == ["", ""]


@pytest.mark.parametrize(("wanted", "has"), [("", "north"), ("office", "office"), ("nobody-is-here", "north")])
async def test_the_team_that_has_such_cases_has_somebody(site: Site, wanted: str, has: str) -> None:
    services = services_of(site)
    site.app.state.services = replace(services, public=replace(services.public, intake_team=wanted))
    async with Visitor.signed_in(site) as neighbour:
        assert case_of(site, await Telling(neighbour, NEIGHBOUR).tell()).team == has


async def test_whoever_leaves_goes_on_within_the_hour_on_the_same_device(site: Site) -> None:
    async with Visitor.signed_in(site) as somebody:
        assert (await somebody.page("/refer")).link("Go on") == "/refer/who"
        telling = Telling(somebody, NEIGHBOUR)
        await telling.fill(stop_at="born")
        page = await somebody.page("/refer")
        assert page.link("Go on where you were") == "/refer/born"
        assert "Planted" not in page.html
        await telling.tell()
        assert not (await somebody.page("/refer")).has_link("Go on where you were")
    async with Visitor.signed_in(site) as another:
        assert not (await another.page("/refer")).has_link("Go on where you were")


async def test_who_wishes_it_in_writing_says_where_to_and_that_is_kept_apart(site: Site, rows: Rows) -> None:
    wish = {"confirm": "letter", "confirm_to": "Plantedletterbox, 9 Fixture Road"}
    async with Visitor.signed_in(site) as neighbour:
        telling = Telling(neighbour, NEIGHBOUR)
        await telling.fill(stop_at="you")
        for chosen, at in (("letter", "#f-confirm_to"), ("email", "#f-email")):
            answer = await neighbour.post("/refer/you", {"confirm": chosen})
            assert answer.status == 422
            assert at in {href for href, _ in answer.page.links}
        telling.answers = {**NEIGHBOUR, "you": {**NEIGHBOUR["you"], **wish}}
        ref = await telling.tell()
    assert who_referred(services_of(site), ref).confirm == "By letter to: Plantedletterbox, 9 Fixture Road"
    assert "Plantedletterbox" not in json.dumps(rows(f"select entry::text from journal where case_ref = '{ref}'"))


async def test_the_leaflet_keeps_its_promises_and_not_its_law(site: Site) -> None:
    """PRACTICE 5.4: ages as in section 8, education at school or otherwise, no four-week rule, today's words."""
    async with Visitor.signed_in(site) as anybody:
        start = await anybody.page("/refer")
        pages = [href for href, _ in start.links if href.startswith("/refer/about/")]
        assert len(pages) == 4
        said = ""
        for path in pages:
            answer = await anybody.get(path)
            sound(answer)
            assert answer.status == 200
            assert answer.page.link("Exit this page") == "/refer/exit"
            said += answer.text
        for promise in ("keep it confidential", "offer support before anything else", "last Friday in June"):
            assert promise in said
        assert "at a school or otherwise" in said
        for gone in ("4 weeks", "four weeks", "5 & 16", "teenage mothers", "women’s refuges"):
            assert gone not in said
        assert (await anybody.get("/refer/about/nothing")).status == 404
        for old in ("/report", "/report/who"):
            moved = await anybody.get(old)
            assert (moved.status, moved.goes_to) == (301, "/refer")
