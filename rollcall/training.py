"""`rollcall train`: a world of its own, with invented children, whose clock can be moved. It has its own PostgreSQL and
Temporal, folder and port; nothing of it leaves the building, and in production it cannot be started.
"""

import os
import shutil
from datetime import UTC, date, datetime, time
from pathlib import Path

from activities.world_clock import WorldClock
from domain.deadline import LONDON, uk_day
from rollcall.clear_line import ClearLine
from rollcall.data_folder import DataFolder
from rollcall.settings import Environment, Settings, SettingsRefused
from rollcall.training_terms import TrainingRefused, clock_of, marker_of, refuse_ways_out

FOLDER, PORT = Path(".rollcall-training"), 8010
OPENS = time(9)  # London time, at which each day to which the clock is moved begins
_REAL = Path(".rollcall")
_NAMES = ("DATABASE_URL", "TEMPORAL_ADDRESS")


def training_settings() -> Settings:
    """The settings of the world. Raises SettingsRefused in production, where anything leads out of the building, and
    where a database or a Temporal server is named: this world has its own.
    """
    if (os.environ.get("ROLLCALL_ENV") or Environment.PRODUCTION) == Environment.PRODUCTION:
        raise SettingsRefused("`rollcall train` is refused in production: it needs ROLLCALL_ENV=development")
    for name in _NAMES:
        if os.environ.get(f"ROLLCALL_{name}"):
            raise SettingsRefused(
                f"ROLLCALL_{name} is refused by `rollcall train`: it has its own, with nobody real in it"
            )
    if os.environ.get("ROLLCALL_TRAINING_CLOCK"):
        raise SettingsRefused("ROLLCALL_TRAINING_CLOCK is set by `rollcall train` itself")
    settings = Settings.load()
    try:
        refuse_ways_out(settings)
    except TrainingRefused as refused:
        raise SettingsRefused(f"ROLLCALL_{refused}") from None
    own = {
        "training": True,
        "demo_users": True,
        "data_dir": settings.data_dir if os.environ.get("ROLLCALL_DATA_DIR") else FOLDER.absolute(),
        "port": settings.port if os.environ.get("ROLLCALL_PORT") else PORT,
    }
    return settings.model_copy(update=own)


def prepare(settings: Settings, begins: date | None, *, anew: bool) -> WorldClock:
    """The world's folder and clock; `begins` is the first day of one that has not begun. Raises ClearLine where the
    folder is not a training world's, is in use, or where the day cannot be the first.
    """
    folder, marker = DataFolder(settings.data_dir), marker_of(settings.data_dir)
    if settings.data_dir.absolute() == _REAL.absolute() or (_is_used(settings.data_dir) and not marker.exists()):
        raise ClearLine(f"{settings.data_dir} is not a training world's: name another folder with ROLLCALL_DATA_DIR")
    if folder.in_use():
        return WorldClock(clock_of(settings.data_dir))  # whoever claims the folder next says that it runs already
    if anew:
        shutil.rmtree(settings.data_dir, ignore_errors=True)
    folder.make()
    marker.touch()
    clock = WorldClock(clock_of(settings.data_dir))
    if begins is not None:
        _begin(clock, begins, has_begun=folder.postgres.exists())
    return clock


def refuse_training_world(settings: Settings) -> None:
    """Raises ClearLine where `rollcall up` is pointed at a training world: there the clock would stand behind its
    cases."""
    if marker_of(settings.data_dir).exists():
        raise ClearLine(f"{settings.data_dir} is a training world's: start it with `rollcall train`")


def environment(settings: Settings) -> dict[str, str]:
    """What its processes are told beside the addresses."""
    return {
        "ROLLCALL_TRAINING": "true",
        "ROLLCALL_TRAINING_CLOCK": str(clock_of(settings.data_dir)),
        "ROLLCALL_PORT": str(settings.port),
        "ROLLCALL_DEMO_USERS": "true",
    }


def _begin(clock: WorldClock, begins: date, *, has_begun: bool) -> None:
    if has_begun:
        raise ClearLine("this world has begun: --from is for a new one; --anew throws this one away and begins another")
    if begins < uk_day(datetime.now(UTC)):
        raise ClearLine("a world begins today or later: clocks move forward only")
    clock.move_to(max(datetime.combine(begins, OPENS, LONDON).astimezone(UTC), clock.now()))


def _is_used(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())
