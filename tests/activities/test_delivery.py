"""Handing transfer files over and fetching them: a watched folder, and SFTP against a real server on this machine."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncssh
import pytest

from activities.delivery import CannotDeliver, Delivery, nothing_leaves
from activities.sftp import Sftp
from activities.watched_folder import WatchedFolder

NAME, BYTES = "8004001_CTF_XXXXXXX_001.xml", b"<CTfile/>"


@pytest.fixture
async def server(folder: Path) -> AsyncIterator[Sftp]:
    """An SFTP server that knows one user by one key, and shows a folder."""
    host_key, own = asyncssh.generate_private_key("ssh-ed25519"), asyncssh.generate_private_key("ssh-ed25519")
    own.write_private_key(folder / "key")
    (folder / "users").write_bytes(own.export_public_key())
    (folder / "key").chmod(0o600)
    for part in ("out", "in", "refused"):
        (folder / "root" / part).mkdir(parents=True)

    def factory(channel: asyncssh.SSHServerChannel) -> asyncssh.SFTPServer:
        return asyncssh.SFTPServer(channel, chroot=str(folder / "root").encode())

    listening = await asyncssh.listen(
        "127.0.0.1", 0, server_host_keys=[host_key], authorized_client_keys=str(folder / "users"), sftp_factory=factory
    )
    public = host_key.export_public_key().decode().strip()
    yield Sftp("127.0.0.1", listening.get_port(), "rollcall", public, str(folder / "key"), "/")
    listening.close()
    await listening.wait_closed()


async def asked(delivery: Delivery, root: Path) -> None:
    """What either end does: all of it from a thread, as the worker asks."""
    await asyncio.to_thread(delivery.put, NAME, BYTES)
    assert (root / "out" / NAME).read_bytes() == BYTES
    await asyncio.to_thread(delivery.put, NAME, BYTES)
    with pytest.raises(CannotDeliver) as changed:
        await asyncio.to_thread(delivery.put, NAME, b"<other/>")
    assert (changed.value.code, changed.value.final) == ("FILE_CHANGED", True)
    assert [each.name for each in (root / "out").iterdir()] == [NAME], "nothing half written stays"
    for name in ("../key", "a/b", "", ".hidden", "a..b", "x" * 101):
        for ask in (lambda name=name: delivery.put(name, b""), lambda name=name: delivery.fetch(name)):
            with pytest.raises(CannotDeliver) as refusal:
                await asyncio.to_thread(ask)
            assert refusal.value.code == "NAME"
    (root / "in" / "first.xml").write_bytes(b"1")
    (root / "in" / "second.xml").write_bytes(b"2")
    (root / "in" / ".part").write_bytes(b"half")
    (root / "in" / "folder").mkdir()
    assert sorted(await asyncio.to_thread(delivery.waiting)) == ["first.xml", "second.xml"]
    assert await asyncio.to_thread(delivery.fetch, "second.xml") == b"2"
    await asyncio.to_thread(delivery.settle, "first.xml")
    await asyncio.to_thread(lambda: delivery.settle("second.xml", refused=True))
    await asyncio.to_thread(delivery.settle, "first.xml")  # again, as after a night that broke off
    assert await asyncio.to_thread(delivery.waiting) == []
    assert [each.name for each in (root / "refused").iterdir()] == ["second.xml"]


async def test_a_watched_folder(folder: Path) -> None:
    root = folder / "transfer"
    await asked(WatchedFolder(root), root)
    assert {each.stat().st_mode & 0o777 for each in root.iterdir()} == {0o700}, "open to its owner alone"
    assert (root / "out" / NAME).stat().st_mode & 0o077 == 0


async def test_a_folder_that_cannot_be_made_is_an_outage_that_says_nothing(folder: Path) -> None:
    (folder / "file").write_text("")
    with pytest.raises(CannotDeliver) as away:
        WatchedFolder(folder / "file" / "transfer").put(NAME, BYTES)
    assert (away.value.final, str(folder) in str(away.value)) == (False, False)


async def test_sftp_against_a_real_server(server: Sftp, folder: Path) -> None:
    await asked(server, folder / "root")


async def test_to_a_server_with_another_key_nothing_is_said(server: Sftp, folder: Path) -> None:
    other = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode().strip()
    with pytest.raises(CannotDeliver) as refusal:
        await asyncio.to_thread(replace(server, host_key=other).put, NAME, BYTES)
    assert (refusal.value.code, refusal.value.final) == ("HOST_KEY", True)
    assert list((folder / "root" / "out").iterdir()) == []


async def test_a_key_that_the_server_does_not_know_and_a_server_that_is_away(server: Sftp, folder: Path) -> None:
    asyncssh.generate_private_key("ssh-ed25519").write_private_key(folder / "stranger")
    for wrong, code in (
        (replace(server, private_key=str(folder / "stranger")), "SFTP_SIGN_IN"),
        (replace(server, port=9), "ConnectionRefusedError"),
        (replace(server, folder="/nowhere"), "SFTPNoSuchFile"),
    ):
        with pytest.raises(CannotDeliver) as refusal:
            await asyncio.to_thread(wrong.put, NAME, BYTES)
        assert (refusal.value.code, refusal.value.final) == (code, False)


def test_with_a_skipped_clock_or_in_training_nothing_leaves() -> None:
    now = datetime.now(UTC)
    assert nothing_leaves(now, training=False) == ""
    assert nothing_leaves(now - timedelta(days=3), training=False) == "", "asked long ago, by a worker that was down"
    assert nothing_leaves(now + timedelta(minutes=6), training=False) == "CLOCK_SKIPPED"
    assert nothing_leaves(now, training=True) == "TRAINING"
