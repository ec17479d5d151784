"""Which part of a web page is its content, and what in it is machinery: navigation, banners, footers, scripts."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

_NEVER = frozenset(
    "script style noscript template nav select textarea svg math iframe object embed canvas video audio dialog head "
    "title input datalist".split()
)
_FRAME = frozenset(("header", "footer", "aside"))
_CONTENT = "p, li, h1, h2, h3, h4, table, dl"
_ROLES = frozenset("navigation banner contentinfo dialog alertdialog search menu menubar complementary".split())
_HOLDERS = frozenset("h1 h2 h3 h4 h5 h6 summary dt".split())
"""A button in one of these opens and closes a part of the page; its words are the part's title."""
_BANNER = re.compile(
    r"cookie[-_ ]?(?:banner|consent|bar|popup|pop-up|modal|dialog|overlay|law|alert|message|prompt|confirm|wall|toast)"
    r"|(?:consent|gdpr|ccpa)[-_ ]?(?:banner|bar|popup|modal|dialog|overlay|manager)"
    r"|(?:^|[\s_-])(?:social-?(?:share|links|media)|share-?(?:buttons|bar)|newsletter-signup)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""A section of the policy may be called so, too."""
_BOUGHT = re.compile(
    r"onetrust-|cybotcookiebot|usercentrics|\b(?:axeptio|cky-|cmplz-|cmpbox|cookiefirst-|cookieyes|didomi-|iubenda-cs-|moove_gdpr"
    r"|osano-cm|qc-cmp2|sp_message_|tarteaucitron|termsfeed-com---|truste-|trustarc-banner)",
    re.IGNORECASE,
)
"""What others' programs call their banners: never a section."""
_PRESSED = "button, input, [role=button], [onclick], a:not([href]), a[href='#'], a[class*=btn], a[class*=button]"
_AROUND = re.compile(
    r"(?:^|[\s_-])(?<!has-)(?<!no-)(?<!with-)(?<!without-)(?:breadcrumbs?|skip-?(?:link|to-content|nav)"
    r"|site-?(?:footer|header|nav)|navbar|side-?bar|back-to-top|screen-reader-only)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""What stands around the text; "no-sidebar" is a look of the page."""
_SITE = re.compile(
    r"(?:(?:site|page|main|global|web|top|mobile|primary|secondary|sticky)[-_]*)?"
    r"(?P<name>header|footer|masthead|top-?bar|nav|navigation|menu)(?:[-_]*(?:wrap(?:per)?|container|nav|navigation|menu"
    r"|links?|inner|bar|area|widgets?|legal|copyright|item|list|desktop|mobile|left|right))*(?:[-_]{1,2}\w*\d\w*)?"
    r"(?P<more>[\w-]*)",
    re.IGNORECASE,
)
"""A name for what every page of a site has; made by some programs with a few letters and digits behind it."""
_LONGEST_NAME = 60
"""Code points; nobody's names of such a thing are longer."""
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_RIGHTS = re.compile(r"©|\bcopyright\b|\brights reserved\b", re.IGNORECASE)
_HEARD = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-(?:text|only)|a11y-hidden|u-hidden-visually)(?:\s|$)"
)
"""What is not seen but read aloud, as that a link opens a new window."""
_TITLES = "h1, h2, h3, h4, h5, h6"
_WHOLE = frozenset(("html", "body", "main"))
_FOLDS = re.compile(r"accordion|collaps|toggle|expand|faq", re.IGNORECASE)
_PARTS = frozenset(("div", "section", "article"))
_SENTENCE = 6
"""Words of a sentence, at least."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAX_BANNER = 3_000
"""Code points. What is longer than this is no banner, whatever it is called."""
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_UNCOUNTED = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th tbody thead tfoot option "
    "optgroup colgroup html head body rp rt".split()
)
"""They have no end tag, or need none: an open one is closed by the next."""
_MAX_DEPTH = 2_000


def is_too_deep(text: str) -> bool:
    """More elements stand within each other than in any page that a person reads; a parser takes ages over them."""
    depth = 0
    for match in _TAG.finditer(text):
        if match[2].lower() not in _UNCOUNTED:
            depth = max(0, depth + (-1 if match[1] else 1))
            if depth > _MAX_DEPTH:
                return True
    return False


def content_root(tree: LexborHTMLParser) -> LexborNode | None:
    """The element that holds the policy: the main one or the article, where it has most of the words; else the body."""
    body = tree.body or tree.root
    if body is None:
        return None
    whole = _length(body)
    for selector in ("main, [role=main]", "article"):
        found = max(tree.css(selector), key=_length, default=None)
        if found is not None and 4 * _length(found) >= whole:
            return found
    return body


def is_machinery(node: LexborNode, within: bool) -> bool:
    """Whether an element and all in it is no text of the policy. ``within``: it stands in the main part already."""
    tag = node.tag or ""
    if tag in _NEVER:
        return True
    if tag in _FRAME and not within:
        return tag != "header" or node.css_first("h1") is None or node.css_first("nav") is not None
    if tag == "aside" and _length(node) < _MAX_BANNER and _leads_on(node, sure=False):
        return True
    if tag == "button":
        return not (opens_part(node) or _in_title(node) or _in_sentence(node))
    if tag == "form":
        return len(node.css("p, h1, h2, h3")) < 3  # some pages are one large form
    attributes = node.attributes
    return bool(attributes) and _is_marked(node, attributes)


def _is_marked(node: LexborNode, attributes: dict[str, str | None]) -> bool:
    """Its role, its name or its looks say so."""
    if (attributes.get("role") or "").lower() in _ROLES:
        return _length(node) < _MAX_BANNER
    names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}".strip()
    if names and node.tag not in _WHOLE and _is_called(node, names):
        return True
    hidden = "hidden" in attributes or (attributes.get("aria-hidden") or "").lower() == "true"
    if hidden or _HIDDEN.search(attributes.get("style") or ""):
        folded = node.css_first(_CONTENT) is not None or (node.tag in _PARTS and _ends_sentence(node))
        return not folded  # a part that is folded is still a part of the policy
    return False


def _is_called(node: LexborNode, names: str) -> bool:
    """Its names are those of what stands around the text or over it."""
    if _BOUGHT.search(names):
        return node.css_first("h1") is None
    if _length(node) >= _MAX_BANNER:
        return False
    if _HEARD.search(names):
        return node.css_first(_TITLES) is None and node.tag not in _HOLDERS
    called = _AROUND.search(names) or _is_banner(node, names) or _is_of_site(node, names)
    return bool(called) and node.css_first("h1") is None


def _is_of_site(node: LexborNode, names: str) -> bool:
    """It is called a header, a footer or a menu, and only leads on. A header with a title is the policy's."""
    short = (_CAPITAL.sub("-", name) for name in names.split() if len(name) <= _LONGEST_NAME)
    found = [match for name in short if (match := _SITE.fullmatch(name))]
    if not found or node.tag not in (*_PARTS, "ul"):
        return False
    titled = any(match["name"].lower() == "header" for match in found) and node.css_first(_TITLES) is not None
    return not titled and _leads_on(node, sure=not all(match["more"] for match in found))


def _leads_on(node: LexborNode, sure: bool) -> bool:
    """It has links, which are most of its words unless it is ``sure``, or a copyright line; and no sentence."""
    lines = node.text(deep=True, separator="\n").split("\n")
    paragraphs = [each.text(deep=True) for each in node.css("p")]  # links may divide their lines
    told = any(_is_told(words) and not _RIGHTS.search(words) for words in (*lines, *paragraphs))
    links = node.css("a, button")
    dense = 2 * sum(map(_length, links)) >= _length(node)
    return not told and ((len(links) > 1 and (sure or dense)) or any(map(_RIGHTS.search, lines)))


def _is_banner(node: LexborNode, names: str) -> bool:
    """It is called a banner, and is no section of the policy: a heading, or one with text and nothing to press."""
    if not _BANNER.search(names):
        return False
    section = node.css_first("h2, h3, h4, h5, h6") is not None and node.css_first("p, td, dd") is not None
    return node.tag not in _HOLDERS and not (section and node.css_first(_PRESSED) is None)


def _ends_sentence(node: LexborNode) -> bool:
    """Its words end with a sentence, as those of no icon, menu or button do."""
    return _is_told(node.text(deep=True))


def _is_told(text: str) -> bool:
    words = text.split()
    return len(words) >= _SENTENCE and words[-1].endswith((".", "!", "?"))


def _in_title(node: LexborNode) -> bool:
    parent = node.parent
    for _ in range(4):
        if parent is None:
            return False
        if parent.tag in _HOLDERS:
            return True
        parent = parent.parent
    return False


def _in_sentence(button: LexborNode) -> bool:
    """Words or a stop follow it in the same paragraph: "in our [cookie settings] at any time"."""
    after = button.next
    return after is not None and after.tag == "-text" and bool((after.text_content or "").strip())


def opens_part(button: LexborNode) -> bool:
    """It unfolds what stands right behind it, of which its words are the title."""
    attributes, part = button.attributes, button.next
    named = _FOLDS.search(attributes.get("class") or "") is not None
    if not named and not attributes.keys() & {"aria-controls", "aria-expanded"}:
        return False
    while part is not None and part.tag == "-text" and not (part.text_content or "").strip():
        part = part.next
    if part is None or part.tag not in _PARTS:
        return False
    return part.css_first("p, table, dl") is not None or _ends_sentence(part)


def is_layout(table: LexborNode) -> bool:
    """A table that only arranges the page: one within another, with headings, or of a single column."""
    titles = [title for title in table.css("h1, h2, h3") if title.parent is None or title.parent.tag != "th"]
    if titles or len(table.css("table")) > 1:
        return True
    return all(sum(child.tag in ("td", "th") for child in row.iter()) <= 1 for row in table.css("tr"))


def _length(node: LexborNode) -> int:
    return len(node.text(deep=True))
