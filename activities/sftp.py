"""Transfer files by SFTP. The server's key is agreed beforehand: to another server nothing is said."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar, cast

import asyncssh

from activities.delivery import CannotDeliver, plain

T = TypeVar("T")
MOST_BYTES = 64 * 1024 * 1024
_WITHIN = 60.0  # seconds, for all that is done at once


@dataclass(frozen=True)
class Sftp:
    """`host_key` is the server's public key as it stands in a known-hosts file, such as "ssh-ed25519 AAAA...";
    `private_key` the file of ours. `folder` is on the server and has `out`, `in` and `refused`.
    """

    host: str
    port: int
    user: str
    host_key: str
    private_key: str
    folder: str = "."
    name: str = "sftp"

    def put(self, name: str, content: bytes) -> None:
        target, part = f"{self.folder}/out/{plain(name)}", f"{self.folder}/out/.{plain(name)}.part"

        async def handed(sftp: asyncssh.SFTPClient) -> None:
            if await sftp.exists(target):
                async with sftp.open(target, "rb") as file:
                    if cast("bytes", await file.read()) != content:
                        raise CannotDeliver("FILE_CHANGED", final=True)
                return
            async with sftp.open(part, "wb") as file:
                await file.write(content)
            await sftp.posix_rename(part, target)  # whoever fetches sees it whole or not at all

        self._with(handed)

    def waiting(self) -> list[str]:
        async def listed(sftp: asyncssh.SFTPClient) -> list[str]:
            found = [each async for each in sftp.scandir(f"{self.folder}/in")]
            files = [each for each in found if each.attrs.type == asyncssh.FILEXFER_TYPE_REGULAR]
            named = [(each.attrs.mtime or 0, str(each.filename)) for each in files]
            return [name for _, name in sorted(named) if not name.startswith(".")]

        return self._with(listed)

    def fetch(self, name: str) -> bytes:
        async def fetched(sftp: asyncssh.SFTPClient) -> bytes:
            async with sftp.open(f"{self.folder}/in/{plain(name)}", "rb") as file:
                return cast("bytes", await file.read(MOST_BYTES + 1))

        return self._with(fetched)

    def settle(self, name: str, *, refused: bool = False) -> None:
        came = f"{self.folder}/in/{plain(name)}"

        async def settled(sftp: asyncssh.SFTPClient) -> None:
            if not await sftp.exists(came):
                return
            if refused:
                await sftp.posix_rename(came, f"{self.folder}/refused/{plain(name)}")
            else:
                await sftp.remove(came)

        self._with(settled)

    def _with(self, ask: Callable[[asyncssh.SFTPClient], Awaitable[T]]) -> T:
        """Connect, do one thing, and leave. What a server says may name a file: only its kind goes on."""
        try:
            return asyncio.run(asyncio.wait_for(self._connected(ask), _WITHIN))
        except asyncssh.HostKeyNotVerifiable:
            raise CannotDeliver("HOST_KEY", final=True) from None
        except asyncssh.PermissionDenied:
            raise CannotDeliver("SFTP_SIGN_IN") from None
        except (OSError, TimeoutError, asyncssh.Error) as fault:
            raise CannotDeliver(type(fault).__name__) from None

    async def _connected(self, ask: Callable[[asyncssh.SFTPClient], Awaitable[T]]) -> T:
        host = f"[{self.host}]:{self.port}" if self.port != 22 else self.host
        known = asyncssh.import_known_hosts(f"{host} {self.host_key}\n")
        async with (
            asyncssh.connect(
                self.host,
                self.port,
                username=self.user,
                known_hosts=known,
                client_keys=[self.private_key],
                password=None,
                agent_path=None,
                config=None,
            ) as connection,
            connection.start_sftp_client() as sftp,
        ):
            return await ask(sftp)
