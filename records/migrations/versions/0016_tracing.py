"""Transfer files that came and that were made, reminders to schools, and the cases in which a pupil is traced."""

from alembic import op

revision = "0016"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES = """
create table transfer_serial (
    source text not null, destination text not null, last integer not null, primary key (source, destination)
);
create table transfer_file (
    id bigint generated always as identity primary key, sha256 text not null unique, came_at timestamptz not null,
    came_by text not null, source text not null, destination text not null, version text not null,
    pupils integer not null, faulty integer not null, matched integer not null, refused text not null, reason text not null
);
create table transfer_match (
    file_id bigint not null references transfer_file (id), number integer not null, case_ref text not null,
    told jsonb not null, tell boolean not null, primary key (file_id, number, case_ref)
);
create index ix_transfer_match_tell on transfer_match (file_id) where tell;
create index ix_transfer_match_case on transfer_match (case_ref);
create table school_reminder (
    key text primary key, case_ref text not null, claimed_at timestamptz not null, sent_at timestamptz
);
-- The night reads these cases and no others, however many there are.
create index ix_case_file_traced on case_file (ref)
    where state -> 'proceedings' @> '[{"kind": "tracing", "ended_on": null}]';
"""


def upgrade() -> None:
    op.execute(TABLES)


def downgrade() -> None:
    op.execute("drop index ix_case_file_traced")
    op.execute("drop table school_reminder, transfer_match, transfer_file, transfer_serial")
