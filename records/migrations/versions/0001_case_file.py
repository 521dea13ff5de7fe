"""The first tables: journal, projections, standing, keys, people, schools, calendars."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = """
create extension if not exists pg_trgm;
create extension if not exists unaccent;
create sequence case_number;

create table journal (
    case_ref text not null, seq integer not null, key text not null unique, fingerprint text not null, process text not null,
    action text not null, actor text not null, happened_on date not null, recorded_at timestamptz not null, hash text not null,
    entry jsonb not null, primary key (case_ref, seq)
);
create index ix_journal_recorded_at on journal (recorded_at);

create function journal_is_append_only() returns trigger language plpgsql as
$$ begin raise exception 'the journal is append-only' using errcode = 'restrict_violation'; end $$;
create trigger journal_rows before update or delete on journal for each row execute function journal_is_append_only();
create trigger journal_whole before truncate on journal for each statement execute function journal_is_append_only();

create table case_file (
    ref text primary key, seq integer not null, head text not null, kind text not null, stage text not null, risk text not null,
    owner text not null, team text not null, child_name text not null, date_of_birth date, school text not null, protected boolean not null,
    opened_on date, closed_on date, last_seen_on date, next_due date, next_thing text not null, urgent boolean not null,
    search text not null default '', state jsonb not null
);
create index ix_case_file_stage on case_file (stage);
create index ix_case_file_owner on case_file (owner);
create index ix_case_file_next_due on case_file (next_due);
create index ix_case_file_letters on case_file using gin ((state -> 'letters') jsonb_path_ops);
create index ix_case_file_search on case_file using gin (search gin_trgm_ops);

create table work_item (
    case_ref text not null, id text not null, title text not null, why text not null, action text not null, due_on date not null,
    urgent boolean not null, audience text not null, task boolean not null, primary key (case_ref, id)
);
create index ix_work_item_due_on on work_item (due_on);

create table standing (
    process text primary key, case_ref text not null, turn integer not null, stage text not null, open text[] not null,
    clocks jsonb not null, at timestamptz not null
);
create index ix_standing_case_ref on standing (case_ref);

create table case_key (case_ref text primary key, wrapped bytea not null, master text not null, made_at timestamptz not null);
create table confidence (case_ref text primary key, sealed bytea not null);
create table document (sha256 text primary key, media_type text not null, size integer not null, content bytea not null);

create table dispatch (
    case_ref text not null, letter_id text not null, tries integer not null, last_code text not null, last_try_at timestamptz not null,
    next_try_at timestamptz, done boolean not null, primary key (case_ref, letter_id)
);

create table receipt (
    person text not null, key text not null, act_key text not null, case_ref text not null, process text not null, action text not null,
    fingerprint text not null, asked_at timestamptz not null, waiting bytea, refusal jsonb, primary key (person, key)
);
create index ix_receipt_asked_at on receipt (asked_at);
create index ix_receipt_waiting on receipt (asked_at) where waiting is not null;

create table staff (
    id text primary key, name text not null, job_title text not null, telephone text not null, team text not null, roles text[] not null,
    active boolean not null, demo boolean not null
);
create table authorisation (
    id bigserial primary key, staff_id text not null references staff (id), power text not null, granted_by text not null,
    valid_from date not null, valid_to date, document text not null
);
create index ix_authorisation_staff_id on authorisation (staff_id);

create table school (
    number text primary key, urn text not null, name text not null, phase text not null, kind text not null, status text not null,
    street text not null, town text not null, postcode text not null, telephone text not null, head text not null
);
create index ix_school_name on school (name);

create table calendar_span (
    id bigserial primary key, school text not null, kind text not null, first date not null, last date not null,
    version integer not null, replaced_by integer
);
create index ix_calendar_span_school on calendar_span (school);

create table sweep (id bigserial primary key, at timestamptz not null, checked integer not null, findings jsonb not null);

create table session (
    id_hash text primary key, staff_id text not null references staff (id), csrf text not null, began_at timestamptz not null,
    seen_at timestamptz not null
);
create index ix_session_staff_id on session (staff_id);
"""


def upgrade() -> None:
    op.execute(TABLES)


def downgrade() -> None:
    raise RuntimeError("the first tables are not taken away")
