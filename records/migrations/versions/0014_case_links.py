"""A school's link to its own part of one case: the hash of its secret, until when, and who made and revoked it."""

from alembic import op

revision = "0014"
down_revision = "0019"
branch_labels = None
depends_on = None

TABLE = """
create table case_link (
    id text primary key, case_ref text not null, school text not null, hash text not null,
    made_at timestamptz not null, made_by text not null, expires_at timestamptz not null,
    opened_at timestamptz, sent_at timestamptz, revoked_at timestamptz, revoked_by text
);
create index ix_case_link_case on case_link (case_ref);
"""


def upgrade() -> None:
    op.execute(TABLE)


def downgrade() -> None:
    op.execute("drop table case_link")
