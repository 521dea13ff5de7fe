"""The public door: answers held for an hour, reports kept for a person to look at, alerts to the duty address, the
keys of schools, and who did what with them.
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = """
create table held_answers (
    id_hash text primary key, sealed bytea not null, expires_at timestamptz not null
);
create index ix_held_answers_expires_at on held_answers (expires_at);

create table knock (
    id bigint generated always as identity primary key, source text not null, at timestamptz not null
);
create index ix_knock_at on knock (at);

create table quarantine (
    ref text primary key, key text not null unique, channel text not null, why text not null,
    danger boolean not null, sealed bytea, arrived_at timestamptz not null, due_on date not null,
    decided_at timestamptz, decided_by text, released boolean, reason text not null default ''
);
create index ix_quarantine_waiting on quarantine (due_on) where decided_at is null;

create table duty_alert (
    ref text primary key, raised_at timestamptz not null, next_try_at timestamptz not null,
    tries integer not null default 0, sent integer not null default 0, last_sent_at timestamptz,
    last_code text not null default '', acknowledged_at timestamptz, acknowledged_by text
);
create index ix_duty_alert_waiting on duty_alert (next_try_at) where acknowledged_at is null;

create table school_key (
    id text primary key, school text not null, hash text not null, made_at timestamptz not null, made_by text not null,
    last_used_at timestamptz, revoked_at timestamptz, revoked_by text
);
create index ix_school_key_school on school_key (school);

create table door_audit (
    id bigint generated always as identity primary key, at timestamptz not null, who text not null, did text not null,
    what text not null
);
create index ix_door_audit_who on door_audit (who, at);
"""


def upgrade() -> None:
    op.execute(TABLES)


def downgrade() -> None:
    op.execute("drop table door_audit, school_key, duty_alert, quarantine, knock, held_answers")
