"""A GOV.UK Notify on the loopback address, for tests: the endpoints its client uses, with its tokens and answers.

It checks tokens and files as the real one does, remembers every letter by its reference, and can be told to be busy, to
refuse, or to break the line after it has taken a letter: the moment in which a letter could be sent twice.
"""

import base64
import binascii
import contextlib
import json
import threading
import time
import uuid
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import jwt

from letters.window import window_faults

SERVICE_ID = "5f1d8c1e-2b7a-4c55-9c1e-3f6f4d1a7b20"
SECRET = "0b6f8f1c-7d3e-4a2b-8a5d-91c2e4f60a37"
API_KEY = f"rollcall_tests-{SERVICE_ID}-{SECRET}"


@dataclass
class FakeLetter:
    reference: str
    pdf: bytes
    status: str = "pending-virus-check"
    postage: str = "second"
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    created_at: str = field(default_factory=lambda: f"{time.time():.6f}")
    faults: list[str] = field(default_factory=list)

    def as_answer(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "reference": self.reference,
            "type": "letter",
            "status": self.status,
            "postage": self.postage,
            "created_at": self.created_at,
            "body": "",
            "subject": "Pre-compiled PDF",
        }


@dataclass
class _Trouble:
    """What the next request that matches gets instead of an answer."""

    method: str
    status: int = 0  # 0: the line breaks
    after_taking: bool = False
    held: threading.Event | None = None  # until this is set, the line stands and nothing is answered
    error: str = "Exception"
    message: str = "Internal server error"


class FakeNotify:
    """Use as a context manager; `url` is where it listens. `letters` holds what was taken, in order."""

    def __init__(self, checks_window: bool = True) -> None:
        self.letters: list[FakeLetter] = []
        self.requests: list[str] = []
        self.checks_window = checks_window
        self._trouble: deque[_Trouble] = deque()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def fail(self, times: int = 1, status: int = 500, method: str = "POST") -> None:
        """The next requests of this method are answered with an HTTP error and nothing is taken."""
        self._trouble.extend(_Trouble(method, status) for _ in range(times))

    def refuse(self, status: int, error: str, message: str, method: str = "POST") -> None:
        self._trouble.append(_Trouble(method, status, error=error, message=message))

    def break_the_line(self, times: int = 1, method: str = "POST") -> None:
        """The next requests of this method are dropped before anything is taken."""
        self._trouble.extend(_Trouble(method) for _ in range(times))

    def drop_after_accepting(self, times: int = 1) -> None:
        """The next letters are taken, but the line breaks before the answer."""
        self._trouble.extend(_Trouble("POST", after_taking=True) for _ in range(times))

    @contextlib.contextmanager
    def holding_its_answer(self) -> Iterator[None]:
        """The next letter is taken, but nothing is answered while the block runs; then the line breaks."""
        held = threading.Event()
        self._trouble.append(_Trouble("POST", after_taking=True, held=held))
        try:
            yield
        finally:
            held.set()

    def with_reference(self, reference: str) -> list[FakeLetter]:
        with self._lock:
            return [letter for letter in self.letters if letter.reference == reference]

    def settle(self, status: str | None = None) -> None:
        """What happens a little later: each waiting letter goes to the printer, or is found not to fit."""
        with self._lock:
            for letter in self.letters:
                if letter.status == "pending-virus-check":
                    letter.faults = window_faults(letter.pdf) if self.checks_window else []
                    letter.status = status or ("validation-failed" if letter.faults else "accepted")
                elif status is not None:
                    letter.status = status

    def _next_trouble(self, method: str) -> _Trouble | None:
        with self._lock:
            for trouble in self._trouble:
                if trouble.method == method:
                    self._trouble.remove(trouble)
                    return trouble
        return None

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                self._serve("GET")

            def do_POST(self) -> None:
                self._serve("POST")

            def _serve(self, method: str) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                fake.requests.append(f"{method} {urlsplit(self.path).path}")
                trouble = fake._next_trouble(method)
                if trouble and not trouble.after_taking:
                    return (
                        self._error(trouble.status, trouble.error, trouble.message)
                        if trouble.status
                        else self._hang_up()
                    )
                if (problem := _token_problem(self.headers.get("Authorization", ""))) is not None:
                    return self._error(403, "AuthError", problem)
                if method == "GET":
                    return self._get()
                taken = self._take(body)
                if trouble and taken is not None:
                    if trouble.held is not None:
                        trouble.held.wait()
                    return self._hang_up()
                if taken is not None:
                    answer = {"id": taken.id, "reference": taken.reference, "postage": taken.postage}
                    self._answer(201, answer)
                return None

            def _take(self, body: bytes) -> FakeLetter | None:
                if urlsplit(self.path).path != "/v2/notifications/letter":
                    self._error(404, "NoResultFound", "No result found")
                    return None
                asked = json.loads(body)
                if not asked.get("reference"):
                    self._error(400, "ValidationError", "reference is a required property")
                    return None
                try:
                    pdf = base64.b64decode(asked.get("content", ""), validate=True)
                except binascii.Error:
                    pdf = b""
                if not pdf.startswith(b"%PDF"):
                    self._error(400, "BadRequestError", "Letter content is not a valid PDF")
                    return None
                letter = FakeLetter(asked["reference"], pdf, postage=asked.get("postage", "second"))
                with fake._lock:
                    fake.letters.append(letter)
                return letter

            def _get(self) -> None:
                parts = urlsplit(self.path)
                if parts.path == "/v2/notifications":
                    asked = parse_qs(parts.query)
                    wanted = asked.get("reference", [""])[0]
                    with fake._lock:
                        found = [each.as_answer() for each in reversed(fake.letters) if wanted in {"", each.reference}]
                    return self._answer(200, {"notifications": found, "links": {"current": fake.url + self.path}})
                prefix, _, wanted = parts.path.rpartition("/")
                with fake._lock:
                    known = next((each for each in fake.letters if each.id == wanted), None)
                if prefix != "/v2/notifications" or known is None:
                    return self._error(404, "NoResultFound", "No result found")
                return self._answer(200, known.as_answer())

            def _hang_up(self) -> None:
                self.close_connection = True

            def _error(self, status: int, error: str, message: str) -> None:
                self._answer(status, {"status_code": status, "errors": [{"error": error, "message": message}]})

            def _answer(self, status: int, answer: dict[str, Any]) -> None:
                body = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        return Handler


def _token_problem(authorization: str) -> str | None:
    token = authorization.removeprefix("Bearer ")
    if token == authorization:
        return "Unauthorized: authentication token must be provided"
    try:
        claims = jwt.decode(token, SECRET, algorithms=["HS256"], options={"verify_iat": False})
    except jwt.InvalidTokenError:
        return "Invalid token: API key not found"
    if claims.get("iss") != SERVICE_ID:
        return "Invalid token: service not found"
    if abs(time.time() - claims.get("iat", 0)) > 30:
        return "Error: Your system clock must be accurate to within 30 seconds"
    return None
