"""What a world with a moving clock asks of the settings: that it is a world of its own, and that nothing leads out."""

from pathlib import Path
from typing import TYPE_CHECKING

from rollcall.data_folder import DataFolder

if TYPE_CHECKING:
    from rollcall.settings import Settings

# Whatever leads out of the building, or to people and records that are real.
LEADS_OUT = (
    "notify_api_key",
    "smtp_server",
    "transfer_sftp_server",
    "transfer_folder",
    "oidc_issuer",
    "public_url",
    "anchor_dir",
    "anchor_email",
    "temporal_ui",
    "traces_url",
)


class TrainingRefused(ValueError):
    """Such settings cannot be used. The text names the setting, without its beginning, and holds no secret."""


def marker_of(folder: Path) -> Path:
    """The file that says that a data folder is a training world's."""
    return folder / "training-world"


def clock_of(folder: Path) -> Path:
    return folder / "training-clock.json"


def refuse_ways_out(settings: "Settings") -> None:
    """Raises TrainingRefused for a setting that leads out of the building."""
    for name in LEADS_OUT:
        if getattr(settings, name) is not None:
            raise TrainingRefused(f"{name.upper()} is refused in training: nothing leaves the building")


def refuse_moving_clock(settings: "Settings") -> None:
    """A clock that moves is for the services that `rollcall train` runs on its own folder, and for no others. Raises
    TrainingRefused.
    """
    if settings.training_clock is None:
        return
    if not settings.development:
        raise TrainingRefused("TRAINING_CLOCK is refused outside development: time is not moved in production")
    if not settings.training:
        raise TrainingRefused("TRAINING_CLOCK is refused without ROLLCALL_TRAINING=true")
    refuse_ways_out(settings)
    folder = settings.data_dir
    running = DataFolder(folder).read()
    own = marker_of(folder).exists() and settings.training_clock.absolute() == clock_of(folder).absolute()
    if not own or running is None:
        raise TrainingRefused("TRAINING_CLOCK is set by `rollcall train` alone, for a folder of its own")
    for name in ("database_url", "temporal_address"):
        if getattr(settings, name) not in (None, getattr(running, name)):
            raise TrainingRefused(
                f"{name.upper()} is refused where the clock moves: it is not what `rollcall train` started"
            )
