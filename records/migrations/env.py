"""Alembic's entry: `records.database.migrate` hands it an open connection."""

from alembic import context

from records.tables import SQLModel

context.configure(connection=context.config.attributes["connection"], target_metadata=SQLModel.metadata)
with context.begin_transaction():
    context.run_migrations()
