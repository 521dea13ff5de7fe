"""Spans: how long each part of an act takes, from the page to its line in the journal.

Nothing is measured until the front door switches it on (`rollcall.spans`); until then a span is an empty block. A span
says what a log line may say and no more: references, names of actions, routes and processes, numbers. There is no way
to put other words into one, and what an exception says never gets there: `Said` is all that it takes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypedDict, Unpack

from opentelemetry.context import Context
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, Tracer

from domain.verdict import Refused

_switch: list[Tracer] = []  # holds one tracer, or nothing


class Said(TypedDict, total=False):
    """What a span may say. `case` and `process` are references, as in log lines; never a name, never a search."""

    case: str
    process: str
    action: str
    seq: int
    method: str
    route: str
    status: int
    attempt: int


class Open:
    """A span under way, or the place of one where nothing is measured."""

    def __init__(self, inner: Span | None = None) -> None:
        self._inner = inner

    def say(self, **said: Unpack[Said]) -> None:
        if self._inner is not None:
            self._inner.set_attributes({f"rollcall.{name}": value for name, value in said.items()})  # type: ignore[misc]

    def rename(self, name: str) -> None:
        """For what is known only afterwards, as the route of a request is."""
        if self._inner is not None:
            self._inner.update_name(name)

    def failed(self, kind: str, *, answer: bool = False) -> None:
        """The kind of a failure: a class or a code of ours. A refusal is an answer, and no error."""
        if self._inner is not None:
            self._inner.set_attribute("error.type", kind)
            if not answer:
                self._inner.set_status(Status(StatusCode.ERROR))


_NOTHING = Open()


def switch_on(tracer: Tracer) -> None:
    _switch[:] = [tracer]


def switch_off() -> None:
    _switch.clear()


@contextmanager
def span(
    name: str, kind: SpanKind = SpanKind.INTERNAL, under: Context | None = None, **said: Unpack[Said]
) -> Iterator[Open]:
    """Measure this block, as a part of the one around it or of what goes on `under` another process's span. `name` is
    written in the code, never made of data.
    """
    if not _switch:
        yield _NOTHING
        return
    with _switch[0].start_as_current_span(
        name, under, kind, record_exception=False, set_status_on_exception=False
    ) as inner:
        opened = Open(inner)
        opened.say(**said)
        try:
            yield opened
        except Exception as fault:
            opened.failed(kind_of(fault), answer=_is_answer(fault))
            raise


def kind_of(fault: BaseException) -> str:
    """The code of one of our own answers, else the class: never the words."""
    code = getattr(fault, "type", None)
    return code if isinstance(code, str) and code.replace("_", "").isalpha() else type(fault).__name__


def _is_answer(fault: BaseException) -> bool:
    """Ours, or one that the recorder marked so for the engine."""
    return isinstance(fault, Refused) or getattr(getattr(fault, "category", None), "name", "") == "BENIGN"
