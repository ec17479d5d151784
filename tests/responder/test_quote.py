from __future__ import annotations

from pathlib import Path

import pytest

from assistant.index.policy_index import PolicyIndex
from assistant.indexer.build import build
from assistant.model import LONGEST_QUOTE, Citation, Hit
from assistant.responder.quote import cite
from assistant.retriever.question import understand

POLICY = (
    """Privacy Policy

Retention

We keep server logs for 30 days. However, logs of attacks are kept for a year. We like cats. Backups stay longer.

Guests

As a guest you have a card. It opens the doors. This policy covers guests, too.

Others

We tell others about you in these cases only:

We have obtained your consent to it in writing. A court of law has ordered us to.

Letters

Write to our officer at:

Example Ltd., 1 Example Street,

3000 Bern, Switzerland.

Every letter is read by a person who was trained for it, and who answers it within one month of the day on which it \
has come, in the language in which it was written, as far as that is a language of the country.

Rooms

"""
    + "We clean the rooms every day with soap and water, "
    + "and then with more water, " * 14
    + """always. \
They are nice. However, some guests clean them.

Sharing

We share your data with:
- our hosting company;
- our payment provider, whose house is beside ours, with a garden of apples, pears and plums, and a dog, which \
barks at everybody but us.

Deep

We pay with:
- cards:
    - those of Bern. They are blue.
    - those of Rome, where the nights are long and warm and the cats are many, and where nobody has ever asked for \
a card at our door.

Doors

You can close the doors in your own house. The way to do so is simple: see https://example.org/doors for it.

Keys

The cat is away. When we lock it, this will ring. It is loud.

You may look in. When you do so, this may wake the cat.

The cat is asleep. The reason for this is the night.

You can hide the ring. This setting is lost with the phone. We are sorry for the phone.

The wind sees the bell. That is, it moves it. However, it does not hear the bell.

We have keys of every kind. These include keys of gold.

Watch

We look after the watch. You can read it, too.

Stars

We look at the stars at night.

This is not so in winter.

This is so in spring.

It is possible to wait.

Ships

We sail ships with these crews. We sail as follows:

Visits

You may come in. It is free.

However, it is closed on Mondays.

Complaints

We are open. Under this California Privacy Notice, you may complain.

Nights

Some nights are long. Except for this kind of night, we sleep well. A guard looks at the locks. Members of it live here.

Songs

We sing to guests. They do not hear our names when we do this. Instead, they hear a bell.

Wishes

You may ask for a song. Such a wish must be in writing. You can do this via our letter box. It is red.

The guard

You can reach our guard at:

Dr. Example, guard@example.org (email)

The guard is there by day and by night, in summer and in winter, and hears whatever is said to him in this house.

Work

We use what we know to run this house. Here is how:
- we read it. We also print it.
- we write it.
- we keep it in the cellar, where it is dark and dry, behind the door with the three locks, for a \
year and a day or so, no more than that.

Promises

We promise you these things:

We do not sell what we know.

We do not lend it to anybody, either, and we never did so before, in no country of the world that we have ever been in.

We do not give it away to others, whoever they may be, and whatever they may say, or offer, or ask, or threaten us with.

We do not lose it, as far as that can be helped by people who lock their doors and who know what they are doing there.

"""
    + "Cellars\n\nWe clean the cellars with water, "
    + "and then with more water, " * 25
    + "always. They are dark. However, some of them have windows.\n\n"
    + "Security\n\n"
    + "We protect your data with measures "
    + "and measures " * 60
    + "always."
)


@pytest.fixture(name="index")
def _index(tmp_path: Path) -> PolicyIndex:
    path = tmp_path / "example.txt"
    path.write_text(POLICY, encoding="utf-8")
    return build(path, None)


def quoted(index: PolicyIndex, begins: str, second: str | None = None, score: float = 0.1) -> Citation:
    def number(words: str) -> int:
        text = index.document.text
        return next(n for n, p in enumerate(index.passages) if text[p.start : p.end].startswith(words))

    hits = [Hit(number(begins), 0.9)] + ([Hit(number(second), score)] if second else [])
    return cite(index, hits, understand("how long do you keep logs", {}))


def test_a_quote_is_the_text_at_its_span(index: PolicyIndex) -> None:
    """What is quoted can be checked by anyone who has the document."""
    for passage in index.passages:
        citation = cite(index, [Hit(index.passages.index(passage), 1.0)], understand("keep", {}))
        assert index.document.text[citation.start : citation.end] == citation.quote
        assert len(citation.quote) <= LONGEST_QUOTE


def test_a_title_that_is_a_sentence_comes_with_what_stands_under_it(tmp_path: Path) -> None:
    """It alone would say too much; where its text does not fit, it stands alone."""
    path = tmp_path / "p.md"
    title = "We do not watch you through keyholes."
    path.write_text(f"# Policy\n\n#### {title}\n\nWe count who goes by. It is fun.\n", encoding="utf-8")
    assert quoted(build(path, None), "We do not").quote == f"{title}\n\nWe count who goes by."
    path.write_text(
        "# Policy\n\n#### We do not watch " + "these and " * 13 + "those:\n\n* cats;\n* dogs.\n", encoding="utf-8"
    )
    assert quoted(build(path, None), "We do not").quote.splitlines()[-1].endswith("dogs.")
    path.write_text(f"# Policy\n\n#### {title}\n\nWe count {'and count ' * 50}.\n", encoding="utf-8")
    assert quoted(build(path, None), "We do not").quote == title


@pytest.mark.parametrize(("lead", "items"), [("We open the gate unless:", 5), ("We open the gate to these:", 3)])
def test_exceptions_are_quoted_as_far_as_a_quote_may_be_long(tmp_path: Path, lead: str, items: int) -> None:
    """One exception of many would be misleading, one guest of many is not."""
    path = tmp_path / "p.md"
    guests = "".join(f"* {letter * 100} comes by;\n" for letter in "abcdefgh")
    path.write_text(f"# Policy\n\n{lead}\n\n{guests}", encoding="utf-8")
    assert quoted(build(path, None), "We open").quote.count("comes by") == items


def test_a_restriction_belongs_to_its_clause(index: PolicyIndex) -> None:
    """ "However, …" behind a clause is quoted along, the sentence after it is not."""
    assert quoted(index, "We keep server").quote.endswith("kept for a year.")


def test_a_sentence_that_leans_on_the_one_before_is_quoted_with_it(index: PolicyIndex) -> None:
    """ "It opens the doors" says nothing alone; "This policy" does."""
    assert quoted(index, "It opens").quote == "As a guest you have a card. It opens the doors."
    assert quoted(index, "This policy").quote == "This policy covers guests, too."
    assert quoted(index, "Under this").quote == "Under this California Privacy Notice, you may complain."
    assert quoted(index, "Except for").quote == "Some nights are long. Except for this kind of night, we sleep well."


def test_what_says_how_comes_with_what_may_be_done(index: PolicyIndex) -> None:
    """Who asks how to do something, or whether one may, is helped by the link in the sentence behind."""
    asked = understand("how can i close the doors", {})
    number = next(n for n, p in enumerate(index.passages) if index.document.text.startswith("You can close", p.start))
    quote = cite(index, [Hit(number, 0.9)], asked).quote
    assert quote.endswith("for it.")
    assert "https" not in quoted(index, "You can close").quote


def test_what_a_clause_includes_comes_with_it(index: PolicyIndex) -> None:
    """ "These include …" is a part of what it says."""
    assert quoted(index, "We have keys").quote == "We have keys of every kind. These include keys of gold."


def test_what_comes_of_a_clause_comes_with_it(index: PolicyIndex) -> None:
    """ "This setting …" is said of it, and so is "However" behind a sentence that leans on it."""
    assert quoted(index, "You can hide").quote == "You can hide the ring. This setting is lost with the phone."
    assert quoted(index, "The wind sees").quote.endswith("However, it does not hear the bell.")


@pytest.mark.parametrize(("between", "whole"), [("", True), (" It hums. It hums on.", True), (" It hums." * 3, False)])
def test_however_may_stand_behind_two_sentences(tmp_path: Path, between: str, whole: bool) -> None:
    """As long as they lean on the clause; what is still farther away takes back something else."""
    path = tmp_path / "p.md"
    policy = f"The wind moves the bell.{between} However, it does not hear it."
    path.write_text(f"# Policy\n\n{policy}\n", encoding="utf-8")
    quote = quoted(build(path, None), "The wind").quote
    assert quote == (policy if whole else "The wind moves the bell.")


def test_however_farther_behind_leaves_room_for_what_a_clause_leans_on(tmp_path: Path) -> None:
    """Where both do not fit, the sentence before goes first: without it nobody knows what is meant."""
    path = tmp_path / "p.md"
    rooms = f"We clean the rooms with water, {'and then with more water, ' * 22}always."
    path.write_text(f"# Policy\n\n{rooms} They are nice. They smell. However, some guests are sad.\n", "utf-8")
    assert quoted(build(path, None), "They are nice").quote == f"{rooms} They are nice."


def test_what_is_done_instead_comes_with_what_is_not(index: PolicyIndex) -> None:
    """And both with what they are about."""
    whole = "We sing to guests. They do not hear our names when we do this. Instead, they hear a bell."
    assert quoted(index, "They do not hear").quote == whole
    assert quoted(index, "Instead, they").quote == whole


def test_no_sale_is_quoted_without_what_the_law_calls_one(tmp_path: Path) -> None:
    """Who asks "do you sell my data" is told the whole of it, also behind a "However"."""
    path = tmp_path / "sale.md"
    ads = "However, like many others, we use services that show our guests what they may like to buy."
    sale = "In the U.S. state of Bern these disclosures may constitute “sharing” or the “sale” of data."
    whole = f"We do not sell your data for money, and never did so before, to nobody at all. {ads} {sale}"
    path.write_text(f"# Policy\n\n{whole} We like you.\n", encoding="utf-8")
    assert quoted(build(path, None), "We do not sell").quote == whole
    path.write_text(
        "# Policy\n\nWrite to us. By buying you are deemed to accept our terms of sale.\n", encoding="utf-8"
    )
    assert quoted(build(path, None), "Write to us").quote == "Write to us."


def test_what_is_sold_all_the_same_comes_with_what_is_not(tmp_path: Path) -> None:
    """ "We will not sell it in other ways" alone says the opposite of what comes next."""
    whole = "We will not sell your data in ways that differ from this policy. We may share, sell or rent it to brokers."
    path = tmp_path / "sale.md"
    path.write_text(f"# Policy\n\n{whole} We like you.\n\nWe read no mails. We may sell hats.\n", encoding="utf-8")
    assert quoted(build(path, None), "We will not sell").quote == whole
    assert quoted(build(path, None), "We read no").quote == "We read no mails."


def test_what_must_be_done_comes_with_what_may_be_asked_for(index: PolicyIndex) -> None:
    """ "Such a request must …", and then where."""
    whole = "You may ask for a song. Such a wish must be in writing. You can do this via our letter box."
    assert quoted(index, "You may ask for").quote == whole


STEPS = """# Policy

1. Go to the Settings, which you find behind the wheel at the right.
2. Click Delete, at the very bottom of the page that has opened.
3. Say that you mean it, as many times as you are asked whether you do.
"""


@pytest.mark.parametrize(("question", "lines"), [("how do i delete my account", 3), ("is there a settings page", 1)])
def test_who_asks_how_gets_all_steps(tmp_path: Path, question: str, lines: int) -> None:
    """Of a numbered list of short sentences."""
    path = tmp_path / "steps.md"
    path.write_text(STEPS, encoding="utf-8")
    index = build(path, None)
    assert len(cite(index, [Hit(1, 0.9)], understand(question, {})).quote.splitlines()) == lines


def test_steps_with_something_in_them_are_one_list(tmp_path: Path) -> None:
    """Bullets under one, a second paragraph in it, a full stop that is missing."""
    path = tmp_path / "deep.md"
    steps = STEPS.replace(
        "2. Click Delete, at", "2. Choose one of these:\n    - delete now;\n    - delete later.\n3. Click at"
    )
    path.write_text(steps.replace("3. Say", "4. Say"), encoding="utf-8")
    index, asked = build(path, None), understand("how do i delete my account", {})
    for number in (0, 1, 4, 5):
        assert len(cite(index, [Hit(number, 0.9)], asked).quote.splitlines()) == 6


@pytest.mark.parametrize(
    ("said", "says"),
    [("right.", "right"), ("very bottom", "very " * 20 + "bottom")],
    ids=["two without a full stop", "a long one"],
)
def test_a_list_that_is_numbered_need_not_be_steps(tmp_path: Path, said: str, says: str) -> None:
    """They are sentences, but for one perhaps, and short."""
    path = tmp_path / "list.md"
    path.write_text(STEPS.replace("opened.", "opened").replace(said, says), encoding="utf-8")
    asked = understand("how do i delete my account", {})
    assert len(cite(build(path, None), [Hit(1, 0.9)], asked).quote.splitlines()) == 1


def test_no_more_than_the_steps_is_quoted(tmp_path: Path) -> None:
    """Not the text behind them with another list; and what a reader may do is no step."""
    path = tmp_path / "steps.md"
    path.write_text(f"{STEPS}\nThat is it. We like it.\n\n1. Write a letter.\n2. Post it.\n", encoding="utf-8")
    asked = understand("how do i delete my account", {})
    whole = cite(build(path, None), [Hit(0, 0.9)], asked).quote
    assert whole.endswith("asked whether you do.")
    rights = STEPS.replace("1. Go", "1. You may go").replace("2. Click", "2. You may click")
    path.write_text(rights, encoding="utf-8")
    assert len(cite(build(path, None), [Hit(1, 0.9)], asked).quote.splitlines()) == 1


def test_a_link_to_do_it_is_no_pointer(tmp_path: Path) -> None:
    """ "Click here to opt out" is how to opt out."""
    path = tmp_path / "way.md"
    way = "You can opt out of it. [Click here](https://acme.example/opt) to opt out."
    path.write_text(f"# Policy\n\n{way} We like you.\n", encoding="utf-8")
    quote = cite(build(path, None), [Hit(0, 0.9)], understand("how do i opt out", {})).quote
    assert quote == "You can opt out of it. Click here to opt out."


def test_where_to_read_on_is_no_way(tmp_path: Path) -> None:
    """An address behind "learn more" opts nobody out."""
    path = tmp_path / "way.md"
    path.write_text("# Policy\n\nYou can opt out of it. Learn more at https://acme.example/cats.\n", encoding="utf-8")
    quote = cite(build(path, None), [Hit(0, 0.9)], understand("how do i opt out", {})).quote
    assert quote == "You can opt out of it."


def test_a_colon_brings_its_first_item_however_long(tmp_path: Path) -> None:
    """Longer than is comfortable: what leads nothing in is no quote."""
    path = tmp_path / "items.md"
    lead, first = "We hand your data to our helpers:", f"carriers, who need {'your whole address, ' * 20}and so on;"
    items = [first, *(f"partners {n}, who need {'hardly a word of it, ' * 15}and no more;" for n in range(3))]
    path.write_text("\n".join(["# Policy", "", lead, "", *(f"- {item}" for item in items), ""]), encoding="utf-8")
    assert quoted(build(path, None), "We hand").quote == f"{lead}\n\n• {first}"


def test_exceptions_in_a_sentence_are_quoted_to_its_end(tmp_path: Path) -> None:
    """Though it is so long that each of them is a passage."""
    path = tmp_path / "long.md"
    cases = [f"({n}) you write to us about something that is none of our business at all, or is it, who knows that;"
             for n in range(1, 5)]  # fmt: skip
    sentence = f"We keep nothing of you, and never did so in the past, unless: {' '.join(cases)} or (5) you ask us to."
    path.write_text(f"# Policy\n\n{sentence}\n", encoding="utf-8")
    assert quoted(build(path, None), "We keep nothing").quote == sentence


def test_the_end_of_something_is_no_paragraph_to_lean_on(tmp_path: Path) -> None:
    """ "This information" stands in none of its words."""
    path = tmp_path / "tail.md"
    said = "This information is kept for as long as you are with us."
    for before, quote in (("by filling in this card.", said), ("We ask for your name.", None)):
        path.write_text(f"# Policy\n\n{before}\n\n{said}\n", encoding="utf-8")
        assert quoted(build(path, None), "This information").quote == (quote or f"{before}\n\n{said}")


def test_a_sentence_that_means_itself_leans_on_nothing(index: PolicyIndex) -> None:
    """ "If you do so, this will …" names in its first half what its second half is about."""
    assert quoted(index, "When we lock").quote == "When we lock it, this will ring."
    assert quoted(index, "When you do so").quote == "You may look in. When you do so, this may wake the cat."
    assert quoted(index, "The reason for this").quote.startswith("The cat is asleep.")


def test_a_sentence_may_lean_on_the_paragraph_before(index: PolicyIndex) -> None:
    """In the same section, and once; "you can read it" leans as "this" does, "it is possible" does not."""
    assert quoted(index, "This is not so").quote.startswith("We look at the stars")
    assert quoted(index, "It is possible").quote == "It is possible to wait."
    assert quoted(index, "This is so").quote == "This is not so in winter.\n\nThis is so in spring."
    assert quoted(index, "You can read it").quote == "We look after the watch. You can read it, too."


def test_no_quote_ends_with_a_colon_that_brings_nothing(index: PolicyIndex) -> None:
    """It is cut off again where something else is left."""
    assert quoted(index, "We sail ships", "We sail as", 0.5).quote == "We sail ships with these crews."
    assert quoted(index, "We sail as").quote.endswith("We sail as follows:")


def test_a_restriction_comes_before_what_a_sentence_leans_on(index: PolicyIndex) -> None:
    """Where there is no room for both, the words that take it back are kept."""
    assert quoted(index, "They are dark").quote == "They are dark. However, some of them have windows."
    assert quoted(index, "They are nice").quote.startswith("We clean the rooms")


def test_a_neighbour_with_a_fact_is_quoted_along(index: PolicyIndex) -> None:
    """Two sentences are quoted when the second is a likely answer too; not when it is far behind."""
    assert quoted(index, "We like cats", "Backups stay", 0.2).quote == "We like cats. Backups stay longer."
    assert quoted(index, "We like cats", "Backups stay", 0.02).quote == "We like cats."


def test_a_sentence_between_two_that_are_quoted_is_quoted(index: PolicyIndex) -> None:
    """Nothing is torn apart for the sake of a few words; two between are too many."""
    quote = quoted(index, "Except for", "Members of", 0.5).quote
    assert quote.startswith("Some nights")
    assert quote.endswith("looks at the locks. Members of it live here.")
    assert "Members" not in quoted(index, "Some nights", "Members of", 0.5).quote


def test_a_neighbour_that_is_as_likely_makes_a_quote_long(index: PolicyIndex) -> None:
    """Half of the answer is no answer, even if the other half is long; nor is one without what restricts it."""
    both = quoted(index, "We clean the rooms", "They are nice", 0.5).quote
    assert both.endswith("They are nice. However, some guests clean them.")


def test_the_next_item_of_a_list_is_quoted_where_it_is_as_likely(index: PolicyIndex) -> None:
    """Both are led in by the same words, and both keep their bullets."""
    both = quoted(index, "our hosting", "our payment", 0.5)
    assert [line.split(",")[0] for line in both.quote.splitlines()] == [
        "- our hosting company;",
        "- our payment provider",
    ]
    assert both.lead_in is not None
    assert quoted(index, "our hosting", "our payment", 0.1).quote == "our hosting company;"


def test_a_list_item_comes_with_its_lead_in(index: PolicyIndex) -> None:
    """The sentence that leads a list in is a second verbatim span."""
    citation = quoted(index, "our hosting")
    assert citation.lead_in is not None
    assert citation.lead_in.text == "We share your data with:"
    assert index.document.text[citation.lead_in.start : citation.lead_in.end] == citation.lead_in.text


LOGS = "We log pages. Nobody reads them."


@pytest.mark.parametrize(
    ("page", "long", "begins", "ends"),
    [
        ("We log, and keep for 30 days:\n\n- pages\n- hosts\n", True, "We log", "hosts"),
        ("We log, and keep for 30 days:\n\n- pages\n- hosts\n", False, "• pages", "hosts"),
        ("We log, and keep for 30 days:\n\n- pages for one day\n", True, "pages", "one day"),
        ("In 30 days we send you:\n\n- pages, kept until you leave\n", True, "pages", "leave"),
        (f"{LOGS} All are deleted after 30 days.", True, "We log", "30 days."),
        (f"{LOGS} All are deleted after 30 days.", False, "We log", "pages."),
        (f"{LOGS} They go in 2 weeks. However, some stay for 2 years.", True, "We log", "2 years."),
        (f"{LOGS} We answer letters in 30 days.", True, "We log", "pages."),
        (f"{LOGS} Cats sleep. Owls sleep. All are deleted after 30 days.", True, "We log", "pages."),
        ("We log pages as long as we need them. They are deleted in 30 days.", True, "We log", "30 days."),
        (f"{LOGS} If you are under 13 years old, we delete them.", True, "We log", "pages."),
        ("We log pages until you leave. Copies are deleted in 30 days.", True, "We log", "leave."),
    ],
)
def test_how_long_is_answered_with_a_duration(tmp_path: Path, page: str, long: bool, begins: str, ends: str) -> None:
    """What leads the item in, or a sentence soon behind, may say it; where the clause says until when, it is enough."""
    path = tmp_path / "p.md"
    path.write_text(f"# Policy\n\n{page}\n", encoding="utf-8")
    index = build(path, None)
    number = next(n for n, p in enumerate(index.passages) if "pages" in index.document.text[p.start : p.end])
    question = "How long is it kept?" if long else "Do you keep pages?"
    quote = cite(index, [Hit(number, 0.9)], understand(question, {})).quote
    assert quote.startswith(begins)
    assert quote.endswith(ends)


def test_a_lead_in_brings_its_list(index: PolicyIndex) -> None:
    """A clause that ends in a colon says nothing without what follows."""
    assert "payment provider" in quoted(index, "We share your data").quote


@pytest.mark.parametrize(
    ("lead", "brought"),
    [
        ("We may refuse if we need your data for", True),
        ("You can do so by one of the following ways.", True),
        ("We keep your data safe and well.", False),
    ],
)
def test_words_may_lead_a_list_in_without_a_colon(tmp_path: Path, lead: str, brought: bool) -> None:
    """Its items are what they say; behind a whole sentence they may be anything."""
    path = tmp_path / "p.md"
    path.write_text(f"# Policy\n\nThis is all of it.\n\n- {lead}\n    - a letter\n    - a fax\n", encoding="utf-8")
    quote = quoted(build(path, None), lead).quote
    assert quote.endswith("a fax") is brought


def test_a_colon_brings_the_paragraph_behind_it(index: PolicyIndex) -> None:
    """Where no list follows; a quote that ends in a colon says half of it."""
    quote = quoted(index, "We tell others").quote
    assert quote.startswith("We tell others")
    assert quote.endswith("A court of law has ordered us to.")


def test_a_colon_brings_the_lines_behind_it(index: PolicyIndex) -> None:
    """An address in lines of its own; what is told behind it is no part of it."""
    assert quoted(index, "Write to our officer").quote.endswith("1 Example Street,\n\n3000 Bern, Switzerland.")


def test_a_line_of_an_address_comes_with_the_others(index: PolicyIndex) -> None:
    """A bare name or number answers nobody: it is quoted from the colon on that leads it in."""
    citation = quoted(index, "Dr. Example")
    assert citation.quote == "Dr. Example, guard@example.org (email)"
    assert citation.lead_in
    assert citation.lead_in.text == "You can reach our guard at:"
    assert quoted(index, "You can reach").quote == f"{citation.lead_in.text}\n\n{citation.quote}"
    assert quoted(index, "The guard is there").quote.startswith("The guard is there")


def test_a_colon_brings_no_sentences_without_end(index: PolicyIndex) -> None:
    """Where the section is too long to be quoted whole, long sentences are no lines of an address."""
    assert quoted(index, "We promise you").quote.endswith("these things:\n\nWe do not sell what we know.")


def test_a_quote_of_items_begins_with_the_first_one(index: PolicyIndex) -> None:
    """At its bullet, not at the blanks before that; and with its first sentence: that is what is led in."""
    assert quoted(index, "those of Bern", "They are blue", 0.5).quote == "those of Bern. They are blue."
    both = quoted(index, "They are blue", "those of Rome", 0.5)
    assert both.quote.startswith("- those of Bern. They are blue.\n    - those of Rome, where")
    assert both.lead_in is not None
    assert both.lead_in.text == "cards:"


def test_a_lead_in_that_says_little_comes_with_the_sentence_before(index: PolicyIndex) -> None:
    """ "Here is how:" tells nobody what the item is about."""
    lead = quoted(index, "we write it").lead_in
    assert lead is not None
    assert lead.text == "We use what we know to run this house. Here is how:"
    assert index.document.text[lead.start : lead.end] == lead.text


def test_an_item_is_quoted_from_its_first_sentence_on(index: PolicyIndex) -> None:
    """That is what the lead-in leads in."""
    assert quoted(index, "We also print it").quote == "we read it. We also print it."


def test_a_short_item_is_quoted_to_its_end(tmp_path: Path) -> None:
    """But for where to read on; what stands in a longer item is quoted as it is in a paragraph."""
    path = tmp_path / "items.md"
    long = " ".join(["We look at it with great care, and then we look at it again, as one does."] * 4)
    page = f"# Policy\n\nThey are:\n\n- Bees: they hum. They have wings. Click here for more.\n- Owls: they see. {long}"
    path.write_text(page, encoding="utf-8")
    index = build(path, None)
    assert quoted(index, "Bees: they hum").quote == "Bees: they hum. They have wings."
    assert quoted(index, "Owls: they see").quote == "Owls: they see."


def test_items_of_one_list_are_quoted_with_what_is_between(index: PolicyIndex) -> None:
    """Where both are likely, and the list is short."""
    lines = quoted(index, "we keep it", "we read it", 0.5).quote.splitlines()
    assert [line[:13] for line in lines] == ["- we read it.", "- we write it", "- we keep it "]


TOWN = ("mayor", "vicar", "cook")
LISTS = """# Rights

You have the right to:

- **Access.** You may see what we know. Ask our officer.
- **Deletion.** You may have it deleted.
- **Export.** You may have a copy of it.

# Uses

- to run this house;
- to keep it warm;
- to write to you, whom we know from the days in which you lived here, with us, in the room above \
the door, and who have gone.

We may use what we know to: (a) bake the bread that we eat in this house day by day, and that our guests eat with us; \
(b) clean the rooms in which you sleep at night, and those in which we do ourselves, with soap and water; \
(c) paint the doors that others have kicked in, and the walls beside them, so that nobody sees what was done there; \
(d) wash the windows of this house, and of the house beside it, and of all houses in the street behind that one; and \
(e) write to the people who live beside us, and to those who do not live there any more, to mend our roof.

# Guests

We tell others who comes:

""" + "".join(f"- the {name} here, who reads {'the list again and ' * 14}keeps it.\n" for name in TOWN)


@pytest.mark.parametrize(
    ("begins", "others", "lines"),
    [
        ("You may have it", "You may see", 3),
        ("to keep it warm", "to write", 3),
        ("(b) clean", "(c) paint", 1),
    ],
)
def test_a_list_that_is_asked_for_is_quoted_whole(tmp_path: Path, begins: str, others: str, lines: int) -> None:
    """Where the other items are likely, too, as in "what are my rights"; each with its heading, bullet or letter."""
    path = tmp_path / "lists.md"
    path.write_text(LISTS, encoding="utf-8")
    index = build(path, None)
    whole = quoted(index, begins, others, 0.5).quote
    assert len(whole.splitlines()) == lines
    starts = {"You may have it": "• Access. You may see", "to keep it warm": "• to run", "(b) clean": "We may use"}
    assert whole.startswith(starts[begins])
    assert whole.endswith(("a copy of it.", "who have gone.", "mend our roof."))
    assert quoted(index, begins, others, 0.04).quote == quoted(index, begins).quote


def test_a_short_list_is_quoted_whole(tmp_path: Path) -> None:
    """It says what else there is, and takes no room."""
    path = tmp_path / "short.md"
    path.write_text("# Policy\n\nWe need of you:\n\n- your e-mail address\n- your name\n", encoding="utf-8")
    assert len(quoted(build(path, None), "your name").quote.splitlines()) == 2
    path.write_text("# Policy\n\n- We keep logs.\n- Kids must be 16.\n- We are in Bern.\n", encoding="utf-8")
    assert quoted(build(path, None), "Kids must").quote == "Kids must be 16."


def test_a_broad_question_gets_the_list_of_an_item(tmp_path: Path) -> None:
    """ "What do you collect" names no item, however likely one of them is."""
    path = tmp_path / "lists.md"
    path.write_text(LISTS, encoding="utf-8")
    index = build(path, None)
    number = next(n for n, p in enumerate(index.passages) if index.document.text.startswith("to keep it warm", p.start))
    for asked, count in (("what do u use my info for", 3), ("what do you use to heat your house", 1)):
        assert len(cite(index, [Hit(number, 0.9)], understand(asked, {})).quote.splitlines()) == count


def test_a_question_that_names_no_row_gets_the_table(tmp_path: Path) -> None:
    """ "How long do you keep my data" asks for all periods, however likely one of them is; "my logs" for one."""
    path = tmp_path / "table.md"
    rows = "| Letters | 2 years |\n| Logs | 21 days |\n| Bills | 7 years |"
    path.write_text(f"# Policy\n\n| What | How long |\n|---|---|\n{rows}\n\nWe delete it then.", encoding="utf-8")
    index = build(path, None)
    number = next(n for n, p in enumerate(index.passages) if index.document.text.startswith("Logs", p.start))
    for asked, count in (("how long do you keep my data", 3), ("how long do you keep logs", 1)):
        quote = cite(index, [Hit(number, 0.6), Hit(number + 1, 0.1)], understand(asked, {})).quote
        assert len(quote.splitlines()) == count


def test_of_a_long_list_whole_items_are_quoted(tmp_path: Path) -> None:
    """As many as there is room for, where the others together are as likely as the first."""
    path = tmp_path / "lists.md"
    path.write_text(LISTS, encoding="utf-8")
    index = build(path, None)
    both = quoted(index, "the vicar", "the cook", 0.9).quote
    assert [line.split()[2] for line in both.splitlines()] == ["vicar", "cook"]
    assert quoted(index, "the vicar", "the cook", 0.5).quote == quoted(index, "the vicar").quote


def test_a_paragraph_that_begins_with_however_restricts_the_one_before(index: PolicyIndex) -> None:
    """And what the clause itself leans on still comes along."""
    assert quoted(index, "It is free").quote == "You may come in. It is free.\n\nHowever, it is closed on Mondays."


def test_an_item_with_a_heading_of_its_own_keeps_its_lead_in(tmp_path: Path) -> None:
    """Its first sentence begins with that heading."""
    path = tmp_path / "cookies.md"
    path.write_text("We use these cookies:\n\n- **Session cookies:** to run.\n- **Ad cookies:** to sell.\n", "utf-8")
    lead = quoted(build(path, None), "Ad cookies").lead_in
    assert lead is not None
    assert lead.text == "We use these cookies:"


def test_the_section_is_the_one_it_stands_in(index: PolicyIndex) -> None:
    """A citation names the innermost heading over its clause."""
    assert quoted(index, "We keep server").section[-1] == "Retention"
