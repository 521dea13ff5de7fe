"""Which cases wait to be compared with the others, and the open proposals, found fast."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = """
alter table likeness add column compare_at timestamptz;
create index ix_likeness_compare_at on likeness (compare_at) where compare_at is not null;
create index ix_likeness_guarded on likeness (ref) where guarded >= 2;
create index ix_work_item_match on work_item (case_ref) where action = 'decide-not-same';
create index ix_journal_match on journal ((entry -> 'data' ->> 'other')) where action = 'match-proposed';
create index ix_journal_earlier on journal ((entry -> 'data' ->> 'other')) where action = 'record-earlier-case';

create table linked_identity (
    id bigint generated always as identity primary key, sealed bytea not null
);
create table identity_look (
    id bigint generated always as identity primary key, at timestamptz not null, staff_id text not null,
    case_ref text not null, what text not null, reason text not null
);
"""


def upgrade() -> None:
    op.execute(TABLES)


def downgrade() -> None:
    op.execute(
        """drop table identity_look, linked_identity;
           drop index ix_journal_earlier, ix_journal_match, ix_work_item_match, ix_likeness_guarded, ix_likeness_compare_at;
           alter table likeness drop column compare_at"""
    )
