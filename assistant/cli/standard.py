"""``assistant report`` and ``assistant diff``: what a policy says to the standard questions, and how that changed."""

from __future__ import annotations

import click

from assistant.cli.console import ExitCode, out, width
from assistant.cli.options import Library, complete_policy, json_option, library_options, public_url_option
from assistant.errors import UnknownVersion
from assistant.render import dumps

_FORMATS = ["text", "markdown", "html", "json"]


@click.command(short_help="Show what a policy covers.")
@click.argument("policy", metavar="ID", shell_complete=complete_policy)
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True, help="How to print it."
)
@json_option
@public_url_option
@library_options
def report(policy: str, form: str, as_json: bool, public_url: str, library: Library) -> ExitCode:
    """Show the coverage report of a policy: each standard question with its quote, or "not covered".

    Where the policy is likely to answer and no one clause surely does, the closest one is shown as such.

    \b
    Examples:
      assistant report zopim
      assistant report zopim --format html > zopim.html
      assistant report zopim --json | jq .covered
    """
    from assistant import render  # noqa: PLC0415

    coverage = library.open(policy).coverage(policy)
    if as_json or form == "json":
        out(dumps(render.report_json(coverage, public_url)))
    elif form == "html":
        out(render.report_html(coverage, public_url))
    elif form == "markdown":
        out(render.report_markdown(coverage, public_url or None))
    else:
        out(render.report_text(coverage, width()))
    return ExitCode.DONE


@click.command(short_help="Show what changed between two versions of a policy.")
@click.argument("policy", metavar="ID", shell_complete=complete_policy)
@click.option(
    "--since", default="", metavar="VERSION", help="First digits of an earlier version; the latest one if left out."
)
@json_option
@public_url_option
@library_options
def diff(policy: str, since: str, as_json: bool, public_url: str, library: Library) -> ExitCode:
    """Show the standard questions that an earlier version of a policy answered otherwise: old clause, new clause.

    \b
    Examples:
      assistant diff acme
      assistant diff acme --since 3fa9c2
    """
    from assistant import render, standard  # noqa: PLC0415

    chatbot = library.open(policy)
    after = chatbot.coverage(policy)
    kept = chatbot.superseded(policy)
    if not since and not kept:
        raise UnknownVersion(policy, "", ())
    before = chatbot.coverage(policy, since or kept[0])
    found = standard.changes(before, after)
    if as_json:
        out(dumps(render.changes_json(before.document, after.document, found, public_url)))
    else:
        out(render.changes_text(before.document, after.document, found, width()))
    return ExitCode.DONE
