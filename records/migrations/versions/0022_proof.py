"""Daily anchors of every chain, and the histories of runs that have ended. Neither is ever changed."""

from alembic import op

revision = "0022"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES = """
create table anchor (
    day date primary key, made_at timestamptz not null, cases integer not null, digest text not null,
    mailed boolean not null default false
);
create table ended_run (
    workflow_id text not null, run_id text not null, case_ref text not null, kind text not null, ended text not null,
    closed_at timestamptz not null, kept_at timestamptz not null, sha256 text not null, content bytea not null,
    primary key (workflow_id, run_id)
);
create index ix_ended_run_case_ref on ended_run (case_ref);

create function ended_run_is_append_only() returns trigger language plpgsql as
$$ begin raise exception 'what has ended is append-only' using errcode = 'restrict_violation'; end $$;
create trigger ended_run_rows before update or delete on ended_run
    for each row execute function ended_run_is_append_only();
create trigger ended_run_whole before truncate on ended_run
    for each statement execute function ended_run_is_append_only();
"""


def upgrade() -> None:
    op.execute(TABLES)


def downgrade() -> None:
    op.execute("drop table ended_run, anchor")
    op.execute("drop function ended_run_is_append_only")
