"""Bundles of a case: arranged, built, read."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict

from api.bundle_arranging import Arrange, change
from api.bundle_building import ask_for_build, cancel_build, finished_file, manifest_of
from api.bundle_report import report_pdf
from api.bundle_view import BundleView, bundles_of, one_bundle
from api.case_pack import pack_of
from api.identity import Signed, allowed
from api.services import Use
from domain.bundles.manifest import Manifest
from domain.vocabulary import Role

router = APIRouter(tags=["Documents"])
files = APIRouter(prefix="/api/cases/{ref}/bundles")
pack = APIRouter(prefix="/api/cases/{ref}/pack")
Lawyer = Annotated[Signed, Depends(allowed(Role.LEGAL, Role.SUPERVISOR))]
PDF, ZIP = "application/pdf", "application/zip"


class Building(BaseModel):
    """A whole version, or the late pages of one that was served."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"supplement": False}]})

    supplement: bool = False


@files.get("")
async def list_bundles(ref: str, services: Use, signed: Lawyer) -> list[BundleView]:
    """List the bundles of a case. What is in, what is missing, what stays out and why, and what pre-flight said."""
    return await run_in_threadpool(bundles_of, services, signed, ref)


@files.get("/{bundle}")
async def read_bundle(ref: str, bundle: str, services: Use, signed: Lawyer) -> BundleView:
    """Read one bundle of a case. With every building, how far it is, and what changed since the version before."""
    return await run_in_threadpool(one_bundle, services, signed, ref, bundle)


@files.post("/{bundle}/arrangement")
async def arrange_bundle(ref: str, bundle: str, services: Use, signed: Lawyer, asked: Arrange) -> BundleView:
    """Arrange a bundle. One document up, down, out, in, or with other words; with the turn that was read before."""
    return await run_in_threadpool(change, services, signed, ref, bundle, asked)


@files.post("/{bundle}/builds", status_code=202)
async def build_bundle(ref: str, bundle: str, services: Use, signed: Lawyer, asked: Building) -> dict[str, int]:
    """Build a new version of a bundle. Answered at once with its number: the bundle says how far it is. A supplement
    adds late pages to one that was served, numbered on.
    """
    begun = await ask_for_build(services, signed, ref, bundle, supplement=asked.supplement)
    return {"version": begun.version}


@files.post("/{bundle}/builds/cancel", status_code=202)
async def cancel_building(ref: str, bundle: str, services: Use, signed: Lawyer) -> dict[str, int]:
    """Stop the building of a bundle that is under way. Nothing of it is kept."""
    return {"version": (await cancel_build(services, ref, bundle)).version}


@files.get("/{bundle}/versions/{version}/manifest")
async def read_manifest(ref: str, bundle: str, version: int, services: Use, signed: Lawyer) -> Manifest:
    """Read what a version was made of. Every source by hash with its pages, and what made it by version."""
    return await run_in_threadpool(manifest_of, services, ref, bundle, version)


@files.get("/{bundle}/versions/{version}/report.pdf", response_class=Response, responses={200: {"content": {PDF: {}}}})
async def read_report(ref: str, bundle: str, version: int, services: Use, signed: Lawyer) -> Response:
    """Print what pre-flight found of a version. Every rule, with the reason of each person who answered one."""
    content = await run_in_threadpool(report_pdf, services, signed, ref, bundle, version)
    return Response(content, media_type=PDF, headers=headers_of(f"{ref}-{bundle}-v{version}-report.pdf"))


@files.get(
    "/{bundle}/versions/{version}/{volume}.pdf", response_class=Response, responses={200: {"content": {PDF: {}}}}
)
async def read_file(ref: str, bundle: str, version: int, volume: int, services: Use, signed: Lawyer) -> Response:
    """Read a finished file of a bundle. Once it is signed off it bears the court's own name."""
    content, name = await run_in_threadpool(finished_file, services, ref, bundle, version, volume)
    return Response(content, media_type=PDF, headers=headers_of(name))


@pack.get("", response_class=Response, responses={200: {"content": {ZIP: {}}}})
async def read_pack(ref: str, services: Use, signed: Lawyer) -> Response:
    """Download a case as one folder. It opens without Rollcall: pages, PDFs, the journal as JSON, and a script that
    checks them. Nothing protected is in it, and not who told us.
    """
    content = await run_in_threadpool(pack_of, services, signed, ref)
    headers = {"Content-Disposition": f'attachment; filename="{ref}.zip"', "Cache-Control": "no-store"}
    return Response(content, media_type=ZIP, headers=headers)


router.include_router(files)
router.include_router(pack)


def headers_of(name: str) -> dict[str, str]:
    return {
        "Content-Disposition": f"inline; filename*=UTF-8''{quote(name)}",
        "Content-Security-Policy": "sandbox",
        "Cache-Control": "no-store",
    }
