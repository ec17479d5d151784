"""Options that several commands share, and the library that they open."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from assistant.cli.console import ExitCode, Progress, say
from assistant.indexer.suffixes import policy_ids
from assistant.render import one_line

if TYPE_CHECKING:  # numpy and NLTK take a third of a second, which no --help should cost
    from assistant.chatbot import Chatbot, SyncReport
    from assistant.index.policy_index import PolicyIndex

Command = Callable[..., ExitCode]


class OnOff(click.ParamType[bool]):
    """``on`` or ``off``; a settings file may say true or false."""

    name = "on|off"
    _words = {"on": True, "true": True, "1": True, "yes": True, "off": False, "false": False, "0": False, "no": False}  # noqa: RUF012

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> bool:
        if isinstance(value, bool):
            return value
        try:
            return self._words[str(value).lower()]
        except KeyError:
            self.fail(f"{value!r} is neither on nor off", param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return [CompletionItem(word) for word in ("on", "off") if word.startswith(incomplete)]


@dataclass(frozen=True, slots=True)
class LibraryOptions:
    """Which policies, which indexes, and how to answer from them."""

    policies: Path
    indexes: Path
    reader: bool
    threshold: float | None

    def chatbot(self) -> Chatbot:
        """The chatbot over this library, as it is on disk."""
        from assistant.chatbot import Chatbot  # noqa: PLC0415

        return Chatbot.open(self.policies, self.indexes, reader=self.reader, threshold=self.threshold)

    def open(self, policy: str | None = None) -> Chatbot:
        """The chatbot with its indexes brought up to date.

        What there was to do is told on standard error. Where ``policy``, or every policy, could not be read, that is
        told too, and the command ends.
        """
        chatbot, report = self.sync()
        known = {summary.id for summary in chatbot.policies()}
        unread = {path.stem for path, _ in report.failed} - known
        if policy in unread or (unread and not known):
            raise click.exceptions.Exit(ExitCode.UNREADABLE)
        return chatbot

    def sync(self, verify: bool = False) -> tuple[Chatbot, SyncReport]:
        """The chatbot, and what bringing its indexes up to date did; told on standard error."""
        chatbot = self.chatbot()
        with Progress("indexing") as progress:
            report = chatbot.sync(progress, verify)
        if report.built:
            say(f"indexed {_listed(report.built)} ({progress.seconds:.1f} s)")
        tell_damage(chatbot.index, report.built)
        if report.removed:
            say(f"removed {_listed(report.removed)}")
        for path, reason in report.failed:
            say(f"{path}: {reason}")
        if report.built or report.removed or chatbot.unread():
            tell_unused(chatbot)
        return chatbot, report


def tell_damage(index: Callable[[str], PolicyIndex], policies: Iterable[str]) -> None:
    """Which policies, of those that were just indexed, have characters that their files lost."""
    for policy in policies:
        lost = index(policy).document.text.count("\N{REPLACEMENT CHARACTER}")
        if lost:
            say(f"{policy}: {lost} broken {'character is' if lost == 1 else 'characters are'} shown as \ufffd")


def tell_unused(chatbot: Chatbot) -> None:
    """Which taught cases no longer hold, now that policies have changed, or that none can be read."""
    if unread := chatbot.unread():
        say(unread)
        return
    for line, unused in chatbot.taught():
        if unused:
            question = line.case.question if line.case else line.text
            say(f"taught case {line.number} is not used: {unused} ({one_line(question, 60)})")


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names) if len(names) <= 5 else f"{len(names)} policies"


def policies_option(**settings: Any) -> Callable[[Command], Command]:
    """``--policies DIR``."""
    return click.option(
        "--policies",
        type=click.Path(path_type=Path),
        metavar="DIR",
        envvar="ASSISTANT_POLICIES",
        show_default="policies",
        help="Folder of policy files.",
        **({"default": Path("policies")} | settings),
    )


def library_options(command: Command) -> Command:
    """``--policies``, ``--indexes``, ``--reader`` and ``--threshold``, handed on as one ``library``."""

    @functools.wraps(command)
    def wrapped(
        *args: Any, policies: Path, indexes: Path, reader: bool, threshold: float | None, **others: Any
    ) -> ExitCode:
        return command(*args, library=LibraryOptions(policies, indexes, reader, threshold), **others)

    return policies_option()(index_options(wrapped))


def index_options(command: Command) -> Command:
    """``--indexes``, ``--reader`` and ``--threshold``."""
    options = (
        click.option(
            "--indexes",
            type=click.Path(path_type=Path),
            default=Path("indexes"),
            metavar="DIR",
            envvar="ASSISTANT_INDEXES",
            show_default=True,
            help="Folder of what is built from them; can always be deleted.",
        ),
        click.option(
            "--reader",
            type=OnOff(),
            default=True,
            metavar="on|off",
            envvar="ASSISTANT_READER",
            show_default="on",
            help="Judge passages with the trained reader, or rank by words alone.",
        ),
        click.option(
            "--threshold",
            type=click.FloatRange(0, 1),
            metavar="P",
            envvar="ASSISTANT_THRESHOLD",
            help="Least confidence to answer with.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def policy_option(command: Command) -> Command:
    """``--policy ID``."""
    return click.option(
        "--policy",
        metavar="ID",
        shell_complete=complete_policy,
        help="Ask this policy only; its id is its file name without the suffix.",
    )(command)


def public_url_option(command: Command) -> Command:
    """``--public-url URL``."""
    return click.option(
        "--public-url",
        default="",
        metavar="URL",
        envvar="ASSISTANT_PUBLIC_URL",
        help="Where the server is reached; makes links absolute.",
    )(command)


def json_option(command: Command) -> Command:
    """``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, one value a line.")(command)


def complete_policy(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Ids of the policies folder, read from its file names alone: completion must not wait for an index."""
    folder = context.params.get("policies") or Path("policies")
    return [CompletionItem(name) for name in policy_ids(folder) if name.startswith(incomplete)]
