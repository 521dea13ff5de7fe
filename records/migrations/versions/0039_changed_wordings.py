"""Wordings of letters as one person proposes them and another decides."""

from alembic import op

revision = "0039"
down_revision = "0034"
branch_labels = None
depends_on = None

TABLE = """
create table wording_proposal (
    id bigint generated always as identity primary key, template text not null, body text not null,
    since date not null, reason text not null,
    proposed_by text not null references staff (id), proposed_at timestamptz not null,
    decided_by text references staff (id), decided_at timestamptz, approved boolean, decision text not null default '',
    check (not approved or proposed_by <> decided_by),
    check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (approved is null))
);
create unique index wording_proposal_open on wording_proposal (template) where decided_at is null;
"""


def upgrade() -> None:
    op.execute(TABLE)


def downgrade() -> None:
    op.execute("drop table wording_proposal")
