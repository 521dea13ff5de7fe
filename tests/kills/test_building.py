"""The worker killed with -9 while a bundle is being built: it is built once all the same, to the byte."""

import asyncio
import hashlib
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from activities.names import BuildRequest
from api.bundle_building import start_build
from domain.deadline import uk_day
from records.bundles import arrangement_of, next_version
from records.database import transaction
from records.recorder import load_case
from records.roster import roster
from tests.kills.service import Service
from tests.letters.bundles.hostile import statement
from tests.rollcall.running import HEAL_WITHIN, eventually

pytestmark = pytest.mark.processes
PAPERS, PAGES = 8, 300


def test_a_bundle_goes_on_when_its_worker_is_killed_and_is_there_once(service: Service) -> None:
    ref, bundle = with_papers(service)
    asyncio.run(begin(service, ref, bundle))
    eventually(lambda: 1 <= done(service, ref) < PAPERS, HEAL_WITHIN, "the building is in its middle")
    service.kill("worker")
    assert states(service, ref) == ["building"]
    assert files(service, ref) == []
    eventually(lambda: told(service, ref) == 1, 120, "another worker has built it and the case knows")
    assert states(service, ref) == ["built"]
    ((kept, pages),) = files(service, ref)
    assert pages > PAPERS * PAGES
    assert kept == undisturbed(service, ref, bundle)  # the bytes that it has where nobody is killed
    (form,) = [form for action, form in service.entries(ref) if action == "bundle-built"]
    assert form["files"][0]["sha256"] == kept
    service.agrees()


def with_papers(service: Service) -> tuple[str, str]:
    """A case with long papers, and a bundle asked for."""
    ref = service.refer()
    with service.client() as client:
        for number in range(PAPERS):
            paper = statement(f"Long paper number {number}", PAGES)
            answer = client.post(
                f"/api/cases/{ref}/documents",
                data={"title": f"Paper {number}"},
                files={"file": (f"paper-{number}.pdf", paper, "application/pdf")},
                headers={"Idempotency-Key": uuid.uuid4().hex},
            )
            assert answer.status_code == 200, answer.text
    return ref, f"B{service.do(ref, 'request-bundle', profile='legal-advice')['seq']}"


async def begin(service: Service, ref: str, bundle: str) -> None:
    """As the API does, but for a dead worker being noticed after some seconds, not after a minute."""
    with transaction(service.house.engine) as session:
        version = next_version(session, ref, bundle, "officer", datetime.now(UTC), supplement=False)
    silent = timedelta(seconds=8)
    request = BuildRequest(case=ref, bundle=bundle, version=version, asked_by="officer", silent=silent)
    await start_build(await service.house.client(), request)


def undisturbed(service: Service, ref: str, name: str) -> str:
    """The hash of the same version, built here at one go."""
    house, now = service.house, datetime.now(UTC)
    with transaction(house.engine) as session:
        case, people = load_case(session, ref), roster(session, uk_day(now))
        bundle = case.bundle(name)
        assert bundle is not None
        arrangement, _ = arrangement_of(session, ref, name)
        gathered, _ = house.bundles.gathered(session, case, bundle, arrangement, people, uk_day(now))
        made = house.bundles.build(session, case, bundle, gathered, 1, people, now, lambda *_: None)
    return hashlib.sha256(made.contents[0]).hexdigest()


def done(service: Service, ref: str) -> int:
    return max((row[0] for row in service.rows("select done from bundle_build where case_ref = %s", ref)), default=0)


def states(service: Service, ref: str) -> list[str]:
    return [row[0] for row in service.rows("select state from bundle_build where case_ref = %s", ref)]


def files(service: Service, ref: str) -> list[tuple[str, int]]:
    return [tuple(row) for row in service.rows("select sha256, pages from bundle_file where case_ref = %s", ref)]


def told(service: Service, ref: str) -> int:
    return [action for action, _ in service.entries(ref)].count("bundle-built")
