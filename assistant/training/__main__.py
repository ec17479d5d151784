"""``python -m assistant.training``: from the question set to the data files that ship.

    encoder    fine-tune the encoder (resumes from its checkpoint)        --data DIR --checkpoint FILE [--all]
    average    the mean of checkpoints, which judges better than each    --checkpoint FILE MORE...
    reader     export a checkpoint as the reader that ships               --data DIR --checkpoint FILE [--reader FOLDER]
    bank       write the bank of questions                                --data DIR
    precedents write what a reader makes of the questions and clauses     --data DIR [--reader FOLDER]
    ranker     learn the final scores on policies held out                --data DIR [--reader FOLDER]
    ablate     measure what each part is worth on policies held out       --data DIR [--reader FOLDER]
    precision  measure what int8 and other processors' rounding cost    --data DIR --checkpoint FILE

DIR holds ``questions.jsonl`` and ``policies/``.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import click
import numpy as np

from assistant import resources
from assistant.index.bm25 import Floats
from assistant.index.policy_index import PolicyIndex
from assistant.indexer.build import in_place
from assistant.reader.encoder import PRECEDENTS, Reader
from assistant.retriever.cases import CaseIndex, bank_line, fit_cases, read_invented, read_lexicon
from assistant.retriever.ranker import Net, Order, Ranker
from assistant.retriever.retriever import Retriever
from assistant.training.examples import Example, cases, held_out, read_examples, read_policies

_BANK = resources.DATA / "bank.jsonl"
_READER = resources.DATA / "reader"
_RANKER = resources.DATA / "ranker.json"
_NOTHING = Net((), np.zeros(0, np.float32), np.zeros(0, np.float32), ())

_data = click.option("--data", type=click.Path(path_type=Path, exists=True, file_okay=False), required=True)
_folder = click.option(
    "--reader", "folder", type=click.Path(path_type=Path), default=_READER, help="The reader's folder."
)
_checkpoint = click.option("--checkpoint", type=click.Path(path_type=Path), required=True)


@click.group()
def main() -> None:
    """Learn the reader, the bank and the ranker."""


def _texts(indexes: dict[str, PolicyIndex]) -> dict[str, list[str]]:
    return {name: [in_place(i.document, i.sections, p) for p in i.passages] for name, i in indexes.items()}


@main.command()
@_data
@_checkpoint
@click.option("--all", "everything", is_flag=True, help="Train on the held-out policies too, for the model that ships.")
@click.option("--share", type=float, default=1.0, help="Share of the policies to train on, for a learning curve.")
@click.option("--start", type=click.Path(path_type=Path, exists=True), help="Begin with this checkpoint's weights.")
@click.option("--passes", type=int, default=8)
@click.option("--threads", type=int, default=2)
def encoder(
    data: Path, checkpoint: Path, everything: bool, share: float, start: Path | None, passes: int, threads: int
) -> None:
    """Fine-tune the encoder."""
    from assistant.training.encoder import Plan, Trainer  # noqa: PLC0415  only this command needs PyTorch

    indexes = read_policies(data / "policies")
    examples = [e for e in read_examples(data, indexes) if everything or not held_out(e.policy)]
    names = sorted({example.policy for example in examples})
    kept = set(names[: max(1, round(share * len(names)))])
    plan = Plan(passes=passes, threads=threads)
    Trainer(_texts(indexes), [e for e in examples if e.policy in kept], plan).run(checkpoint, start)


@main.command()
@_checkpoint
@click.argument("parts", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
def average(checkpoint: Path, parts: tuple[Path, ...]) -> None:
    """Write the mean of several checkpoints' weights (Wortsman et al., "Model soups", ICML 2022)."""
    import torch  # noqa: PLC0415

    states = [torch.load(part, map_location="cpu")["model"] for part in parts]
    mean = {name: sum(state[name].float() for state in states) / len(states) for name in states[0]}
    torch.save({"model": {name: value.to(states[0][name].dtype) for name, value in mean.items()}}, checkpoint)


@main.command()
@_data
@_checkpoint
@_folder
def reader(data: Path, checkpoint: Path, folder: Path) -> None:
    """Export a checkpoint as the reader that ships."""
    from assistant.training.encoder import BASE  # noqa: PLC0415
    from assistant.training.export import export  # noqa: PLC0415

    texts = [text for found in _texts(read_policies(data / "policies")).values() for text in found[::100]]
    likeness = export(checkpoint, BASE / "vocab.txt", folder, texts)
    click.echo(f"least cosine to PyTorch's vectors: float {likeness['float']:.6f}, int8 {likeness['int8']:.4f}")


@main.command()
@_data
def bank(data: Path) -> None:
    """Write the bank of questions."""
    banked = cases(read_examples(data, read_policies(data / "policies")))
    _BANK.write_text("".join(json.dumps(bank_line(c), ensure_ascii=False) + "\n" for c in banked), encoding="utf-8")
    click.echo(f"{len(banked)} cases")


@main.command()
@_data
@_folder
def precedents(data: Path, folder: Path) -> None:
    """Write the precedents of a reader into its folder."""
    from assistant.training.precedents import precedents  # noqa: PLC0415

    indexes = read_policies(data / "policies")
    found = precedents(read_examples(data, indexes), _texts(indexes), Reader(folder, precedents=False))
    (folder / PRECEDENTS).write_bytes(found.to_bytes())
    click.echo(f"{len(found.clauses)} clauses, {len(found.questions)} questions")


@dataclass(frozen=True)
class Lessons:
    """What a ranker learns from: policies that its reader has not seen, and a bank of all."""

    indexes: dict[str, PolicyIndex]
    """With the reader's vectors, if there is one."""
    examples: list[Example]
    """Of these policies."""
    fit: Floats
    reader: Reader | None
    cases: CaseIndex

    def retriever(self) -> Retriever:
        """Gathers evidence; it has learned no scores yet."""
        ranker = Ranker(Order(_NOTHING, _NOTHING), _NOTHING, _NOTHING, self.fit, np.array([[0.0, 1.0]] * 2))
        return Retriever(self.cases, ranker, self.reader)


def _lessons(data: Path, folder: Path) -> Lessons:
    """With a reader: the policies held out from it; ``fit`` is learned on the others."""
    from assistant.training.ranker import learn_fit  # noqa: PLC0415

    loaded, indexes = Reader(folder), read_policies(data / "policies")
    examples, texts = read_examples(data, indexes), _texts(indexes)
    return Lessons(
        {n: replace(i, vectors=loaded.read_passages(texts[n], n)) for n, i in indexes.items() if held_out(n)},
        [e for e in examples if held_out(e.policy)],
        learn_fit([e for e in examples if not held_out(e.policy)], indexes),
        loaded,
        fit_cases([*cases(examples), *read_lexicon(resources.DATA / "lexicon.json")]),
    )


def _words_lessons(data: Path) -> Lessons:
    """Without one: all policies, as BM25 has seen none of them, and what was made up in the bank."""
    from assistant.training.ranker import learn_fit  # noqa: PLC0415

    indexes = read_policies(data / "policies")
    examples = read_examples(data, indexes)
    bank = [*cases(examples), *read_lexicon(resources.DATA / "lexicon.json")]
    bank += read_invented(resources.DATA / "invented.jsonl")
    return Lessons(indexes, examples, learn_fit(examples, indexes), None, fit_cases(bank))


@main.command()
@_data
@_folder
@click.option("--words", is_flag=True, help="Only the scores for answering without a reader; the others stay.")
def ranker(data: Path, folder: Path, words: bool) -> None:
    """Learn the final scores: with a reader that has not seen the policies held out, and without one."""
    from assistant.training.ranker import gather, learn, write  # noqa: PLC0415

    learned = {}
    for name in ("words",) if words else ("reader", "words"):
        lessons = _lessons(data, folder) if name == "reader" else _words_lessons(data)
        asked = gather(lessons.retriever(), lessons.examples, lessons.indexes)
        learned[name] = learn(asked, lessons.fit)
        click.echo(f"{name}: {learned[name].report}")
    write(_RANKER, learned)


@main.command()
@_data
@_folder
def ablate(data: Path, folder: Path) -> None:
    """Measure what each part is worth on policies held out, out of fold."""
    from assistant.training.ablation import table  # noqa: PLC0415
    from assistant.training.ranker import gather  # noqa: PLC0415

    lessons = _lessons(data, folder)
    click.echo(table(gather(lessons.retriever(), lessons.examples, lessons.indexes), lessons.fit))


@main.command()
@_data
@_checkpoint
def precision(data: Path, checkpoint: Path) -> None:
    """Measure what int8 and other processors' rounding cost, on policies held out."""
    from assistant.training.encoder import BASE  # noqa: PLC0415
    from assistant.training.export import export  # noqa: PLC0415
    from assistant.training.precision import report  # noqa: PLC0415

    indexes = {name: index for name, index in read_policies(data / "policies").items() if held_out(name)}
    texts = _texts(indexes)
    with tempfile.TemporaryDirectory() as scratch:
        whole, small = Path(scratch, "float"), Path(scratch, "int8")
        export(checkpoint, BASE / "vocab.txt", whole, [], quantise=False)
        export(checkpoint, BASE / "vocab.txt", small, [])
        for name, value in report(Reader(whole), Reader(small), texts, read_examples(data, indexes)).items():
            click.echo(f"{name}: {value:.4f}")


if __name__ == "__main__":
    main()
