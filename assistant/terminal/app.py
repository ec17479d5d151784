"""The app around the screens: themes, keys, clipboard, the command palette, and how it ends."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, ClassVar

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES

from assistant.terminal import clipboard
from assistant.terminal.commands import COMMANDS
from assistant.terminal.help import HelpScreen, page
from assistant.terminal.opening import Opener, Opening
from assistant.terminal.screen import ChatScreen
from assistant.terminal.settings import ChatSettings, parse
from assistant.terminal.storage import Storage

_THEME = "textual-dark"
_OWN_KEYS = {"quit": "ctrl+q", "palette": "ctrl+p"}


def run(
    opener: Opener,
    *,
    question: str | None = None,
    policy: str | None = None,
    public_url: str = "",
    settings: Mapping[str, Any] | None = None,
) -> None:
    """Run the app until it is quit.

    ``opener`` composes the chatbot, in a worker. ``question`` is asked at once, of ``policy`` or of all. ``settings``
    is the table ``[chat]`` of the settings file. Raises ConfigError, and whatever the opener raises.
    """
    checked = check(settings or {})
    app = ChatApp(Opening(opener), question=question, policy=policy, public_url=public_url, settings=checked)
    app.run()
    if app.failure:
        raise app.failure


def check(settings: Mapping[str, Any]) -> ChatSettings:
    """The table ``[chat]`` of the settings file. Raises ConfigError."""
    return parse(settings, set(BUILTIN_THEMES), _OWN_KEYS | {command.id: command.keys for command in COMMANDS})


class ChatApp(App[None]):
    """The terminal app."""

    TITLE = "Policy assistant"
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(_OWN_KEYS["quit"], "quit", "Quit", tooltip="Quit", show=False, priority=True, id="quit"),
        Binding(_OWN_KEYS["palette"], "command_palette", "Palette", tooltip="Search every command", id="palette"),
    ]

    def __init__(
        self,
        opening: Opening,
        *,
        question: str | None = None,
        policy: str | None = None,
        public_url: str = "",
        settings: ChatSettings | None = None,
        storage: Storage | None = None,
    ) -> None:
        super().__init__()
        self.failure: Exception | None = None
        """What ended the app, if it was not the user."""
        self._settings = settings or ChatSettings()
        self._storage = storage or Storage()
        self._preferences = self._storage.preferences()
        if self._settings.sessions is not None:
            self._preferences.sessions = self._settings.sessions
        self._first = partial(
            ChatScreen, opening, self._storage, self._preferences,
            policy=policy, question=question, public_url=public_url,
        )  # fmt: skip

    def on_mount(self) -> None:
        """Take the theme and the keys that were chosen."""
        self.set_keymap(dict(self._settings.keys))
        self.theme = self._theme()
        self.theme_changed_signal.subscribe(self, lambda theme: self._keep_theme(theme.name))

    def get_default_screen(self) -> Screen[object]:
        """The conversation."""
        return self._first()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Every command, for the palette; what Textual offers of its own follows."""
        if isinstance(screen, ChatScreen):
            for command in COMMANDS:
                yield SystemCommand(command.title, command.help, partial(screen.run_action, command.action))
            yield from screen.more_commands()
        yield from (each for each in super().get_system_commands(screen) if each.title != "Keys")

    def action_help(self) -> None:
        """Show help for the focused widget."""
        self.push_screen(HelpScreen(page(self.screen)))

    def put_on_clipboard(self, text: str) -> None:
        """By OSC 52, which works over ssh, and on the system clipboard where there is one."""
        self.copy_to_clipboard(text)
        self._copy_to_system(text)

    def fail(self, error: Exception) -> None:
        """End, and leave the error to whoever started the app."""
        self.failure = error
        self.exit(return_code=1)

    @work(thread=True)
    def _copy_to_system(self, text: str) -> None:
        clipboard.copy(text)

    def _theme(self) -> str:
        """The settings file first, then what was last chosen here; few colours ask for the terminal's own."""
        chosen = self._settings.theme or self._preferences.theme
        if chosen in self.available_themes:
            return str(chosen)
        return "ansi-dark" if self.console.color_system == "standard" else _THEME

    def _keep_theme(self, name: str) -> None:
        self._preferences.theme = name
        stored = self._storage.preferences()  # without what the settings file says for now
        stored.theme = name
        try:
            self._storage.save(stored)
        except OSError as error:
            self.notify(f"The theme cannot be kept: {error.strerror}", severity="warning", markup=False)

    def _handle_exception(self, error: Exception) -> None:
        self.failure = self.failure or error
        super()._handle_exception(error)

    def _print_error_renderables(self) -> None:
        """No traceback reaches a user: the command line says a failure in one line."""
        if not os.environ.get("ASSISTANT_DEBUG"):
            self._exit_renderables.clear()
        super()._print_error_renderables()
