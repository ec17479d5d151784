from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.language.foreign import is_foreign

SEEDS = Path(__file__).parents[1] / "data" / "questions_seeds.jsonl"


@pytest.mark.parametrize(
    "question",
    [
        "wie lange speichert ihr meine daten",
        "¿comparten mis datos con terceros?",
        "combien de temps conservez-vous mes données ?",
        "come posso cancellare i miei dati?",
        "como posso apagar meus dados",
        "hoe lang bewaren jullie mijn gegevens",
        "как долго вы храните мои данные?",
        "あなたは私のデータを共有しますか",
    ],
)
def test_other_languages_are_told(question: str) -> None:
    """By two little words, or by their script."""
    assert is_foreign(question)


def test_english_is_not_foreign() -> None:
    """Not one of the test questions, nor a question with a foreign word or name in it."""
    for line in SEEDS.read_text(encoding="utf-8").splitlines():
        assert not is_foreign(json.loads(line)["question"])
    for question in ("do you share data with Das Erste", "what is __zlcid", "", "???", "mi casa"):
        assert not is_foreign(question)
