"""Databases for tests: each as it was after the migrations, with no rows. One that a test gives back is emptied and
used again, which takes a tenth of what a fresh copy takes.
"""

import uuid

import psycopg
from psycopg import sql

from rollcall.embedded_postgres import EmbeddedPostgres

_BY_THE_MIGRATIONS = ("alembic_version", "matching_key")  # rows that a test finds there and leaves
_LARGE = 1_000_000  # bytes of a table above which it is truncated, and below which its rows are deleted

# What makes one database as good as another: its tables, columns, checks and triggers, and that no trigger is off.
_LAYOUT = """select md5(concat(
    (select string_agg(oid::text || relname, ' ' order by oid)
     from pg_class where relnamespace = 'public'::regnamespace),
    (select string_agg(attrelid::text || attname || atttypid::text || attnotnull, ' ' order by attrelid, attnum)
     from pg_attribute where attrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)),
    (select string_agg(conname, ' ' order by oid) from pg_constraint where connamespace = 'public'::regnamespace),
    (select string_agg(tgname || tgenabled::text, ' ' order by oid) from pg_trigger)
))"""

# The journal refuses to lose a row, as its triggers see to; as a replica would be, this session is not asked.
_EMPTIED = f"""do $$
declare
    one text;
    rows boolean;
begin
    set local session_replication_role = replica;
    for one in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
        and relname not in {_BY_THE_MIGRATIONS}
    loop
        execute format('select exists (select from %I)', one) into rows;
        if rows and pg_relation_size(one::regclass) > {_LARGE} then
            execute format('truncate %I cascade', one);
        elsif rows then
            execute format('delete from %I', one);
        end if;
    end loop;
    for one in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' loop
        execute format('alter sequence %I restart', one);
    end loop;
end $$"""


class Databases:
    """Made from a template, given to one test at a time."""

    def __init__(self, postgres: EmbeddedPostgres, template: str) -> None:
        self._postgres, self._template = postgres, template
        self._free: list[str] = []
        self._layouts: dict[str, str] = {}

    def take(self) -> str:
        """The address of a database that nobody else has."""
        return self._postgres.url(self._free.pop() if self._free else self._fresh())

    def give_back(self, address: str) -> None:
        """Whoever is still connected is shown out. One that a test has built otherwise is thrown away."""
        name = address.partition("?")[0].rpartition("/")[2]
        with psycopg.connect(self._postgres.url(), autocommit=True) as connection:
            connection.execute(
                "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = %s", (name,)
            )
        with psycopg.connect(address, autocommit=True) as connection:
            if self._layouts[name] == self._layout(connection):
                connection.execute(_EMPTIED)
                self._free.append(name)
                return
        with psycopg.connect(self._postgres.url(), autocommit=True) as connection:
            connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))

    def _fresh(self) -> str:
        name = f"test_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(self._postgres.url(), autocommit=True) as connection:
            create = sql.SQL("create database {} template {}")
            connection.execute(create.format(sql.Identifier(name), sql.Identifier(self._template)))
        with psycopg.connect(self._postgres.url(name), autocommit=True) as connection:
            self._layouts[name] = self._layout(connection)
        return name

    @staticmethod
    def _layout(connection: psycopg.Connection) -> str:
        row = connection.execute(_LAYOUT).fetchone()
        assert row is not None
        return str(row[0])
