"""`mediamapper team ...`: a memory that several planners share on PostgreSQL."""

from __future__ import annotations

import sys
from contextlib import closing

import click

from worker import settings
from worker.commands import options
from worker.commands.answer import show_sentence
from worker.commands.console import DONE, LOOK
from worker.errors import UsageError
from worker.memory.folder import MemoryFolder
from worker.memory.team import members, server
from worker.memory.team import password as passwords
from worker.settings import Settings


@click.group()
def team() -> None:
    """Share one memory with a team: the address of its PostgreSQL is in MEDIAMAPPER_DATABASE_URL."""


@team.command()
@options.folder
def create(folder: str | None, as_json: bool) -> int:
    """Make the team's tables on the server, or bring older ones up; for the owner of the database."""
    with _server(folder) as opened:
        steps = members.create(opened)
    sentence = f"Done: {', '.join(steps)}." if steps else "Everything is there already."
    return show_sentence({"done": steps}, sentence, as_json)


@team.command()
@click.argument("login")
@click.option("--everybody", is_flag=True, help="Decides for everybody, and for every client.")
@click.option(
    "--client", "clients", multiple=True, metavar="NAME", help="Decides for this client; repeat it."
)
@click.option("--remove", is_flag=True, help="End the membership; what was handed in stays.")
@options.folder
def member(
    login: str, everybody: bool, clients: tuple[str, ...], remove: bool, folder: str | None, as_json: bool
) -> int:
    """Make a LOGIN of the server a member, or change for whom it decides; for the owner of the database."""
    if remove and (everybody or clients) or everybody and clients:
        raise UsageError("--everybody, --client and --remove exclude each other.", "Give one of them.")
    with _server(folder) as opened:
        if remove:
            was = members.remove(opened, login)
            sentence = f"{login} is no member any more." if was else f"{login} was no member."
            return show_sentence({"login": login, "member": False}, sentence, as_json)
        membership = members.put(opened, login, everybody=everybody, clients=clients)
    return show_sentence(membership, f"{login} decides for {_whom(membership)}.", as_json)


@team.command("members")
@options.folder
def list_members(folder: str | None, as_json: bool) -> int:
    """List the members, and for whom each decides."""
    with _server(folder) as opened:
        every = members.every(opened)
    return show_sentence(
        {"members": every}, "\n".join(f"{one.login}: {_whom(one)}" for one in every), as_json
    )


@team.command()
@options.folder
def sync(folder: str | None, as_json: bool) -> int:
    """Hand in what waits on this computer, and learn what others decided; every command does so by itself."""
    with MemoryFolder(_loaded(folder)) as memory:
        assert memory.store.team is not None, "`_loaded` asks for its address"
        memory.store.team.exchange()  # opening tries one too, but says nothing where it fails
        total = memory.store.team.total
        waiting = memory.store.team.waiting()
    sentence = "This computer's copy and the team's memory are the same."
    if total.refused:
        sentence = f"The team did not take {total.refused} steps, and they were taken back here."
    show_sentence({"exchange": total, "waiting": waiting}, sentence, as_json)
    return LOOK if total.refused else DONE


@team.command()
@options.folder
def verify(folder: str | None, as_json: bool) -> int:
    """Check that no step on the server was changed or taken away; exit 1 if one was."""
    with _server(folder) as opened:
        broken, head = members.broken_step(opened), opened.head()
    count = head.number if head else 0
    sentence = (
        f"{count:,} steps, each as it was handed in."
        if broken is None
        else f"Step {broken} is not what was handed in, or steps before it are missing."
    )
    show_sentence({"steps": count, "broken": broken}, sentence, as_json)
    return DONE if broken is None else LOOK


@team.command()
@options.folder
def password(folder: str | None, as_json: bool) -> int:
    """Keep the password of the team's server in this machine's keyring; it is read from the terminal or stdin."""
    loaded = _loaded(folder)
    secret = (
        click.prompt("Password", hide_input=True) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    )
    passwords.keep(loaded.database_url, secret)
    return show_sentence({"kept": True}, "The password is in this machine's keyring.", as_json)


def _loaded(folder: str | None) -> Settings:
    """The settings, with a team's address in them.

    Raises:
        UsageError: there is none.
    """
    loaded = settings.load(folder)
    if not loaded.database_url:
        raise UsageError(
            "No team's database is named.",
            "Set MEDIAMAPPER_DATABASE_URL to its address: postgresql://LOGIN@HOST/DATABASE.",
        )
    return loaded


def _server(folder: str | None) -> closing[server.Server]:
    return closing(server.Server(_loaded(folder).database_url))


def _whom(membership: server.Membership) -> str:
    if membership.everybody:
        return "everybody"
    return ", ".join(membership.clients) or "nobody"
