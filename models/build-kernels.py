"""Build the small ONNX graphs that crosscurrent runs as its matrix-product engine.

Each graph is a matrix product with its reduction inside, so that a block of similarities never
leaves the runtime. Shapes: a is (m, d) and b is (n, d), both row-major; the product is a times b transposed.

    python models/build-kernels.py models/kernels

Needs the package onnx (models/requirements.txt).
"""

import sys
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save

FLOAT, INT64, INT32, INT8, UINT8 = (
    TensorProto.FLOAT,
    TensorProto.INT64,
    TensorProto.INT32,
    TensorProto.INT8,
    TensorProto.UINT8,
)


def constant(name, values, dtype=np.int64):
    return numpy_helper.from_array(np.array(values, dtype=dtype), name)


def model(name, nodes, inputs, outputs, constants=()):
    """A checked model of one graph, opset 18, with no text about the machine that built it."""
    graph = helper.make_graph(
        nodes,
        name,
        [helper.make_tensor_value_info(n, t, s) for n, t, s in inputs],
        [helper.make_tensor_value_info(n, t, s) for n, t, s in outputs],
        constants,
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], producer_name="crosscurrent")
    made.ir_version = 9
    checker.check_model(made)
    return made


A, B = ("a", FLOAT, ["m", "d"]), ("b", FLOAT, ["n", "d"])
PRODUCT = [helper.make_node("Gemm", ["a", "b"], ["s"], transB=1)]

# Whole numbers of 7 bits, -63 to 63; a is shifted by 128. A pair of products, 2 × 255 × 63, fits 16 bits, so
# processors without VNNI, which add pairs in 16 bits, give what all others give.
A8, B8 = ("a", UINT8, ["m", "d"]), ("b", INT8, ["n", "d"])
SHIFT = constant("shift", 128, np.uint8)
# A product is below 2^24, so it is exact as a float; on floats the reductions are vectorised.
PRODUCT8 = [
    helper.make_node("Transpose", ["b"], ["columns"], perm=[1, 0]),
    helper.make_node("MatMulInteger", ["a", "columns", "shift"], ["whole"]),
    helper.make_node("Cast", ["whole"], ["s"], to=FLOAT),
]

# Columns whose largest value is found, or whose sum is taken, first. Sums of 32 products stay below
# 2^24 up to 2,600 columns: exact, and so the same in any order.
TILE, SUMMED = 64, 32

TOP = [helper.make_node("TopK", ["s", "k"], ["values", "indices"], axis=1, largest=1, sorted=1)]
TOP_OUT = [("values", FLOAT, ["m", "k"]), ("indices", INT64, ["m", "k"])]

# The best of each tile, the best tile, then the place in it: one vectorised pass over the products.
BEST = [
    helper.make_node("Reshape", ["s", "tiles"], ["tiled"]),
    helper.make_node("ReduceMax", ["tiled", "inner"], ["largest"], keepdims=0),
    helper.make_node("TopK", ["largest", "one"], ["values", "tile"], axis=1, largest=1, sorted=1),
    helper.make_node("GatherND", ["tiled", "tile"], ["winner"], batch_dims=1),
    helper.make_node("ArgMax", ["winner"], ["place"], axis=1, keepdims=1),
    helper.make_node("Mul", ["tile", "width"], ["offset"]),
    helper.make_node("Add", ["offset", "place"], ["indices"]),
]
BEST_CONSTANTS = [
    constant("tiles", [0, -1, TILE]),
    constant("inner", [2]),
    constant("one", [1]),
    constant("width", [TILE]),
]
BEST_OUT = [("values", FLOAT, ["m", 1]), ("indices", INT64, ["m", 1])]



def summed_above(floor, out):
    """Nodes for out (m): the sum over columns of max(product, floor)."""
    return [
        helper.make_node("Max", ["s", floor], [out + "_kept"]),
        helper.make_node("Reshape", [out + "_kept", "tiles"], [out + "_tiled"]),
        helper.make_node("ReduceSum", [out + "_tiled", "inner"], [out + "_sums"], keepdims=0),
        helper.make_node("Cast", [out + "_sums"], [out + "_wholes"], to=INT32),
        helper.make_node("ReduceSum", [out + "_wholes", "outer"], [out], keepdims=0),
    ]


# Two sums of a maximum take less time than a comparison and a choice; how many products reach the
# floor, and with it their sum, follows from the two.
MASS = [
    *summed_above("floor", "above"),
    helper.make_node("Sub", ["floor", "unit"], ["lower"]),
    *summed_above("lower", "above_lower"),
]

GRAPHS = {
    # s (m, n): the whole product
    "dense": model("dense", PRODUCT, [A, B], [("s", FLOAT, ["m", "n"])]),
    # values, indices (m, k): the k largest products of each row, largest first, ties by lower index
    "top": model("top", PRODUCT + TOP, [A, B, ("k", INT64, [1])], TOP_OUT),
    # values, indices (m, 1): the largest product of each row, ties by lower index; n is a multiple of 64
    "best": model("best", PRODUCT + BEST, [A, B], BEST_OUT, BEST_CONSTANTS),
    # The same of whole numbers.
    "top8": model("top8", PRODUCT8 + TOP, [A8, B8, ("k", INT64, [1])], TOP_OUT, [SHIFT]),
    "best8": model("best8", PRODUCT8 + BEST, [A8, B8], BEST_OUT, [SHIFT, *BEST_CONSTANTS]),
    # above, above_lower (m): sums over columns of max(product, floor) and of max(product, floor - 1);
    # n is a multiple of 32
    "mass8": model(
        "mass8",
        PRODUCT8 + MASS,
        [A8, B8, ("floor", FLOAT, [1])],
        [("above", INT32, ["m"]), ("above_lower", INT32, ["m"])],
        [
            SHIFT,
            constant("tiles", [0, -1, SUMMED]),
            constant("inner", [2]),
            constant("outer", [1]),
            constant("unit", [1], np.float32),
        ],
    ),
}


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, made in GRAPHS.items():
        save(made, folder / f"{name}.onnx")
        print(f"{name}.onnx", (folder / f"{name}.onnx").stat().st_size, "bytes")


if __name__ == "__main__":
    main()
