"""Why a child is out of education and what groups they are of, beside the case file: charts and lists read them out of
the whole state of every case.
"""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

ADD = """alter table case_file
    add column reason text not null default '', add column groups text[] not null default '{}'"""
FILL = """update case_file set reason = coalesce(state ->> 'reason', ''),
    groups = array(select jsonb_array_elements_text(coalesce(state -> 'groups', '[]')))"""


def upgrade() -> None:
    op.execute(ADD)
    op.execute(FILL)


def downgrade() -> None:
    op.execute("alter table case_file drop column reason, drop column groups")
