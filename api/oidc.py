"""The authority's own sign-in: OpenID Connect Core 1.0, authorization code with PKCE (RFC 7636).

What the provider says of a person is believed only from an ID token whose signature, issuer, audience, times and nonce
hold, and only where it also says that they gave a second factor and have a role here.
"""

import asyncio
import hmac
import time
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

import httpx
from authlib.deprecate import AuthlibDeprecationWarning
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from api.oidc_terms import Terms
from domain.vocabulary import Role

with warnings.catch_warnings():
    warnings.simplefilter("ignore", AuthlibDeprecationWarning)  # that it will speak through httpx's successor
    from authlib.integrations.httpx_client import AsyncOAuth2Client, OAuthError

# Signatures that need the provider's private key. "none" and those by a shared secret are never taken.
_ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
_WITHIN = 5.0  # seconds for one answer of the provider
_FRESH = 3600.0  # seconds for which its addresses and keys are kept
_NOT_AGAIN = 5.0  # seconds between two looks for a key that it did not have
_LEEWAY = 60  # seconds by which two clocks may differ
_MOST = 255  # characters of a subject (OpenID Connect Core 1.0, 2)


class NotAdmitted(Exception):
    """The provider's answer lets nobody in. `code` says why; `subject` is whom it named, once that is proved."""

    def __init__(self, code: str, subject: str = "") -> None:
        super().__init__(code)
        self.code, self.subject = code, subject


class ProviderAway(Exception):
    """It does not answer, or not as a provider does."""


@dataclass(frozen=True)
class Person:
    """Who signed in, as the provider told it. Without a role nobody is let in; `subject` is theirs for good."""

    subject: str
    name: str
    roles: tuple[Role, ...]
    team: str = ""
    job_title: str = ""
    telephone: str = ""


@dataclass(frozen=True)
class Asked:
    """What one attempt is bound to: kept here, never in the address."""

    nonce: str
    verifier: str


@dataclass
class _Known:
    addresses: dict[str, Any]
    keys: KeySet
    at: float
    looked: float


@dataclass
class Provider:
    terms: Terms
    _known: _Known | None = None
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def address_to_ask(self, state: str, asked: Asked) -> str:
        """Where the browser goes to sign in. Raises ProviderAway."""
        known = await self._know()
        async with self._client(known) as client:
            url, _ = client.create_authorization_url(
                known.addresses["authorization_endpoint"],
                state=state,
                nonce=asked.nonce,
                code_verifier=asked.verifier,
                redirect_uri=self.terms.redirect_uri,
                **self._level(),
            )
        return str(url)

    async def address_to_leave(self) -> str:
        """Where one signs out of the provider itself; empty where it has no such place or does not answer."""
        try:
            return str((await self._know()).addresses.get("end_session_endpoint", ""))
        except ProviderAway:
            return ""

    async def who(self, code: str, asked: Asked, now: datetime) -> Person:
        """Who came back with this code. Raises NotAdmitted and ProviderAway."""
        known = await self._know()
        async with self._client(known) as client:
            try:
                answer = await client.fetch_token(
                    known.addresses["token_endpoint"],
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=asked.verifier,
                    redirect_uri=self.terms.redirect_uri,
                )
            except OAuthError:
                raise NotAdmitted("CODE_REFUSED") from None  # used before, made up, or of another attempt
            except (httpx.HTTPError, ValueError):
                raise ProviderAway from None
        return self._person(await self._claims(str(answer.get("id_token", "")), asked, now))

    def _level(self) -> dict[str, str]:
        """Where the second factor shows in the level, that level is asked for."""
        factor = self.terms.second_factor
        return {"acr_values": " ".join(sorted(factor[1]))} if factor is not None and factor[0] == "acr" else {}

    def _client(self, known: _Known) -> AsyncOAuth2Client:
        ways = known.addresses.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return AsyncOAuth2Client(
            self.terms.client_id,
            self.terms.client_secret,
            token_endpoint_auth_method="client_secret_basic" if "client_secret_basic" in ways else "client_secret_post",
            scope=self.terms.scope,
            code_challenge_method="S256",
            timeout=_WITHIN,
        )

    # What the provider is

    async def _know(self, *, missing_key: bool = False) -> _Known:
        """Its addresses and keys, fresh enough; looked for again where a key is missing, for it may have changed."""
        async with self._one_at_a_time:
            known, now = self._known, time.monotonic()
            if known is not None and now - known.at < _FRESH and not (missing_key and now - known.looked > _NOT_AGAIN):
                return known
            async with httpx.AsyncClient(timeout=_WITHIN) as client:
                addresses = await _fetched(client, f"{self.terms.issuer.rstrip('/')}/.well-known/openid-configuration")
                needed = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
                if any(not isinstance(addresses.get(name), str) for name in needed):
                    raise ProviderAway
                if addresses["issuer"] != self.terms.issuer:
                    raise ProviderAway  # another provider's description (OpenID Connect Discovery 1.0, 4.3)
                keys = await _fetched(client, addresses["jwks_uri"])
            try:
                readable = KeySet.import_key_set({"keys": [*_signing(keys.get("keys", []))]})
            except (JoseError, ValueError, TypeError, KeyError):
                raise ProviderAway from None
            looked = now if missing_key or known is None else known.looked
            self._known = _Known(addresses, readable, now, looked)
            return self._known

    # What it said

    async def _claims(self, token: str, asked: Asked, now: datetime) -> Mapping[str, Any]:
        """The claims of an ID token that holds (OpenID Connect Core 1.0, 3.1.3.7). Raises NotAdmitted."""
        try:
            header = jws.extract_compact(token.encode()).headers()
        except (JoseError, ValueError):
            raise NotAdmitted("TOKEN_UNREADABLE") from None
        known = await self._know()
        key_id = header.get("kid")
        if key_id is not None and key_id not in {key.kid for key in known.keys.keys}:
            known = await self._know(missing_key=True)
        told = known.addresses.get("id_token_signing_alg_values_supported", ["RS256"])
        try:
            claims = jwt.decode(token, known.keys, algorithms=sorted(_ALGORITHMS.intersection(told))).claims
        except (JoseError, ValueError):
            raise NotAdmitted("SIGNATURE") from None
        audience = claims.get("aud")
        audiences = audience if isinstance(audience, list) else [audience]
        ours = self.terms.client_id
        if claims.get("iss") != self.terms.issuer:
            raise NotAdmitted("ISSUER")
        if ours not in audiences or claims.get("azp", ours) != ours or (len(audiences) > 1 and "azp" not in claims):
            raise NotAdmitted("AUDIENCE")
        if not _in_time(claims, now.timestamp()):
            raise NotAdmitted("EXPIRED")
        nonce = claims.get("nonce")
        if not isinstance(nonce, str) or not hmac.compare_digest(nonce.encode(), asked.nonce.encode()):
            raise NotAdmitted("NONCE")
        return claims

    def _person(self, claims: Mapping[str, Any]) -> Person:
        subject = _text(claims, self.terms.person_claim)
        if not subject or len(subject) > _MOST:
            raise NotAdmitted("NO_SUBJECT")
        if (factor := self.terms.second_factor) is not None and factor[1].isdisjoint(_values(claims, factor[0])):
            raise NotAdmitted("SECOND_FACTOR", subject)
        has = {self.terms.roles[said] for said in _values(claims, self.terms.roles_claim) if said in self.terms.roles}
        return Person(
            subject=subject,
            name=(_text(claims, "name") or _text(claims, "preferred_username"))[:120],
            roles=tuple(role for role in Role if role in has),
            team=_text(claims, self.terms.team_claim)[:60],
            job_title=_text(claims, "job_title")[:120],
            telephone=_text(claims, "phone_number")[:40],
        )


async def _fetched(client: httpx.AsyncClient, address: str) -> dict[str, Any]:
    try:
        answer = (await client.get(address)).raise_for_status().json()
    except (httpx.HTTPError, ValueError):
        raise ProviderAway from None
    if not isinstance(answer, dict):
        raise ProviderAway
    return answer


def _signing(keys: Iterable[Any]) -> Iterable[Any]:
    """Public keys for signing; a key of a kind that we do not know is not ours to read."""
    for key in keys:
        if isinstance(key, dict) and key.get("kty") in ("RSA", "EC", "OKP") and key.get("use", "sig") == "sig":
            yield {name: value for name, value in key.items() if name not in ("x5c", "x5t", "x5t#S256", "x5u")}


def _in_time(claims: Mapping[str, Any], now: float) -> bool:
    def at(name: str, otherwise: float) -> float:
        value = claims.get(name, otherwise)
        return float(value) if isinstance(value, int | float) else float("nan")

    begun = at("nbf", now) <= now + _LEEWAY and at("iat", float("nan")) <= now + _LEEWAY
    return begun and at("exp", float("nan")) > now - _LEEWAY


def _found(claims: Mapping[str, Any], name: str) -> Any:
    """A claim by its own name, which may hold dots; else by the way inwards that it describes."""
    if name in claims:
        return claims[name]
    inner: Any = claims
    for part in name.split("."):
        inner = cast("Mapping[str, Any]", inner).get(part) if isinstance(inner, dict) else None
    return inner


def _values(claims: Mapping[str, Any], name: str) -> frozenset[str]:
    said = _found(claims, name)
    return frozenset(str(each) for each in (said if isinstance(said, list) else [said]) if isinstance(each, str))


def _text(claims: Mapping[str, Any], name: str) -> str:
    said = _found(claims, name)
    return said.strip() if isinstance(said, str) and said.isprintable() else ""
