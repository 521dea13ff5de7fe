"""Where the rooms are joined: the front door gives each what it needs from the settings."""

from collections.abc import Iterable
from pathlib import Path

from fastapi import FastAPI

from api.app import create_app
from domain.calendars import Almanac
from rollcall.clear_line import ClearLine
from rollcall.settings import Settings


def application(settings: Settings) -> FastAPI:
    """The API and the pages, joined to the records and the processes."""
    return create_app()


def load_demo(settings: Settings) -> None:
    """Load the demo authority where it is not loaded yet."""


def almanac(settings: Settings) -> Almanac:
    """Every calendar that has been imported."""
    return Almanac.of()


def import_file(settings: Settings, kind: str, file: Path) -> Iterable[str]:
    """Read `file` ("schools", "calendar" or "referrals") into the records; what was done, in lines to print.

    Raises ClearLine where the file is refused.
    """
    raise ClearLine(f"importing {kind} is not built yet")


def verify(settings: Settings) -> Iterable[str]:
    """What does not agree between journals, case files and running processes, a line each."""
    raise ClearLine("verify is not built yet")
