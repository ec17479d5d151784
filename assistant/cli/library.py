"""``assistant index``, ``policies`` and ``sections``: what is in the library, and how it was cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from assistant.cli.console import ExitCode, out, say, width
from assistant.cli.options import LibraryOptions, complete_policy, json_option, library_options
from assistant.model import BlockKind
from assistant.render import columns, dumps, one_line
from assistant.render.sentences import NO_HEADING

if TYPE_CHECKING:
    from assistant.index.policy_index import PolicyIndex


@click.command(short_help="Build what is missing or stale.")
@json_option
@library_options
def index(as_json: bool, library: LibraryOptions) -> ExitCode:
    """Build what is missing or stale, and drop what is gone.

    Other commands do this by themselves; run it after a large change, or to repair a damaged index. Exit code 4 means
    that a policy could not be read; the others are indexed all the same.

    \b
    Examples:
      assistant index
      assistant index --policies legal/ --indexes /var/cache/assistant
    """
    chatbot, report = library.sync(verify=True)
    if as_json:
        failed = [{"file": str(path), "reason": reason} for path, reason in report.failed]
        out(dumps({"built": report.built, "removed": report.removed, "failed": failed}))
    elif not report.built and not report.removed:
        number = len(chatbot.policies())
        say(f"{number} {'policy' if number == 1 else 'policies'}, nothing to do")
    return ExitCode.UNREADABLE if report.failed else ExitCode.DONE


@click.command(short_help="List the policies.")
@json_option
@library_options
def policies(as_json: bool, library: LibraryOptions) -> ExitCode:
    """List the policies: id, title, company, and how many passages can be quoted.

    \b
    Examples:
      assistant policies
      assistant policies --json | jq -r .policies[].id
    """
    chatbot = library.open()
    found = chatbot.policies()
    if as_json:
        out(dumps({"policies": [asdict(each) for each in found]}))
        return ExitCode.DONE
    widest = max((columns(one_line(each.id, 40)) for each in found), default=0)
    for each in found:
        name = one_line(each.id, 40)
        title = f"{each.title} ({each.company})" if each.company else each.title
        count = f"{each.passages:6} passages"
        room = max(20, width() - widest - len(count) - 4)
        title = one_line(title, room)
        out(f"{name}{' ' * (widest - columns(name))}  {title}{' ' * (room - columns(title))}  {count}")
    return ExitCode.DONE


@click.command(short_help="Show how a policy was cut.")
@click.argument("policy", metavar="ID...", nargs=-1, required=True, shell_complete=complete_policy)
@click.option("--passages", is_flag=True, help="Show the passages too, each as it can be quoted.")
@json_option
@library_options
def sections(policy: tuple[str, ...], passages: bool, as_json: bool, library: LibraryOptions) -> ExitCode:
    """Show the sections that a policy was cut into, with the lines of its text that they start on.

    The text of a plain text file is the file; that of another format is what was read out of it, with lines of its own.

    \b
    Examples:
      assistant sections zopim
      assistant sections zopim --passages | less
      assistant sections zopim team365 --json
    """
    chatbot = library.open()
    for each in policy:
        cut = chatbot.index(each)
        if as_json:
            out(dumps(_outline(cut, passages)))
        else:
            for line in _tree(cut, passages):
                out(line)
    return ExitCode.DONE


def _outline(cut: PolicyIndex, passages: bool) -> dict[str, Any]:
    text = cut.document.text
    headings = [text[block.start : block.end] for block in cut.blocks if block.kind is BlockKind.HEADING]
    outline: dict[str, Any] = {
        "policy": cut.document.id,
        "headings": headings,
        "sections": [{"path": each.path, "start": each.start, "end": each.end} for each in cut.sections],
    }
    if passages:
        outline["passages"] = [{"start": p.start, "end": p.end, "section": p.section} for p in cut.passages]
    return outline


def _tree(cut: PolicyIndex, passages: bool) -> Iterator[str]:
    text = cut.document.text
    for number, section in enumerate(cut.sections):
        depth = max(0, len(section.path) - 1)
        title = section.path[-1] if section.path else NO_HEADING if number else "(before the first heading)"
        yield f"{_line(text, section.start)}  {'  ' * depth}{one_line(title)}"
        for passage in cut.passages if passages else ():
            if passage.section == number:
                quote = one_line(text[passage.start : passage.end], 1000)
                yield f"{_line(text, passage.start)}  {'  ' * (depth + 1)}│ {quote}"


def _line(text: str, start: int) -> str:
    return f"{1 + text.count(chr(10), 0, start):5}"
