"""One question to every policy, side by side: who says what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from threading import Event
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, HorizontalScroll, VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer, Label, ProgressBar, Static

from assistant.errors import AssistantError
from assistant.model import LONGEST_QUESTION, Abstention, Answer, Reason, Reply
from assistant.render import message, one_line, plain, sureness
from assistant.terminal.opening import Opening
from assistant.terminal.quote import leading, marked
from assistant.terminal.shelf import Shelf

_COLUMNS = 24
"""More columns than this nobody reads; the surest stand first."""
_NAMES = 40


class Column(VerticalScroll, can_focus=True):
    """What one policy says."""

    HELP = """
    ## Comparing policies

    Each column is what one policy says to the same question, the surest first; policies that say nothing are named at
    the end.

    - **Left, Right** or **Tab** go from policy to policy, **Up** and **Down** scroll.
    - **Enter**, or a click, takes that policy's reply into the conversation.
    - **Esc** goes back; while policies are still being asked, it stops asking and shows what there is.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Take this reply"),
        Binding("right", "app.focus_next", "Next", key_display="→"),
        Binding("left", "app.focus_previous", "Previous", key_display="←"),
    ]

    @dataclass
    class Chosen(Message):
        """Take this reply into the conversation."""

        reply: Reply

    def __init__(self, reply: Reply, shelf: Shelf, place: str) -> None:
        super().__init__(classes="column")
        self._reply = reply
        self._shelf = shelf
        assert reply.document is not None
        self.border_title = Content(one_line(shelf.full_name(reply.document)))
        self.border_subtitle = place

    def compose(self) -> Iterator[Widget]:
        """The quotes, each with its place."""
        reply = self._reply
        for citation in reply.citations if isinstance(reply, Answer) else reply.closest:
            if citation.lead_in:
                yield Static(leading(citation.lead_in), classes="lead-in")
            yield Static(marked(citation), classes="quote")
            yield Static(Content(one_line(self._shelf.place(citation))), classes="where")
        said = sureness(reply.confidence) if isinstance(reply, Answer) else message(reply)
        yield Static(Content(said), classes="message")

    def action_choose(self) -> None:
        """Hand the reply on."""
        self.post_message(self.Chosen(self._reply))

    def on_click(self, event: Click) -> None:
        """The same by mouse."""
        event.stop()
        self.action_choose()


class Comparison(Screen[Reply | None]):
    """Asks every policy in a worker; ends with the reply that was chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back"),
        Binding("f1", "app.help", "Help"),
    ]

    @dataclass
    class _Progress(Message):
        done: int

    @dataclass
    class _Done(Message):
        replies: Sequence[Reply]
        errors: Sequence[str]

    def __init__(
        self, opening: Opening, shelf: Shelf, question: str, policies: Sequence[str], history: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self._opening = opening
        self._shelf = shelf
        self._question = question
        self._policies = policies
        self._history = history
        self._stop = Event()
        self._busy = True

    def compose(self) -> ComposeResult:
        """The question, the progress, and room for the columns."""
        yield Static(Content.assemble((f"› {one_line(self._question, LONGEST_QUESTION)}", "bold")), id="compared")
        with Horizontal(id="asking"):
            yield Label(f"Asking {len(self._policies):,} policies …")
            yield ProgressBar(total=len(self._policies), show_eta=False)
        yield HorizontalScroll(id="columns", can_focus=False)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Start asking."""
        self._ask()

    def on_unmount(self) -> None:
        """Stop it."""
        self._stop.set()

    @work(thread=True)
    def _ask(self) -> None:
        replies: list[Reply] = []
        errors: list[str] = []
        for done, policy in enumerate(self._policies):
            if self._stop.is_set():
                break
            try:
                replies.append(self._opening.chatbot().ask(self._question, policy, self._history))
            except AssistantError as error:
                errors.append(str(error))
            self.post_message(self._Progress(done + 1))
        self.post_message(self._Done(replies, errors))

    @on(_Progress)
    def _step(self, event: _Progress) -> None:
        self.query_one(ProgressBar).update(progress=event.done)

    @on(_Done)
    async def _show(self, event: _Done) -> None:
        self._busy = False
        self.add_class("-done")
        answers = [reply for reply in event.replies if isinstance(reply, Answer) and reply.document]
        answers.sort(key=lambda answer: -answer.confidence)
        abstentions = [reply for reply in event.replies if isinstance(reply, Abstention)]
        unsure = [reply for reply in abstentions if reply.closest]
        unsure.sort(key=lambda reply: -reply.confidence)
        shown: list[Reply] = [*answers, *unsure]
        silent = [reply for reply in abstentions if not reply.closest]
        surest = shown[:_COLUMNS]
        found: list[Widget] = [
            Column(reply, self._shelf, f"{number} of {len(surest)}") for number, reply in enumerate(surest, 1)
        ]
        said = "\n\n".join(rest(self._shelf, len(shown), silent, event.errors))
        if said:
            found.append(Static(Content(plain(said)), id="silent"))
        await self.query_one("#columns").mount_all(found)
        if shown:
            self.query(Column).first().focus()

    @on(Column.Chosen)
    def _chosen(self, event: Column.Chosen) -> None:
        self.dismiss(event.reply)

    def action_back(self) -> None:
        """Stop asking; if that is done, go back."""
        if self._busy and not self._stop.is_set():
            self._stop.set()
        else:
            self.dismiss(None)


def rest(shelf: Shelf, found: int, silent: Sequence[Abstention], errors: Sequence[str]) -> Iterator[str]:
    """What stands behind the columns of so many policies: who says nothing, and what went wrong."""
    if found > _COLUMNS:
        yield f"The {_COLUMNS} surest of {found:,} answers are shown."
    alike: dict[str, list[Abstention]] = {}
    for reply in silent:
        # What one policy speaks of is not off topic; another one just does not say it.
        said = replace(reply, reason=Reason.NOT_COVERED) if found else reply
        alike.setdefault(message(said), []).append(said)
    for replies in alike.values():
        names = [one_line(shelf.full_name(each.document), 80) for each in replies if each.document]
        more = f"\nand {len(names) - _NAMES:,} more" if len(names) > _NAMES else ""
        said_of_all = message(replies[0], several=len(replies) > 1)
        yield f"{said_of_all}\n" + "\n".join(f"• {name}" for name in names[:_NAMES]) + more
    yield from errors
