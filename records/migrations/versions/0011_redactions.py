"""Redacted pages that were made: of which bytes, and with which boxes."""

from alembic import op

revision = "0011"
down_revision = "0016"
branch_labels = None
depends_on = None

TABLE = """
create table redaction_made (
    of_sha256 text not null references document (sha256), boxes text not null,
    sha256 text not null references document (sha256), pages integer not null, size integer not null,
    primary key (of_sha256, boxes)
);
"""


def upgrade() -> None:
    op.execute(TABLE)


def downgrade() -> None:
    op.execute("drop table redaction_made")
