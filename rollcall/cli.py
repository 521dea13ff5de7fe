"""The command line: `rollcall COMMAND`, or `python -m rollcall COMMAND` from the checkout."""

import datetime as dt
import json
import socket
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rollcall.clear_line import ClearLine
from rollcall.connected import connected
from rollcall.people_commands import people
from rollcall.settings import Settings

# Each command loads its settings first and what it works with after: a refusal comes at once.
if TYPE_CHECKING:
    from domain.calendars import Almanac

app = typer.Typer(
    help="Children Missing Education Service: one durable journey for each child.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # they print local values, which may be somebody's name
)
app.add_typer(people, name="people")
Day = Annotated[dt.datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="The day it runs from.")]


class Importable(StrEnum):
    SCHOOLS = "schools"
    CALENDAR = "calendar"
    REGISTER = "register"
    REFERRALS = "referrals"


class Process(StrEnum):
    API = "api"
    WORKER = "worker"


def main() -> None:
    """Run one command. What the person at the terminal can act on is one line and the exit code 1."""
    try:
        app()
    except ClearLine as end:
        typer.echo(f"rollcall: {end}", err=True)
        sys.exit(1)


@app.command()
def up(
    with_parent: Annotated[bool, typer.Option(help="Stop when the process that started this one ends.")] = False,
) -> None:
    """Start everything: embedded PostgreSQL and Temporal where none is named, the worker and the API."""
    from rollcall import training

    settings = Settings.load()
    training.refuse_training_world(settings)
    _supervise(settings, with_parent)


@app.command()
def train(
    begins: Annotated[
        dt.datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day of a new world.")
    ] = None,
    anew: Annotated[
        bool, typer.Option("--anew", help="Throw the world that is there away, and begin another.")
    ] = False,
    with_parent: Annotated[bool, typer.Option(help="Stop when the process that started this one ends.")] = False,
) -> None:
    """Start a world of its own with invented children, in which the clock can be moved. Nothing leaves the building."""
    from rollcall import training

    settings = training.training_settings()
    training.prepare(settings, begins.date() if begins else None, anew=anew)
    _supervise(settings, with_parent, training.environment(settings))


@app.command()
def api(
    listener: Annotated[int | None, typer.Option(hidden=True, help="The number of an open listening socket.")] = None,
) -> None:
    """Serve the API and the pages."""
    settings = _begin("api")
    import uvicorn

    from rollcall import wiring
    from rollcall.garbage import collect_less_often

    config = uvicorn.Config(
        wiring.application(settings),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,  # an address may hold what somebody searched for
        server_header=False,
        timeout_graceful_shutdown=3,
    )
    collect_less_often()
    uvicorn.Server(config).run(None if listener is None else [socket.socket(fileno=listener)])


@app.command()
def worker() -> None:
    """Run the processes and their activities."""
    settings = _begin("worker")
    from rollcall import worker as room

    room.main(settings)


@app.command(hidden=True)
def demo() -> None:
    """Load the demo authority, once. `up` does this in development."""
    settings = _begin("demo")
    if not settings.serves_demo_users:
        raise ClearLine("the demo authority is loaded in development only")
    from rollcall import wiring

    wiring.load_demo(settings)


@app.command(hidden=True)
def healthy(process: Annotated[Process, typer.Argument()]) -> None:
    """Exit with 0 where the API or the worker of this machine does its work. For containers."""
    settings = connected()
    from rollcall import health
    from workflows.starting import TASK_QUEUE

    if not (health.api_answers(settings) if process is Process.API else health.worker_polls(settings, TASK_QUEUE)):
        raise ClearLine(f"the {process} does not answer")


@app.command()
def migrate() -> None:
    """Bring the database up to date."""
    url = connected().required_database_url
    from records import database

    database.migrate(url)


@app.command("import")
def import_(
    what: Annotated[Importable, typer.Argument(help="What the file holds.")],
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    school: Annotated[str, typer.Option(help="For a register without that column: the school, like 800/4001.")] = "",
    yes: Annotated[
        bool, typer.Option("--yes", help="Move the dates that a changed calendar moves without asking.")
    ] = False,
) -> None:
    """Read schools (the GIAS establishment CSV), a calendar (school,kind,first,last), a school's register
    (upn,date,session,code) or referrals from FILE.
    """
    settings = connected()
    from rollcall import importing

    importing.run(
        settings, what.value, file, say=typer.echo, confirm=lambda asked: yes or typer.confirm(asked), school=school
    )


@app.command("date")
def date_(
    rule: Annotated[str, typer.Argument(help="The rule's name; `rollcall date list` names them all.")],
    day: Day = None,  # type: ignore[assignment]
    school: Annotated[str | None, typer.Option(help="LA/establishment number; '' is the whole authority.")] = None,
    given: Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A date a court directed.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The whole answer, for a program.")] = False,
) -> None:
    """Work out a date, and say how."""
    from domain.calendars import Almanac, CalendarMissing
    from domain.date_rules import RULES, NoDate, work_out

    if rule == "list":
        for known in RULES.values():
            typer.echo(f"{known.name:32} {known.label}")
        return
    if day is None:
        raise ClearLine("say the day it runs from: --from 2026-11-02")
    needs_school = rule in RULES and RULES[rule].needs_school
    almanac = _almanac() if needs_school and school is not None else Almanac.of()
    try:
        found = work_out(rule, day.date(), almanac, school, given=given.date() if given else None)
    except (NoDate, CalendarMissing) as problem:
        raise ClearLine(str(problem)) from None
    if as_json:
        answer = found.model_dump(mode="json") | {"explanation": found.explanation}
        typer.echo(json.dumps(answer, indent=2, ensure_ascii=False))
        return
    for label, value in (
        ("date", found.date),
        ("last day", found.last_day),
        ("next step from", found.next_step_from),
        ("barred from", found.barred_from),
    ):
        if value is not None:
            typer.echo(f"{label + ':':16}{value:%A} {value.day} {value:%B %Y}")
    for sentence in found.explanation:
        typer.echo(sentence)


@app.command()
def verify() -> None:
    """Check every journal's hash chain, rebuild the case files and compare, and compare with the running processes."""
    settings = connected()
    from rollcall import verifying

    report = verifying.run(settings)
    for line in report.lines():
        typer.echo(line)
    if report.differences:
        raise ClearLine(f"{len(report.differences)} found")


@app.command()
def backup(
    into: Annotated[Path, typer.Argument(file_okay=False, help="Where the backup's own folder is made.")],
) -> None:
    """Back up the database, with documents, case keys and ended histories, and the anchors. Not the master key."""
    settings = connected()
    from rollcall import backing_up

    made = backing_up.backup(settings, into)
    typer.echo(f"{made.folder}: {made.cases} cases, {made.entries} entries")


@app.command()
def restore(folder: Annotated[Path, typer.Argument(exists=True, file_okay=False)]) -> None:
    """Restore a backup into a database that holds no case, and check every chain. Then start, and `rollcall repair`."""
    settings = connected()
    from rollcall import backing_up

    made = backing_up.restore(settings, folder)
    typer.echo(f"{made.cases} cases, {made.entries} entries: every chain holds")
    typer.echo("Start the API and the worker on an empty engine; then `rollcall repair` starts what should run.")


@app.command()
def anchor() -> None:
    """Make today's anchor at once: the last seals of all chains, signed, in a file. The worker makes one each day."""
    settings = connected()
    from rollcall import anchoring
    from rollcall.wiring import House

    made = anchoring.anchor(House(settings), dt.datetime.now(dt.UTC))
    typer.echo(f"{made.day}: {made.cases} cases, SHA-256 {made.digest}")
    typer.echo(f"public key: {anchoring.signer_of(settings).public}")


@app.command()
def replay(
    refs: Annotated[list[str] | None, typer.Argument(help="Cases; every open one where none is named.")] = None,
) -> None:
    """Play the history of every open case again under this code, and say which would break and where."""
    settings = connected()
    import asyncio

    from rollcall import replaying

    report = asyncio.run(replaying.replay(settings, refs or ()))
    for line in report.lines():
        typer.echo(line)
    if report.broken:
        raise ClearLine(f"{len(report.broken)} would break")


@app.command()
def repair(
    refs: Annotated[list[str] | None, typer.Argument(help="Cases by reference; every one where none is named.")] = None,
) -> None:
    """Start each process that should run and does not. The case records it."""
    settings = connected()
    import asyncio

    from rollcall import repairing

    for line in asyncio.run(repairing.repair(settings, refs or ())) or ["every process runs"]:
        typer.echo(line)


def _supervise(settings: Settings, with_parent: bool, training: dict[str, str] | None = None) -> None:
    from records.database import migrate
    from rollcall import child_process
    from rollcall.supervisor import Supervisor

    if with_parent:
        child_process.stop_with_parent()
    Supervisor(settings, migrate=migrate, say=lambda line: typer.echo(f"rollcall: {line}"), training=training).run()


def _begin(process: str) -> Settings:
    from rollcall.telemetry import configure_logging

    settings = connected()
    configure_logging(settings.log_level, process)
    if settings.traces_url is not None:
        from rollcall import spans

        spans.begin(settings.traces_url, process)
    return settings


def _almanac() -> "Almanac":
    settings = connected()
    from rollcall import wiring

    return wiring.almanac(settings)
