"""What a bundle's file is called. Kept and mailed by reference; only the copy served bears the court's own naming, with
the defendant's surname and never a child's (PRACTICE 7.4).
"""

import re
import unicodedata
from datetime import date

from domain.bundles.profile import Profile


def kept_name(ref: str, bundle: str, volume: int = 1, of: int = 1) -> str:
    """The name under which it is kept and opened here."""
    part = f"-volume-{volume}" if of > 1 else ""
    return f"{ref}-{bundle}{part}.pdf"


def served_name(profile: Profile, ref: str, surname: str, hearing: date | None, volume: int = 1, of: int = 1) -> str:
    """`Sample A 14 January 2027.pdf`: short case name, letter of the bundle, hearing date (general guidance
    on electronic court bundles, 29 November 2021). Without a defendant the reference stands in its place.
    """
    words = profile.file_name.format(
        surname=_in_a_file_name(surname) or ref,
        letter=profile.file_letter,
        hearing=f"{hearing:%-d %B %Y}" if hearing else "",
        ref=ref,
    )
    part = f" volume {volume} of {of}" if of > 1 else ""
    return " ".join(f"{words}{part}".split()) + ".pdf"


def _in_a_file_name(surname: str) -> str:
    plain = unicodedata.normalize("NFKD", surname).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z' -]+", "", plain).strip(" '-")[:40]
