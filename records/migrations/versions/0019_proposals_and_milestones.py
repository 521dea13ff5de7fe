"""Changed calendars as one person proposes them and another decides; and an index for when children were seen, offered a
place and started.
"""

from alembic import op

revision = "0019"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES = """
create table calendar_proposal (
    id bigint generated always as identity primary key, words text not null, reason text not null,
    proposed_by text not null references staff (id), proposed_at timestamptz not null,
    decided_by text references staff (id), decided_at timestamptz, approved boolean, decision text not null default '',
    check (proposed_by <> decided_by),
    check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (approved is null))
);
create unique index calendar_proposal_open on calendar_proposal ((true)) where decided_at is null;

create index ix_journal_milestones on journal (action, case_ref, happened_on)
    where action in ('record-child-seen', 'record-visit', 'record-offer', 'confirm-first-attendance');
"""


def upgrade() -> None:
    op.execute(TABLES)


def downgrade() -> None:
    op.execute("drop index ix_journal_milestones")
    op.execute("drop table calendar_proposal")
