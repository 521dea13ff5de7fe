"""Having an act recorded, and publishing what is open: the two things that every process does to the world."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlmodel import Session
from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities.letter_desk import LetterDesk
from activities.names import PLACE, PUBLISH, RECALL, RECORD
from domain.act import Act, Place, Standing, Turn
from domain.verdict import Refused
from records.database import transaction
from records.journal import entry_by_key
from records.recorder import KeyReused, NoSuchCase, act_fingerprint, place_of, record
from records.standing import publish

OUTAGES = (OperationalError, InterfaceError, PoolTimeout, ConnectionError)


class Recording:
    def __init__(self, engine: Engine, letters: LetterDesk) -> None:
        self._engine, self._letters = engine, letters

    @activity.defn(name=RECORD)
    def record(self, case: str, process: str, act: Act, now: datetime) -> Turn:
        """Once for each key. A refusal carries its verdicts."""
        with self._transaction("recorder") as session:
            return record(session, act, case, process, now, self._letters.desk(session))

    @activity.defn(name=RECALL)
    def recall(self, process: str, act: Act) -> int:
        """The entry that this very act has become; 0 where it is new."""
        with self._transaction("recall") as session:
            known = entry_by_key(session, act.key)
            if known is not None and known[1] != act_fingerprint(act, process):
                raise KeyReused
        return known[0].seq if known else 0

    @activity.defn(name=PLACE)
    def place(self, case: str, process: str) -> Place:
        """Where a process stands by the journal."""
        with self._transaction("place") as session:
            return place_of(session, case, process)

    @activity.defn(name=PUBLISH)
    def publish(self, standing: Standing) -> None:
        with self._transaction("publish") as session:
            publish(session, standing)

    @contextmanager
    def _transaction(self, what: str) -> Iterator[Session]:
        """One transaction, and how its end is told to a process: what is refused is answered, an outage is retried, and
        anything else is a FAULT that records nothing, so that a bug never blocks a case. No message holds anything of
        the case.
        """
        try:
            with transaction(self._engine) as session:
                yield session
        except Refused as refused:
            said = [verdict.public() for verdict in refused.verdicts]
            raise _no("REFUSED", said) from None
        except KeyReused:
            raise _no("KEY_REUSED") from None
        except NoSuchCase:
            raise _no("NO_SUCH_CASE") from None
        except OUTAGES as outage:
            raise ApplicationError("database out of reach", type="OUTAGE") from _nameless(outage)
        except Exception as bug:  # noqa: BLE001 - a bug must be answered, never retried for ever
            raise fault(what, bug) from None


def _no(code: str, *details: object) -> ApplicationError:
    """A refusal is an answer, not something that went wrong: it is not logged as a failure."""
    benign = ApplicationErrorCategory.BENIGN
    return ApplicationError("refused", *details, type=code, non_retryable=True, category=benign)


@contextmanager
def answered(what: str) -> Iterator[None]:
    """Around what hands something to the world: an answer that was given stands, an outage of the database is tried
    again, and a bug is told to a person, never tried for days.
    """
    try:
        yield
    except ApplicationError:
        raise
    except OUTAGES:
        raise ApplicationError("database out of reach", type="OUTAGE") from None
    except Exception as bug:  # noqa: BLE001 - whatever it is
        raise fault(what, bug) from None


def fault(what: str, bug: Exception) -> ApplicationError:
    """What a bug is answered with; the log gets its kind and its place."""
    activity.logger.error("%s fault: %s in %s", what, type(bug).__name__, _where(bug))
    return ApplicationError("fault", type="FAULT", non_retryable=True)


def _nameless(error: BaseException) -> RuntimeError:
    """What a database says may quote a row: only the kind of error goes on."""
    return RuntimeError(type(error).__name__)


def _where(error: BaseException) -> str:
    """File and line of a bug; never its message, which may hold a name."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else "?"
