"""Lists that somebody keeps under a name, and the secret addresses of calendar feeds: only their hashes."""

from alembic import op

revision = "0018"
down_revision = "0020"
branch_labels = None
depends_on = None

TABLES = """
create table saved_view (
    id bigint generated always as identity primary key, owner text not null references staff (id),
    team text not null default '', name text not null, address text not null, made_at timestamptz not null,
    check (length(name) between 1 and 60), check (address like '/%'), unique (owner, name)
);
create table calendar_feed (
    id bigint generated always as identity primary key, token_hash text not null unique,
    owner text not null references staff (id), whole_team boolean not null default false,
    made_at timestamptz not null, revoked_at timestamptz
);
create unique index calendar_feed_one on calendar_feed (owner, whole_team) where revoked_at is null;
"""


def upgrade() -> None:
    op.execute(TABLES)


def downgrade() -> None:
    op.execute("drop table calendar_feed")
    op.execute("drop table saved_view")
