"""Which pieces of the original vocabulary are kept for English, Chinese, Russian and Ukrainian.

Punctuation, digits and symbols are kept. A piece with letters is kept when each letter is Han,
Russian or Ukrainian Cyrillic, or ASCII; Latin and Greek letters outside ASCII are kept as
pieces of one letter only. ASCII pieces of more than three characters must occur inside a word
of the English word lists or be used by the calibration text. Kana, Hangul, Arabic and all other
scripts go: a run of them becomes one <unk>.
"""

import unicodedata
from collections.abc import Iterable

WORD_START = "\u2581"
CYRILLIC = set("абвгдежзийклмнопрстуфхцчшщъыьэюяёґєії")
SHORT = 3
"""Pieces of up to this many characters stay, whatever the language."""


def letter_kind(char: str) -> str:
    """'han', 'cyrillic', 'ascii', 'single' (kept alone only), 'other', or '' for what is no letter or mark."""
    point = ord(char)
    if unicodedata.category(char)[0] not in "LM" or 0x300 <= point < 0x370 or 0xFE00 <= point < 0xFE10:
        return ""
    if point < 0x80:
        return "ascii"
    if 0x3400 <= point < 0xA000 or 0xF900 <= point < 0xFB00 or 0x20000 <= point < 0x32000 or char == "\u3005":
        return "han"
    if char.lower() in CYRILLIC:
        return "cyrillic"
    if point < 0x250 or 0x370 <= point < 0x400 or 0x1E00 <= point < 0x2000:
        return "single"
    return "other"


def english_pieces(pieces: Iterable[str], words: Iterable[str]) -> set[str]:
    """Those of the pieces that occur anywhere in one of the words, case and the word-start mark aside."""
    by_lower: dict[str, list[str]] = {}
    for piece in pieces:
        by_lower.setdefault(piece.removeprefix(WORD_START).lower(), []).append(piece)
    longest = max(map(len, by_lower), default=0)
    found = set()
    for word in words:
        word = word.lower()
        for start in range(len(word)):
            for end in range(start + 1, min(len(word), start + longest) + 1):
                if word[start:end] in by_lower:
                    found.add(word[start:end])
    return {piece for lower in found for piece in by_lower[lower]}


def kept_ids(pieces: list[str], words: Iterable[str], used: set[int]) -> list[int]:
    """Ids of the pieces to keep, rising; `used` are ids that the calibration text needs."""
    kept, ascii_ids = [], []
    for index, piece in enumerate(pieces):
        if piece == "<mask>":
            continue
        text = piece.removeprefix(WORD_START)
        kinds = {letter_kind(char) for char in text} - {""}
        if kinds <= {"han", "cyrillic"} or (kinds == {"single"} and len(text) == 1):
            kept.append(index)
        elif kinds <= {"ascii"}:
            (kept if len(text) <= SHORT or index < 4 else ascii_ids).append(index)
        elif kinds <= {"han", "cyrillic", "ascii"}:
            kept.append(index)
    english = english_pieces((pieces[i] for i in ascii_ids), words)
    kept += [i for i in ascii_ids if i in used or pieces[i] in english]
    return sorted(kept)
