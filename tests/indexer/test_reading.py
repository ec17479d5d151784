"""Reading files: text as it is, and clear errors for what is no text."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from assistant.errors import PolicyError
from assistant.indexer.reading import read
from tests.indexer.documents import SEEDS, cut, write


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_plain_text_is_kept_as_it_is(path: Path) -> None:
    """The canonical text of a .txt file is the file's own."""
    assert read(path).document.text == path.read_text(encoding="utf-8")


def test_line_ends_and_byte_order_marks_are_normalised(tmp_path: Path) -> None:
    """Windows line ends and a byte order mark make no other text, nor another version."""
    plain = write(tmp_path, "a.txt", "Privacy\nWe keep it.\n")
    marked = tmp_path / "b.txt"
    marked.write_bytes("\ufeffPrivacy\r\nWe keep it.\r\n".encode())
    wide = tmp_path / "c.txt"
    wide.write_bytes("Privacy\nWe keep it.\n".encode("utf-16"))
    documents = [read(path).document for path in (plain, marked, wide)]
    assert {document.text for document in documents} == {"Privacy\nWe keep it.\n"}
    assert len({document.version for document in documents}) == 1


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.md", b" \n\n", "is empty"),
        ("late.md", "é".encode() * 35_000 + b"\xff" * 40, "is not UTF-8 text: byte 0xff at offset 70000"),
        ("binary.txt", b"PK\x03\x04\x00\x00", "is not text (a zero byte at offset 4)"),
        ("nothing.html", b"<html><body><script>1</script></body></html>", "holds no text"),
        ("policy.xyz", b"text", "not a format that can be read"),
    ],
)
def test_what_is_no_policy_is_refused(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    """The error names the file and says in one line what is wrong, and where."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(PolicyError) as error:
        read(path)
    assert str(error.value).startswith(f"{path}: ")
    assert says in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("name", ["p.txt", "p.md", "p.html"])
@pytest.mark.parametrize(
    "matter",
    [
        "---\nlayout: page\ntitle: 'Plum Privacy Policy'\ntags:\n- legal\n\n  # ours\ndate: 2026-03-01 10:00\n---\n",
        '+++\ntitle = "Plum Privacy Policy"\ndate = 2026-03-01T10:00:00Z\n[menu]\nmain = {weight = 3}\n+++\n',
    ],
    ids=["yaml", "toml"],
)
def test_front_matter(tmp_path: Path, name: str, matter: str) -> None:
    """What a site's generator is told is no text of the policy, but says its title and date; plain text keeps it."""
    path = write(tmp_path, name, f"{matter}\nWe keep it for a year.\n")
    document, found, passages = cut(path)
    assert [document.text[p.start : p.end] for p in passages] == ["We keep it for a year."]
    assert len(found.blocks) == 1
    assert (document.title, str(document.effective_date)) == ("Plum Privacy Policy", "2026-03-01")
    assert document.text == path.read_text(encoding="utf-8") or name != "p.txt"


@pytest.mark.parametrize("rule", ["---", "+++"])
def test_rules_around_text_are_no_front_matter(tmp_path: Path, rule: str) -> None:
    """No fields stand between them."""
    document, _, passages = cut(write(tmp_path, "p.txt", f"{rule}\nWe keep it for a year.\n{rule}\nWe sell none.\n"))
    assert [document.text[p.start : p.end] for p in passages] == ["We keep it for a year.", "We sell none."]


def test_a_stray_zero_byte_in_a_page_is_passed_over(tmp_path: Path) -> None:
    """As browsers do; a page with many is none."""
    path = tmp_path / "page.html"
    path.write_bytes(b"<style>a{content:'\0A0'}</style><p>We keep logs.</p>" + b" " * 20_000)
    assert read(path).document.text.strip() == "We keep logs."
    path.write_bytes(b"<p>We keep\0logs.</p>")
    with pytest.raises(PolicyError, match="zero byte"):
        read(path)


@pytest.mark.parametrize("broken", [b"\xff", b"\xe9", b"\xe2\x80", b"\x81"])
@pytest.mark.parametrize("sign", ["’", "'"])
def test_a_broken_character_in_a_long_text(tmp_path: Path, sign: str, broken: bytes) -> None:
    """It is shown as such, and every other one as it is; in a short text it is too much."""
    clause = f"It{sign}s a rule of ours to sell nothing. "
    path = tmp_path / "p.txt"
    path.write_bytes(clause.encode() + broken + b" " + 40 * clause.encode())
    document, _, passages = cut(path)
    assert document.text == f"{clause}\N{REPLACEMENT CHARACTER} {40 * clause}"
    assert [document.text[p.start : p.end] for p in passages][-1] == clause.strip()
    path.write_bytes(b"We sell nothing. \x81")
    with pytest.raises(PolicyError, match="is not UTF-8 text: byte 0x81"):
        read(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """A file that is not there is a PolicyError, not an OSError."""
    with pytest.raises(PolicyError, match="does not exist"):
        read(tmp_path / "gone.txt")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Nous protégeons vos données à caractère personnel, où que vous soyez, dès le départ.", "cp1252"),
        ("Wir verwenden Ihre Daten für die Zustellung und löschen sie später.", "latin-1"),
        ("We use “your” data – it’s ours to keep safe.", "cp1252"),
        ("Vaše údaje používáme k doručení, později je mažeme. Řízení žádostí, které podáváte.", "cp1250"),
        ("Мы используем ваши данные для доставки и удаляем их потом.", "cp1251"),
        ("Мы используем ваши данные для доставки и удаляем их потом.", "koi8_r"),
        ("私たちはあなたのデータを使用します。個人情報の保護", "shift_jis"),
        ("我们使用您的数据来交付产品", "gb18030"),
        ("We keep your data for 14 days.", "utf-16-le"),
        ("We keep your data for 14 days.", "utf-16-be"),
    ],
)
def test_common_encodings_are_read(tmp_path: Path, text: str, encoding: str) -> None:
    """Without any mark, the letters tell the encoding."""
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    assert read(path).document.text == text


def test_signs_in_an_english_text_are_western(tmp_path: Path) -> None:
    """One is enough, also a letter within a word; an apostrophe before a letter is no Japanese sign."""
    text = "© Acme. We keep your driver’s licence as § 1798 of the law says, and nothing else that we know of you."
    path = tmp_path / "a.txt"
    long = f"{text} " * 9 + "It is the state’s law, and the state’s own. × Close"
    for words in (text[:40], text, long, "We keep it at our café."):
        path.write_bytes(words.encode("cp1252"))
        assert read(path).document.text == words
    path.write_bytes(b"We keep it \xff for you.")
    with pytest.raises(PolicyError, match="is not UTF-8 text"):
        read(path)


def test_a_page_says_its_encoding(tmp_path: Path) -> None:
    """What the head of a page declares is believed where the bytes allow it."""
    path = tmp_path / "a.html"
    path.write_bytes("<meta charset='iso-8859-2'><p>Osobní údaje: řízení, žádosti.</p>".encode("iso-8859-2"))
    assert read(path).document.text == "Osobní údaje: řízení, žádosti."


@pytest.mark.parametrize(("name", "module"), [("a.pdf", "pypdf"), ("a.docx", "mammoth")])
def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str) -> None:
    """The message says what to install."""
    monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / name).write_bytes(b"%PDF-1.4")
    with pytest.raises(PolicyError, match=r'pip install "policy-assistant\[(pdf|docx)\]"'):
        read(tmp_path / name)
