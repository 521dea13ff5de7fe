"""What a common transfer file is called: from whom, to whom, and a serial number (DOMAIN 5.2). It names no child."""

import re

from domain.transfer.file import TransferFile

MOST = 999  # a serial number has three digits
_NAME = re.compile(
    r"(?P<source>\d{7}|\d{3}LLLL)_CTF_(?P<to>\d{7}|\d{3}LLLL|XXXXXXX|MMMMMMM)_(?P<serial>\d{3})\.xml", re.IGNORECASE
)


def file_name(file: TransferFile, serial: int) -> str:
    """8004001_CTF_XXXXXXX_001.xml. Raises ValueError for a serial number that has not three digits."""
    if not 1 <= serial <= MOST:
        raise ValueError("a serial number goes from 1 to 999")
    return f"{file.source.authority}{file.source.establishment}_CTF_{''.join(file.to)}_{serial:03}.xml"


def is_transfer_name(name: str) -> bool:
    """Whether a file is named as a transfer file is: schools', authorities' (LLLL), lost, or outside."""
    return _NAME.fullmatch(name) is not None


def lost_name(name: str, school: str) -> bool:
    """Whether it is the name of a lost pupil's file of that school (800/4001)."""
    found = _NAME.fullmatch(name)
    return found is not None and found["to"].upper() == "XXXXXXX" and found["source"] == school.replace("/", "")
