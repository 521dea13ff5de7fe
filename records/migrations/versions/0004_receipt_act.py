"""An unanswered receipt is found by its act: the recorder settles it in the transaction that records the act."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("create index ix_receipt_waiting_act on receipt (act_key) where waiting is not null")


def downgrade() -> None:
    op.execute("drop index ix_receipt_waiting_act")
