"""Handing one transfer file over. Whether it may still go is judged at the door, under the case's lock."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Engine
from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities.delivery import CannotDeliver, Delivery, nothing_leaves
from activities.names import DELIVER, DeliveryRequest
from activities.recording import answered
from domain.case_file import CaseFile
from domain.guards.lost_file import may_be_made
from domain.proceedings import Tracing
from domain.proceedings.tracing import Made
from records.database import transaction
from records.recorder import NoSuchCase, load_case
from records.tables import DocumentRow


class TransferDoor:
    def __init__(
        self,
        engine: Engine,
        delivery: Delivery,
        *,
        training: bool = False,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self._engine, self._delivery, self._training = engine, delivery, training
        self._now = now or (lambda: datetime.now(UTC))

    @activity.defn(name=DELIVER)
    def deliver(self, request: DeliveryRequest, asked_at: datetime) -> str:
        """Which end took it. A worker that dies after the end took it asks again: the same file changes nothing."""
        with answered("delivering"):
            try:
                self._hand_over(request, asked_at)
            except CannotDeliver as failed:
                # An answer is not something that went wrong: it is not logged as a failure.
                kind = ApplicationErrorCategory.BENIGN if failed.final else ApplicationErrorCategory.UNSPECIFIED
                raise ApplicationError(
                    "not delivered", type=failed.code, non_retryable=failed.final, category=kind
                ) from None
        return self._delivery.name

    def _hand_over(self, request: DeliveryRequest, asked_at: datetime) -> None:
        if code := nothing_leaves(asked_at, training=self._training, now=self._now()):
            raise CannotDeliver(code, final=True)
        # The lock is held until it is handed over: nobody flags this child between the check and the sending.
        with transaction(self._engine) as session:
            try:
                case = load_case(session, request.case, lock=True)
            except NoSuchCase:
                raise CannotDeliver("NO_SUCH_CASE", final=True) from None
            made = _still_goes(case, request)
            self._delivery.put(made.file_name, session.get_one(DocumentRow, made.sha256).content)


def _still_goes(case: CaseFile, request: DeliveryRequest) -> Made:
    tracing = case.proceeding(request.tracing)
    made = tracing.file(request.file) if isinstance(tracing, Tracing) else None
    if not isinstance(tracing, Tracing) or made is None or made.sent_on is None:
        raise CannotDeliver("NOT_SENT", final=True)
    if not tracing.open:
        raise CannotDeliver("TRACING_OVER", final=True)
    for verdict in may_be_made(case, tracing, made.destination):
        raise CannotDeliver(verdict.code, final=True)
    return made
