"""Compiled postings give rank-bm25's own scores."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Plus

from assistant.index.bm25 import DELTA, K1, B, Floats, Postings, fit, joined

WORDS = st.sampled_from("cookie data share keep delete days law email child sell".split())
PASSAGES = st.lists(st.lists(WORDS, max_size=12), max_size=8)


def plain_scores(documents: list[list[str]], query: list[str]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """What rank-bm25 itself says."""
    return np.asarray(BM25Plus(documents, k1=K1, b=B, delta=DELTA).get_scores(query))


def scores(postings: Postings, query: list[str]) -> Floats:
    """The same of the postings, with what rank-bm25 adds for all documents alike."""
    idf = [float(postings.idf[postings.vocabulary[term]]) for term in query if term in postings.vocabulary]
    found: Floats = postings.weighted_scores(Counter(query))[0] + np.float32(DELTA * sum(idf))
    return found


@settings(deadline=None)
@given(PASSAGES.filter(any), st.lists(WORDS | st.just("unheard-of"), max_size=6))
def test_scores_are_those_of_rank_bm25(documents: list[list[str]], query: list[str]) -> None:
    """For any collection and any query, also with repeated and unknown words and empty passages."""
    assert scores(fit(documents), query) == pytest.approx(plain_scores(documents, query), rel=1e-5, abs=1e-5)


@settings(deadline=None)
@given(PASSAGES, PASSAGES, st.lists(WORDS, max_size=6))
def test_two_collections_at_once(one: list[list[str]], other: list[list[str]], query: list[str]) -> None:
    """Joined, each scores its documents as it does alone: those of one first, then those of the other."""
    both = joined(fit(one), fit(other)).weighted_scores({word: 2.0 for word in query}, {"data": 0.5})
    alone = [fit(each).weighted_scores({word: 2.0 for word in query}, {"data": 0.5}) for each in (one, other)]
    assert both.tolist() == np.concatenate(alone, axis=1).tolist()


@pytest.mark.parametrize("count", [1, 2, 3])
def test_scores_of_very_small_collections(count: int) -> None:
    """One to three passages have positive scores for what they hold, equal to rank-bm25's."""
    documents = [["keep", "data", "days"], ["sell", "data"], ["cookie"]][:count]
    found = scores(fit(documents), ["data", "keep"])
    assert found == pytest.approx(plain_scores(documents, ["data", "keep"]), rel=1e-5)
    assert found[0] > 0
    assert int(found.argmax()) == 0


@pytest.mark.parametrize("documents", [[], [[]], [[], [], []]])
def test_nothing_to_find_in(documents: list[list[str]]) -> None:
    """Without any word every passage scores nothing."""
    found = fit(documents)
    assert found.size == len(documents)
    assert scores(found, ["data"]).tolist() == [0.0] * len(documents)


@settings(deadline=None)
@given(PASSAGES, st.dictionaries(WORDS, st.floats(0.1, 2), max_size=5))
def test_weighted_scores_leave_the_constant_out(documents: list[list[str]], query: dict[str, float]) -> None:
    """A passage that shares no term scores 0, one that shares some scores more."""
    (found,) = fit(documents).weighted_scores(query)
    assert [score > 0 for score in found] == [bool(set(document) & set(query)) for document in documents]


@settings(deadline=None)
@given(PASSAGES, st.lists(WORDS, max_size=4))
def test_postings_come_back_from_their_arrays(documents: list[list[str]], query: list[str]) -> None:
    """What was stored scores as what was fitted."""
    made = fit(documents)
    back = Postings.from_arrays("x", made.to_arrays("x"))
    assert dict(back.vocabulary) == dict(made.vocabulary)
    assert scores(back, query).tolist() == scores(made, query).tolist()


@settings(deadline=None)
@given(PASSAGES, st.lists(st.dictionaries(WORDS, st.floats(0.1, 2), max_size=5), max_size=3))
def test_queries_that_share_a_pass_do_not_meet(documents: list[list[str]], queries: list[dict[str, float]]) -> None:
    """Several queries at once score as each does alone."""
    found = fit(documents)
    rows = found.weighted_scores(*queries)
    assert rows.shape == (len(queries), len(documents))
    for row, query in zip(rows, queries, strict=True):
        assert row.tolist() == found.weighted_scores(query)[0].tolist()


@settings(deadline=None)
@given(PASSAGES, st.dictionaries(WORDS, st.floats(0.1, 2), max_size=5))
def test_those_that_share_a_term_score_as_among_all(documents: list[list[str]], query: dict[str, float]) -> None:
    """Each once, in order; the others score nothing."""
    found = fit(documents)
    few, shared = found.sharing(query)
    assert few.tolist() == [number for number, document in enumerate(documents) if set(document) & set(query)]
    every = found.weighted_scores(query)[0]
    assert every[few].tolist() == shared.tolist()
    assert every.sum() == pytest.approx(shared.sum(), rel=1e-5)
