"""The settings of a command that works with running services: as given, or of those that `up` runs on its folder."""

from rollcall.clear_line import ClearLine
from rollcall.settings import Settings


def connected() -> Settings:
    """The settings with the addresses of PostgreSQL and Temporal. Raises SettingsRefused, and ClearLine where nothing
    runs.
    """
    from rollcall.data_folder import DataFolder

    settings = Settings.load()
    if settings.database_url and settings.temporal_address:
        return settings
    folder = DataFolder(settings.data_dir)
    running = folder.read() if folder.in_use() else None
    if running is None:
        raise ClearLine(
            f"nothing runs on {settings.data_dir}: start it with `make run`, "
            "or set ROLLCALL_DATABASE_URL and ROLLCALL_TEMPORAL_ADDRESS"
        )
    return settings.model_copy(
        update={
            "database_url": settings.database_url or running.database_url,
            "temporal_address": settings.temporal_address or running.temporal_address,
        }
    )
