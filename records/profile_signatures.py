"""Which profiles of bundles a lawyer has signed. A signature is under the content that was read: where the profile has
changed since, by however little, it is signed by nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session, col, select

from domain.bundles.profile import Profile
from domain.deadline import uk_day
from records.profile_tables import ProfileSignatureRow
from records.tables import StaffRow

SIGNED, TAKEN_BACK = "signed", "taken-back"
_ONE_AT_A_TIME = text("select pg_advisory_xact_lock(707034)")


@dataclass(frozen=True)
class Signature:
    """`did` is "signed" or "taken-back"; `document` the authorisation that was relied on; `words` what the profile was
    read against, or why the signature was taken back.
    """

    at: datetime
    did: str
    who: str
    name: str
    fingerprint: str
    document: str
    words: str


def signatures(session: Session, profile: str) -> Sequence[Signature]:
    """All there ever were under one profile, the latest first."""
    rows = session.exec(
        select(ProfileSignatureRow, StaffRow.name)
        .join(StaffRow, col(StaffRow.id) == col(ProfileSignatureRow.who))
        .where(ProfileSignatureRow.profile == profile)
        .order_by(col(ProfileSignatureRow.id).desc())
    )
    return [Signature(row.at, row.did, row.who, name, row.fingerprint, row.document, row.words) for row, name in rows]


def as_signed(session: Session, profile: Profile) -> Profile:
    """The profile with the signature that stands under it as it is now; else the same, unsigned."""
    latest = next((each for each in signatures(session, profile.name) if each.fingerprint == profile.fingerprint), None)
    if latest is None or latest.did != SIGNED:
        return profile
    return profile.model_copy(update={"signed_off_by": latest.name, "signed_off_on": uk_day(latest.at)})


def one_at_a_time(session: Session) -> None:
    """What was judged still stands when it is written."""
    session.execute(_ONE_AT_A_TIME)


def put(session: Session, profile: Profile, did: str, who: str, now: datetime, document: str, words: str) -> None:
    """Write down that somebody signed the profile as it is now, or took that back."""
    session.add(
        ProfileSignatureRow(
            at=now,
            profile=profile.name,
            fingerprint=profile.fingerprint,
            did=did,
            who=who,
            document=document,
            words=words,
        )
    )
    session.flush()
