"""One Rollcall for all tests that kill: each leaves it whole, and the next begins on what it left."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fake_notify import API_KEY, FakeNotify
from tests.fake_smtp import FakeSmtp
from tests.kills.service import Service


@pytest.fixture(scope="module")
def notify() -> Iterator[FakeNotify]:
    with FakeNotify() as fake:
        yield fake


@pytest.fixture(scope="module")
def smtp() -> Iterator[FakeSmtp]:
    with FakeSmtp() as fake:
        yield fake


@pytest.fixture(scope="module")
def service(notify: FakeNotify, smtp: FakeSmtp) -> Iterator[Service]:
    home = Path(tempfile.mkdtemp(prefix="rollcall-kills-"))
    home.chmod(0o711)  # PostgreSQL, as another account, must pass through
    settings = {"DEMO_USERS": "true", "NOTIFY_API_KEY": API_KEY, "NOTIFY_URL": notify.url}
    settings |= {"SMTP_SERVER": f"127.0.0.1:{smtp.port}", "SMTP_SECURITY": "none"}
    with Service(home / ".rollcall", settings) as made:
        made.start()
        yield made
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="module")
def refs(service: Service) -> list[str]:
    return [service.refer() for _ in range(4)]
