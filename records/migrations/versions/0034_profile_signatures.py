"""Lawyers sign the profiles of bundles: who, when, and which content. A changed profile is unsigned by itself."""

from alembic import op

revision = "0034"
down_revision = "0038"
branch_labels = None
depends_on = None

TABLE = """
create table profile_signature (
    id bigint generated always as identity primary key, at timestamptz not null, profile text not null,
    fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
    did text not null check (did in ('signed', 'taken-back')),
    who text not null references staff (id), document text not null, words text not null check (words <> '')
);
create index ix_profile_signature on profile_signature (profile, id);

create function profile_signature_stays() returns trigger language plpgsql as
$$ begin raise exception 'a signature stays as it was' using errcode = 'restrict_violation'; end $$;
create trigger profile_signature_rows before update or delete on profile_signature
    for each row execute function profile_signature_stays();
create trigger profile_signature_whole before truncate on profile_signature
    for each statement execute function profile_signature_stays();
"""


def upgrade() -> None:
    op.execute(TABLE)


def downgrade() -> None:
    op.execute("drop table profile_signature")
    op.execute("drop function profile_signature_stays")
