"""Bundles: how each is arranged, its buildings with what pre-flight said, and its files, which never change."""

from alembic import op

revision = "0012"
down_revision = "0022"
branch_labels = None
depends_on = None

TABLES = """
create table bundle_arrangement (
    case_ref text not null, bundle text not null, turn integer not null, arrangement jsonb not null,
    primary key (case_ref, bundle)
);
create table bundle_build (
    case_ref text not null, bundle text not null, version integer not null,
    state text not null check (state in ('waiting', 'building', 'built', 'stopped', 'failed', 'cancelled')),
    asked_by text not null, asked_at timestamptz not null, ended_at timestamptz,
    done integer not null default 0, "of" integer not null default 0, supplement boolean not null default false,
    fault jsonb, report jsonb, plan jsonb, manifest jsonb,
    primary key (case_ref, bundle, version)
);
create unique index one_building_at_a_time on bundle_build (case_ref, bundle) where state in ('waiting', 'building');
create table bundle_file (
    case_ref text not null, bundle text not null, version integer not null, volume integer not null,
    name text not null, sha256 text not null, size bigint not null, pages integer not null, sealed bytea not null,
    primary key (case_ref, bundle, version, volume),
    foreign key (case_ref, bundle, version) references bundle_build (case_ref, bundle, version)
);

create function bundle_file_stays() returns trigger language plpgsql as
$$ begin raise exception 'a finished file never changes' using errcode = 'restrict_violation'; end $$;
create trigger bundle_file_rows before update or delete on bundle_file for each row execute function bundle_file_stays();
create trigger bundle_file_whole before truncate on bundle_file for each statement execute function bundle_file_stays();

create function bundle_build_ended() returns trigger language plpgsql as
$$ begin
    if tg_op = 'UPDATE' and old.ended_at is null then return new; end if;
    raise exception 'what was built is not built again' using errcode = 'restrict_violation';
end $$;
create trigger bundle_build_rows before update or delete on bundle_build
    for each row execute function bundle_build_ended();
create trigger bundle_build_whole before truncate on bundle_build
    for each statement execute function bundle_build_ended();
"""


def upgrade() -> None:
    op.execute(TABLES)


def downgrade() -> None:
    op.execute("drop table bundle_file, bundle_build, bundle_arrangement")
    op.execute("drop function bundle_file_stays; drop function bundle_build_ended")
