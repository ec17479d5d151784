"""Feeds damaged and recombined files to the readers, and checks what comes out."""

from __future__ import annotations

import random
import time
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path

from assistant.errors import PolicyError
from tests.indexer.documents import SEEDS, cut
from tests.indexer.test_passages import check

SAMPLES = Path(__file__).parents[1] / "data" / "formats"
_TOKENS = {
    ".txt": b"\n\n|1. |(a) |\xe2\x80\xa2 |- |: |; |Effective May 1, 2014|PRIVACY|? |\t|\xc2\xa0|www.a.b|@|e.g. |\x0c",
    ".md": b"\n\n|# |## |- |1. |> |**|*|_|`|```\n|[a](b)|![|<b>|\\|&amp;|---\n|\n| a | b |\n|---|---|\n|    ",
    ".html": b"<p>|</p>|<table>|<tr>|<td>|<th>|</table>|<li>|<ul>|</ul>|<dl><dt>|<dd>|<details>|<summary>|<h2>|</h2>"
    b"|<b>|</b>|<a href='#x'>|</a>|<sup>|<br>|<main>|<article>|<template>|<svg>|<form>|&nbsp;|<!--|-->|<![CDATA[",
    ".docx": b"<w:p>|</w:p>|<w:tbl>|</w:tbl>|<w:tr>|<w:tc>|<w:r>|<w:t>|<w:br/>|<w:tab/>|&lt;|w:val='9'|<!DOCTYPE a>",
    ".pdf": b" 0 obj|endobj|stream\n|endstream|<<|>>|[|]| R|/Kids|/Parent|/Length|BT|ET|Tj|Td|Tm|-1|99999999999",
}


@dataclass(slots=True)
class Tally:
    """What became of the inputs."""

    read: int = 0
    refused: int = 0
    edge: Counter[str] = field(default_factory=Counter)
    """Errors of the libraries for PDF and DOCX, which the worker turns into refusals, by kind."""
    slowest: float = 0.0
    """Seconds."""

    @property
    def inputs(self) -> int:
        """How many there were."""
        return self.read + self.refused + sum(self.edge.values())


def fuzz(suffix: str, seed: int, folder: Path, tally: Tally) -> None:
    """One input. What is read has exact spans; what is not is a PolicyError, and of text nothing else."""
    path = folder / f"fuzzed{suffix}"
    path.write_bytes(_input(suffix, random.Random(seed)))
    began = time.perf_counter()
    try:
        check(*cut(path))
        tally.read += 1
    except PolicyError:
        tally.refused += 1
    except AssertionError:
        raise
    except Exception as error:
        if suffix not in (".pdf", ".docx"):
            raise
        tally.edge[type(error).__name__] += 1
    tally.slowest = max(tally.slowest, time.perf_counter() - began)


def _input(suffix: str, chance: random.Random) -> bytes:
    data = _bytes(SAMPLES / f"tidewrack{suffix}")
    if suffix == ".docx":
        return _damaged_zip(data, chance)
    if suffix == ".pdf":
        return _damage(data, suffix, chance)
    if suffix == ".txt":
        data = chance.choice([data, *[_bytes(path) for path in SEEDS]])
    pieces = []
    for _ in range(chance.randint(1, 3)):
        start = chance.randrange(len(data))
        pieces.append(data[start : start + chance.randint(1, 600)])
    return _damage(b"".join(pieces), suffix, chance)


@cache
def _bytes(path: Path) -> bytes:
    return path.read_bytes()


def _damage(data: bytes, suffix: str, chance: random.Random) -> bytes:
    tokens = _TOKENS[suffix].split(b"|")
    held = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(held) + 1)
        match chance.randrange(5):
            case 0:
                held[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del held[at : at + chance.randint(1, 40)]
            case 2:
                held[at:at] = held[at : at + chance.randint(1, 80)]
            case _:
                held[at:at] = chance.choice(tokens) * chance.choice([1, 1, 1, 2, 20])
    return bytes(held)


def _damaged_zip(data: bytes, chance: random.Random) -> bytes:
    """Mostly a sound archive of damaged XML; sometimes the archive is damaged itself."""
    if chance.random() < 0.2:
        return _damage(data, ".docx", chance)
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("word/") and chance.random() < 0.3:
                part = _swapped(part, chance) if chance.random() < 0.7 else _damage(part, ".docx", chance)
            new.writestr(name, part)
    return out.getvalue()


def _swapped(part: bytes, chance: random.Random) -> bytes:
    """XML whose elements stand in another order, which mostly stays well-formed."""
    pieces = part.split(b"<w:p>")
    middle = pieces[1:-1]
    chance.shuffle(middle)
    return b"<w:p>".join([pieces[0], *middle[: chance.randint(0, len(middle))], *pieces[-1:]])
