"""What a release's processes did, as the engine keeps it: sealed, with the test key that opens it beside it.

The key is a test's own and the family is invented: nothing here was ever near a real case.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from temporalio.client import WorkflowHistory

HERE = Path(__file__).parent


@dataclass
class Recorded:
    """One run of one process. `keys` are those that sealed it, by name."""

    file: Path
    workflow_id: str
    keys: dict[str, bytes]
    history: str

    def as_history(self) -> WorkflowHistory:
        return WorkflowHistory.from_json(self.workflow_id, self.history)


class TestKeys:
    """What a codec asks of its keys, from a file."""

    __test__ = False

    def __init__(self, keys: dict[str, bytes]) -> None:
        self._keys = keys

    def known(self, name: str) -> bytes | None:
        return self._keys.get(name)

    def get(self, name: str) -> bytes:
        return self._keys[name]


def write(file: Path, workflow_id: str, keys: dict[str, bytes], history: WorkflowHistory) -> None:
    kept = {
        "workflow_id": workflow_id,
        "test_keys": {name: key.hex() for name, key in keys.items()},
        "history": json.loads(history.to_json()),
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(kept, indent=None, separators=(",", ":")) + "\n")


def read(file: Path) -> Recorded:
    kept = json.loads(file.read_text())
    keys = {name: bytes.fromhex(key) for name, key in kept["test_keys"].items()}
    return Recorded(file, kept["workflow_id"], keys, json.dumps(kept["history"]))


def all_recorded() -> list[Path]:
    return sorted(HERE.glob("*/*.json"))
