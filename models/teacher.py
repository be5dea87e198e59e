"""Sentence vectors of the bundled model, for what is fitted to it."""

import json
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
import onnxruntime

from unigram import Unigram

TOKENS_PER_BATCH, TEXTS_PER_BATCH = 1024, 32
CHUNK = 4096
"""Texts of a chunk: the unit that a process embeds and that is kept when the work is interrupted."""


class Tokenizer:
    """Token ids of the bundled model, without the markers of beginning and end."""

    def __init__(self, folder: Path):
        vocabulary = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
        self.pieces = [piece for piece, _ in vocabulary]
        self.scores = np.array([score for _, score in vocabulary])
        self.unigram = Unigram(self.pieces, self.scores, unk=3)
        self.encode = self.unigram.encode


def embed_rows(session: onnxruntime.InferenceSession, rows: list[list[int]], dimensions: int) -> np.ndarray:
    """Unit vectors (n × d, float32) of token rows, which carry their markers already."""
    vectors = np.empty((len(rows), dimensions), np.float32)
    order = sorted(range(len(rows)), key=lambda at: len(rows[at]))
    at = 0
    while at < len(order):
        end = at + 1
        while end < len(order) and end - at < TEXTS_PER_BATCH and (end + 1 - at) * len(rows[order[end]]) <= TOKENS_PER_BATCH:
            end += 1
        batch = order[at:end]
        ids = np.ones((len(batch), len(rows[batch[-1]])), np.int64)
        mask = np.zeros_like(ids)
        for i, row in enumerate(batch):
            ids[i, : len(rows[row])], mask[i, : len(rows[row])] = rows[row], 1
        feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        vectors[batch] = session.run(["sentence_embedding"], feeds)[0]
        at = end
    return vectors


def embed_chunk(folder: Path, work: Path, name: str, rows: list[list[int]]) -> None:
    """Embeds one chunk into `work`, unless it is there."""
    path = work / f"{name}.npy"
    if path.exists():
        return
    description = json.loads((folder / "embedder.json").read_text())
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(folder / description["model"]), options, ["CPUExecutionProvider"])
    vectors = embed_rows(session, rows, description["dimensions"])
    temporary = work / f"{name}.tmp.npy"
    np.save(temporary, vectors.astype(np.float16))
    temporary.rename(path)


def embed(
    folder: Path, work: Path, name: str, rows: list[list[int]], prefix: list[int], processes: int, log: Callable[[str], None]
) -> np.ndarray:
    """Unit vectors (n × d, kept at 16 bits) of rows of token ids; chunks in `work` are taken up again."""
    work.mkdir(parents=True, exist_ok=True)
    limit = 512 - 2 - len(prefix)
    marked = [[0, *prefix, *row[:limit], 2] for row in rows]
    chunks = {f"{name}-{at // CHUNK:04d}": marked[at : at + CHUNK] for at in range(0, len(marked), CHUNK)}
    with ProcessPoolExecutor(processes) as pool:
        for done, _ in enumerate(pool.map(partial(embed_chunk, folder, work), chunks, chunks.values())):
            log(f"{name}: {min(len(rows), (done + 1) * CHUNK)} of {len(rows)} embedded")
    return np.concatenate([np.load(work / f"{chunk}.npy") for chunk in chunks])
