"""Logging: one JSON object a line, without personal data."""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog

_CHECKOUT = Path(__file__).resolve().parent.parent
# They say at INFO where they call and with what; an address may hold what somebody searched for.
_TALKATIVE = ("httpx", "httpcore", "urllib3", "sqlalchemy.engine", "alembic", "multipart")


def configure_logging(level: str, process: str) -> None:
    """Send every log line of this process to standard error as JSON. `process` is its name in each line."""

    def name_process(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        return {"process": process, **event}

    shared: list[structlog.types.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        name_process,
        _say_where_without_words,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            keep_exc_info=False,
            keep_stack_info=False,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


def _say_where_without_words(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """An exception's kind and the lines it passed, never its words: a database error quotes the row it refused."""
    problem = event.pop("exc_info", None)
    if problem is True:
        problem = sys.exc_info()
    if isinstance(problem, BaseException):
        problem = (type(problem), problem, problem.__traceback__)
    if not isinstance(problem, tuple) or problem[1] is None:
        return event
    chain: list[str] = []
    current: BaseException | None = problem[1]
    seen: set[int] = set()
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        code = getattr(current, "type", None) or getattr(current, "sqlstate", None) or ""
        chain.append(type(current).__name__ + (f"[{code}]" if isinstance(code, str) and code else ""))
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    frames = traceback.extract_tb(problem[2])[-12:]
    return {**event, "exception": " < ".join(chain), "at": [_place(frame) for frame in frames]}


def _place(frame: traceback.FrameSummary) -> str:
    file = Path(frame.filename)
    shown = file.relative_to(_CHECKOUT) if file.is_relative_to(_CHECKOUT) else Path(*file.parts[-2:])
    return f"{shown}:{frame.lineno} {frame.name}"
