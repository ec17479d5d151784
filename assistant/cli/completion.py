"""``assistant completion``: the script that teaches a shell this command."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from assistant.cli.console import ExitCode, out


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> ExitCode:
    """Print the completion script of a shell.

    \b
    Examples:
      eval "$(assistant completion bash)"                                     in ~/.bashrc
      eval "$(assistant completion zsh)"                                      in ~/.zshrc
      assistant completion fish > ~/.config/fish/completions/assistant.fish
    """
    made = get_completion_class(shell)
    assert made is not None
    out(made(context.find_root().command, {}, "assistant", "_ASSISTANT_COMPLETE").source())
    return ExitCode.DONE
