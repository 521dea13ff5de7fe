"""What is agreed with the provider of work accounts. Apart from what speaks to it, so that settings load quickly."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.vocabulary import Role


@dataclass(frozen=True)
class Terms:
    """What was agreed with the provider. `second_factor` is a claim and the values that prove it, one of which must be
    there; None asks for none, in development only. A claim's name may lead inwards: `realm_access.roles`.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    redirect_uri: str
    roles: Mapping[str, Role]
    roles_claim: str = "roles"
    team_claim: str = "team"
    person_claim: str = "sub"
    scope: str = "openid profile"
    second_factor: tuple[str, frozenset[str]] | None = None
