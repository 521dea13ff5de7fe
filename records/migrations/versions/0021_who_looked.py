"""Who looked at what: append-only. Of a row only what was searched for may be forgotten."""

from alembic import op

revision = "0021"
down_revision = "0018"
branch_labels = None
depends_on = None

TABLES = """
create table looked (
    id bigint generated always as identity primary key, at timestamptz not null, who text not null,
    case_ref text not null, what text not null, item text not null default '', allowed boolean not null,
    basis text not null default '', words bytea
);
create index ix_looked_case_ref on looked (case_ref, id);
create index ix_looked_who on looked (who, at);
create index ix_looked_at on looked using brin (at);

create function looked_is_append_only() returns trigger language plpgsql as
$$ begin
    if tg_op = 'UPDATE' then
        if new.words is null and to_jsonb(new) - 'words' = to_jsonb(old) - 'words' then return new; end if;
    end if;
    raise exception 'who looked is append-only' using errcode = 'restrict_violation';
end $$;
create trigger looked_rows before update or delete on looked for each row execute function looked_is_append_only();
create trigger looked_whole before truncate on looked for each statement execute function looked_is_append_only();
"""


def upgrade() -> None:
    op.execute(TABLES)


def downgrade() -> None:
    op.execute("drop table looked")
    op.execute("drop function looked_is_append_only")
