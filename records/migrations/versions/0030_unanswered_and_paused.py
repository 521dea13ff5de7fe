"""Indexes for what nobody has answered yet and for clocks that stand still: both are looked for on every day's pages."""

from alembic import op

revision = "0030"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """create index ix_case_file_unanswered on case_file (owner)
           where (state -> 'enquiries') @> '[{"result": "no-answer"}]'"""
    )
    op.execute("create index ix_case_file_paused on case_file (team) where (state -> 'pause') <> 'null'")


def downgrade() -> None:
    op.execute("drop index ix_case_file_paused")
    op.execute("drop index ix_case_file_unanswered")
