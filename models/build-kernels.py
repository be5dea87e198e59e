"""Build the small ONNX graphs that crosscurrent runs as its matrix-product engine.

Each graph is a matrix product with its reduction inside, so that a block of similarities never
leaves the runtime. Shapes: a is (m, d) and b is (n, d), both row-major; the product is a times b transposed.

    python models/build-kernels.py models/kernels

Needs the package onnx (models/requirements.txt).
"""

import sys
from pathlib import Path

from onnx import TensorProto, checker, helper, save

FLOAT, INT64 = TensorProto.FLOAT, TensorProto.INT64


def model(name, nodes, inputs, outputs):
    """A checked model of one graph, opset 17, with no text about the machine that built it."""
    graph = helper.make_graph(
        nodes,
        name,
        [helper.make_tensor_value_info(n, t, s) for n, t, s in inputs],
        [helper.make_tensor_value_info(n, t, s) for n, t, s in outputs],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], producer_name="crosscurrent")
    made.ir_version = 8
    checker.check_model(made)
    return made


A, B = ("a", FLOAT, ["m", "d"]), ("b", FLOAT, ["n", "d"])

GRAPHS = {
    # values, indices (m, k): the k largest products of each row, largest first, ties by lower index
    "top": model(
        "top",
        [
            helper.make_node("Gemm", ["a", "b"], ["s"], transB=1),
            helper.make_node("TopK", ["s", "k"], ["values", "indices"], axis=1, largest=1, sorted=1),
        ],
        [A, B, ("k", INT64, [1])],
        [("values", FLOAT, ["m", "k"]), ("indices", INT64, ["m", "k"])],
    ),
    # mass (m, 1): sum over columns of weight × product, over the products of at least `floor`
    "mass": model(
        "mass",
        [
            helper.make_node("Gemm", ["a", "b"], ["s"], transB=1),
            helper.make_node("GreaterOrEqual", ["s", "floor"], ["near"]),
            helper.make_node("Where", ["near", "s", "zero"], ["kept"]),
            helper.make_node("MatMul", ["kept", "weights"], ["mass"]),
        ],
        [A, B, ("floor", FLOAT, [1]), ("zero", FLOAT, [1]), ("weights", FLOAT, ["n", 1])],
        [("mass", FLOAT, ["m", 1])],
    ),
    # s (m, n): the whole product
    "dense": model("dense", [helper.make_node("Gemm", ["a", "b"], ["s"], transB=1)], [A, B], [("s", FLOAT, ["m", "n"])]),
}


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, made in GRAPHS.items():
        save(made, folder / f"{name}.onnx")
        print(f"{name}.onnx", (folder / f"{name}.onnx").stat().st_size, "bytes")


if __name__ == "__main__":
    main()
