"""How a list's numbers are shown: in digits, letters or Roman numerals."""

from __future__ import annotations

_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        "M CM D CD C XC L XL X IX V IV I".split(),
        strict=True,
    )
)


def formed(count: int, form: str) -> str:
    """A count as it is shown.

    ``form`` is called as in a DOCX: "lowerLetter", "upperRoman", "decimalZero". In digits where it is anything else, or
    the count is beyond what is ever shown so.
    """
    text = str(count)
    if form == "decimalZero":
        text = f"{count:02}"
    elif form in ("upperLetter", "lowerLetter") and 0 < count <= 26 * 4:
        text = chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)  # after Z comes AA, then BB
    elif form in ("upperRoman", "lowerRoman") and 0 < count < 4000:
        text = ""
        for value, letters in _ROMAN:
            text += letters * (count // value)
            count %= value
    return text.lower() if form.startswith("lower") else text
