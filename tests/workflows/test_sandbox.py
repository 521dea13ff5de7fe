"""What keeps a process deterministic and small: the sandbox of the worker, and what process files may use at all."""

import ast
from pathlib import Path

import pytest
from temporalio.worker import Worker

from rollcall.worker import sandbox
from tests.workflows.heavy_process import Heavy
from tests.workflows.world import World

PROCESS_FILES = [
    file
    for file in sorted((Path(__file__).parents[2] / "workflows").glob("*.py"))
    if "@workflow." in file.read_text() or file.stem == "process"
]
# Time, chance and the world come from the engine or not at all.
ALLOWED = {"asyncio", "contextlib", "collections", "collections.abc", "datetime", "typing", "pydantic", "temporalio"}
NEVER = {"now", "utcnow", "today", "time", "monotonic", "random", "uuid4", "getenv", "open", "print"}


async def test_a_process_that_imports_what_it_should_not_is_refused_at_the_start(world: World) -> None:
    with pytest.raises(RuntimeError, match="Heavy") as refused:
        Worker(world.client, task_queue="heavy", workflows=[Heavy], workflow_runner=sandbox())
    assert "sqlmodel" in str(refused.value.__cause__)


@pytest.mark.parametrize("file", PROCESS_FILES, ids=lambda file: file.stem)
def test_a_process_file_uses_neither_clock_nor_chance_nor_the_world(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom):
            assert node.module is not None
            room = node.module.split(".")[0]
            assert node.module in ALLOWED | {"activities.names"} or room in {"domain", "workflows", "temporalio"}
        elif isinstance(node, ast.Import):
            assert {alias.name for alias in node.names} <= ALLOWED
        elif isinstance(node, ast.Call):
            called = node.func
            owner = ast.unparse(called.value) if isinstance(called, ast.Attribute) else ""
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            assert name not in NEVER or owner == "workflow", f"{file.name}:{node.lineno} {ast.unparse(called)}"
