"""Asking for a building, stopping one, and the finished files."""

from dataclasses import dataclass

from fastapi.concurrency import run_in_threadpool
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from activities.names import BuildRequest
from api.acting import case_of
from api.bundle_view import found_in
from api.identity import Signed
from api.problems import Problem
from api.services import Services
from domain.bundles.manifest import Manifest
from domain.bundles.naming import served_name
from domain.bundles.profiles import PROFILES
from domain.protecting import protected_values, shows
from letters.bundles.reading import read_pages
from records.bundles import BUILT, RUNNING, BuildingNow, build_of, builds_of, file_of, next_version
from records.database import transaction
from records.keys import KeyGone
from workflows.bundle_build import BundleBuild
from workflows.starting import TASK_QUEUE


@dataclass(frozen=True)
class Asked:
    case: str
    bundle: str
    version: int


async def start_build(client: Client, request: BuildRequest, *, task_queue: str = TASK_QUEUE) -> None:
    """Start it, once for each version."""
    await client.start_workflow(BundleBuild.run, request, id=process_of(request), task_queue=task_queue)


def process_of(request: BuildRequest | Asked) -> str:
    return f"{request.case}/{request.bundle}-v{request.version}"


async def ask_for_build(services: Services, signed: Signed, ref: str, name: str, *, supplement: bool = False) -> Asked:
    """Raises Problem: 404; 409 where one is under way, a served bundle would change, or there is nothing to add to."""
    request = await run_in_threadpool(_asked, services, signed, ref, name, supplement)
    await start_build(services.client, request)
    return Asked(ref, name, request.version)


def _asked(services: Services, signed: Signed, ref: str, name: str, supplement: bool) -> BuildRequest:
    with transaction(services.engine) as session:
        case = case_of(session, ref)
        bundle = found_in(case, name)
        if bundle.locked and not supplement:
            raise Problem(409, "BUNDLE_LOCKED", "This bundle has been served: what comes later is a supplement")
        if supplement and not bundle.served_version:
            raise Problem(409, "NOT_SERVED", "A supplement is for what comes after a bundle was served")
        base = 0
        if supplement:
            done = [row for row in builds_of(session, ref, name) if row.supplement and row.state == BUILT]
            base = done[-1].version if done else bundle.served_version
        try:
            now = services.now()
            version = next_version(session, ref, name, signed.staff.id, now, supplement=supplement)
        except BuildingNow:
            raise Problem(409, "BUILDING", "A building of this bundle is under way") from None
    return BuildRequest(case=ref, bundle=name, version=version, asked_by=signed.staff.id, supplement_to=base)


async def cancel_build(services: Services, ref: str, name: str) -> Asked:
    """Ask the one under way to stop. Raises Problem: 404 for no bundle, 409 where none is under way."""
    running = await run_in_threadpool(_running, services, ref, name)
    try:
        await services.client.get_workflow_handle(process_of(running)).cancel()
    except RPCError as fault:
        if fault.status is not RPCStatusCode.NOT_FOUND:
            raise
    return running


def _running(services: Services, ref: str, name: str) -> Asked:
    with transaction(services.engine) as session:
        found_in(case_of(session, ref), name)
        row = next((each for each in builds_of(session, ref, name) if each.state in RUNNING), None)
    if row is None:
        raise Problem(409, "NOT_BUILDING", "No building of this bundle is under way")
    return Asked(ref, name, row.version)


def finished_file(services: Services, ref: str, name: str, version: int, volume: int) -> tuple[bytes, str]:
    """A finished file with its name: of a version that is signed off, the court's own. Raises Problem 404."""
    with transaction(services.engine) as session:
        case = case_of(session, ref)
        bundle = found_in(case, name)
        try:
            found = file_of(session, services.keys, (ref, name, version, volume))
        except KeyGone:
            found = None
        row = build_of(session, ref, name, version)
    if found is None or row is None or row.manifest is None:
        raise Problem(404, "NO_SUCH_FILE", "There is no finished file of this version")
    content, kept = found
    if case.protected and shows("\n".join(page.text for page in read_pages(content)), protected_values(case)):
        raise Problem(409, "PROTECTED_DETAILS", "This version shows details that are protected now: build it again")
    if bundle.signed_version != version:
        return content, kept
    person = case.person(bundle.person_id) if bundle.about else None
    surname = person.name.split()[-1] if person else ""
    of = len(Manifest.model_validate(row.manifest).files)
    return content, served_name(PROFILES[bundle.profile], ref, surname, bundle.hearing_on, volume, of)


def manifest_of(services: Services, ref: str, name: str, version: int) -> Manifest:
    """Raises Problem 404."""
    with transaction(services.engine) as session:
        row = build_of(session, ref, name, version)
        if row is None or row.manifest is None:
            raise Problem(404, "NO_SUCH_FILE", "There is no finished file of this version")
        return Manifest.model_validate(row.manifest)
