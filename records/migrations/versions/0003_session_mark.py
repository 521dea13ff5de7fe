"""The schools' registers: one row for each code that a session has had; the one in force has no `replaced_at`."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = """
create table session_mark (
    upn text not null, school text not null, day date not null, half text not null check (half in ('AM', 'PM')),
    code text not null, imported_at timestamptz not null, replaced_at timestamptz
);
create unique index ix_session_mark_in_force on session_mark (upn, school, day, half) where replaced_at is null;
create index ix_session_mark_earlier on session_mark (upn, school) where replaced_at is not null;
create index ix_case_file_upn on case_file ((state #>> '{child,upn}')) where state #>> '{child,upn}' <> '';
"""


def upgrade() -> None:
    op.execute(TABLES)


def downgrade() -> None:
    op.execute("drop index ix_case_file_upn; drop table session_mark")
