"""What makes a bundle, by name and version: with the same of these and the same documents come the same bytes."""

import hashlib
import zlib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType

import pikepdf

from letters.faces import FOLDER

_HERE = Path(__file__).parent


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def versions() -> Mapping[str, str]:
    """Programs by version; faces, page templates and the code that lays them out by SHA-256."""
    made_with = {name: version(name) for name in ("typst", "pikepdf", "pillow", "pypdfium2", "fonttools")}
    made_with["qpdf"] = pikepdf.__libqpdf_version__
    made_with["zlib"] = zlib.ZLIB_RUNTIME_VERSION
    for face in sorted(FOLDER.glob("SourceSansPro-*.ttf")):
        if face.stem.partition("-")[2] in ("Regular", "Bold"):
            made_with[f"face {face.name}"] = _hash(face)
    for template in sorted(_HERE.glob("*.typ")):
        made_with[f"template {template.name}"] = _hash(template)
    code = hashlib.sha256(b"".join(_hash(each).encode() for each in sorted(_HERE.glob("*.py")))).hexdigest()
    made_with["assembling"] = code
    return MappingProxyType(made_with)
