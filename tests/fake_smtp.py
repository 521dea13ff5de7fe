"""A mail server on a loopback port that keeps what it is given; or refuses it."""

import socketserver
import threading
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self


class _Talk(socketserver.StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        self._say("220 fake")
        while line := self.rfile.readline():
            word = line.split(b" ", 1)[0].strip().upper()
            if word in (b"EHLO", b"HELO"):
                self._say("250 fake")
            elif word == b"RCPT" and self.server.refuses:
                self._say(f"{self.server.refuses} <nobody@planted.example> is unknown here")
            elif word in (b"MAIL", b"RCPT", b"RSET"):
                self._say("250 ok")
            elif word == b"DATA":
                self._say("354 go on")
                self.server.taken.append(self._message())
                self._say("250 taken")
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("502 no")

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def _message(self) -> str:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.decode())
        return "".join(lines)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    taken: list[str]
    refuses: int


@dataclass
class FakeSmtp:
    """`refuses` is the code with which every recipient is refused; 0 takes all."""

    refuses: int = 0
    taken: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._server = _Server(("127.0.0.1", 0), _Talk)
        self._server.taken, self._server.refuses = self.taken, self.refuses
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])
