"""A process as one should not be: its file needs the database's library, for each running case once more."""

from sqlmodel import SQLModel
from temporalio import workflow


@workflow.defn(name="Heavy")
class Heavy:
    @workflow.run
    async def run(self) -> str:
        return SQLModel.__name__
