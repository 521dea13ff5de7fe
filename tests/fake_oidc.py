"""An OpenID provider on a loopback port. It speaks the protocol over HTTP, and lies where a test tells it to."""

import base64
import hashlib
import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "rollcall", "a secret of the tests"


@dataclass
class FakeOidc:
    """`says` overrides claims (None leaves one out); `signs_with` is a key that it never published; `refuses` sends the
    browser back with that error.
    """

    says: dict[str, Any] = field(default_factory=dict)
    refuses: str = ""
    signs_with: RSAKey | None = None
    away: bool = False
    ways: tuple[str, ...] = ("client_secret_basic",)
    fetched: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": secrets.token_hex(4), "use": "sig", "alg": "RS256"})
        self.codes: dict[str, dict[str, str]] = {}

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"fake": self}))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def rotate(self) -> None:
        """From now on another key signs, and only that one is published."""
        self.key = RSAKey.generate_key(2048, {"kid": secrets.token_hex(4), "use": "sig", "alg": "RS256"})

    def token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": "subject-1",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            "name": "Noor Planted",
            "team": "north",
            "roles": ["Rollcall-Officers"],
            "amr": ["pwd", "mfa"],
        }
        claims = {name: value for name, value in (claims | self.says).items() if value is not None}
        signer = self.signs_with or self.key
        return jwt.encode({"alg": "RS256", "kid": self.key.kid or ""}, claims, signer)


class _Handler(BaseHTTPRequestHandler):
    fake: FakeOidc

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        at, asked = urlsplit(self.path), parse_qs(urlsplit(self.path).query)
        self.fake.fetched.append(at.path)
        issuer = self.fake.issuer
        if self.fake.away:
            self._answer(503, {})
        elif at.path == "/.well-known/openid-configuration":
            self._answer(
                200,
                {
                    "issuer": issuer,
                    "authorization_endpoint": f"{issuer}/authorize",
                    "token_endpoint": f"{issuer}/token",
                    "jwks_uri": f"{issuer}/keys",
                    "end_session_endpoint": f"{issuer}/leave",
                    "id_token_signing_alg_values_supported": ["RS256"],
                    "token_endpoint_auth_methods_supported": list(self.fake.ways),
                },
            )
        elif at.path == "/keys":
            self._answer(200, {"keys": [self.fake.key.as_dict(private=False)]})
        elif at.path == "/authorize":
            self._authorize({name: values[0] for name, values in asked.items()})
        else:
            self._answer(404, {})

    def _authorize(self, asked: dict[str, str]) -> None:
        good = asked.get("client_id") == CLIENT and asked.get("response_type") == "code"
        if not (good and asked.get("code_challenge_method") == "S256" and "openid" in asked.get("scope", "").split()):
            self._answer(400, {"error": "invalid_request"})
            return
        back = {"state": asked["state"], "iss": self.fake.issuer}
        if self.fake.refuses:
            back["error"] = self.fake.refuses
        else:
            back["code"] = secrets.token_urlsafe(16)
            self.fake.codes[back["code"]] = asked
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(back)}")
        self.end_headers()

    def do_POST(self) -> None:
        sent = {name: values[0] for name, values in parse_qs(self._body()).items()}
        asked = self.fake.codes.pop(sent.get("code", ""), None)
        verifier = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        if not self._is_the_client(sent):
            self._answer(401, {"error": "invalid_client"})
        elif asked is None or asked["code_challenge"] != challenge or asked["redirect_uri"] != sent["redirect_uri"]:
            self._answer(400, {"error": "invalid_grant"})
        else:
            token = self.fake.token(asked.get("nonce", ""))
            self._answer(200, {"access_token": "x", "token_type": "Bearer", "expires_in": 300, "id_token": token})

    def _is_the_client(self, sent: dict[str, str]) -> bool:
        if "client_secret_basic" not in self.fake.ways:
            return (sent.get("client_id"), sent.get("client_secret")) == (CLIENT, SECRET)
        told = self.headers.get("Authorization", "").removeprefix("Basic ")
        return base64.b64decode(told).decode() == f"{CLIENT}:{SECRET}"

    def _body(self) -> str:
        return self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
