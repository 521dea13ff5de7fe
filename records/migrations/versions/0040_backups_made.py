"""When the last backup was made: an alert is raised where that is too long ago."""

from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "create table backup_made (made_at timestamptz primary key, cases integer not null, entries integer not null,"
        " sha256 text not null)"
    )


def downgrade() -> None:
    op.execute("drop table backup_made")
