"""`rollcall people`: the first people of a new authority, and whoever must be known before they first sign in."""

from typing import Annotated

import typer

from domain.vocabulary import Role
from rollcall.connected import connected

people = typer.Typer(help="Who works here.", no_args_is_help=True)
Id = Annotated[str, typer.Argument(help="Stands in every journal for good: a number or initials, never a name.")]


@people.command()
def add(
    person: Id,
    name: Annotated[str, typer.Option(help="As letters and pages show it.")],
    role: Annotated[list[Role], typer.Option(help="May be given more than once.")],
    team: Annotated[str, typer.Option(help="Whose cases they may be handed.")] = "",
    job_title: Annotated[str, typer.Option(help="As letters show it.")] = "",
    subject: Annotated[str, typer.Option(help="By which the provider of work accounts knows them.")] = "",
) -> None:
    """Enter somebody. With --subject they are known by it at their first sign-in; their roles then come from there."""
    settings = connected()
    from rollcall import people as room

    room.add(settings, person, name, role, team, job_title, subject)
    typer.echo(f"{person} is entered")


@people.command("list")
def list_() -> None:
    """Who works here now: id, roles, team, name."""
    settings = connected()
    from rollcall import people as room

    for line in room.listed(settings):
        typer.echo(line)


@people.command()
def leave(person: Id) -> None:
    """Say that somebody has left: they cannot sign in, and their cases are handed on."""
    settings = connected()
    from rollcall import people as room

    room.leave(settings, person)
    typer.echo(f"{person} has left")
