"""``assistant teach``: "this question is answered by this clause"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from assistant.cli.console import ExitCode, out, say
from assistant.cli.options import LibraryOptions, complete_policy, json_option, library_options
from assistant.render import dumps, one_line

if TYPE_CHECKING:
    from assistant.retriever.taught import Line


@click.command(short_help="Say which clause answers a question.")
@click.argument("question", nargs=-1)
@click.option("--policy", metavar="ID", shell_complete=complete_policy, help="The policy that the clause is of.")
@click.option("--quote", metavar="TEXT", help="Words of the clause; the whole clause is taken.")
@click.option(
    "--at", "line", type=click.IntRange(1), metavar="LINE", help="The line of the policy's text that it starts on."
)
@click.option("--list", "listing", is_flag=True, help="List what was taught, and what no longer holds.")
@click.option("--remove", type=click.IntRange(1), metavar="N", help="Forget the case of this number.")
@json_option
@library_options
def teach(
    *,
    question: tuple[str, ...],
    policy: str | None,
    quote: str | None,
    line: int | None,
    listing: bool,
    remove: int | None,
    as_json: bool,
    library: LibraryOptions,
) -> ExitCode:
    """Teach that a clause answers a question. Who asks the same is then answered by that clause, at once.

    The same is asked by the same words, in any order and form, little words aside; a long question may differ in one;
    and with the reader on, by words that mean nearly the same ("remove" for "delete"). A "not", or a word that may
    mean something else ("cancel"), makes another question, to be taught by itself.

    Cases are kept in cases.jsonl in the policies folder. Once its clause has changed a case is not used any more, and
    --list says so.

    \b
    Examples:
      assistant teach "do you read my chats?" --policy acme --quote "We do not listen in"
      assistant teach who is the DPO --policy acme --at 87
      assistant teach --list
      assistant teach --remove 2
    """
    asked = " ".join(question)
    if sum((bool(asked), listing, remove is not None)) != 1:
        raise click.UsageError("give a question, or --list, or --remove N")
    if asked and not (policy and (quote or line)):
        raise click.UsageError("a question needs --policy ID, and --quote TEXT or --at LINE")
    chatbot = library.open(policy)
    if listing:
        return _list(chatbot.taught(), as_json)
    if remove is not None:
        gone = chatbot.forget(remove)
        say(f"forgot: {gone.case.question if gone.case else gone.text}")
        return ExitCode.DONE
    case = chatbot.teach(asked, policy or "", quote, line)
    out(
        dumps(asdict(case))
        if as_json
        else f"“{one_line(case.question)}” is answered by “{one_line(case.quote, 1000)}”"
    )
    return ExitCode.DONE


def _list(taught: Sequence[tuple[Line, str]], as_json: bool) -> ExitCode:
    for line, unused in taught:
        if as_json:
            values = asdict(line.case) if line.case else {}
            out(dumps({"number": line.number, **values, "unused": unused or None}))
            continue
        question = line.case.question if line.case else line.text
        out(f"{line.number:3}  {one_line(question)}")
        if line.case:
            out(f"     {one_line(line.case.policy)}: “{one_line(line.case.quote, 1000)}”")
        if unused:
            out(f"     not used: {one_line(unused)}")
    if not taught and not as_json:
        say("nothing was taught")
    return ExitCode.DONE

