"""The outline: headings that are marked, and headings that only look like some."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.model import BlockKind
from tests.indexer.documents import POLICIES, cut, headings, paths, write


def test_unmarked_headings_are_found(tmp_path: Path) -> None:
    """A short line over running text is a heading; sentences, dates and addresses are not."""
    page = (
        "Acme Privacy Policy\nUpdated May 1, 2014.\nWe at Acme care a lot about what you share with us.\n"
        "Usage Information\nWe collect information about how you use the service.\nWe like you.\n"
        "Contact Us\nIf you have any questions about this policy, write to us:\n"
        "Acme LLC\n530-B Harkle Rd\nSanta Fe 87505\n"
    )
    document, found, _ = cut(write(tmp_path, "p.txt", page))
    assert headings(document, found) == ["Acme Privacy Policy", "Usage Information", "Contact Us"]


def test_numbered_headings_lose_their_numbers(tmp_path: Path) -> None:
    """Numbers make the tree and are no part of a title."""
    page = (
        "1. Data We Collect\nWe collect a lot of data here.\n1.1 Log Files\nWe log your address for 14 days.\n"
        "2. Your Rights\nYou can ask us for a copy.\n"
    )
    _, found, _ = cut(write(tmp_path, "p.txt", page))
    assert paths(found) == ["Data We Collect", "Data We Collect > Log Files", "Your Rights"]


def test_a_dash_behind_a_number_is_none_of_a_titles_words(tmp_path: Path) -> None:
    """ "1 - Who we are" is called "Who we are"; a range of numbers is no number with a dash behind it."""
    page = (
        "1 - Who we are\nWe are a small club of people who love boats.\n"
        "2 – What we keep\nWe keep your name and your address for as long as you are with us. We keep log files for:\n"
        "12 - 24 months\n3- Your rights\nYou can ask us for a copy of all that we have.\n"
    )
    document, found, passages = cut(write(tmp_path, "p.txt", page))
    assert paths(found) == ["Who we are", "What we keep", "Your rights"]
    assert "12 - 24 months" in [document.text[p.start : p.end] for p in passages]


def test_list_items_are_no_headings(tmp_path: Path) -> None:
    """Short items, marked or not, stay items."""
    page = (
        "What We Collect\nWe collect the following data:\n• IP Address\n• Browser Type\n"
        "We use it to:\nProvide Services\nSend Newsletters\nEverything else is none of our business at all.\n"
    )
    document, found, _ = cut(write(tmp_path, "p.txt", page))
    assert headings(document, found) == ["What We Collect"]
    items = [document.text[b.start : b.end] for b in found.blocks if b.kind is BlockKind.ITEM]
    assert items == ["IP Address", "Browser Type", "Provide Services", "Send Newsletters"]


def test_the_last_item_of_a_numbered_list_is_no_heading(tmp_path: Path) -> None:
    """Even where the next list counts on as if both were titles: the item before has announced it."""
    steps = "1.  Open Settings;\n2.  Select Privacy; and\n3.  Select Ads and follow the steps.\n"
    page = f"# Policy\n\nOn a phone:\n\n{steps}\nOn the other phone that you may have:\n\n"
    page += steps.replace("3.", "3.  Choose Yes; and\n4.") + "\nWe are glad to help you with all of this.\n"
    document, found, _ = cut(write(tmp_path, "p.md", page))
    assert headings(document, found) == ["Policy"]


def test_a_numbered_heading_may_stand_behind_a_list(tmp_path: Path) -> None:
    """Its last item may end in a semicolon."""
    text = "We are glad to tell you all about this here.\n\n"
    page = f"1. Who we are\n\n{text}2. What we take\n\n{text}- your name;\n- your age;\n\n3. Your rights\n\n{text}"
    document, found, _ = cut(write(tmp_path, "p.txt", page))
    assert headings(document, found) == ["Who we are", "What we take", "Your rights"]


def test_bold_lines_are_headings(tmp_path: Path) -> None:
    """Markdown's bold-only lines are headings; a bold sentence is not."""
    page = (
        "# Policy\n\n**1\\. Data We Collect**\n\nWe collect data.\n\n"
        "**We never sell your data to anybody.**\n\nIt stays here.\n"
    )
    document, found, _ = cut(write(tmp_path, "p.md", page))
    assert headings(document, found) == ["Policy", "Data We Collect"]


def test_a_marked_sentence_is_quoted(tmp_path: Path) -> None:
    """A sentence set as a heading is a passage, not a title."""
    document, _, found = cut(write(tmp_path, "p.md", "# Policy\n\n## We do not sell your data to anyone.\n\nText.\n"))
    assert "We do not sell your data to anyone." in [document.text[p.start : p.end] for p in found]


def test_contents_are_not_quoted(tmp_path: Path) -> None:
    """Entries of a table of contents, linked or not, are no passages and no headings."""
    entries = ["Data We Collect", "Your Rights", "Contact Us"]
    linked = "".join(f"- [{e}](#{n})\n" for n, e in enumerate(entries))
    bodies = "".join(f"\n## {e}\n\nThis is all we say about it.\n" for e in entries)
    plain = "\n".join(entries) + "\n\n" + "\n\n".join(f"{e}\n\nThis is all that we say about it." for e in entries)
    for path in (write(tmp_path, "a.md", linked + bodies), write(tmp_path, "b.txt", plain)):
        document, found, cut_passages = cut(path)
        assert headings(document, found) == entries
        assert not {document.text[p.start : p.end] for p in cut_passages} & set(entries)


def test_a_section_ends_with_its_run_in_text(tmp_path: Path) -> None:
    """After a list of run-in headings the section around it goes on."""
    page = (
        "Sharing\n\n- Service Providers: They help us to run it.\n- Other Partners: They help us to sell it.\n\n"
        "We tell you before that.\n"
    )
    _, found, _ = cut(write(tmp_path, "p.txt", page))
    assert paths(found) == ["Sharing", "Sharing > Service Providers", "Sharing > Other Partners", "Sharing"]


def test_lost_headings_leave_no_false_section() -> None:
    """Where a text has lost headings, a section holds only what surely stands in it."""
    document, found, cut_passages = cut(POLICIES / "team365.txt")
    updates = next(p for p in cut_passages if "may be updated from time to time" in document.text[p.start : p.end])
    assert found.sections[updates.section].path == ()


def test_a_hidden_run_in_heading_is_found() -> None:
    """A heading buried in the middle of a line opens its own section."""
    _, found, _ = cut(POLICIES / "pimentachat.txt")
    above = "Information We Collect And Receive > Other Information > Usage Information"
    assert f"{above} > Device information" in paths(found)


@pytest.mark.parametrize(
    ("policy", "path"),
    [
        ("chatinbox", "Chatinbox Privacy Policy > Cookie Information"),
        ("privacy-statement", "Privacy Statement > Data Collection During Website Visits > Server Log Files"),
        ("privacy-statement", "Privacy Statement > Your Rights"),
        ("pimentachat", "Information We Collect And Receive > Other Information > Contact Information"),
        ("team365", "Single sign-on"),
        ("zopim", "Zopim Privacy Policy | Zopim > Information we collect and how we use it > Log information"),
        ("zopim", "Zopim Privacy Policy | Zopim > Data Integrity"),
    ],
)
def test_seed_sections(policy: str, path: str) -> None:
    """The seed policies' sections stand where a reader sees them."""
    _, found, _ = cut(POLICIES / f"{policy}.txt")
    assert path in paths(found)


def test_no_section_path_is_deeper_than_six(tmp_path: Path) -> None:
    """Deep numbering still gives a path that can be read."""
    page = "".join(f"{'.'.join('1' * n)}. Part Number {n}\nThis part says next to nothing.\n" for n in range(1, 10))
    _, found, _ = cut(write(tmp_path, "p.txt", page))
    assert max(len(section.path) for section in found.sections) <= 6


@pytest.mark.parametrize(
    "line", ["1." * 5000, "(" * 9000, "I" * 9000, "a. " * 5000, "1.1 " * 5000, "-" * 9000, ": " * 5000]
)
def test_hostile_lines_take_no_time(tmp_path: Path, line: str) -> None:
    """Lines made to blow up regular expressions are read like any other."""
    document, _, found = cut(write(tmp_path, "p.txt", f"{line}\n{line}\nWe keep it for a year.\n"))
    assert document.text[found[-1].start : found[-1].end] == "We keep it for a year."


def test_what_goes_on_in_an_item_stands_under_its_heading(tmp_path: Path) -> None:
    """A numbered section may be a list item with a heading in its line: what is said of Californians is not for all."""
    page = (
        "# Policy\n\n1.  **Sharing**. We share it.\n    \n    We tell you before that.\n    \n"
        "2.  **California Residents**. This is for you.\n    \n    You may ask us to:\n    \n    *   delete it.\n    \n"
        "    \nWe are here for all.\n"
    )
    document, found, cut_passages = cut(write(tmp_path, "p.md", page))
    under = {document.text[p.start : p.end]: found.sections[p.section].path[-1] for p in cut_passages}
    assert under["We tell you before that."] == "Sharing"
    assert under["delete it."] == "California Residents"
    assert under["We are here for all."] == "Policy"


def test_whom_a_part_is_for_may_stand_in_brackets(tmp_path: Path) -> None:
    """A line of its own in an item, above what is for them only."""
    page = "*   ### Sharing\n\n    We share it.\n\n    \\[For California Residents Only\\]\n\n    You may stop us.\n"
    _, found, _ = cut(write(tmp_path, "p.md", page))
    assert paths(found)[-1] == "Sharing > [For California Residents Only]"


def test_dashes_without_a_space_are_bullets(tmp_path: Path) -> None:
    """And lead their list in as others do."""
    document, _, cut_passages = cut(write(tmp_path, "p.txt", "We collect:\n-your name;\n-your address.\n"))
    items = [p for p in cut_passages if p.kind is BlockKind.ITEM]
    assert [document.text[p.start : p.end] for p in items] == ["your name;", "your address."]
    assert all(p.lead_in is not None for p in items)
    page = "We keep the\n-so called- metadata of it.\n\nWe do.\n\n-OR-\n\nNone.\n"
    document, _, cut_passages = cut(write(tmp_path, "q.txt", page))
    assert not [p for p in cut_passages if p.kind is BlockKind.ITEM]


def test_the_sections_of_a_folded_list_stand_under_their_titles(tmp_path: Path) -> None:
    """A page that unfolds is exported as one list: its items are sections, and what is bold in them subsections."""
    page = (
        "# Policy\n\n*   Who we are\n\n    We are Example Ltd. and live in Bern.\n\n*   What we collect\n\n"
        "    **From you**\n\n    We ask for your name and your address.\n\n    **From others**\n\n"
        "    | What | Why |\n    |---|---|\n    | Your rating | Your loan |\n\n    We ask banks, too.\n\n"
        "*   Your rights\n\n    You may write to us.\n\nThis policy is for everybody who visits us.\n"
    )
    document, found, cut_passages = cut(write(tmp_path, "p.md", page))
    under = {document.text[p.start : p.end]: " > ".join(found.sections[p.section].path) for p in cut_passages}
    assert under["We are Example Ltd. and live in Bern."] == "Policy > Who we are"
    assert under["We ask for your name and your address."] == "Policy > What we collect > From you"
    assert under["We ask banks, too."] == "Policy > What we collect > From others"
    assert under["You may write to us."] == "Policy > Your rights"
    assert under["This policy is for everybody who visits us."] == "Policy"


@pytest.mark.parametrize(
    "page",
    [
        "- Data that we take:\n    - IP address\n    - Browser type\n\n    We keep it for one month.\n",
        "We share it in the following cases.\n\n- **Consent**\n\n    You agreed to it.\n\n- **Law**\n\n    We must.\n",
        "We collect:\n\n- Your name\n- Payment details\n\n    We need them for our contract.\n\n- Device information\n",
        "You may:\n\n- **Access**\n\n    You may see it.\n\n- **Deletion**\n\n    You may have it deleted.\n",
        "We use cookies:\n\n- **Necessary cookies**\n- **Marketing cookies**\n\n| Name | Why |\n|---|---|\n| a | b |\n",
    ],
)
def test_items_that_are_led_in_are_no_sections(tmp_path: Path, page: str) -> None:
    """What goes on in one of them, or comes behind them, makes no heading of it."""
    document, found, cut_passages = cut(write(tmp_path, "p.md", f"# Policy\n\n{page}"))
    assert paths(found) == ["Policy"]
    leads = [document.text[slice(*p.lead_in)] for p in cut_passages if p.kind is BlockKind.ITEM and p.lead_in]
    assert len(leads) >= 2
    assert all(lead.endswith((":", "cases.")) for lead in leads)


def test_headings_in_capitals_stay_beside_each_other(tmp_path: Path) -> None:
    """One without text does not take in those that follow, once others of its kind had text."""
    page = "# Us\n\nBANKS\n\nThey lend us their money.\n\nAUDITORS\n\nINSURERS\n\nLAWYERS\n\nThey help us at court.\n"
    _, found, _ = cut(write(tmp_path, "p.md", page))
    assert paths(found)[-1] == "Us > LAWYERS"


def test_a_dotted_number_goes_on_with_its_series(tmp_path: Path) -> None:
    """Whatever was opened since the number before it ends there."""
    page = (
        "## 3. Use\n\nWe use it.\n\n**3.1. What we keep**\n\n**A) With your consent**\n\nWe ask you before that.\n\n"
        "**3.2. How we share it**\n\nWe share it with nobody.\n\n## 4. What we keep\n\nWe keep it for long.\n"
    )
    contents = "# Policy\n\n- [Use](#a)\n- [What we keep](#b)\n- [Contact](#c)\n\n"
    _, found, _ = cut(write(tmp_path, "p.md", f"{contents}{page}\n## 5. Contact\n\nWrite to us.\n"))
    assert "Policy > Use > How we share it" in [path.replace("3. ", "") for path in paths(found)]


def test_the_last_line_of_an_address_is_no_heading(tmp_path: Path) -> None:
    """The country belongs to the address, which what stands before it leads in."""
    page = (
        "# Policy\n\n## Contact\n\nOur officer is to be reached by mail at:\n\n"
        "Bird & Bee Services SRL  \nAvenue Louise 235 b 1  \n1050 Brussels  \nBelgium  \n\n"
        "We respond to all requests that we receive.\n\n"
        "1 Long Street  \n12345 Town  \n**Changes**\n\nWe may change it.\n"
    )
    document, found, cut_passages = cut(write(tmp_path, "p.md", page))
    assert headings(document, found) == ["Policy", "Contact", "Changes"]
    address = next(p for p in cut_passages if "Brussels" in document.text[p.start : p.end])
    assert document.text[address.start : address.end].endswith("Belgium")
    assert address.lead_in is not None
    assert document.text[address.lead_in.start : address.lead_in.end].endswith("by mail at:")


def test_the_lines_of_an_address_are_led_in(tmp_path: Path) -> None:
    """All of them, also a name among them that tells nothing by itself."""
    lines = ["Acme Ltd", "North Point House", "12 Long Road", "San Francisco, CA 94107, USA."]
    page = "# Policy\n\nYou can write to us at:\n\n" + "\n\n".join(lines) + "\n\nWe answer all letters in a few days.\n"
    document, _, cut_passages = cut(write(tmp_path, "p.md", page))
    assert [document.text[p.start : p.end] for p in cut_passages if p.lead_in] == lines


@pytest.mark.parametrize(
    "items",
    [
        ["To send what you ordered", "To answer your letters", "To find thieves"],
        ["Hetzel (servers)", "Postfix Ltd (letters)", "Bookworm (bills)"],
        ["Acme Ltd", "12 Long Road", "Dublin 2, Ireland"],
        ["Acme GmbH", "Lange Straße 12", "72401 Bad Imnau", "Deutschland"],
    ],
)
def test_the_last_item_of_a_list_without_marks_is_like_the_others(tmp_path: Path, items: list[str]) -> None:
    """It is one, though running text stands under it as under a heading; a title that is not like them is none."""
    page = "# Policy\n\nThese are what we mean:\n\n{}\n\nWe tell you about all of it in good time.\n"
    document, found, passages = cut(write(tmp_path, "p.md", page.format("\n\n".join(items))))
    assert headings(document, found) == ["Policy"]
    assert [document.text[p.start : p.end] for p in passages if p.lead_in] == items
    document, found, _ = cut(write(tmp_path, "q.md", page.format("\n\n".join([*items[:2], "Your Rights"]))))
    assert headings(document, found) == ["Policy", "Your Rights"]


def test_lines_that_a_word_counts_are_items(tmp_path: Path) -> None:
    """Some of them would look like headings over the others."""
    lines = ["Category A: Names.", "Category B: What the law of the state calls personal.", "Category D: Bills."]
    page = "# Policy\n\nWe sold these categories of data last year:\n\n{}\n\nWe will not sell any more of it.\n"
    document, found, passages = cut(write(tmp_path, "p.md", page.format("\n\n".join(lines))))
    led = [document.text[p.start : p.end] for p in passages if p.lead_in]
    assert led == lines
    own = [b for b in found.blocks if b.kind is BlockKind.HEADING and not b.run_in]
    assert [document.text[b.start : b.end] for b in own] == ["Policy"]


def test_companies_in_bold_head_what_they_do(tmp_path: Path) -> None:
    """Each its own list; without a list it is a line of an address."""
    page = (
        "# Policy\n\n## Processors\n\n**Zen Group**\n\n* Location: Malta\n\n**Stripes, Inc.**\n\n* Location: Chile\n\n"
        "## Contact\n\n**Acme Chat Ltd**\n\n1 Long Road, 12345 Town\n"
    )
    _, found, _ = cut(write(tmp_path, "p.md", page))
    assert [path for path in paths(found) if "Processors >" in path] == [
        "Policy > Processors > Zen Group", "Policy > Processors > Stripes, Inc",
    ]  # fmt: skip
    assert paths(found)[-1] == "Policy > Contact"


def test_the_words_of_a_link_lead_nothing_in(tmp_path: Path) -> None:
    """ "Learn more" ends a paragraph; what is numbered behind it has no lead-in."""
    page = "# Policy\n\nWe keep it. [Learn more](https://acme.example)\n\n* We log it.\n"
    _, _, cut_passages = cut(write(tmp_path, "p.md", page))
    assert cut_passages[-1].lead_in is None


def test_words_that_a_list_goes_on_with_are_no_heading(tmp_path: Path) -> None:
    """ "This is:", and "If you write to us" over "1) by letter, …"."""
    page = (
        "# Policy\n\nIf you write to Us\n\n1) by letter, it is opened;\n2) by mail, it is not.\n\nThis is:\n\nA list.\n"
    )
    document, found, _ = cut(write(tmp_path, "p.md", page))
    assert headings(document, found) == ["Policy"]


def test_bold_words_without_a_verb_are_a_heading_with_a_full_stop(tmp_path: Path) -> None:
    """However many they are."""
    page = (
        "# Policy\n\n**Data collected at sign-up.**\n\nWe keep it.\n\n"
        "**Data collected through customer service or other communications with you.**\n\nWe drop it.\n\n"
        "**By Order of a Court or an Authority.**\n\nWe hand it over.\n"
    )
    document, found, _ = cut(write(tmp_path, "p.md", page))
    assert [title.rstrip(".") for title in headings(document, found)] == [
        "Policy",
        "Data collected at sign-up",
        "Data collected through customer service or other communications with you",
        "By Order of a Court or an Authority",
    ]


def test_a_number_before_a_long_title_says_that_it_is_one(tmp_path: Path) -> None:
    """With a full stop, or a verb, or a question word without its mark; marked or in bold."""
    text = "\n\nWe are glad to tell you all about this here.\n\n"
    titles = [
        "Protect us and our Users and Comply with Legal Obligations.",
        "Who we are, what we do, how you can contact us, our officer, or the authorities that look after us",
        "Information you provide us.",
        "How to contact us:",
        "IT Security, and Data that is collected automatically.",
    ]
    lines = [
        f"## 1. {titles[0]}",
        f"## 2. {titles[1]}",
        f"**2.1 {titles[2]}**",
        f"**a) {titles[3]}**",
        f"## 3. {titles[4]}",
    ]
    page = "# Policy\n\n" + "".join(line + text for line in lines)
    document, found, _ = cut(write(tmp_path, "p.md", page))
    assert headings(document, found) == ["Policy", *titles]


def test_a_numbered_title_in_capitals_may_have_a_verb(tmp_path: Path) -> None:
    """ "(b) To Provide Our Services." is one beside "(a) Account Data."; in a series of letters, "i" is no number."""
    titles = ["Account Data.", "Data You Provide to Us.", "To Provide Our Services to You.", "Log Data.", "Chats.",
              "Pictures.", "Places.", "Jobs.", "Customer Support.", "Surveys."]  # fmt: skip
    page = "".join(
        f"({letter}) {title}\n\nWe tell you here all about it.\n\n"
        for letter, title in zip("abcdefghij", titles, strict=True)
    )
    _, found, _ = cut(write(tmp_path, "p.md", f"# Policy\n\n{page}(k) We never sell your data.\n"))
    assert paths(found) == ["Policy", *(f"Policy > {title[:-1]}" for title in titles)]


def test_a_marked_title_in_capitals_may_end_like_a_sentence(tmp_path: Path) -> None:
    """But what says something, or when, is a paragraph all the same."""
    told = ["We Do Not Sell Your Data.", "THIS NOTICE WAS UPDATED ON May 2, 2025."]
    titles = ["USE OF YOUR DATA.", "Information You Provide to Us.", "If We Sell the Shop (Not Soon!)"]
    page = "".join(f"## {line}\n\nWe tell you here all about it.\n\n" for line in (*titles, *told))
    document, found, _ = cut(write(tmp_path, "p.md", f"# Policy\n\n{page}"))
    assert [f"{each.rstrip('.')}." for each in headings(document, found)] == ["Policy.", *titles[:2], f"{titles[2]}."]


def test_the_steps_of_a_list_are_no_headings(tmp_path: Path) -> None:
    """Short as they are: behind each comes the next number, and not a text of its own."""
    steps = "1. Go to Settings.\n2. Scroll to the bottom, where it says Big Steps, and click Delete Account.\n"
    steps += "3. You’ll be prompted for your password.\n4. After that you’ll be asked whether you mean it all.\n"
    document, found, _ = cut(write(tmp_path, "p.md", f"# Policy\n\n## To delete it\n\n{steps}"))
    assert headings(document, found) == ["Policy", "To delete it"]


def test_bold_words_that_end_with_the_following_lead_in(tmp_path: Path) -> None:
    """They are no title: what stands behind their list is not under them."""
    page = "# Policy\n\n**Acme is responsible for the following**\n\n* Ads\n* Mail\n\nWe keep it for a year or so.\n"
    document, found, cut_passages = cut(write(tmp_path, "p.md", page))
    assert headings(document, found) == ["Policy"]
    assert [passage.lead_in is not None for passage in cut_passages] == [False, True, True, False]


def test_ways_to_write_are_a_title(tmp_path: Path) -> None:
    """ "By E-Mail, Phone or Post" is no line of an address; "E-Mail: …" is one."""
    page = (
        "# Policy\n\nContact by E-Mail, Phone or Post\n\nWe keep what you write to us for as long as we need it.\n\n"
        "E-Mail: ann\n\nWe answer all letters in a week.\n"
    )
    document, found, _ = cut(write(tmp_path, "p.md", page))
    assert headings(document, found) == ["Policy", "Contact by E-Mail, Phone or Post"]


def test_an_ip_address_is_a_title(tmp_path: Path) -> None:
    """And no line of a postal one."""
    page = "# Policy\n\n* **IP Address**\n\nWe keep your address on the net for a month.\n"
    document, found, _ = cut(write(tmp_path, "p.md", page))
    assert headings(document, found) == ["Policy", "IP Address"]


def test_the_lines_of_a_record_stand_under_its_first(tmp_path: Path) -> None:
    """They are no headings, and no contents, though they are short and come again and again."""
    record = "Category: {}\n\nPurpose: to run it\n\nHow we share it: with nobody\n\nSource(s): you\n\n"
    page = "# Policy\n\n" + "".join(map(record.format, ("names", "letters; photos", "Definitions")))
    document, found, cut_passages = cut(write(tmp_path, "p.md", page))
    text = document.text
    assert headings(document, found) == ["Policy"]
    assert len(cut_passages) == 12
    leads = [text[p.lead_in.start : p.lead_in.end] if p.lead_in else None for p in cut_passages]
    assert leads[4:8] == [None, *["Category: letters; photos"] * 3]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("_Examples:_ licences, letters", False),
        ("For example: licences and letters", False),
        ("Who has access to all of it? Operations and sales", False),
        ("**Do you sell my data? No**", False),
        ("Questions? Get in touch", True),
        ("**Do you have a complaint? here is what to do**", True),
        ("Note: Changes To This Policy", True),
    ],
)
def test_what_goes_on_behind_a_label_or_a_question_is_no_title(tmp_path: Path, line: str, title: bool) -> None:
    """Unless it is in bold, the question is short, or both are written as titles are; but "No" is never a title."""
    page = f"# Policy\n\n## Papers\n\n{line}\n\nWrite to us whenever you like to do that.\n"
    document, found, _ = cut(write(tmp_path, "p.md", page))
    assert headings(document, found) == ["Policy", "Papers", *[line.strip("*")] * title]


def test_titles_in_a_list_that_is_led_in_are_sections_where_their_text_is_long(tmp_path: Path) -> None:
    """It is whole sentences then, and completes none."""
    text = "We share it with those who help us run this service. They may use it for nothing else. " * 2
    page = f"# Policy\n\nWe share it with:\n\n- Helpers\n\n    {text}\n\n- Courts\n\n    {text}\n"
    _, found, _ = cut(write(tmp_path, "p.md", page))
    assert paths(found) == ["Policy", "Policy > Helpers", "Policy > Courts"]


def test_an_address_in_one_line_is_no_heading(tmp_path: Path) -> None:
    """From the company's name to the country."""
    page = "# Policy\n\nWe are domiciled at:\n\nBird AG, Route de la Tour 32, 1228 Plan, Switzerland\n\nWe like it.\n"
    document, found, _ = cut(write(tmp_path, "p.md", page))
    assert headings(document, found) == ["Policy"]


def test_what_follows_in_the_sentence_itself_is_led_in_by_no_other(tmp_path: Path) -> None:
    """ "The following: (1) …; and (2) …." is told already."""
    page = "# Policy\n\nWe told the following to others: (1) your name; and (2) your age.\n\n* Your rights are yours.\n"
    _, _, cut_passages = cut(write(tmp_path, "p.md", page))
    assert cut_passages[-1].lead_in is None


def test_a_statement_is_no_title_whatever_number_it_has(tmp_path: Path) -> None:
    """It can be quoted."""
    said = ["We never sell your data to anyone.", "Logs are deleted 30 days after that."]
    page = f"# Policy\n\n## 1. {said[0]}\n\n## 2. {said[1]}\n\n**3. You may object to all of it.**\n\nWrite to us.\n"
    document, found, cut_passages = cut(write(tmp_path, "p.md", page))
    assert headings(document, found) == ["Policy"]
    assert [document.text[p.start : p.end] for p in cut_passages][:2] == said


def test_a_record_goes_on_behind_what_interrupts_it(tmp_path: Path) -> None:
    """A value may be long, a label may be rare."""
    long = "as long as we need it for what we have told you here, and not a day longer than that, " * 4
    record = f"Provider: {{}}\n\nKept: {long}{{}}\n\n{{}}Source: you\n\n"
    page = "# Policy\n\n" + "".join(record.format(n, n, "Opt-out: none\n\n" if n == "A" else "") for n in "ABC")
    document, _, cut_passages = cut(write(tmp_path, "p.md", page))
    leads = [document.text[p.lead_in.start : p.lead_in.end] for p in cut_passages if p.lead_in]
    assert leads == ["Provider: A"] * 3 + ["Provider: B"] * 2 + ["Provider: C"] * 2
    # Another kind has leaders of its own, and what stands between two records is of neither.
    page = "# Policy\n\n" + "Category: names\n\nPurpose: to run it\n\n" * 3 + "Please note: we sell none of it.\n\n"
    page += "Category: ages\n\nPurpose: to run it\n\nWe set cookies.\n\n" + "Cookie: _ga\n\nProvider: Acme\n\n" * 3
    document, _, cut_passages = cut(write(tmp_path, "q.md", page))
    text = document.text
    led = {text[p.start : p.end]: text[p.lead_in.start : p.lead_in.end] if p.lead_in else None for p in cut_passages}
    assert led["Please note: we sell none of it."] is None
    assert led["Provider: Acme"] == "Cookie: _ga"


def test_the_beginning_of_a_sentence_is_no_heading(tmp_path: Path) -> None:
    """However short: what stands under it is led in by it, and the title over it is one."""
    page = "Policy\n\nYour choices\n\nYou can:\n\n- object;\n- leave.\n\nWhat we collect\n\nWe collect:\n\n- names.\n\n"
    page += "- Data you give us, like:\n    - your age.\n\nDo you share it?\n\nNo.\n"
    document, found, cut_passages = cut(write(tmp_path, "p.txt", page))
    assert headings(document, found) == ["Policy", "Your choices", "What we collect", "Do you share it?"]
    assert [document.text[p.lead_in.start : p.lead_in.end] for p in cut_passages if p.lead_in] == [
        "You can:", "You can:", "We collect:", "We collect:", "Data you give us, like:",
    ]  # fmt: skip


def test_questions_and_answers(tmp_path: Path) -> None:
    """ "A: …" is no title, however short it is."""
    document, found, _ = cut(
        write(tmp_path, "p.txt", "Policy\n\nQ: Do you sell it?\nA: No.\n\nQ: Why?\nA: It is not ours.\n")
    )
    assert headings(document, found) == ["Policy", "Q: Do you sell it?", "Q: Why?"]


def test_numbered_titles_in_the_line_of_their_text(tmp_path: Path) -> None:
    """They have a stop of their own, and there are several."""
    lines = ["1. Use of Information. We use", "2. Data Retention. We keep", "3. Sharing. We hand"]
    page = "Policy\n\n" + "\n\n".join(f"{line} it to run what you have asked us for." for line in lines)
    document, found, _ = cut(write(tmp_path, "p.txt", page))
    assert headings(document, found) == ["Policy", "Use of Information.", "Data Retention.", "Sharing."]


def test_bold_titles_without_a_stop(tmp_path: Path) -> None:
    """A sentence begins behind them, and does not go on with them."""
    page = "# Policy\n\n**Right of access** You have the right to know.\n\n**Personal data** is what names you.\n"
    document, found, _ = cut(write(tmp_path, "p.md", page))
    assert headings(document, found) == ["Policy", "Right of access"]


def test_the_numbers_of_clauses_nest(tmp_path: Path) -> None:
    """1.2.1 is part of 1.2, and (i) of (b), but (i) behind (h) is beside it."""
    page = "1. WHAT WE TAKE\n\n1.1 We may take:\n\n(a) names;\n\n(b) data like:\n\n(i) your age;\n\n(ii) your mail;\n\n"
    page += "(c) none.\n\n1.2 We use it:\n\n1.2.1 to help you;\n\n1.2.2 to reply.\n\n"
    document, _, found = cut(write(tmp_path, "p.txt", page))
    leads = {
        document.text[p.start : p.end]: p.lead_in and document.text[p.lead_in.start : p.lead_in.end] for p in found
    }
    assert leads["your mail;"] == leads["your age;"] == "data like:"
    assert leads["none."] == leads["names;"] == "We may take:"
    assert leads["to reply."] == "We use it:"
    letters = "".join(f"({letter}) the thing {letter};\n\n" for letter in "abcdefghij")
    document, _, found = cut(write(tmp_path, "q.txt", f"We take:\n\n{letters}"))
    assert {document.text[p.lead_in.start : p.lead_in.end] for p in found if p.lead_in} == {"We take:"}


def test_rules_between_lines_are_no_text(tmp_path: Path) -> None:
    """Under titles, or around paragraphs."""
    document, found, passages = cut(
        write(tmp_path, "p.txt", "Policy\n======\n\nRights\n------\nYou may object.\n*****\nBye now.\n")
    )
    assert headings(document, found) == ["Policy", "Rights"]
    assert [document.text[p.start : p.end] for p in passages] == ["You may object.", "Bye now."]


def test_what_word_puts_before_items(tmp_path: Path) -> None:
    """Bullets, and "o" and "§" before a tab."""
    document, _, found = cut(
        write(tmp_path, "p.txt", "Not data:\n\n•\tRecords.\n•\tOthers, like:\no\tmine;\no\tyours.\n")
    )
    assert [document.text[p.start : p.end] for p in found] == [
        "Not data:",
        "Records.",
        "Others, like:",
        "mine;",
        "yours.",
    ]


@pytest.mark.parametrize("bullet", ["◆", "► ", "●", "§", "˗ "])
def test_a_bullet_may_stand_right_before_a_word(tmp_path: Path, bullet: str) -> None:
    """What none but a bullet looks like; "§ 5" and "§5" are parts of a law."""
    page = f"We use it for these purposes:\n\n{bullet}Sending you what you ordered;\n\n{bullet}Asking you about it.\n"
    document, found, passages = cut(write(tmp_path, "p.txt", page))
    assert headings(document, found) == []
    assert [document.text[p.start : p.end] for p in passages][1:] == [
        "Sending you what you ordered;",
        "Asking you about it.",
    ]
    assert all(p.lead_in for p in passages[1:])
    document, _, passages = cut(write(tmp_path, "q.txt", "We keep your bills as the law says.\n\n§5 AO asks for it.\n"))
    assert document.text[passages[1].start :].startswith("§5 AO")


def test_the_line_that_dates_a_policy_leads_nothing_in(tmp_path: Path) -> None:
    """Though it has no full stop."""
    _, _, found = cut(
        write(tmp_path, "p.md", "# Policy\n\nVersion 3.2 | Effective 25 May 2018\n\n1. Write to us.\n2. Wait for us.\n")
    )
    assert [p.lead_in for p in found] == [None] * 3


def test_points_at_line_ends_are_items(tmp_path: Path) -> None:
    """Markdown has no mark for "(a)"; and HTML in it keeps the cells of its tables apart."""
    table = "<table><tr><td>Logs</td><td>1 day</td></tr></table>"
    page = f"# Policy\n\nWe may share it:\n(a) with helpers; and\n(b) with judges.\n\n{table}\n"
    document, _, found = cut(write(tmp_path, "p.md", page))
    assert [document.text[p.start : p.end] for p in found] == [
        "We may share it:", "with helpers; and", "with judges.", "Logs | 1 day",
    ]  # fmt: skip


def test_a_narrow_text_is_joined_at_its_line_ends(tmp_path: Path) -> None:
    """Nearly every line that goes on in lower case is a full one."""
    page = """POLICY

This policy explains how Widget collects, uses and
discloses what it has. By using the site, you agree
to this policy.

1. WHAT WE COLLECT

We collect the following:

  1. Your name and postal address, which we need in
     order to ship products to you; and
  2. Your e-mail address.

2. RETENTION

Records are kept for seven years. After that they are
shredded by a company in Leeds.
"""
    document, _, found = cut(write(tmp_path, "p.txt", page))
    quoted = [" ".join(document.text[p.start : p.end].split()) for p in found]
    assert "Your name and postal address, which we need in order to ship products to you; and" in quoted
    assert quoted[-1] == "After that they are shredded by a company in Leeds."


def test_a_series_goes_on_behind_a_list_with_numbers_of_its_own(tmp_path: Path) -> None:
    """One that is deeper down takes no number from it."""
    items = "<li><b>Intro</b><p>We handle data.</p></li><li><b>What we take</b><ol><li>Name</li><li>Age</li></ol></li>"
    rights = "<li><b>Your rights</b><p>You may:</p><ul><li>object;</li><li>leave.</li></ul></li>"
    page = f"<body><h1>Policy</h1><ol>{items}{rights}</ol></body>"
    document, found, _ = cut(write(tmp_path, "p.html", page))
    assert headings(document, found) == ["Policy", "Intro", "What we take", "Your rights"]


def test_a_marker_alone_belongs_to_the_next_line(tmp_path: Path) -> None:
    """As some pages are copied."""
    page = "# Policy\n\nWe keep:\n\n●\n\nyour name;\n\n●\n\nyour age.\n\n(a)\n\nWe sell nothing to others.\n"
    for name in ("p.md", "p.txt"):
        document, _, found = cut(write(tmp_path, name, page))
        quoted = {document.text[p.start : p.end]: p.lead_in is not None for p in found}
        assert quoted["your name;"] is quoted["your age."] is True
        assert not {"●", "(a)"} & set(quoted)


def test_the_numbers_of_pages_are_not_quoted(tmp_path: Path) -> None:
    """They count up; a number that does not may be one of the policy's."""
    pages = "".join(f"We say this on page number {n} of all.\n\n{n}\n\n" for n in range(1, 5))
    document, _, found = cut(
        write(tmp_path, "p.txt", f"Policy\n\n{pages}We keep your data for this many days:\n\n30\n")
    )
    quoted = [document.text[p.start : p.end] for p in found]
    assert [each for each in quoted if each.isdigit()] == ["30"]


def test_short_statements_stay_text(tmp_path: Path) -> None:
    """Also where what stands behind them is short, too."""
    document, found, _ = cut(
        write(tmp_path, "p.html", "<h1>Policy</h1><p>Stored in Germany.</p><p>You can:</p><ul><li>object</li></ul>")
    )
    assert headings(document, found) == ["Policy"]


def test_a_bracket_at_a_line_end_is_no_point(tmp_path: Path) -> None:
    """Where the line before goes on with it: "Art. 6 (1)\n(a) GDPR"."""
    page = "# Policy\n\nWe do it by Art. 6 (1)\n(a) GDPR and, where we must, by Art. 6 (1)\n(b) GDPR.\n"
    _, _, found = cut(write(tmp_path, "p.md", page))
    assert len(found) == 1


def test_items_that_begin_alike_are_not_one_line(tmp_path: Path) -> None:
    """In lower case, and of nearly one length, in a text of short lines."""
    items = "".join(f"to do the thing {n} that you have asked us for\n" for n in "abcde")
    page = "Policy\n\n" + "We sell none.\n\n" * 9 + f"We use the data that we collect for these purposes:\n{items}"
    _, _, found = cut(write(tmp_path, "p.txt", page))
    assert sum(each.lead_in is not None for each in found) == 5


def test_points_that_share_a_line_with_their_text_count_on_from_those_that_do_not(tmp_path: Path) -> None:
    """ "3. Sharing. We …" stands beside the heading "2. Use"; a list under that counts for itself."""
    page = (
        "# Policy\n\n**2. Use of Your Orders**\n\nWe use them for this:\n\n"
        "1. **Shops.** To run our shops in the town.\n"
        "2. **Mail.** To send you what you have ordered.\n3. **Help.** To help you when you ask for it.\n\n"
        "**3. Looks**\n\nWe look at them.\n\n4. **Sharing.** We share it with nobody but the post.\n"
    )
    _, found, _ = cut(write(tmp_path, "p.md", page))
    tops = dict.fromkeys(" > ".join(path.split(" > ")[:2]) for path in paths(found))
    assert list(tops) == ["Policy", "Policy > Use of Your Orders", "Policy > Looks", "Policy > Sharing"]
