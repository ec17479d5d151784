"""``assistant ask``: one answer, or one a line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli.console import ExitCode, out, say, wants_color, width
from assistant.cli.options import (
    LibraryOptions,
    json_option,
    library_options,
    policy_option,
    public_url_option,
)
from assistant.errors import AssistantError
from assistant.model import Answer, Reply
from assistant.render import dumps, one_line, plain, to_json, to_text

if TYPE_CHECKING:
    from assistant.chatbot import Chatbot


@dataclass(frozen=True, slots=True)
class _Form:
    """How a reply is printed."""

    as_json: bool
    public_url: str
    files: dict[str, str]

    def print(self, reply: Reply) -> None:
        if self.as_json:
            out(dumps(to_json(reply, self.public_url)))
        else:
            out(to_text(reply, width(), wants_color(), self.files))


@click.command(short_help="Answer a question by quoting the clause.")
@click.argument("question", nargs=-1, required=True)
@policy_option
@json_option
@click.option(
    "--history", multiple=True, metavar="TEXT",
    help="An earlier question of the conversation, oldest first; may be given again.",
)  # fmt: skip
@click.option("--explain", is_flag=True, help="Show what brought this answer, and why the next was second.")
@public_url_option
@library_options
def ask(
    *,
    question: tuple[str, ...],
    policy: str | None,
    history: tuple[str, ...],
    as_json: bool,
    explain: bool,
    public_url: str,
    library: LibraryOptions,
) -> ExitCode:
    """Answer a question by quoting the clause, or say that the policy is silent.

    QUESTION may stand without quotes. With - it is read from standard input, one question a line; every line that is
    not blank gets its answer, and with --json that is one line of JSON.

    \b
    Examples:
      assistant ask "how long do you keep my IP?"
      assistant ask --policy zopim can I turn off cookies
      assistant ask --policy zopim --history "do you use cookies?" "can I turn them off?"
      assistant ask --json "who do you share it with?" | jq -r .citations[0].quote
      assistant ask - --json < questions.txt > answers.jsonl

    Exit codes: 0 answered, also in part, or every line of - processed; 3 the policy does not say, or the question is
    about something else.
    """
    if explain and (as_json or question == ("-",)):
        raise click.UsageError("--explain is for one question, and for people: not with --json, and not with -")
    chatbot = library.open(policy)
    form = _Form(as_json, public_url, _files(chatbot, library.policies))
    if question == ("-",):
        return _batch(chatbot, policy, history, form)
    reply = chatbot.ask(" ".join(question), policy, history)
    form.print(reply)
    if explain:
        _explain(chatbot, reply, policy, history)
    return ExitCode.DONE if isinstance(reply, Answer) else ExitCode.NOT_ANSWERED


def _explain(chatbot: Chatbot, reply: Reply, policy: str | None, history: tuple[str, ...]) -> None:
    """Print what brought the first quote; an explanation is of one policy."""
    document = reply.citations[0].document if isinstance(reply, Answer) else reply.document
    chosen = policy or (document.id if document else None)
    if chosen is None:
        raise click.UsageError("--explain needs --policy where no policy answers")
    for explanation in chatbot.explain(reply.question, chosen, history):
        out("\n" + plain(explanation.to_text()))


def _batch(chatbot: Chatbot, policy: str | None, history: tuple[str, ...], form: _Form) -> ExitCode:
    for number, question in enumerate(_lines()):
        if not form.as_json:
            out(("\n" if number else "") + f"> {one_line(question)}\n")
        try:
            form.print(chatbot.ask(question, policy, history))
        except AssistantError as error:
            if form.as_json:  # keeps the answers in step with the questions
                out(dumps({"outcome": "error", "citations": [], "message": str(error)}))
            say(str(error))
    return ExitCode.DONE


def _lines() -> Iterator[str]:
    for line in sys.stdin.buffer:
        text = line.decode("utf-8", errors="replace").strip()
        if text:
            yield text


def _files(chatbot: Chatbot, folder: Path) -> dict[str, str]:
    """Where each policy's original lies, as a person would write it."""
    return {summary.id: str(folder / summary.file) for summary in chatbot.policies()}
