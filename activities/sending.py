"""Handing one issued letter to GOV.UK Notify. Whether it may still go is judged at the door, under the case's lock."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import NoReturn

from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql import insert
from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.delivery import MayNotGo, nothing_leaves
from activities.names import LETTER_STATUS, SEND_LETTER, DispatchRequest, StatusRequest
from activities.notify import NotifyOutage, NotifyPost, NotifyRefusal, Outcome, Posted
from activities.recording import answered
from domain.case_file import CaseFile
from domain.deadline import uk_day
from domain.guards.letters import may_be_written_to, recipient_lines
from domain.service_record import posting_day
from domain.vocabulary import LetterState
from records.database import transaction
from records.recorder import NoSuchCase, load_case
from records.tables import DispatchRow, DocumentRow


class Sending:
    def __init__(
        self,
        engine: Engine,
        notify: NotifyPost | None,
        *,
        training: bool = False,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self._engine, self._notify, self._training = engine, notify, training
        self._now = now or (lambda: datetime.now(UTC))

    @activity.defn(name=SEND_LETTER)
    def send_letter(self, request: DispatchRequest, asked_at: datetime | None = None) -> str:
        """Notify's id of the letter, sent once whatever dies between. How each try went stands on the case. `asked_at`
        is the time by the clock of the process that asks: one that was begun by older code does not say it.
        """
        with answered("sending"):
            return self._try(request, asked_at)

    def _try(self, request: DispatchRequest, asked_at: datetime | None) -> str:
        try:
            if code := nothing_leaves(asked_at or self._now(), training=self._training):
                raise MayNotGo(code)
            posted = self._hand_over(request)
        except MayNotGo as stopped:
            self._note(request, str(stopped), done=True)
            _refuse(str(stopped))
        except NotifyRefusal as refusal:
            self._note(request, refusal.code.value, done=True)
            _refuse(refusal.code.value)
        except NotifyOutage as outage:
            self._note(request, str(outage), done=False)
            raise ApplicationError("Notify out of reach", type=str(outage)) from None
        self._note(request, "", done=True)
        return posted.notify_id

    @activity.defn(name=LETTER_STATUS)
    def letter_status(self, request: StatusRequest) -> str:
        """ "posted" or "waiting"; refused with a code where Notify will not print it after all."""
        if self._notify is None or self._training:
            return Outcome.WAITING
        try:
            status = self._notify.status(request.notify_id)
        except NotifyOutage as outage:
            raise ApplicationError("Notify out of reach", type=str(outage)) from None
        except NotifyRefusal:
            return Outcome.WAITING  # it forgets a letter after a week; that says nothing about the letter
        if status.outcome is Outcome.NOT_SENT:
            _refuse(f"NOTIFY_{status.value.upper().replace('-', '_')}")
        return status.outcome

    def _hand_over(self, request: DispatchRequest) -> Posted:
        if self._notify is None:
            raise MayNotGo("NO_NOTIFY_KEY")
        # The lock is held while Notify answers: nobody protects this family between the check and the sending.
        with transaction(self._engine) as session:
            try:
                case = load_case(session, request.case, lock=True)
            except NoSuchCase:
                raise MayNotGo("NO_SUCH_CASE") from None
            reference = f"{request.case}-{request.letter}"
            try:
                sha256 = _still_goes(case, request.letter, uk_day(self._now()))
            except MayNotGo:
                # An earlier try may have handed it over without hearing so: then it has left, and that is what is told.
                if (gone := self._notify.find(reference)) is not None:
                    return gone
                raise
            return self._notify.send(reference, session.get_one(DocumentRow, sha256).content)

    def _note(self, request: DispatchRequest, code: str, *, done: bool) -> None:
        now = self._now()
        row = {
            "case_ref": request.case,
            "letter_id": request.letter,
            "tries": request.attempt,
            "last_code": code,
            "last_try_at": now,
            "next_try_at": None if done else now + request.pause,
            "done": done,
        }
        with transaction(self._engine) as session:
            statement = insert(DispatchRow).values(row)
            session.execute(statement.on_conflict_do_update(index_elements=["case_ref", "letter_id"], set_=row))


def _still_goes(case: CaseFile, letter_id: str, today: date) -> str:
    """The SHA-256 of the bytes to send, if it is handed over on that day. Raises MayNotGo."""
    letter = case.letter(letter_id)
    if letter is None or letter.state is not LetterState.ISSUED:
        raise MayNotGo("NOT_ISSUED" if letter is None else f"LETTER_{letter.state.upper()}")
    person = case.person(letter.person_id)
    for verdict in may_be_written_to(case, person, supervisor=True):
        raise MayNotGo(verdict.code)
    if person is None or letter.recipient_lines != recipient_lines(case, person):
        raise MayNotGo("ADDRESS_CHANGED")
    if letter.post_by is not None and posting_day(today) > letter.post_by:
        raise MayNotGo("TOO_LATE_TO_POST")
    return letter.sha256


def _refuse(code: str) -> NoReturn:
    raise ApplicationError("not sent", type=code, non_retryable=True)
