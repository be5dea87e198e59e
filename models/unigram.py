"""A plain Unigram tokenizer, used while building; programs use tokenizer.json instead."""

import re
import unicodedata

from vocabulary import WORD_START

DELETED = re.compile("[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]")
SPACES = re.compile("[\t\n\x0c\r\xa0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2581\u3000\ufeff\ufffd]")


def normalise(text: str) -> str:
    """What the `Precompiled` normaliser of the npm package @huggingface/tokenizers does."""
    text = SPACES.sub(" ", DELETED.sub("", text))
    return "\uff5e".join(unicodedata.normalize("NFKC", part) for part in text.split("\uff5e"))


class Unigram:
    """Viterbi segmentation, word by word: no piece has a word start inside, so words are independent."""

    def __init__(self, pieces: list[str], scores, unk: int, plain_from: int = 4):
        """Pieces before `plain_from` are special tokens and never match text."""
        self.ids = {piece: i for i, piece in enumerate(pieces) if i >= plain_from}
        self.scores = [float(score) for score in scores]
        self.longest = max(map(len, self.ids))
        self.unk = unk
        self.unk_score = min(self.scores) - 10
        self.known: dict[str, list[int]] = {}

    def word(self, word: str) -> list[int]:
        """Piece ids of one word, the word-start mark included; unknown runs fused into one."""
        if word in self.known:
            return self.known[word]
        best: list[tuple[float, int, int]] = [(0.0, 0, -1)] + [(float("-inf"), 0, -1)] * len(word)
        for start in range(len(word)):
            base = best[start][0]
            for end in range(start + 1, min(len(word), start + self.longest) + 1):
                piece = self.ids.get(word[start:end])
                score = self.unk_score if piece is None and end == start + 1 else None
                if piece is not None:
                    score = self.scores[piece]
                if score is not None and base + score > best[end][0]:
                    best[end] = (base + score, start, self.unk if piece is None else piece)
        found, at = [], len(word)
        while at > 0:
            _, at, piece = best[at]
            if not (piece == self.unk and found and found[-1] == self.unk):
                found.append(piece)
        found.reverse()
        self.known[word] = found
        return found

    def encode(self, text: str) -> list[int]:
        """Piece ids of a text, without the markers of its beginning and end."""
        return [piece for word in normalise(text).split() for piece in self.word(WORD_START + word)]
