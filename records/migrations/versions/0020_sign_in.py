"""Signing in by the authority's own provider: attempts under way, whom a subject means, and the browser of a session;
and what was done at the door is never changed afterwards.
"""

from alembic import op

revision = "0020"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = """
create table sign_in (
    state_hash text primary key, browser_hash text not null, source text not null, sealed bytea not null,
    began_at timestamptz not null
);
create index ix_sign_in_source on sign_in (source, began_at);

create table subject (
    issuer text not null, subject text not null, staff_id text not null references staff (id),
    primary key (issuer, subject)
);
create index ix_subject_staff_id on subject (staff_id);

alter table session add column browser text not null default '';

create function door_audit_is_append_only() returns trigger language plpgsql as
$$ begin raise exception 'the audit is append-only' using errcode = 'restrict_violation'; end $$;
create trigger door_audit_rows before update or delete on door_audit
    for each row execute function door_audit_is_append_only();
create trigger door_audit_whole before truncate on door_audit
    for each statement execute function door_audit_is_append_only();
"""


def upgrade() -> None:
    op.execute(TABLES)


def downgrade() -> None:
    op.execute("drop trigger door_audit_rows on door_audit; drop trigger door_audit_whole on door_audit")
    op.execute("drop function door_audit_is_append_only")
    op.execute("alter table session drop column browser")
    op.execute("drop table subject, sign_in")
