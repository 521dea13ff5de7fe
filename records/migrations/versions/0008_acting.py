"""Who acts for an absent person, and when: whoever does counts as both (guard G29)."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLE = """
create table acting (
    id bigint generated always as identity primary key, deputy text not null references staff (id),
    absent text not null references staff (id), valid_from date not null, valid_to date, granted_by text not null,
    check (deputy <> absent), check (valid_to is null or valid_to >= valid_from)
);
"""


def upgrade() -> None:
    op.execute(TABLE)


def downgrade() -> None:
    op.execute("drop table acting")
