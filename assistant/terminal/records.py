"""What a conversation leaves behind: exports, sessions on disk, the questions asked before."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Label

from assistant.errors import ExportError
from assistant.terminal import export
from assistant.terminal.conversation import Conversation
from assistant.terminal.exchange import Exchange
from assistant.terminal.picker import Choice, Picker
from assistant.terminal.prompt import Prompt
from assistant.terminal.shelf import Shelf
from assistant.terminal.storage import Asked, Preferences, Storage


class NameScreen(ModalScreen[str | None]):
    """Asks for a file name; None where the user changes their mind."""

    HELP = """
    ## Exporting

    The suffix decides: **.md** for people, **.json** for programs. **Enter** saves, **Esc** goes back.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, name: str) -> None:
        super().__init__()
        self._suggested = name

    def compose(self) -> ComposeResult:
        """One line, filled in."""
        with Vertical(id="name") as box:
            box.border_title = "Export the conversation"
            yield Input(self._suggested)
            yield Label("The name ends in .md or .json. Enter saves, Esc goes back.")

    @on(Input.Submitted)
    def _named(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip() or None)


class RecordingScreen(Screen[object]):
    """The part of the screen that writes to disk and reads from it; what asks is in the screen that builds on it."""

    def __init__(self, storage: Storage, preferences: Preferences, public_url: str) -> None:
        super().__init__()
        self._storage = storage
        self._preferences = preferences
        self._public_url = public_url
        self.shelf = Shelf()

    @property
    def conversation(self) -> Conversation:
        """The turns."""
        return self.query_one(Conversation)

    @property
    def prompt(self) -> Prompt:
        """The line for a question."""
        return self.query_one(Prompt)

    def tell(self, text: str, severe: bool = False) -> None:
        """A passing notice. What it names may come from anybody, so it is no markup."""
        self.notify(text, severity="error" if severe else "information", markup=False)

    async def reopen(self, asked: list[Asked]) -> None:
        """Ask the questions of a kept session again."""
        raise NotImplementedError

    def recall_sessions(self) -> None:
        """Let the up key and the search know the questions of kept sessions."""
        if self._preferences.sessions:
            for session in reversed(self._storage.sessions()):
                for asked in self._storage.questions(session):
                    self.prompt.remember(asked.question)

    def record(self, exchange: Exchange) -> None:
        """Keep an exchange, for those who want sessions on disk."""
        if self._preferences.sessions:
            try:
                self._storage.keep(exchange)
            except OSError as error:
                self.tell(f"The session cannot be kept: {error.strerror}", severe=True)

    def action_search_history(self) -> None:
        """Search the questions asked before; the chosen one comes back into the prompt."""
        past = [Choice(question, question) for question in dict.fromkeys(reversed(self.prompt.past))]
        self.app.push_screen(Picker("Questions asked before", past), self._recalled)

    def _recalled(self, choice: Choice | None) -> None:
        if choice and choice.value:
            self.prompt.value = choice.value
            self.prompt.cursor_position = len(choice.value)
            self.prompt.focus()

    def action_export(self) -> None:
        """Ask for a name, and save the conversation under it."""
        if not self.conversation.exchanges:
            self.tell("There is nothing to export yet.")
            return
        name = f"conversation-{dt.datetime.now().astimezone():%Y-%m-%d-%H%M%S}.md"
        self.app.push_screen(NameScreen(name), self._export)

    def _export(self, name: str | None) -> None:
        if name:
            try:
                path = export.named(name)
                export.write(path, self.conversation.exchanges, self._public_url, self.shelf.files)
            except ExportError as error:
                self.tell(str(error), severe=True)
            else:
                self.tell(f"Saved as {path}.")

    def action_open_session(self) -> None:
        """Choose a kept session, whose questions are then asked again: policies may have changed since."""
        sessions = self._storage.sessions()
        if not sessions:
            self.tell("No session is kept on disk. F8 starts keeping them.")
            return
        self.app.push_screen(Picker("Sessions", [self._session(path) for path in sessions]), self._reopen)

    def _session(self, path: Path) -> Choice:
        questions = "; ".join(asked.question for asked in self._storage.questions(path))
        return Choice(str(path), path.stem.rpartition(".")[0], questions)

    async def _reopen(self, choice: Choice | None) -> None:
        if choice and choice.value:
            await self.reopen(self._storage.questions(Path(choice.value)))

    def action_keep_sessions(self) -> None:
        """Start keeping sessions on disk, or stop."""
        self._preferences.sessions = not self._preferences.sessions
        try:
            self._storage.save(self._preferences)
        except OSError as error:
            self.tell(f"The choice cannot be kept: {error.strerror}", severe=True)
        kept = self._preferences.sessions
        self.tell("What is asked from now on is kept on disk." if kept else "Nothing is kept on disk from now on.")

    def action_forget_sessions(self) -> None:
        """Delete every session."""
        try:
            count = self._storage.forget()
        except OSError as error:
            self.tell(f"The sessions cannot be deleted: {error.strerror}", severe=True)
        else:
            self.tell(f"{count} sessions deleted." if count != 1 else "One session deleted.")
