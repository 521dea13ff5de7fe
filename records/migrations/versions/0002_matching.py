"""What finds a child that is known already: one row for each case, by names, keys and keyed hashes."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# The key is made once, where the hashes are: two UUIDs of 122 random bits each. It keeps an address or a telephone
# number out of lists, logs and query results; against somebody who reads the whole database it is no shield.
TABLES = """
create table likeness (
    ref text primary key, name text not null, guarded smallint not null, duplicate boolean not null, shape jsonb not null
);
create index ix_likeness_name on likeness using gin (name gin_trgm_ops) with (fastupdate = off);

create table likeness_key (key text not null, ref text not null, primary key (key, ref));
create index ix_likeness_key_ref on likeness_key (ref);

create table matching_key (the_one boolean primary key default true check (the_one), key bytea not null);
insert into matching_key (key) select decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex');

create index ix_journal_not_same on journal ((entry -> 'data' ->> 'other')) where action = 'decide-not-same';
"""


def upgrade() -> None:
    op.execute(TABLES)


def downgrade() -> None:
    op.execute("drop index ix_journal_not_same; drop table matching_key, likeness_key, likeness")
