"""Sentences: where they end, and where they only seem to."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.indexer.sentences import sentences


def split(text: str) -> list[str]:
    """The words of every sentence."""
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "We use tools, e.g. Google Analytics, for this.",
        "Contact Zopim Inc. at its office.",
        "See Art. 6 para. 1 s. 1 lit. b GDPR for the basis.",
        "That is so by Art. 6 Par. 1 lit. a GDPR.",
        "Under No. 5 of the list nothing is kept.",
        "Visit www.example.com/a.b?c=D. for more.",
        "Write to privacy@team365.io or see Booking.Com today.",
        "It holds since Jan. 5, 2020 for the U.S. market.",
        "We work with Node.js and team365.io here.",
        "The controller is Hetzner Online GmbH, Industriestr. 25, 91710 Gunzenhausen.",
        "Wir speichern die Daten ca. 14 Tage bzw. Ihre IP-Adresse gar nicht.",
        "Dies gilt seit dem 1. Januar 2024.",
        'See "How can I do that?" below.',
        "It is as in “How do we use it?”, including: names.",
        "It is described in Section 1. What Information We Collect with examples.",
        "It is described in section IV. How We Share Data, below.",
        "Use the address under section 14. “HOW TO CONTACT US” below.",
        "See Clause 4.2. Storage and Deletion for more.",
        "We share it with helpers (hey there! You know us.), and with nobody else.",
        "Boats Pvt. Ltd. is in the P.R. China, and its helper in Mexico, C.P. 44150.",
        "Lipa sp. z o.o. Warszawa, Hrast d.o.o. Ljubljana, Modra s.r.o. Brno and Kolo a.s. Praha store backups.",
        "Roo Pty. Ltd. Sydney, Mar Sdn. Bhd. Penang, Sol S.A. de C.V. Puebla and Vigne S.à r.l. Luxembourg do, too.",
        "Verantwortlich ist der Bootsfreunde Nord e.V. Kiel mit der Segel AG & Co. KG und Segel Kaiser e.K. Bremen.",
        "Die Rechte unter Ziff. 2 hat jeder, insb. Kinder, bzgl. Daten von Dr. med. Frieda Boot.",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    """Abbreviations, numbers, addresses and dates end no sentence."""
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We keep it. You can delete it.", 2),
        ("Backups are with Kolo a.s. We check them. So does Hrast d.o.o. The rest is ours.", 4),
        ("Verantwortlich ist der Bootsfreunde Nord e.V. Wir speichern nichts.", 2),
        ("It is our legitimate interest.This includes statistics.", 2),
        ("This site is run by Zopim Inc. We are in Delaware.", 2),
        ("Do you sell it? We never do! Ask us.", 3),
        ("It is stored in the U.S. The law there differs.", 2),
        ("It is stored in the P.R.C. We keep it there.", 2),
        ("He said “no.” We agreed.", 2),
        ("This is set out in Section 4. We may change it.", 2),
        ("All of it is in Part 2. Children have rights, too.", 2),
        ("See Section 8. Personal Data is kept for two years.", 2),
        ("We keep it (see Art. 6 para. 1. We have to. It is: 1) here and 2) there.", 3),
        ('We call this "Personal Information." We never sell it.', 2),
        ("We are at least 13. Juniors need consent.", 2),
        ("We are in Los Angeles, CA. California law applies.", 2),
        ("We keep it for a year.[1] After that it goes.", 2),
        ("It may leave the EU.Where it does, we use contracts.", 2),
        ("当社は、ログを保存します。その後、削除します。「個人情報」とは氏名です。", 3),
        ("Sorry :( We keep it. We do. :) It is gone.", 3),
        ("We keep it (for a day). We use (some of) it. It is (not) sold.", 3),
    ],
)
def test_sentences_are_split(text: str, count: int) -> None:
    """Full stops end sentences, also glued ones and after an abbreviation that a new sentence follows."""
    assert len(split(text)) == count


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_sentences_hold_every_word(text: str) -> None:
    """Spans are in order, do not overlap, and leave out white space only."""
    reach = 0
    for start, end in sentences(text):
        assert not text[reach:start].strip()
        assert text[start:end].strip() == text[start:end]
        assert start < end
        reach = end
    assert not text[reach:].strip()
