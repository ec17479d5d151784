"""Every command, once: its keys, its place in the footer, the palette and the help are all made from this table."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding


@dataclass(frozen=True, slots=True)
class Command:
    """Something that the user can do."""

    id: str
    """Its name in the settings file, ``[chat.keys]``."""
    keys: str
    """Textual's names of the keys, separated by commas."""
    action: str
    title: str
    help: str
    footer: str = ""
    """Its short name in the footer; none without one."""

    def binding(self) -> Binding:
        """The command as Textual binds it."""
        return Binding(
            self.keys, self.action, self.footer or self.title, show=bool(self.footer), tooltip=self.help, id=self.id
        )


COMMANDS = (
    Command("help", "f1", "app.help", "Help", "Help for the focused part, and its keys", "Help"),
    Command(
        "copy-reply", "ctrl+y,y", "copy_reply", "Copy reply",
        "Copy the reply: quote, section, policy, date and link", "Copy",
    ),
    Command("copy-quote", "ctrl+g,g", "copy_quote", "Copy quote", "Copy the bare words of the clause", "Quote"),
    Command("policy", "ctrl+o", "choose_policy", "Choose policy", "Choose which policy is asked", "Policy"),
    Command(
        "compare", "ctrl+l", "compare", "Compare policies",
        "Put the question in the line, else that of the reply, to every policy, side by side", "Compare",
    ),
    Command("switch-pane", "f6", "switch_pane", "Switch pane", "Go between question and policy", "Pane"),
    Command("contents", "ctrl+t,t", "toggle_contents", "Contents", "Show or hide the policy's table of contents"),
    Command("history", "ctrl+r", "search_history", "Search questions", "Search the questions asked before"),
    Command("earlier-reply", "ctrl+up", "step(-1)", "Earlier reply", "Go to the reply before"),
    Command("later-reply", "ctrl+down", "step(1)", "Later reply", "Go to the reply after"),
    Command("ask-again", "f5", "ask_again", "Ask again", "Ask the current question again, of the policy chosen now"),
    Command("export", "ctrl+s", "export", "Export conversation", "Save the conversation as Markdown or JSON"),
    Command("new", "ctrl+n", "new_conversation", "New conversation", "Begin a new conversation"),
    Command("open-session", "f7", "open_session", "Open session", "Ask the questions of a kept session again"),
    Command(
        "keep-sessions", "f8", "keep_sessions", "Keep sessions on disk: on or off",
        "Write what is asked from now on to disk, or stop doing so",
    ),
    Command("forget-sessions", "f9", "forget_sessions", "Delete kept sessions", "Delete every session kept on disk"),
    Command("back", "escape", "back", "Back to the question", "Go back to the question"),
)  # fmt: skip

PICKS = tuple(Binding(str(number), f"pick({number})", "Pick a citation", show=False) for number in range(1, 10))
