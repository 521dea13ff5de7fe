"""Where transfer files go and come from, as the settings say: a watched folder, or a server by SFTP."""

from typing import TYPE_CHECKING

from activities.delivery import Delivery
from activities.sftp import Sftp
from activities.watched_folder import WatchedFolder

if TYPE_CHECKING:
    from rollcall.settings import Settings


class TransferRefused(ValueError):
    """Such settings cannot be used. The text names the setting, without its beginning."""


def delivery_of(settings: "Settings") -> Delivery:
    """Raises TransferRefused where a server is named and what is needed to trust it is not."""
    if settings.transfer_sftp_server is None:
        return WatchedFolder(settings.transfer_folder or settings.data_dir / "transfer")
    for name, value in (
        ("USER", settings.transfer_sftp_user),
        ("HOST_KEY", settings.transfer_sftp_host_key),
        ("PRIVATE_KEY", settings.transfer_sftp_private_key),
    ):
        if not value:
            raise TransferRefused(f"TRANSFER_SFTP_{name} is missing: files of children go to no server without it")
    host, _, port = settings.transfer_sftp_server.rpartition(":")
    return Sftp(
        host=host.strip("[]"),
        port=int(port),
        user=settings.transfer_sftp_user,
        host_key=settings.transfer_sftp_host_key,
        private_key=str(settings.transfer_sftp_private_key),
        folder=settings.transfer_sftp_folder,
    )
