"""How the service itself does, as alerts watch it: counts and ages over all cases, and nothing of any one of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlmodel import Session

from domain.deadline import uk_day
from records import duty, inbox

# A clock rings within seconds of its time. One that is as late as this has nobody who turns it.
RINGS_WITHIN = timedelta(minutes=15)
ANSWERED_WITHIN = timedelta(minutes=2)
MANY_TRIES = 3  # of one letter, before it counts as stuck

_COUNTS = text(
    """select
    (select count(*) from work_item where urgent and task) as urgent,
    (select min(j.recorded_at::timestamptz) from work_item w
     join journal j on j.case_ref = w.case_ref and j.seq = substring(w.id from '^T([0-9]+)-')::integer
     where w.urgent and w.task) as urgent_since,
    (select min(recorded_at::timestamptz) from journal where seq = 1) as first_entry,
    (select max(at) from sweep) as checked_at,
    (select jsonb_array_length(findings) from sweep order by at desc limit 1) as found,
    (select max(made_at) from anchor) as anchored_at,
    (select max(made_at) from backup_made) as backed_up_at,
    (select count(*) from dispatch where not done and tries >= :many) as letters,
    (select count(*) from receipt
     where waiting is not null and refusal is null and asked_at < :unanswered) as unanswered,
    (select count(*) from case_file c where c.stage <> 'closed'
     and not exists (select from standing s where s.process = c.ref)) as unstarted"""
)
# What ended published its clocks once more on its way out.
_LATE = text(
    """select count(*) from standing s
    cross join lateral jsonb_each_text(s.clocks) as clock (name, rings_at)
    join case_file c on c.ref = s.case_ref
    where clock.rings_at::timestamptz < :late
    and not exists (select from jsonb_array_elements(c.state -> 'proceedings') as p
                    where c.ref || '/' || (p ->> 'name') = s.process and p ->> 'ended_on' is not null)"""
)


@dataclass(frozen=True)
class Operating:
    """Ages are in seconds. What was never done is as old as the journal's first entry, or 0 where there is none."""

    danger_waiting: int  # reports of danger that nobody has acknowledged
    danger_seconds: float  # how long the oldest of them has waited
    danger_untold: int  # of them, those of which no e-mail has left in time
    urgent_tasks: int
    urgent_seconds: float  # how long the oldest urgent task has stood open
    check_seconds: float  # since the last nightly check ended
    check_findings: int
    anchor_seconds: float
    backup_seconds: float
    letters_stuck: int
    clocks_late: int
    inbox_late: int
    acts_unanswered: int
    cases_unstarted: int


def operating(session: Session, now: datetime) -> Operating:
    given = {"many": MANY_TRIES, "unanswered": now - ANSWERED_WITHIN}
    row = session.execute(_COUNTS, given).one()
    alerts = duty.unacknowledged(session)

    def age(since: datetime | None) -> float:
        known = since or row.first_entry
        return max(0.0, (now - known).total_seconds()) if known else 0.0

    def open_for(since: datetime | None) -> float:
        return age(since) if since else 0.0

    return Operating(
        danger_waiting=len(alerts),
        danger_seconds=open_for(min((each.raised_at for each in alerts), default=None)),
        danger_untold=sum(each.late(now) for each in alerts),
        urgent_tasks=row.urgent,
        urgent_seconds=open_for(row.urgent_since),
        check_seconds=age(row.checked_at),
        check_findings=row.found or 0,
        anchor_seconds=age(row.anchored_at),
        backup_seconds=age(row.backed_up_at),
        letters_stuck=row.letters,
        clocks_late=session.execute(_LATE, {"late": now - RINGS_WITHIN}).scalar_one(),
        inbox_late=inbox.waiting(session, uk_day(now)).late,
        acts_unanswered=row.unanswered,
        cases_unstarted=row.unstarted,
    )
