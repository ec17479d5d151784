"""Whether a question is asked in another language than English: its little words tell."""

from __future__ import annotations

import re

_FOREIGN = frozenset(
    # German, Spanish, French, Italian, Portuguese, Dutch; none that English has too
    "wie lange ihr euch eure meine meinen mein daten werden wird ich kann könnt warum wer welche mir mich nicht und "
    "für über mit löschen speichert "
    "qué que cómo cuánto tiempo quién dónde puedo mis mi datos con los las el para por usted ustedes borrar comparten "
    "comment combien temps quelles quels quel mes données est vous puis je avec les des conservez partagez supprimer "
    "quanto posso miei dati mio cancellare condividete chi che dei per come "
    "como meus minhas dados apagar vocês você vocês meu compartilham não "
    "hoe lang mijn gegevens worden wat waarom jullie bewaren verwijderen delen".split()
)
_ENGLISH = frozenset(
    "the and of to you your my is are do does did can could will would what how who why when where which long if in it "
    "for with me i not any have has that this there".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1fff\u2c00-\ud7ff]")


def is_foreign(question: str) -> bool:
    """Two little words of another language, and no more of English; or hardly a Latin letter."""
    words = set(_WORD.findall(question.lower()))
    if len(_OTHER_SCRIPT.findall(question)) > len(question) / 3:
        return True
    return len(words & _FOREIGN) >= max(2, len(words & _ENGLISH) + 1)
