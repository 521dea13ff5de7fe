"""Who is kept out of a case, who broke the glass; legal holds, and erasures with what is left of them.

Entries of a journal are still never changed; they go only where two people have decided that the case is erased.
"""

from alembic import op

revision = "0023"
down_revision = "0017"
branch_labels = None
depends_on = None

TABLES = """
create table barred (
    id bigint generated always as identity primary key, case_ref text not null, staff_id text not null references staff,
    reason bytea not null, barred_by text not null, barred_at timestamptz not null, ended_by text, ended_at timestamptz
);
create unique index ix_barred_now on barred (staff_id, case_ref) where ended_at is null;
create index ix_barred_case_ref on barred (case_ref);

create table glass (
    id bigint generated always as identity primary key, case_ref text not null, who text not null,
    reason bytea not null, broken_at timestamptz not null, ends_at timestamptz not null
);
create index ix_glass_who on glass (who, case_ref, ends_at);

create table legal_hold (
    id bigint generated always as identity primary key, case_ref text not null, reason bytea not null,
    held_by text not null, held_at timestamptz not null, ended_by text, ended_at timestamptz
);
create unique index ix_legal_hold_now on legal_hold (case_ref) where ended_at is null;

create table erasure (
    case_ref text primary key, rule text not null, due_on date not null, asked_by text not null,
    asked_at timestamptz not null, confirmed_by text, confirmed_at timestamptz, done_at timestamptz,
    backups_until date, left_over jsonb not null default '[]', check (confirmed_by <> asked_by)
);
create table erased_entry (
    case_ref text not null, seq integer not null, process text not null, action text not null, actor text not null,
    happened_on date not null, recorded_at timestamptz not null, prev text not null, hash text not null,
    primary key (case_ref, seq)
);

create function kept_line_stays() returns trigger language plpgsql as
$$ begin
    if tg_op = 'UPDATE' then
        if to_jsonb(new) - 'ended_by' - 'ended_at' = to_jsonb(old) - 'ended_by' - 'ended_at'
            and to_jsonb(old) ->> 'ended_at' is null then return new; end if;
    end if;
    raise exception 'of this line only the end is written' using errcode = 'restrict_violation';
end $$;
create trigger barred_rows before update or delete on barred for each row execute function kept_line_stays();
create trigger glass_rows before update or delete on glass for each row execute function kept_line_stays();
create trigger legal_hold_rows before update or delete on legal_hold for each row execute function kept_line_stays();
create trigger erased_entry_rows before update or delete on erased_entry
    for each row execute function kept_line_stays();
create trigger erased_entry_whole before truncate on erased_entry
    for each statement execute function kept_line_stays();

create or replace function journal_is_append_only() returns trigger language plpgsql as
$$ begin
    if tg_op = 'DELETE' then
        if exists (select from erasure e where e.case_ref = old.case_ref and e.confirmed_by is not null
                   and e.done_at is null)
            and exists (select from erased_entry k where k.case_ref = old.case_ref and k.seq = old.seq
                        and k.hash = old.hash) then
            return old;
        end if;
    end if;
    raise exception 'the journal is append-only' using errcode = 'restrict_violation';
end $$;
"""
_BEFORE = """
create or replace function journal_is_append_only() returns trigger language plpgsql as
$$ begin raise exception 'the journal is append-only' using errcode = 'restrict_violation'; end $$;
"""


def upgrade() -> None:
    op.execute(TABLES)


def downgrade() -> None:
    op.execute(_BEFORE)
    op.execute("drop table erased_entry, erasure, legal_hold, glass, barred")
    op.execute("drop function kept_line_stays")
