"""``assistant report`` and ``assistant diff``: what a policy says to the standard questions, and how that changed."""

from __future__ import annotations

import click

from assistant.cli.console import ExitCode, out, width
from assistant.cli.options import LibraryOptions, complete_policy, json_option, library_options, public_url_option
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
def report(policy: str, form: str, as_json: bool, public_url: str, library: LibraryOptions) -> ExitCode:
    """Show the coverage report of a policy: each standard question with its quote, or "not covered".

    Where the policy is likely to answer and no one clause surely does, the closest one is shown as such.

    \b
    Examples:
      assistant report zopim
      assistant report zopim --format html > zopim.html
      assistant report zopim --json | jq .covered
    """
    from assistant import render  # noqa: PLC0415

    chatbot = library.open(policy)
    coverage, files = chatbot.coverage(policy), {each.id: each.file for each in chatbot.policies()}
    if as_json or form == "json":
        out(dumps(render.report_json(coverage, public_url)))
    elif form == "html":
        out(render.report_html(coverage, public_url))
    elif form == "markdown":
        out(render.report_markdown(coverage, public_url or None, files))
    else:
        out(render.report_text(coverage, width(), files))
    return ExitCode.DONE


@click.command(short_help="Show what changed between two versions of a policy.")
@click.argument("policy", metavar="ID", shell_complete=complete_policy)
@click.option(
    "--since", default="", metavar="VERSION", help="First digits of an earlier version; the latest one if left out."
)
@json_option
@public_url_option
@library_options
def diff(policy: str, since: str, as_json: bool, public_url: str, library: LibraryOptions) -> ExitCode:
    """Show what an earlier version of a policy said otherwise.

    First the standard questions whose answer is another one, with the old clause and the new; then every passage that
    was changed, added or removed. Of many that came or went together the first ones are shown; --json has all.

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
    since = since or kept[0]
    before = chatbot.coverage(policy, since)
    changes = render.Changes(
        before.document, after.document, standard.changes(before, after), chatbot.revisions(policy, since)
    )
    if as_json:
        out(dumps(render.changes_json(changes, public_url)))
    else:
        out(render.changes_text(changes, width()))
    return ExitCode.DONE
