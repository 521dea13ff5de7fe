"""The inbox: lists and returns that came as files or messages, each line until somebody has decided about it."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES = """
create table upload (
    id bigint generated always as identity primary key, kind text not null, sha256 text not null, source text not null,
    uploaded_at timestamptz not null, uploaded_by text not null, due_on date not null, state text not null,
    decided_at timestamptz, decided_by text, reason text not null default ''
);
create unique index ux_upload_same on upload (kind, sha256) where state <> 'rejected';
create index ix_upload_waiting on upload (due_on) where state in ('waiting', 'confirmed');

create table upload_line (
    upload_id bigint not null references upload (id), line integer not null, state text not null, key text not null,
    cells jsonb not null, body jsonb not null, told jsonb, faults jsonb not null, child text not null default '',
    upn text not null default '', due_on date, case_ref text, tell boolean not null default false,
    decided_at timestamptz, decided_by text, reason text not null default '',
    primary key (upload_id, line)
);
create index ix_upload_line_open on upload_line (due_on) where state in ('refused', 'proposed');
create index ix_upload_line_ready on upload_line (upload_id, line) where state = 'ready';
create index ix_upload_line_tell on upload_line (upload_id, line) where tell;
create index ix_upload_line_child on upload_line (child);
create index ix_upload_line_upn on upload_line (upn) where upn <> '';
"""


def upgrade() -> None:
    op.execute(TABLES)


def downgrade() -> None:
    op.execute("drop table upload_line, upload")
