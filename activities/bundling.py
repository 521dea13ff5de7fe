"""The activity that builds a bundle: heard of at every document, stopped when it is asked to stop, and begun again by
another worker if this one dies. Asked again after it has ended, it says what it said.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Engine
from sqlmodel import Session
from temporalio import activity
from temporalio.exceptions import ApplicationError, CancelledError

from activities.bundle_desk import BundleDesk, Late, Outcome
from activities.names import BUILD_BUNDLE, END_BUILD, BuildEnd, BuildRequest
from activities.recording import OUTAGES, fault
from domain.bundles.case_bundle import FileOf
from domain.bundles.finding import Report
from domain.bundles.manifest import Manifest
from domain.bundles.plan import CannotPlan, Plan
from domain.deadline import uk_day
from letters.bundles.assembling import NotAsPlanned
from letters.bundles.building import TooLarge
from letters.bundles.front import FrontFault
from letters.bundles.source import Unusable
from records.bundle_tables import BundleBuildRow
from records.bundles import (
    BUILT,
    CANCELLED,
    FAILED,
    STOPPED,
    arrange,
    arrangement_of,
    build_of,
    builds_of,
    ended,
    plan_of,
    progress,
)
from records.database import transaction
from records.recorder import load_case
from records.roster import roster


class Bundling:
    def __init__(self, engine: Engine, desk: BundleDesk, now: Callable[[], datetime] | None = None) -> None:
        self._engine, self._desk = engine, desk
        self._now = now or (lambda: datetime.now(UTC))

    @activity.defn(name=BUILD_BUNDLE)
    def build(self, request: BuildRequest) -> BuildEnd:
        """How it ended. What is wrong with a document is an answer, not a fault: trying again would not help."""
        try:
            return self._known(request) or self._built(request)
        except (Unusable, TooLarge, CannotPlan, FrontFault) as wrong:
            return self._failed(request, wrong)
        except NotAsPlanned as bug:
            self._failed(request, bug)
            raise fault("bundling", bug) from None
        except OUTAGES:
            raise ApplicationError("database out of reach", type="OUTAGE") from None
        except CancelledError:
            self._end(request, CANCELLED)
            raise
        except Exception as bug:  # noqa: BLE001 - a bug is told to a person, never tried for days
            self._failed(request, bug)
            raise fault("bundling", bug) from None

    @activity.defn(name=END_BUILD)
    def end_build(self, request: BuildRequest) -> BuildEnd | None:
        """One that was cancelled, perhaps before it began; how it ended, where it had ended otherwise before that."""
        self._end(request, CANCELLED)
        known = self._known(request)
        return None if known is None or known.state == CANCELLED else known

    def _known(self, request: BuildRequest) -> BuildEnd | None:
        with transaction(self._engine) as session:
            row = build_of(session, request.case, request.bundle, request.version)
            if row is None:
                raise LookupError("no such building")
            return _end_of(row) if row.ended_at is not None else None

    def _built(self, request: BuildRequest) -> BuildEnd:
        now = self._now()
        with transaction(self._engine) as session:
            case = load_case(session, request.case)
            people = roster(session, uk_day(now))
            bundle = case.bundle(request.bundle)
            if bundle is None:
                raise LookupError("no such bundle")
            arrangement, turn = arrangement_of(session, case.ref, bundle.id)
            gathered, frozen = self._desk.gathered(session, case, bundle, arrangement, people, uk_day(now))
            if frozen != arrangement:
                arrange(session, case.ref, bundle.id, frozen, turn)
            late = _late(session, request) if request.supplement_to else None
        with transaction(self._engine) as session:
            outcome = self._desk.build(
                session, case, bundle, gathered, request.version, people, now, self._progress(request), late
            )
        hands = tuple(sorted({bundle.requested_by, *frozen.hands}))
        return self._kept(request, outcome, hands, [len(case.protections), len(case.covered)])

    def _kept(self, request: BuildRequest, outcome: Outcome, hands: tuple[str, ...], guarded: list[int]) -> BuildEnd:
        with transaction(self._engine) as session:
            files = self._desk.keep(session, request.case, outcome)
            ended(
                session,
                request.case,
                request.bundle,
                request.version,
                STOPPED if outcome.report.stops else BUILT,
                self._now(),
                report=outcome.report.model_dump(mode="json"),
                manifest={
                    **outcome.manifest.model_dump(mode="json"),
                    "hands": list(hands),
                    "pages": outcome.pages,
                    "guarded": guarded,
                },
                plan=outcome.plan.model_dump(mode="json"),
            )
        return _told(outcome.report, files, hands, outcome.pages, guarded)

    def _progress(self, request: BuildRequest) -> Callable[[int, int], None]:
        def told(done: int, of: int) -> None:
            activity.heartbeat(done, of)
            if activity.is_cancelled():
                raise CancelledError("it was asked to stop")
            with transaction(self._engine) as session:
                progress(session, request.case, request.bundle, request.version, done, of)

        return told

    def _failed(self, request: BuildRequest, why: Exception) -> BuildEnd:
        """The page names the document by its title; here it stays an id."""
        known = {"document": why.document, "why": why.why} if isinstance(why, Unusable) else {"why": _plain(why)}
        self._end(request, FAILED, fault=known)
        return BuildEnd(state=FAILED)

    def _end(self, request: BuildRequest, state: str, **found: object) -> None:
        with transaction(self._engine) as session:
            ended(session, request.case, request.bundle, request.version, state, self._now(), **found)


def _late(session: Session, request: BuildRequest) -> Late:
    """What was given out before: the served version and every supplement since."""
    rows = builds_of(session, request.case, request.bundle)
    given = [row for row in rows if row.state == BUILT and row.version != request.version]
    case = load_case(session, request.case)
    bundle = case.bundle(request.bundle)
    served = bundle.served_version if bundle else 0
    supplements = [row for row in given if row.supplement]
    plans = [Plan.model_validate(row.plan) for row in given if row.version == served or row.supplement]
    before = plan_of(session, request.case, request.bundle, request.supplement_to)
    documents = {each.id: each for plan in (*plans, before) for each in plan.documents}
    return Late(before, tuple(documents.values()), len(supplements) + 1)


def _plain(why: Exception) -> str:
    known = isinstance(why, TooLarge | CannotPlan | FrontFault | NotAsPlanned)
    return str(why) if known else "something went wrong on our side"


def _told(
    report: Report, files: tuple[FileOf, ...], hands: tuple[str, ...], pages: int, guarded: list[int]
) -> BuildEnd:
    return BuildEnd(
        state=STOPPED if report.stops else BUILT,
        stops=[each.rule for each in report.stops],
        waits=[each.rule for each in report.waits_for_a_person],
        files=[each.model_dump() for each in files],
        hands=list(hands),
        pages=pages,
        guarded=guarded,
    )


def _end_of(row: BundleBuildRow) -> BuildEnd:
    if row.report is None or row.manifest is None:
        return BuildEnd(state=row.state)
    manifest = Manifest.model_validate(row.manifest)
    files = tuple(FileOf(**each.model_dump()) for each in manifest.files)
    pages, hands = int(row.manifest["pages"]), tuple(row.manifest["hands"])
    return _told(Report.model_validate(row.report), files, hands, pages, list(row.manifest["guarded"]))
