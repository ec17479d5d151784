"""By which words a question may name a policy and its company."""

from __future__ import annotations

import dataclasses
import datetime as dt

from assistant.model import Document
from assistant.retriever.names import company_names, policy_names


def test_a_policy_has_the_names_of_its_id_and_its_company() -> None:
    """Without words that any policy may have, and without those too short to be a name."""
    assert policy_names("Zopim-privacy-policy-eu", "Zendesk Inc.") == {"zopim", "zendesk"}
    assert policy_names("privacy-statement", None) == set()


def test_a_word_is_the_companys_name_where_its_policy_writes_it_so() -> None:
    """Always with a capital, and more than once: "chat" in "chat.txt" is only a word."""
    text = "Chat logs are kept by Acme. Ask Acme about your chat."
    policy = Document("chat", "Privacy", "Acme Ltd", None, dt.date(2026, 1, 1), None, "en", text, "0" * 64)
    assert company_names(policy) == {"acme"}
    assert company_names(dataclasses.replace(policy, text="We keep nothing.")) == set()
