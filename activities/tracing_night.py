"""The night of the tracings: transfer files that came are read and matched, and schools are reminded.

It reads in bulk and wakes a case only where something is due or matched. Each piece is done once whatever dies between:
a file by its bytes, a match by its row, a reminder by its claim, an entry by its key. So a night that broke off in the
middle is simply run again.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Engine
from temporalio import activity
from temporalio.client import Client
from temporalio.service import RPCError

from activities.delivery import CannotDeliver, Delivery
from activities.duty_mail import MailNotSent
from activities.names import TRACE_NIGHT
from activities.school_mail import SchoolMail
from activities.transfer_taking import take
from domain.act import Act
from domain.actions.tracing_upload import ReminderSent
from domain.actions.transfer_matches import TransferMatched
from domain.deadline import uk_day
from domain.facts import PROCESS
from domain.guards.lost_file import may_be_asked_for
from domain.proceedings import Tracing
from domain.tracing_clocks import REMIND
from records import transfers
from records.database import transaction
from records.recorder import NoSuchCase, load_case
from records.traces import Trace, claim, give_back, open_traces, sent, was_sent
from records.transfer_tables import TransferMatchRow

BY_ITSELF = "the night"


@dataclass
class Night:
    """What one night did. Nothing in it says of whom."""

    files: int = 0
    refused: int = 0
    matched: int = 0
    traces: int = 0
    reminded: int = 0
    held: int = 0  # due, and not sent: a flag, no address, no server, training or a skipped clock
    woken: set[str] = field(default_factory=set)


class TracingNight:
    def __init__(
        self,
        engine: Engine,
        client: Client,
        delivery: Delivery,
        mail: SchoolMail | None,
        version: str,
        *,
        training: bool = False,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self._engine, self._client, self._delivery, self._mail = engine, client, delivery, mail
        self._version, self._training = version, training
        self._now = now or (lambda: datetime.now(UTC))

    @activity.defn(name=TRACE_NIGHT)
    async def night(self) -> int:
        """How many cases were woken."""
        return len((await self.run()).woken)

    async def run(self) -> Night:
        done = Night()
        await self.take_files(done)
        await self.tell_matches(done)
        await self.remind(done)
        return done

    # Files that came

    async def take_files(self, done: Night) -> None:
        """Read each file that waits, once. One that cannot be read is laid aside with the reason; where the other end
        cannot be reached, the next night looks again.
        """
        try:
            for name in await asyncio.to_thread(self._delivery.waiting):
                content = await asyncio.to_thread(self._delivery.fetch, name)
                good = await asyncio.to_thread(self.take, content, done)
                await asyncio.to_thread(self._delivery.settle, name, refused=not good)
                _alive(done.files)
        except CannotDeliver as away:
            activity.logger.warning("transfer files not fetched: %s", away.code)

    def take(self, content: bytes, done: Night, by: str = BY_ITSELF) -> bool:
        """Whether it could be read. The file and whom its pupils may be are kept together, or not at all."""
        row, new = take(self._engine, content, self._version, by, self._now())
        if new and not row.refused:
            done.files, done.matched = done.files + 1, done.matched + row.matched
        done.refused += new and bool(row.refused)
        return not row.refused

    async def tell_matches(self, done: Night) -> None:
        """Tell the process of each case that was matched: a task for a person, and nothing more (PRACTICE 1.5)."""
        while rows := await asyncio.to_thread(self._to_tell):
            told = [row for row in rows if await self._tell_match(row)]
            await asyncio.to_thread(self._told, told)
            done.woken |= {row.case_ref for row in told}
            _alive(len(told))
            if len(told) < len(rows):
                return  # the engine is away, or a process is not started yet: at the next look

    async def _tell_match(self, row: TransferMatchRow) -> bool:
        key = f"{row.case_ref}:transfer:{row.file_id}:{row.number}"
        act = Act(key=key, action=TransferMatched.name, actor=PROCESS.id, data=row.told)
        return await self._signal(row.case_ref, act)

    def _to_tell(self) -> list[TransferMatchRow]:
        with transaction(self._engine) as session:
            return transfers.to_tell(session)

    def _told(self, rows: list[TransferMatchRow]) -> None:
        with transaction(self._engine) as session:
            transfers.was_told(session, rows)

    # Reminders

    async def remind(self, done: Night) -> None:
        traces = await asyncio.to_thread(self._traces)
        done.traces = len(traces)
        for trace in traces:
            if trace.due_on is None:
                continue
            if not await asyncio.to_thread(self._reminded, trace):
                done.held += 1
                continue
            data = {"number": trace.number}
            act = Act(key=trace.key, action=ReminderSent.name, actor=PROCESS.id, data=data)
            if await self._signal(f"{trace.ref}/{trace.tracing}", act):
                done.reminded += 1
                done.woken.add(trace.ref)
            _alive(done.reminded)

    def _traces(self) -> list[Trace]:
        with transaction(self._engine) as session:
            return open_traces(session)

    def _reminded(self, trace: Trace) -> bool:
        """Whether the reminder has left, now or in a night that broke off before it could say so.

        One that was claimed and is not known to have left is not sent again: the task stays, for a person.
        """
        now = self._now()
        # Due on a day that has not come: the clock of that case was skipped, and nothing leaves (PRACTICE 8.11).
        if self._mail is None or self._training or trace.due_on is None or trace.due_on > uk_day(now):
            return False
        with transaction(self._engine) as session:
            if not claim(session, trace, now):
                return was_sent(session, trace.key)
        try:
            self._send(trace, self._mail, now)
        except (MailNotSent, _Held):
            with transaction(self._engine) as session:
                give_back(session, trace.key)
            return False
        return True

    def _send(self, trace: Trace, mail: SchoolMail, now: datetime) -> None:
        """Judged at the door, under the case's lock: a flag that was raised today holds it back."""
        with transaction(self._engine) as session:
            try:
                case = load_case(session, trace.ref, lock=True)
            except NoSuchCase:
                raise _Held from None
            tracing = case.proceeding(trace.tracing)
            waits = any(task.name == REMIND for task in case.open_tasks())
            if not isinstance(tracing, Tracing) or not tracing.open or not tracing.email or not waits:
                raise _Held
            if list(may_be_asked_for(case, tracing)):
                raise _Held
            mail.remind(tracing.email, trace.ref, trace.number, now)
            sent(session, trace.key, now)

    async def _signal(self, process: str, act: Act) -> bool:
        """Whether the process has it. One that does not run is told another night."""
        try:
            await self._client.get_workflow_handle(process).signal("report", act)
        except RPCError:
            return False
        return True


class _Held(Exception):
    """It may not leave now. Control flow only."""


def _alive(count: int) -> None:
    if activity.in_activity():
        activity.heartbeat(count)
