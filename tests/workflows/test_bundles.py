"""Bundles on the real server: built durably, told to the case, stopped by what leaks, cancelled, gone on with after a
restart, signed off by another, served, supplemented; their files sealed and never changed.
"""

import asyncio
import hashlib
import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pikepdf
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from temporalio.client import WorkflowFailureError

from activities.bundling import Bundling
from activities.names import BuildRequest
from api.bundle_building import start_build
from domain.bundles.case_bundle import Built, Bundle
from domain.bundles.finding import Outcome, Report
from domain.bundles.manifest import Manifest
from domain.bundles.profiles import PROFILES
from records.bundle_tables import BundleBuildRow, BundleFileRow
from records.bundles import build_of, file_of, next_version
from records.database import transaction
from records.profile_signatures import SIGNED, put
from records.tables import ConfidenceRow, DocumentRow
from tests.letters.bundles.hostile import statement
from tests.letters.bundles.inspecting import inspect
from tests.workflows.prosecuted import lawyers, on_notice, unpaid
from tests.workflows.world import Case, World

FATHER = {
    "full_name": "Mr Omar Planted",
    "relation": "father",
    "source": "The birth certificate",
    "address": {"lines": ["19 Larch Close"], "postcode": "BA2 2AA"},
    "telephone": "07700 900 123",
}


async def with_bundle(world: World, *contents: bytes, profile: str = "legal-advice", **more: Any) -> Case:
    """A case with documents, decided and filed, and a bundle asked for by its officer."""
    lawyers(world)
    case = await world.open()
    for number, content in enumerate(contents, start=1):
        await filed(case, content, f"Paper {number}")
    await case.do("request-bundle", profile=profile, **more)
    return case


async def filed(case: Case, content: bytes, title: str, kind: str = "OTHER", marking: str = "EVIDENTIAL") -> str:
    sha256 = hashlib.sha256(content).hexdigest()
    with transaction(case.world.house.engine) as session:
        if session.get(DocumentRow, sha256) is None:
            session.add(DocumentRow(sha256=sha256, media_type="application/pdf", size=len(content), content=content))
    known = {"sha256": sha256, "media_type": "application/pdf", "size": len(content)}
    await case.do("file-document", title=title, kind=kind, obtained_from="The school", **known)
    document = case.file().documents[-1]
    if marking:
        await case.do("mark-document", document=document.id, marking=marking)
    return document.id


def the(case: Case) -> Bundle:
    return case.file().bundles[-1]


async def ask(case: Case, *, supplement_to: int = 0, by: str = "officer") -> int:
    with transaction(case.world.house.engine) as session:
        number = next_version(session, case.ref, the(case).id, by, datetime.now(UTC), supplement=bool(supplement_to))
    request = BuildRequest(case=case.ref, bundle=the(case).id, version=number, asked_by=by, supplement_to=supplement_to)
    await start_build(case.world.client, request, task_queue=case.world.queue)
    return number


def row(case: Case, version: int) -> BundleBuildRow:
    with transaction(case.world.house.engine) as session:
        found = build_of(session, case.ref, the(case).id, version)
        assert found is not None
        session.expunge(found)
        return found


async def ended(case: Case, version: int) -> BundleBuildRow:
    await case.until(lambda: row(case, version).ended_at is not None)
    return row(case, version)


async def built(case: Case, **more: Any) -> Built:
    """Ask for a version and wait until the case was told."""
    number = await ask(case, **more)
    await case.until(lambda: the(case).version(number) is not None)
    found = the(case).version(number)
    assert found is not None
    return found


def content(case: Case, version: int) -> bytes:
    house = case.world.house
    with transaction(house.engine) as session:
        found = file_of(session, house.keys, (case.ref, the(case).id, version, 1))
    assert found is not None
    return found[0]


async def answered(case: Case) -> None:
    latest = the(case).latest
    assert latest is not None
    for rule in latest.waits:
        await case.do("answer-preflight", by="legal", bundle=the(case).id, rule=rule, reason="Looked at every page.")


async def test_from_the_request_to_a_supplement_of_what_was_served(world: World) -> None:
    case = await with_bundle(world, statement("First paper", 2), statement("Second paper", 3), profile="order-appeal")
    await case.do("ask-for-document", by="legal", bundle=the(case).id, kind="ORDER", words="The order as it was made.")
    assert case.task("bundle-document") is not None
    stopped = await built(case)
    assert "N1" in stopped.stops  # the order and the notices are missing
    assert stopped.files == ()
    with transaction(world.house.engine) as session:
        assert session.execute(text("select count(*) from bundle_file")).scalar_one() == 0
    assert case.journal()[-1].actor == "process"
    advice = await with_bundle(world, statement("First paper", 2), statement("Second paper", 3))
    one = await built(advice)
    assert (one.stops, one.pages) == ((), one.files[0].pages)
    pdf = content(advice, 1)
    assert hashlib.sha256(pdf).hexdigest() == one.files[0].sha256
    seen = inspect(pdf)
    assert seen.stamps == seen.labels
    assert any("First paper" in words for words in seen.texts)
    assert any("Second paper" in words for words in seen.texts)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.docinfo["/Title"]) == f"Papers for legal advice {advice.ref} {the(advice).id}"
    # nobody reads it in the database, and nobody changes it
    with transaction(world.house.engine) as session:
        kept = session.get_one(BundleFileRow, (advice.ref, the(advice).id, 1, 1))
        assert b"%PDF" not in kept.sealed
        assert advice.ref in kept.name
    for change in ("update bundle_file set name = 'x'", "delete from bundle_file", "truncate bundle_file",
                   "update bundle_build set state = 'failed'", "delete from bundle_build"):  # fmt: skip
        with (
            pytest.raises(DBAPIError, match=r"never changes|not built again"),
            transaction(world.house.engine) as session,
        ):
            session.execute(text(change))
    # built again from the same it is the same to the byte, but for the number of its version on the cover
    two = await built(advice)
    assert row(advice, 2).manifest is not None
    first, second = (Manifest.model_validate(row(advice, n).manifest) for n in (1, 2))
    assert first.parts == second.parts
    assert first.versions == second.versions
    assert two.number == 2
    assert Report.model_validate(row(advice, 2).report).stops == ()
    # four eyes: the officer asked and the lawyer signs; papers for advice are served on nobody
    sign = {"bundle": the(advice).id, "version": 2, "reviewed": True}
    assert "PREFLIGHT_WAITS" in await advice.refused("sign-off-bundle", by="legal", **sign)
    await answered(advice)
    await advice.do("sign-off-bundle", by="legal", **sign)
    assert the(advice).signed_by == "legal"
    serve = {"bundle": the(advice).id, "to": "Nobody", "manner": "by-hand"}
    assert "NOT_SERVED" in await advice.refused("record-bundle-served", by="legal", **serve)
    # late papers are numbered on from the last page, in a file of their own
    await filed(advice, statement("Late paper", 2), "Late paper")
    late = await built(advice, supplement_to=2)
    assert late.supplement == 3  # its version
    numbers = inspect(content(advice, 3)).labels
    assert numbers == [str(two.pages + n) for n in range(1, len(numbers) + 1)]
    await filed(advice, statement("Later still", 1), "Later still")
    await built(advice, supplement_to=3)
    last = inspect(content(advice, 4))
    assert last.labels[0] == str(two.pages + len(numbers) + 1)
    assert last.texts[0].startswith("Index of supplement 2")
    assert not any("Late paper" in words for words in last.texts)
    await advice.check()


async def test_a_bundle_that_would_leak_is_not_built_and_one_that_a_lawyer_lets_in_is(world: World) -> None:
    lawyers(world)
    case = await world.open()
    await case.do("add-person", full_name="Ms R Example", relation="mother", source="The school")
    await case.do("add-person", **FATHER)
    mother, father = (person.id for person in case.file().people)
    await filed(case, statement("He lives at 19 Larch Close and his number is +44 7700 900123", 1), "A note")
    await case.do("request-bundle", profile="subject-access", person=mother)
    found = await built(case)
    assert found.stops == ("N2",)
    said = Report.model_validate(row(case, 1).report)
    words = next(each for each in said.findings if each.rule == "N2")
    assert words.pages == (str(found.pages),)
    assert "Larch" not in said.model_dump_json()
    tick = {"bundle": the(case).id, "rule": "N2", "reason": "He agreed in writing."}
    assert "BEYOND_REASONS" in await case.refused("answer-preflight", by="legal", **tick)
    await case.do("answer-preflight", by="legal", tick=f"parent:{father}", **tick)
    again = await built(case)
    assert again.stops == ()
    # it goes with its case where two people have decided so, and only there
    asked = "insert into erasure (case_ref, rule, due_on, asked_by, asked_at, confirmed_by, confirmed_at)"
    with transaction(world.house.engine) as session:
        values = {"ref": case.ref, "now": datetime.now(UTC)}
        session.execute(text(f"{asked} values (:ref, 'closed', :now, 'one', :now, 'another', :now)"), values)
        for table in ("bundle_file", "bundle_build", "bundle_arrangement"):
            session.execute(text(f"delete from {table} where case_ref = :ref"), values)
            left = session.execute(text(f"select count(*) from {table} where case_ref = :ref"), values)
            assert left.scalar_one() == 0


async def test_an_unsigned_profile_says_so_and_a_signed_one_who_signed_it(world: World) -> None:
    """On the cover, in pre-flight and in the manifest; what was built before stays as it was."""
    case = await with_bundle(world, statement("First paper"))
    assert "N5" in (await built(case)).waits
    assert "not signed off by a lawyer" in inspect(content(case, 1)).texts[0]
    profile = PROFILES["legal-advice"]
    with transaction(world.house.engine) as session:
        put(session, profile, SIGNED, "legal", datetime.now(UTC), "Scheme, entry 3", "Read against practice.")
    assert "N5" not in (await built(case)).waits
    assert "not signed off" not in inspect(content(case, 2)).texts[0]
    before, after = (Manifest.model_validate(row(case, n).manifest).standing for n in (1, 2))
    assert before.endswith(f"version {profile.edition} · not signed off by a lawyer")
    assert f"version {profile.edition} · signed off by Legal on " in after


async def test_a_flag_after_the_building_sends_it_back(world: World) -> None:
    """Harm 2: the count of what was protected is that of the building, on the real way."""
    case = await with_bundle(world, statement("First paper"))
    await built(case)
    await answered(case)
    await case.do("protect-details", by="supervisor", why="refuge", source="The refuge worker")
    sign = {"bundle": the(case).id, "version": 1, "reviewed": True}
    assert "PROTECTED_SINCE" in await case.refused("sign-off-bundle", by="legal", **sign)
    await built(case)
    await case.do("sign-off-bundle", by="legal", **{**sign, "version": 2})


async def test_whoever_told_us_is_let_in_by_nobody(world: World) -> None:
    """Harm 8: in the words of a document that somebody filed."""
    case = await with_bundle(world, statement("As Joan Whitlock told the school", 1))
    referrer = {"name": "Joan Whitlock", "relation": "aunt", "telephone": "01632 960 777"}
    with transaction(world.house.engine) as session:
        sealed = world.house.keys.seal(case.ref, json.dumps({"referrer": referrer}).encode())
        session.merge(ConfidenceRow(case_ref=case.ref, sealed=sealed))
    assert (await built(case)).stops == ("N2",)
    tick = {"bundle": the(case).id, "rule": "N2", "reason": "She does not mind."}
    for more, code in (({}, "BEYOND_REASONS"), ({"tick": "referrer:1"}, "NOBODY_TO_LET_IN")):
        assert code in await case.refused("answer-preflight", by="legal", **tick, **more)
    assert "Whitlock" not in str(row(case, 1).report) + str(row(case, 1).manifest)


async def test_a_document_that_cannot_be_used_is_named_and_nothing_is_short(world: World) -> None:
    case = await with_bundle(world, statement())
    document = await filed(case, statement("Will be another"), "Paper")
    with transaction(world.house.engine) as session:  # what is stored is not what was filed
        changed = {"content": statement("Another"), "it": case.file().documents[-1].sha256}
        session.execute(text("update document set content = :content where sha256 = :it"), changed)
    number = await ask(case)
    end = await ended(case, number)
    assert end.state == "failed"
    assert end.fault == {"document": document, "why": "is not what was filed: its bytes have changed since"}
    assert the(case).versions == []


async def test_it_goes_on_after_a_restart_and_stops_when_it_is_asked_to(world: World) -> None:
    case = await with_bundle(world, statement("First paper", 2))
    await world.stop()
    number = await ask(case)
    handle = world.client.get_workflow_handle(f"{case.ref}/{the(case).id}-v{number}")
    await asyncio.sleep(0.2)
    assert row(case, number).state == "waiting"
    world.start()
    await case.until(lambda: the(case).version(number) is not None)
    assert await handle.result() == "built"
    await world.stop()
    second = await ask(case)
    await world.client.get_workflow_handle(f"{case.ref}/{the(case).id}-v{second}").cancel()
    world.start()
    assert (await ended(case, second)).state == "cancelled"
    assert the(case).version(second) is None
    third = await built(case)  # and another can be asked for
    assert third.number == 3


CHARGE_PAPERS = ("CASE_SUMMARY", "STATEMENT", "CERTIFICATE", "UNUSED_SCHEDULE")


async def test_a_prosecution_from_the_charge_to_the_bundle_that_was_served(world: World) -> None:
    charge = await on_notice(await unpaid(world))
    await charge.begun()
    case = charge.case
    for kind in CHARGE_PAPERS:
        await filed(case, statement(f"This is the {kind} of the case".replace("_", " "), 2), f"Paper of {kind}", kind)
    await filed(case, statement("Seen in the park", 1), "For information", "REPORT", "INFORMATION_ONLY")
    today = await case.today()
    hearing = (today + timedelta(days=40)).isoformat()
    await case.do("request-bundle", profile="prosecution", about=charge.name, hearing_on=hearing)
    one = await built(case)
    assert one.stops == (), Report.model_validate(row(case, 1).report).stops
    report = Report.model_validate(row(case, 1).report)
    passed = {each.rule for each in report.findings if each.outcome is Outcome.PASS}
    assert {"N1", "N2", "N3", "P4", "P7", "P8", "P9", "P10", "P11", "P12", "G2", "G3", "G5", "G6"} <= passed
    seen = inspect(content(case, 1))
    sections = [words.partition("  ")[2] for words, _, depth in seen.bookmarks if depth == 0]
    assert sections[:4] == ["Cover", "Index", "Section A: The charge", "Section B: Statements"]
    told = [words.partition("  ")[2] for words, _, depth in seen.bookmarks if depth == 1]
    assert "For information" not in told
    assert any("Certificate of service" in words for words in told)
    assert "Fixture" in seen.texts[0]
    child = case.file().child
    assert child.name not in seen.texts[0]  # the cover names the defendant, never the child
    # by the lawyer who did not ask for it, after every line that needs a person
    await answered(case)
    sign = {"bundle": the(case).id, "version": 1, "reviewed": True}
    await filed(case, statement("Came in late", 1), "Late", "REPORT", "")
    assert "UNUSED_UNDECIDED" in await case.refused("sign-off-bundle", by="legal", **sign)
    await case.do("mark-document", document=case.file().documents[-1].id, marking="INFORMATION_ONLY")
    await case.do("sign-off-bundle", by="legal", **sign)
    served = {"bundle": the(case).id, "to": "Sampleton Magistrates' Court", "manner": "email", "evidence": "Receipt 7"}
    await case.do("record-bundle-served", by="legal", **served)
    assert the(case).locked
    assert the(case).ledger.entries[0].evidence == "Receipt 7"
    await case.check()


async def test_a_building_is_stopped_in_its_middle_and_nothing_of_it_stays(world: World) -> None:
    """Asked while documents are being read: it is told within a second or two, and no half bundle is left."""
    case = await with_bundle(world, *(statement(f"A long paper, the {n}th", 400) for n in range(10)))
    number = await ask(case)
    await case.until(lambda: row(case, number).done >= 1)
    on_its_way = row(case, number)
    assert (on_its_way.state, on_its_way.of) == ("building", 10)
    await world.client.get_workflow_handle(f"{case.ref}/{the(case).id}-v{number}").cancel()
    end = await ended(case, number)
    assert (end.state, end.report, end.plan, end.manifest) == ("cancelled", None, None, None)
    assert end.done < 10
    with transaction(world.house.engine) as session:
        assert file_of(session, world.house.keys, (case.ref, the(case).id, number, 1)) is None
    with pytest.raises(WorkflowFailureError):
        await world.client.get_workflow_handle(f"{case.ref}/{the(case).id}-v{number}").result()
    assert the(case).versions == []
    assert "bundle-built" not in [entry.action for entry in case.journal()]
    await case.check()


async def test_one_that_was_whole_before_it_could_be_stopped_is_told_all_the_same(world: World) -> None:
    case = await with_bundle(world, statement("First paper"))
    await built(case)
    request = BuildRequest(case=case.ref, bundle=the(case).id, version=1, asked_by="officer")
    known = Bundling(world.house.engine, world.house.bundles).end_build(request)
    assert known is not None
    assert (known.state, known.files[0]["sha256"]) == ("built", the(case).versions[0].files[0].sha256)
    assert row(case, 1).state == "built"
