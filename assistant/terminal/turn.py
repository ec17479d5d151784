"""One turn of the conversation on the screen: the question, and the quotes or the abstention below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from textual import on, work
from textual.containers import Vertical
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from assistant.errors import AssistantError
from assistant.model import LONGEST_QUESTION, Abstention, Answer, Citation, Reason, Reply, SeeAlso
from assistant.render import message, one_line, plain
from assistant.render.sentences import CONTACT, NEAREST, how_sure, notices, uncovered
from assistant.terminal.exchange import Exchange, Place
from assistant.terminal.opening import Opening
from assistant.terminal.quote import leading, marked
from assistant.terminal.shelf import Shelf

_Where = Callable[[Place], str]
"""Says where a place stands."""


class PlaceLink(Static):
    """Somewhere in a policy, with its number; a click picks it."""

    @dataclass
    class Clicked(Message):
        """The place of this number was clicked."""

        number: int

    def __init__(self, content: Content, number: int, classes: str) -> None:
        super().__init__(content, classes=f"place {classes}")
        self.number = number

    def on_click(self, event: Click) -> None:
        """Pick it, unless the mouse has just selected its words."""
        if not self.screen.get_selected_text():
            event.stop()
            self.post_message(self.Clicked(self.number))


class TurnView(Vertical):
    """Asks its question in a worker, then shows the reply."""

    @dataclass
    class Answered(Message):
        """The reply, or the reason why there is none, stands in the exchange."""

        turn: TurnView

    @dataclass
    class Picked(Message):
        """A place in this turn was clicked."""

        turn: TurnView
        number: int

    @dataclass
    class _Reply(Message):
        reply: Reply | None
        error: str | None

    def __init__(self, exchange: Exchange, shelf: Shelf) -> None:
        super().__init__(classes="turn")
        self.exchange = exchange
        self._shelf = shelf

    def compose(self) -> Iterator[Widget]:
        """The question; what is known of the reply below it."""
        question = one_line(self.exchange.question, LONGEST_QUESTION)
        asked = Content.assemble(
            (f"› {question}", "bold"), (f"  {one_line(self.exchange.policy or 'all policies')}", "dim")
        )
        yield Static(asked, classes="question")
        yield from self._body()

    def pick(self, number: int) -> Place | None:
        """Mark the numbered place as picked; None where there is no such number."""
        found = self.exchange.places
        if not 1 <= number <= len(found):
            return None
        self.exchange.picked = number
        self.show_pick()
        return found[number - 1]

    def show_pick(self) -> None:
        """Mark the place that a copy would take."""
        chosen = self.exchange.picked or 1
        for link in self.query(PlaceLink):
            link.set_class(link.number == chosen, "-picked")

    @work(thread=True)
    def ask(self, opening: Opening, history: tuple[str, ...]) -> None:
        """Ask, after these earlier questions."""
        try:
            reply = opening.chatbot_for(self.exchange.policy).ask(self.exchange.question, self.exchange.policy, history)
        except AssistantError as error:
            self.post_message(self._Reply(None, str(error)))
        except Exception as error:  # the edge: the conversation so far is worth more than an end with a traceback
            self.post_message(self._Reply(None, f"internal error: {type(error).__name__}: {error}"))
        else:
            self.post_message(self._Reply(reply, None))

    @on(_Reply)
    async def _show(self, event: _Reply) -> None:
        self.exchange.reply, self.exchange.error = event.reply, event.error
        await self.query(".waiting").remove()
        await self.mount_all(self._body())
        self.show_pick()
        self.post_message(self.Answered(self))

    @on(PlaceLink.Clicked)
    def _clicked(self, event: PlaceLink.Clicked) -> None:
        event.stop()
        self.post_message(self.Picked(self, event.number))

    def _body(self) -> Iterator[Widget]:
        exchange = self.exchange
        if exchange.error is not None:
            yield Static(Content(one_line(exchange.error)), classes="error")
        elif exchange.reply is None:
            yield Static("Looking …", classes="waiting")
        elif isinstance(exchange.reply, Answer):
            yield from _answer(exchange.reply, exchange.places, self._where)
        else:
            yield from _abstention(exchange.reply, exchange.places, self._where)

    def _where(self, place: Place) -> str:
        reply = self.exchange.reply
        return one_line(self._shelf.place(place, named=reply is not None and reply.document is None))


def _answer(answer: Answer, places: tuple[Place, ...], where: _Where) -> Iterator[Widget]:
    yield from _clauses((*answer.citations, *answer.closest), where)
    for part in uncovered(answer):
        yield Static(Content(one_line(part)), classes="message -apart")
    yield Static(Content(f"{how_sure(answer)} {' '.join(notices(answer))}"), classes="message")
    yield from _nearest(places, where)


def _abstention(reply: Abstention, places: tuple[Place, ...], where: _Where) -> Iterator[Widget]:
    quiet = reply.reason is not Reason.NOT_COVERED
    yield Static(Content(plain(message(reply))), classes="abstention -quiet" if quiet else "abstention")
    yield from _clauses(reply.closest, where)
    yield from _nearest(places, where)
    if reply.contact:
        yield Static(CONTACT, classes="message -apart")
        yield PlaceLink(_citation(reply.contact, len(places), where), len(places), "citation contact")


def _clauses(citations: tuple[Citation, ...], where: _Where) -> Iterator[Widget]:
    for number, citation in enumerate(citations, 1):
        yield PlaceLink(_citation(citation, number, where), number, "citation")


def _nearest(places: tuple[Place, ...], where: _Where) -> Iterator[Widget]:
    if any(isinstance(place, SeeAlso) for place in places):
        yield Static(NEAREST, classes="message")
    for number, place in enumerate(places, 1):
        if isinstance(place, SeeAlso):
            content = Content.assemble(_badge(number), " ", (where(place), "underline"))
            yield PlaceLink(content, number, "see-also")


def _citation(citation: Citation, number: int, where: _Where) -> Content:
    """The clause with its key words marked, what leads it in before it, where it stands below it."""
    parts: list[Content | str | tuple[str, str]] = []
    if citation.part:
        parts.append((f"On “{one_line(citation.part)}”:\n", "italic"))
    parts += [_badge(number), " "]
    if citation.lead_in:
        parts += [leading(citation.lead_in).stylize("dim"), "\n"]
    parts += [marked(citation), "\n", (where(citation), "dim")]
    return Content.assemble(*parts)


def _badge(number: int) -> tuple[str, str]:
    return (f" {number} ", "reverse")
