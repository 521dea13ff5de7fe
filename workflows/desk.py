"""What a process carries from run to run, and the desk on which acts wait for their answer."""

from datetime import date, datetime

from pydantic import BaseModel
from temporalio.exceptions import ActivityError, ApplicationError, FailureError

from domain.act import Act, Receipt


class State(BaseModel):
    """All that survives a move to a fresh run. Every field has a default, so that an older state can be read.

    `seq` is the newest entry seen; `held` says when a clock that could not be recorded is tried again; `unentered` is
    the day of a stage whose entry could not be; `untold` is what other processes of the case are still to be told.
    """

    case: str = ""
    stage: str = ""
    turn: int = 0
    seq: int = 0
    clocks: dict[str, datetime] = {}
    held: dict[str, datetime] = {}
    unentered: date | None = None
    children: dict[str, str] = {}
    carried: list[Act] = []
    untold: dict[str, Act] = {}
    stale: bool = False
    run_turns: int = 400


class Desk:
    """One act and, once there is one, its answer. A `reported` one came by signal: nobody waits for an answer."""

    def __init__(self, act: Act, *, reported: bool = False) -> None:
        self.act, self.reported = act, reported
        self.seq = 0
        self.answer: Receipt | ApplicationError | None = None


class Moved(Exception):
    """Control flow: an act that was no step sent the process to another stage."""

    def __init__(self, stage: str, day: date) -> None:
        self.stage, self.day = stage, day


def said_by(failed: FailureError) -> ApplicationError:
    """What the recorder answered instead of recording: its code and, for a refusal, the verdicts."""
    cause = failed.cause if isinstance(failed, ActivityError) else failed
    if isinstance(cause, ApplicationError):
        return ApplicationError(cause.message, *cause.details, type=cause.type, non_retryable=True)
    return ApplicationError("not recorded", type="FAULT", non_retryable=True)
