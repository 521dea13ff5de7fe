"""The open tracings, read in bulk for the night: which are due to be reminded of, and what has been claimed."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text
from sqlmodel import Session

# One question for all of them. Only what is asked for is taken out of the case, not the case itself.
_DUE = text("""
select c.ref, p.value ->> 'name' as tracing, jsonb_array_length(p.value -> 'reminders') as reminded,
       (select min((t.value ->> 'due_on')::date) from jsonb_array_elements(c.state -> 'tasks') t
        where t.value ->> 'name' = 'remind-school' and t.value ->> 'done_seq' is null
          and split_part(t.value ->> 'subject', ':', 1) = p.value ->> 'name') as due_on
from case_file c, jsonb_array_elements(c.state -> 'proceedings') p
where c.state -> 'proceedings' @> '[{"kind": "tracing", "ended_on": null}]'
  and p.value ->> 'kind' = 'tracing' and p.value ->> 'ended_on' is null
order by c.ref
""")
_CLAIM = text("""
insert into school_reminder (key, case_ref, claimed_at) values (:key, :ref, :now) on conflict (key) do nothing
returning key
""")


@dataclass(frozen=True)
class Trace:
    """An open tracing. `due_on` where its school waits to be reminded; `number` is which reminder that would be."""

    ref: str
    tracing: str
    number: int
    due_on: date | None

    @property
    def key(self) -> str:
        return f"{self.ref}/{self.tracing}:reminder:{self.number}"


def open_traces(session: Session) -> list[Trace]:
    return [Trace(row.ref, row.tracing, row.reminded + 1, row.due_on) for row in session.execute(_DUE)]


def claim(session: Session, trace: Trace, now: datetime) -> bool:
    """Whether this reminder is ours to send: nobody has claimed it before."""
    asked = {"key": trace.key, "ref": trace.ref, "now": now}
    return session.execute(_CLAIM, asked).scalar_one_or_none() is not None


def was_sent(session: Session, key: str) -> bool:
    asked = text("select sent_at is not null from school_reminder where key = :key")
    return bool(session.execute(asked, {"key": key}).scalar_one_or_none())


def sent(session: Session, key: str, now: datetime) -> None:
    session.execute(text("update school_reminder set sent_at = :now where key = :key"), {"key": key, "now": now})


def give_back(session: Session, key: str) -> None:
    """It did not leave: another night may send it."""
    session.execute(text("delete from school_reminder where key = :key and sent_at is null"), {"key": key})
