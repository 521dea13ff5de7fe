"""The settings of signing in with work accounts, read into what was agreed with the provider."""

from typing import TYPE_CHECKING

from api.oidc_terms import Terms
from domain.vocabulary import Role

if TYPE_CHECKING:
    from rollcall.settings import Settings


class OidcRefused(ValueError):
    """Such settings cannot be used. The text names the setting, without its beginning, and holds no secret."""


def terms_of(settings: "Settings") -> Terms | None:
    """None where no provider is named. Raises OidcRefused."""
    if settings.oidc_issuer is None:
        return None
    if not settings.oidc_client_id:
        raise OidcRefused("OIDC_CLIENT_ID is missing: the provider would not know us")
    if not settings.oidc_client_secret.get_secret_value():
        raise OidcRefused("OIDC_CLIENT_SECRET is missing: the provider would not believe us")
    if settings.public_url is None:
        raise OidcRefused("PUBLIC_URL is missing: the provider would not know where to send people back to")
    return Terms(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret.get_secret_value(),
        redirect_uri=f"{settings.public_url.rstrip('/')}/sign-in/done",
        roles=roles_of(settings.oidc_roles),
        roles_claim=settings.oidc_roles_claim,
        team_claim=settings.oidc_team_claim,
        person_claim=settings.oidc_person_claim,
        scope=settings.oidc_scope,
        second_factor=factor_of(settings.oidc_second_factor),
    )


def roles_of(said: str) -> dict[str, Role]:
    """`their name=our role`, with commas between. Raises OidcRefused."""
    found: dict[str, Role] = {}
    for pair in filter(None, (part.strip() for part in said.split(","))):
        theirs, _, ours = pair.rpartition("=")
        if not theirs.strip() or ours.strip() not in {role.value for role in Role}:
            known = ", ".join(role.value for role in Role)
            raise OidcRefused(f"OIDC_ROLES must be pairs such as Rollcall-Officers=officer; the roles are {known}")
        found[theirs.strip()] = Role(ours.strip())
    if not found:
        raise OidcRefused("OIDC_ROLES is missing: nobody would have a role, so nobody could come in")
    return found


def factor_of(said: str) -> tuple[str, frozenset[str]] | None:
    """`claim=value`, or several values with | between; empty asks for no second factor. Raises OidcRefused."""
    if not said.strip():
        return None
    claim, _, values = said.partition("=")
    proofs = frozenset(filter(None, (value.strip() for value in values.split("|"))))
    if not claim.strip() or not proofs:
        raise OidcRefused("OIDC_SECOND_FACTOR must be a claim and the values that prove it, such as amr=mfa|hwk")
    return claim.strip(), proofs
