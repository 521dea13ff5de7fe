"""Sessions that a person chooses from the school's register, written like "2026-09-28 AM"."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated

from pydantic import AfterValidator

from domain.facts import Facts
from domain.guards.dates import refused
from domain.law.sessions import Half, Register, Session, Slot
from domain.verdict import Verdict


def slot_of(written: str) -> Slot:
    """Of "2026-09-28 AM". Raises ValueError."""
    day, _, half = written.strip().partition(" ")
    return Slot(date.fromisoformat(day), Half(half.strip().upper()))


def _a_slot(written: str) -> str:
    try:
        slot = slot_of(written)
    except ValueError:
        raise ValueError("Name a session like 2026-09-28 AM") from None
    return f"{slot.day} {slot.half}"


WrittenSlot = Annotated[str, AfterValidator(_a_slot)]


def chosen(facts: Facts, school: str, written: Iterable[str]) -> tuple[list[Session], list[str]]:
    """The sessions as the register of that school has them, in order; and those that it has no mark for."""
    register = facts.registers.get(school, Register(school=school))
    slots = sorted({slot_of(each) for each in written})
    marks = [(slot, register.mark(slot)) for slot in slots]
    return [mark for _, mark in marks if mark], [f"{slot.day} {slot.half}" for slot, mark in marks if not mark]


def unknown_to_register(unknown: list[str]) -> Iterator[Verdict]:
    if unknown:
        yield refused(
            "SESSION_UNKNOWN",
            f"The register has no mark for {', '.join(unknown[:6])}",
            "sessions",
            needs="import the school's register, or leave these out",
        )
