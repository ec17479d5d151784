"""``assistant chat`` and ``assistant serve``: the terminal app and the server, each imported by its command alone."""

from __future__ import annotations

import sys
from typing import Any

import click

from assistant.cli.console import ExitCode
from assistant.cli.options import LibraryOptions, library_options, policy_option, public_url_option
from assistant.config import Config


@click.command(short_help="Talk in the terminal.")
@click.argument("question", nargs=-1)
@policy_option
@public_url_option
@library_options
@click.pass_obj
def chat(
    config: Config, question: tuple[str, ...], policy: str | None, public_url: str, library: LibraryOptions
) -> ExitCode:
    """Talk in the terminal: ask, see each clause in its place, copy it with its citation.

    \b
    Examples:
      assistant chat
      assistant chat "how long do you keep my IP?" --policy zopim
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):  # the app reads the one and draws on the other
        raise click.UsageError("chat needs a terminal; in a script, use: assistant ask")
    from assistant.terminal import app  # noqa: PLC0415

    asked = " ".join(question) or None
    app.run(library.chatbot, question=asked, policy=policy, public_url=public_url, settings=config.chat)
    return ExitCode.DONE


@click.command(short_help="Serve the endpoint, the widget and the policy pages.")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="HOST", help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="Port; 0 takes a free one."
)
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that serve.")
@public_url_option
@click.option(
    "--allow-origin",
    multiple=True,
    metavar="ORIGIN",
    help="A site whose pages may ask, such as https://help.example.com; may be given again.",
)
@click.option(
    "--trusted-proxy",
    multiple=True,
    metavar="NETWORK",
    help="A proxy whose X-Forwarded-For is believed, as an address or a network; may be given again.",
)
@click.option(
    "--rate-limit",
    type=click.IntRange(0),
    default=120,
    show_default=True,
    metavar="N",
    help="Requests a minute and client; 0 is off.",
)
@click.option("--require-policy", is_flag=True, help="Refuse questions that name no policy, and hide the list.")
@library_options
def serve(library: LibraryOptions, **settings: Any) -> ExitCode:
    """Serve the answer endpoint, the web widget and the policy pages.

    \b
    Examples:
      assistant serve
      assistant serve --port 80 --host 0.0.0.0 --public-url https://privacy.example.com
      assistant serve --allow-origin https://help.example.com --trusted-proxy 10.0.0.0/8
    """
    from assistant import server  # noqa: PLC0415

    made = server.Settings(reader=library.reader, **settings)
    chatbot = library.open()
    server.run(chatbot, made, open_again=library.chatbot)
    return ExitCode.DONE
