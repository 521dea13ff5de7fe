"""The profiles of bundles as a lawyer reads them before signing: all that each asks, where that comes from, and who has
signed which version of it. Signed by a lawyer whom the register lets conduct proceedings (PRACTICE 6.15).
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from sqlmodel import Session

from api.acting import refused_problem
from api.identity import Signed
from api.problems import Problem
from api.services import Services
from domain.bundles.profile import MB, Profile
from domain.bundles.profiles import PROFILES
from domain.bundles.rules import RULES
from domain.date_rules import RULES as DATE_RULES
from domain.guards.dates import refused
from domain.law.authority import Register, holds
from domain.proceedings.groundwork import Hand
from domain.verdict import Verdict
from domain.vocabulary import Power, Role
from records.database import transaction
from records.profile_signatures import SIGNED, TAKEN_BACK, as_signed, one_at_a_time, put, signatures
from records.roster import authorisations
from workflows.asking import Refusal

Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=1_000)]
_NOT_FOUND = ("NO_SUCH_PROFILE", "There is no profile of this name")


class Sign(BaseModel):
    """`fingerprint` is that of the profile as it was read: another one since refuses it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"fingerprint": "0" * 64, "words": "Read against the guidance and our own directions."}]
        },
    )

    fingerprint: Fingerprint
    words: Said


class TakeBack(BaseModel):
    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"words": "The practice direction was amended."}]}
    )

    words: Said


class SectionView(BaseModel):
    letter: str
    title: str
    kinds: list[str]
    required: list[str]


class RuleView(BaseModel):
    """`absolute`: no reason lifts it."""

    id: str
    title: str
    source: str
    absolute: bool


class SignatureView(BaseModel):
    """`current`: under the profile as it is now. `did` is "signed" or "taken-back"."""

    did: str
    by: str
    at: datetime
    edition: str
    current: bool
    document: str
    words: str


class ProfileView(BaseModel):
    """`edition` is the beginning of `fingerprint`, the SHA-256 of all that the profile asks."""

    name: str
    title: str
    court: str
    source: str
    as_at: date
    fingerprint: str
    edition: str
    signed: bool
    signed_by: str
    signed_on: date | None
    sections: list[SectionView]
    rules: list[RuleView]
    forbidden: list[str]
    terms: list[str] = Field(description="Numbering, limits and naming, in words")
    history: list[SignatureView]
    in_the_way: list[dict[str, object]] = Field(description="What keeps you from signing it")


def all_profiles(services: Services, signed: Signed) -> list[ProfileView]:
    with transaction(services.engine) as session:
        register = authorisations(session)
        return [_view(session, services, signed, register, each) for each in PROFILES.values()]


def one_profile(services: Services, signed: Signed, name: str) -> ProfileView:
    """Raises Problem 404."""
    with transaction(services.engine) as session:
        return _view(session, services, signed, authorisations(session), _found(name))


def sign_profile(services: Services, signed: Signed, name: str, asked: Sign) -> ProfileView:
    """Raises Problem: 404; 409 without authority, for one that is signed, or for another content than was read."""
    with transaction(services.engine) as session:
        one_at_a_time(session)
        profile, register = _found(name), authorisations(session)
        if asked.fingerprint != profile.fingerprint:
            raise Problem(409, "CHANGED", "This profile is another one now: read it again before you sign it")
        _refuse(_in_the_way(session, services, signed, register, profile))
        line = register.relied_on(signed.staff.id, Power.CONDUCT, services.today)
        put(session, profile, SIGNED, signed.staff.id, services.now(), line.document if line else "", asked.words)
        return _view(session, services, signed, register, profile)


def take_back(services: Services, signed: Signed, name: str, asked: TakeBack) -> ProfileView:
    """Any lawyer with the power may: a wrong signature stands no longer than it must. Raises Problem 404 or 409."""
    with transaction(services.engine) as session:
        one_at_a_time(session)
        profile, register = _found(name), authorisations(session)
        if not as_signed(session, profile).signed_off:
            _refuse([refused("NOT_SIGNED", "Nobody has signed this version of the profile", needs="nothing")])
        _refuse(_without_power(services, signed, register))
        line = register.relied_on(signed.staff.id, Power.CONDUCT, services.today)
        put(session, profile, TAKEN_BACK, signed.staff.id, services.now(), line.document if line else "", asked.words)
        return _view(session, services, signed, register, profile)


def _found(name: str) -> Profile:
    if (profile := PROFILES.get(name)) is None:
        raise Problem(404, *_NOT_FOUND)
    return profile


def _in_the_way(
    session: Session, services: Services, signed: Signed, register: Register, profile: Profile
) -> Iterator[Verdict]:
    if as_signed(session, profile).signed_off:
        yield refused("SIGNED_ALREADY", "This version of the profile is signed", needs="nothing more to do")
    yield from _without_power(services, signed, register)


def _without_power(services: Services, signed: Signed, register: Register) -> Iterator[Verdict]:
    if not signed.staff.has(Role.LEGAL):
        yield refused("LAWYER_NEEDED", "Only a lawyer signs a profile", needs="a lawyer")
    yield from holds(register, Power.CONDUCT, Hand(person=signed.staff.id, on=services.today))


def _refuse(verdicts: Iterable[Verdict]) -> None:
    if found := list(verdicts):
        raise refused_problem(Refusal("REFUSED", [verdict.public() for verdict in found]))


def _view(session: Session, services: Services, signed: Signed, register: Register, profile: Profile) -> ProfileView:
    now = as_signed(session, profile)
    return ProfileView(
        name=profile.name,
        title=profile.title,
        court=profile.court,
        source=profile.source.words,
        as_at=profile.as_at,
        fingerprint=profile.fingerprint,
        edition=profile.edition,
        signed=now.signed_off,
        signed_by=now.signed_off_by,
        signed_on=now.signed_off_on,
        sections=[
            SectionView(
                letter=each.letter,
                title=each.title,
                kinds=[kind.label for kind in each.kinds],
                required=[kind.label for kind in each.required],
            )
            for each in profile.sections
        ],
        rules=[
            RuleView(id=rule.id, title=rule.title, source=rule.source.words, absolute=rule.absolute)
            for rule in (RULES[name] for name in profile.rules)
        ],
        forbidden=[
            f"{each.kind.label}: {each.why}{', unless the court directs' if each.unless_directed else ''}"
            f" ({each.source.words})"
            for each in profile.forbidden
        ],
        terms=list(_terms(profile)),
        history=[
            SignatureView(
                did=each.did,
                by=each.name,
                at=each.at,
                edition=each.fingerprint[:12],
                current=each.fingerprint == profile.fingerprint,
                document=each.document,
                words=each.words,
            )
            for each in signatures(session, profile.name)
        ],
        in_the_way=[each.public() for each in _in_the_way(session, services, signed, register, profile)],
    )


def _terms(profile: Profile) -> Iterator[str]:
    yield f"Pages are numbered {profile.numbering.label}"
    yield f"At most {profile.page_cap:,} pages" if profile.page_cap else "No limit of pages"
    yield f"At most {profile.size_limit / MB:.0f} MB a file: a larger bundle is split into volumes"
    yield "Each section begins with a sheet of its own" if profile.section_sheets else "Sections have no sheets"
    yield "Only what is marked evidential goes in" if profile.evidential_only else "Information only may go in"
    if profile.one_defendant:
        yield "It tells of one person only"
    yield f"The copy served is named {profile.file_name}" if profile.served else "It is served on nobody"
    if rule := DATE_RULES.get(profile.file_before_hearing):
        yield f"Filed by the day of this rule before the hearing: {rule.label} ({rule.source.words})"
