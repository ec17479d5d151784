from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language import analyzer
from assistant.language.analyzer import learn_stems, stem, stem_table, terms, tokens


def test_words_match_across_inflection() -> None:
    """Singular and plural, verb and noun of one stem are one term."""
    assert terms("deleting deleted deletes") == [stem("delete")] * 3


def test_stems_are_kept_with_an_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was stemmed when an index was made need not be stemmed again, and has the same terms."""
    text = "Deleting cookies: opt-out of third-party DATA, 14 days."
    table, found = stem_table([text]), terms(text)
    monkeypatch.setattr(analyzer, "_stems", defaultdict(dict))
    analyzer.tokens.cache_clear()
    monkeypatch.setattr(analyzer, "_stemmer", lambda language: pytest.fail("a word was stemmed"))
    learn_stems(table)
    assert terms(text) == found
    learn_stems(stem_table([]))


def test_short_names_are_kept() -> None:
    """The two letters of "IP" are the key word of many questions."""
    assert "ip" in terms("How long do you keep my IP?")


def test_stop_words_say_nothing() -> None:
    """A question of everyday words has no terms."""
    assert terms("what do you have on me") == []


@pytest.mark.parametrize("word", ["don't", "dont", "won’t", "not"])
def test_contractions_keep_their_negation(word: str) -> None:
    """A clause that says "do not" is found by a question that says "don't"."""
    assert terms(word) == ["not"]


def test_joined_words_are_found_by_their_parts() -> None:
    """ "third-party" holds "third" and "party"; "e-mail" is "email"."""
    assert terms("third-party") == ["third", stem("party")]
    assert terms("e-mail") == terms("email")


def test_a_name_of_single_letters_is_a_word() -> None:
    """Else "does B&Q get it" would ask nothing; "terms & conditions" is no name."""
    assert terms("Does B&Q or AT&T get it?") == ["b&q", "at&t"]
    assert terms("terms&conditions") == terms("terms conditions")


def test_other_languages_have_their_own_stemmer() -> None:
    """German inflections meet in one term; a language without a stemmer keeps its words."""
    assert len(set(terms("Daten Datens", "de"))) == 1
    assert terms("Данные", "xx") == ["данные"]


@given(st.text(max_size=200))
def test_spans_are_exact_and_in_order(text: str) -> None:
    """Every token's span lies in the text, after the one before it."""
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        end = token.end
