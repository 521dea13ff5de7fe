"""The Department's return: what was known of each case when, and returns that were submitted."""

from alembic import op

revision = "0017"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLES = """
create table as_known (
    case_ref text not null, seq integer not null, recorded_at timestamptz not null, facts jsonb not null,
    primary key (case_ref, seq)
);
create table census_return (
    census_on date primary key, submitted_at timestamptz not null, submitted_by text not null, figures jsonb not null
);
create table census_line (
    id bigint generated always as identity primary key, census_on date not null references census_return (census_on),
    case_ref text not null, facts jsonb not null, unique (census_on, case_ref)
);
create function a_return_is_frozen() returns trigger language plpgsql as
$$ begin raise exception 'a submitted return is frozen' using errcode = 'restrict_violation'; end $$;
create trigger census_return_rows before update or delete on census_return
    for each row execute function a_return_is_frozen();
create trigger census_line_rows before update on census_line for each row execute function a_return_is_frozen();
"""


def upgrade() -> None:
    op.execute(TABLES)


def downgrade() -> None:
    op.execute("drop table census_line, census_return, as_known")
    op.execute("drop function a_return_is_frozen")
