"""The register of authorisations is kept by people: who entered and ended which line, when and why; and of a line only
the last day changes, and none is taken away.
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = """
create table authority_audit (
    id bigint generated always as identity primary key, at timestamptz not null, who text not null,
    did text not null check (did in ('granted', 'ended')),
    part text not null check (part in ('authorisation', 'acting')), line bigint not null,
    first date not null, last date, reason text not null default ''
);
create index ix_authority_audit_line on authority_audit (part, line);

create function authority_audit_is_append_only() returns trigger language plpgsql as
$$ begin raise exception 'the audit is append-only' using errcode = 'restrict_violation'; end $$;
create trigger authority_audit_rows before update or delete on authority_audit
    for each row execute function authority_audit_is_append_only();
create trigger authority_audit_whole before truncate on authority_audit
    for each statement execute function authority_audit_is_append_only();

create function register_line_stays() returns trigger language plpgsql as
$$ begin
    if tg_op = 'UPDATE' then
        if to_jsonb(new) - 'valid_to' = to_jsonb(old) - 'valid_to' then return new; end if;
    end if;
    raise exception 'of a line only the last day changes' using errcode = 'restrict_violation';
end $$;
create trigger authorisation_rows before update or delete on authorisation
    for each row execute function register_line_stays();
create trigger authorisation_whole before truncate on authorisation
    for each statement execute function register_line_stays();
create trigger acting_rows before update or delete on acting for each row execute function register_line_stays();
create trigger acting_whole before truncate on acting for each statement execute function register_line_stays();
"""


def upgrade() -> None:
    op.execute(TABLES)


def downgrade() -> None:
    for register in ("acting", "authorisation"):
        op.execute(f"drop trigger {register}_rows on {register}; drop trigger {register}_whole on {register}")
    op.execute("drop function register_line_stays")
    op.execute("drop table authority_audit")
    op.execute("drop function authority_audit_is_append_only")
