"""Bundles go with their case where two people have decided that it is erased, as its journal does; else never."""

from alembic import op

revision = "0013"
down_revision = "0023"
branch_labels = None
depends_on = None

ERASED = """
create function case_is_being_erased(ref text) returns boolean language sql stable as
$$ select exists (select from erasure e where e.case_ref = ref and e.confirmed_by is not null and e.done_at is null) $$;

create or replace function bundle_file_stays() returns trigger language plpgsql as
$$ begin
    if tg_op = 'DELETE' then
        if case_is_being_erased(old.case_ref) then return old; end if;
    end if;
    raise exception 'a finished file never changes' using errcode = 'restrict_violation';
end $$;

create or replace function bundle_build_ended() returns trigger language plpgsql as
$$ begin
    if tg_op = 'UPDATE' then
        if old.ended_at is null then return new; end if;
    elsif tg_op = 'DELETE' then
        if case_is_being_erased(old.case_ref) then return old; end if;
    end if;
    raise exception 'what was built is not built again' using errcode = 'restrict_violation';
end $$;
"""
_BEFORE = """
create or replace function bundle_file_stays() returns trigger language plpgsql as
$$ begin raise exception 'a finished file never changes' using errcode = 'restrict_violation'; end $$;

create or replace function bundle_build_ended() returns trigger language plpgsql as
$$ begin
    if tg_op = 'UPDATE' and old.ended_at is null then return new; end if;
    raise exception 'what was built is not built again' using errcode = 'restrict_violation';
end $$;
drop function case_is_being_erased;
"""


def upgrade() -> None:
    op.execute(ERASED)


def downgrade() -> None:
    op.execute(_BEFORE)
