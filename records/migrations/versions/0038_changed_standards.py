"""Local standards as one person proposes them and another decides: a number, and the day from which it counts. And
whoever proposed a calendar may withdraw it: only its approval takes a second person.
"""

from alembic import op

revision = "0038"
down_revision = "0031"
branch_labels = None
depends_on = None

TABLE = """
create table standard_proposal (
    id bigint generated always as identity primary key, name text not null, value integer not null check (value > 0),
    since date not null, reason text not null,
    proposed_by text not null references staff (id), proposed_at timestamptz not null,
    decided_by text references staff (id), decided_at timestamptz, approved boolean, decision text not null default '',
    check (not approved or proposed_by <> decided_by),
    check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (approved is null))
);
create unique index standard_proposal_open on standard_proposal (name) where decided_at is null;

alter table calendar_proposal drop constraint calendar_proposal_check,
    add constraint calendar_proposal_check check (not approved or proposed_by <> decided_by);
"""


def upgrade() -> None:
    op.execute(TABLE)


def downgrade() -> None:
    op.execute("drop table standard_proposal")
    op.execute(
        """alter table calendar_proposal drop constraint calendar_proposal_check,
        add constraint calendar_proposal_check check (proposed_by <> decided_by) not valid"""
    )
