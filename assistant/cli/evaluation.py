"""``assistant eval``: a question set against the library."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli.console import ExitCode, Progress, out, say
from assistant.cli.options import LibraryOptions, index_options, json_option, policies_option
from assistant.questions import Gold, load
from assistant.render import dumps, one_line

if TYPE_CHECKING:
    from assistant.chatbot import Chatbot
    from assistant.evaluate import Bin, Outcome, Scores


@click.command("eval", short_help="Measure the answers to a question set.")
@click.argument("questions", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="QUESTIONS.jsonl...")
@click.option("--predictions", type=click.Path(path_type=Path), metavar="FILE", help="Write every question's quotes.")
@click.option("--reliability", is_flag=True, help="Also show how far the confidence can be believed.")
@click.option("--show", is_flag=True, help="Also print every question that was not answered rightly.")
@policies_option(multiple=True, default=(Path("policies"),))
@json_option
@index_options
def evaluation(
    *,
    questions: tuple[Path, ...],
    policies: tuple[Path, ...],
    predictions: Path | None,
    reliability: bool,
    show: bool,
    as_json: bool,
    indexes: Path,
    reader: bool,
    threshold: float | None,
) -> ExitCode:
    """Ask a question set, and say how often the answers are right.

    A line of QUESTIONS.jsonl is an object with id, policy, question, answerable, evidence [{quote}], also_ok [{quote}],
    must_contain, and for an unanswerable question unans_kind. A quote that its policy does not hold is named, and the
    questions are asked all the same. --policies may be given again.

    \b
    accuracy      right / all
    wrong         answered, but wrongly / all
    hit@1, hit@3  right among the first 1 or 3 quotes, of the answerable
    abstain       abstentions of the unanswerable
    missed        abstentions of the answerable
    closest       of these, with a right clause among those shown
    unsure        of the unanswerable abstained from, with clauses shown
    macro         mean accuracy over policies
    length        mean characters of the first quote
    verbatim      quotes that are the policy's text at their span

    \b
    Examples:
      assistant eval tests/data/questions_seeds.jsonl
      assistant eval questions.jsonl --predictions found.jsonl --reliability
    """
    from assistant import evaluate  # noqa: PLC0415

    asked = load(questions)
    chatbots = _open(policies, indexes, reader, threshold)
    for gold, clause in evaluate.strangers(chatbots, asked):
        quote, question = one_line(clause, 60), one_line(gold.question, 60)
        say(f"{gold.where}: {gold.policy!r} does not say “{quote}” (“{question}”); its mark is not to be trusted")
    outcomes = _ask(asked, chatbots)
    scores, bins = evaluate.score(outcomes), evaluate.reliability(outcomes)
    if predictions:
        predictions.write_text("".join(_predictions(outcomes)), encoding="utf-8")
    if as_json:
        out(dumps(asdict(scores) | {"reliability": [asdict(each) for each in bins]}))
    else:
        parts = (_misses(outcomes) if show else (), _figures(scores), _table(bins) if reliability else ())
        for line in chain.from_iterable(parts):
            out(line)
    for outcome in outcomes:
        if outcome.error:
            say(f"{outcome.gold.id}: {outcome.error}")
    return ExitCode.FAILURE if scores.errors else ExitCode.DONE


def _ask(questions: Sequence[Gold], chatbots: Mapping[str, Chatbot]) -> list[Outcome]:
    from assistant import evaluate  # noqa: PLC0415

    outcomes: list[Outcome] = []
    with Progress("asking") as progress:
        for outcome in evaluate.run(chatbots, questions):
            outcomes.append(outcome)
            progress(len(outcomes), len(questions), outcome.gold.policy)
    return outcomes


def _open(folders: Sequence[Path], indexes: Path, reader: bool, threshold: float | None) -> dict[str, Chatbot]:
    """Who knows which policy. An index folder belongs to one policies folder, so each further one has its own."""
    chatbots: dict[str, Chatbot] = {}
    for number, folder in enumerate(folders):
        name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
        library = LibraryOptions(folder, indexes / f"eval-{name}" if number else indexes, reader, threshold)
        chatbot = library.open()
        for summary in chatbot.policies():
            chatbots.setdefault(summary.id, chatbot)
    return chatbots


def _predictions(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """A line a question; one that could not be asked has none, since no quotes would mean an abstention."""
    for each in outcomes:
        if each.error is None:
            yield dumps({"id": each.gold.id, "quotes": [citation.quote for citation in each.citations]}) + "\n"


def _misses(outcomes: Sequence[Outcome]) -> Iterator[str]:
    for each in outcomes:
        if not each.right:
            got = each.error or (each.citations[0].quote if each.citations else "(abstained)")
            want = each.gold.clauses[0] if each.gold.clauses else "(the policy does not say)"
            yield f"{each.gold.id}  {one_line(each.gold.question)}"
            yield f"    got   {one_line(got, 200)}"
            yield f"    want  {one_line(want, 200)}"


def _figures(scores: Scores) -> Iterator[str]:
    for policy, (accuracy, questions) in scores.policies.items():
        yield f"{one_line(policy):22s} accuracy {accuracy:.3f}  of {questions}"
    yield (
        f"accuracy {scores.accuracy:.3f}  wrong {scores.wrong:.3f}  hit@1 {_figure(scores.hit_1)}  "
        f"hit@3 {_figure(scores.hit_3)}  abstain {_figure(scores.abstain)} "
        f"(near-miss {_figure(scores.near_miss)}, off-topic {_figure(scores.off_topic)})  "
        f"missed {_figure(scores.missed)}  macro {scores.macro:.3f}  length {_figure(scores.length)}  "
        f"verbatim {_figure(scores.verbatim)}  errors {scores.errors}  of {scores.questions}"
    )
    yield f"closest {_figure(scores.closest)} of the missed, unsure {_figure(scores.unsure)} of those rightly silent"


def _table(bins: Sequence[Bin]) -> Iterator[str]:
    from assistant.evaluate import calibration_error  # noqa: PLC0415

    yield ""
    yield "confidence  answers   said  right"
    for each in bins:
        yield f"{each.low:.1f} – {each.high:.1f}  {each.answers:8}  {each.said:.3f}  {each.right:.3f}"
    yield f"expected calibration error {_figure(calibration_error(bins))}"


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
