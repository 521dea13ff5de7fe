"""Profiles of bundles: what each asks, and the lawyer's signature under it."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.concurrency import run_in_threadpool

from api.identity import Signed, allowed
from api.profile_signing import ProfileView, Sign, TakeBack, all_profiles, one_profile, sign_profile, take_back
from api.services import Use
from domain.vocabulary import Role

router = APIRouter(prefix="/api/bundle-profiles", tags=["Documents"])
Reader = Annotated[Signed, Depends(allowed(Role.LEGAL, Role.SUPERVISOR))]
Lawyer = Annotated[Signed, Depends(allowed(Role.LEGAL))]


@router.get("")
async def list_profiles(services: Use, signed: Reader) -> list[ProfileView]:
    """List the profiles of bundles. What each asks and forbids, by which source, and who has signed it."""
    return await run_in_threadpool(all_profiles, services, signed)


@router.get("/{name}")
async def read_profile(name: str, services: Use, signed: Reader) -> ProfileView:
    """Read one profile of bundles. With every signature there ever was under it."""
    return await run_in_threadpool(one_profile, services, signed, name)


@router.post("/{name}/signature")
async def sign(name: str, services: Use, signed: Lawyer, asked: Sign) -> ProfileView:
    """Sign a profile as a lawyer. Under the content that was read, by its fingerprint: a profile that changes later is
    unsigned again.
    """
    return await run_in_threadpool(sign_profile, services, signed, name, asked)


@router.post("/{name}/signature/end")
async def take_signature_back(name: str, services: Use, signed: Lawyer, asked: TakeBack) -> ProfileView:
    """Take the signature under a profile back. What was built under it stays as it was."""
    return await run_in_threadpool(take_back, services, signed, name, asked)
