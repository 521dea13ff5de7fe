"""What was found in each document when it came in."""

from alembic import op

revision = "0010"
down_revision = "0021"
branch_labels = None
depends_on = None

TABLE = """
create table document_reading (
    sha256 text primary key references document (sha256), pages integer not null default 0,
    without_text jsonb not null default '[]', said jsonb not null default '[]',
    copy_sha256 text not null default '', copy_size integer not null default 0, copy_how text not null default ''
);
"""


def upgrade() -> None:
    op.execute(TABLE)


def downgrade() -> None:
    op.execute("drop table document_reading")
