"""The entry point: finds the command, and turns whatever goes wrong into one line and an exit code."""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from assistant import __version__
from assistant.cli.console import ExitCode, say
from assistant.config import FILE, Config, load
from assistant.errors import (
    AssistantError,
    ConfigError,
    IndexDamaged,
    NoPolicies,
    PolicyError,
    QuestionError,
    QuestionSetError,
    UnknownPolicy,
    UnknownVersion,
)

COMMANDS = {
    "ask": "ask:ask",
    "chat": "front_ends:chat",
    "serve": "front_ends:serve",
    "index": "library:index",
    "policies": "library:policies",
    "sections": "library:sections",
    "add": "originals:add",
    "remove": "originals:remove",
    "update": "originals:update",
    "prune": "originals:prune",
    "report": "standard:report",
    "diff": "standard:diff",
    "teach": "teach:teach",
    "eval": "evaluation:evaluation",
    "completion": "completion:completion",
}
"""Each command and where it is written, in the order of the help text; its module is imported when it runs."""

_USAGE = (UnknownPolicy, UnknownVersion, QuestionError, QuestionSetError, ConfigError)
_UNREADABLE = (PolicyError, IndexDamaged, NoPolicies)


class Commands(click.Group):
    """A group whose commands are imported on demand, with the settings file as their defaults."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command = getattr(importlib.import_module(f"assistant.cli.{module}"), name)
        assert isinstance(command, click.Command)
        return command

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with _while_read():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with _while_read():
            return super().invoke(ctx)


@contextmanager
def _while_read() -> Iterator[None]:
    """Ends when nobody reads the output any more; click itself would do so with the code of a failure."""
    try:
        yield
    except BrokenPipeError:
        raise click.exceptions.Exit(ExitCode.PIPE_CLOSED) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def assistant(context: click.Context) -> None:
    """Answer questions about a privacy policy by quoting the clause.

    \b
    Examples:
      assistant ask "how long do you keep my IP?"
      assistant ask "do you sell my data?" --policy zopim
      assistant chat
      assistant serve

    Settings come from the command line, else from the environment (ASSISTANT_POLICIES, …), else from assistant.toml
    in the current folder.

    \b
    Exit codes: 0 answered or done, 1 failure, 2 usage or unknown policy,
    3 not answered, 4 a policy or an index could not be read.
    """
    context.obj = load(Path())
    context.default_map = _defaults(context, context.obj)


def _defaults(context: click.Context, config: Config) -> dict[str, Any]:
    """The settings file in click's form: defaults for the options of the command that runs.

    Raises ConfigError for a setting in ``[serve]`` that is no option of it.
    """
    name = context.invoked_subcommand or ""
    command = assistant.get_command(context, name)
    known = {option.name: option for option in command.params if isinstance(option, click.Option)} if command else {}
    if name == "serve" and (unknown := set(config.serve) - set(known)):
        raise ConfigError(f"{FILE}: unknown setting {min(unknown)!r} in [serve]; known: {', '.join(map(str, known))}")
    settings = {**config.options, **(config.serve if name == "serve" else {})}
    return {name: {key: _several(known[key], value) for key, value in settings.items() if key in known}}


def _several(option: click.Option, value: Any) -> Any:
    """A single value where an option may be given again is a list of one."""
    return [value] if option.multiple and not isinstance(value, list) else value


def main() -> None:
    """Run the command line of this process, and exit."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a "›" in an ASCII terminal is a "?", and no error
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """One command, from arguments to exit code. Whatever goes wrong is one line on standard error."""
    try:
        code = assistant.main(arguments or ["--help"], "assistant", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing is left to flush at exit
        return ExitCode.PIPE_CLOSED
    except (KeyboardInterrupt, click.Abort):
        return ExitCode.INTERRUPTED
    except Exception as error:
        if os.environ.get("ASSISTANT_DEBUG"):
            traceback.print_exc()
        say(_line(error))
        return _code(error)
    return int(code or ExitCode.DONE)


def _line(error: Exception) -> str:
    if isinstance(error, click.UsageError) and error.ctx:
        return f"{error.format_message()} (see: {error.ctx.command_path} --help)"
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    if isinstance(error, AssistantError):
        return str(error)
    return f"internal error: {type(error).__name__}: {error} (ASSISTANT_DEBUG=1 shows where)"


def _code(error: Exception) -> ExitCode:
    if isinstance(error, (*_USAGE, click.UsageError)):
        return ExitCode.USAGE
    return ExitCode.UNREADABLE if isinstance(error, _UNREADABLE) else ExitCode.FAILURE
