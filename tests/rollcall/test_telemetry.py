"""A log line is one JSON object and repeats nothing that an exception says."""

import json
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
_PROGRAM = """
import logging, structlog
from rollcall.telemetry import configure_logging

configure_logging("INFO", "worker")
structlog.get_logger("ours").info("case opened", case="RC-2026-000123")
logging.getLogger("theirs").warning("slow: %d ms", 900)
logging.getLogger("httpx").info("GET http://127.0.0.1/cases?text=Kai")
class Refused(Exception):
    type = "NOT_A_STEP"
try:
    try:
        raise ValueError("Key (name)=(Kai Example) already exists")
    except ValueError as inner:
        raise Refused("for Kai Example") from inner
except Refused as problem:
    structlog.get_logger("ours").exception("activity failed")
    logging.getLogger("theirs").exception("activity failed")
    logging.getLogger("theirs").error("activity failed", exc_info=problem)
    logging.getLogger("theirs").warning("activity failed", exc_info=(type(problem), problem, problem.__traceback__))
"""


def test_lines_are_json_and_exceptions_say_where_without_words() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], cwd=CHECKOUT, capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stdout == ""
    assert "Kai" not in done.stderr
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["event"] for line in lines] == ["case opened", "slow: 900 ms", *["activity failed"] * 4]
    assert all(line["process"] == "worker" for line in lines)
    assert lines[0]["case"] == "RC-2026-000123"
    for line in lines[2:]:
        assert line["exception"] == "Refused[NOT_A_STEP] < ValueError"
        assert line["at"][-1].endswith(" <module>")
