/**
 * First values of the bundled model's vector of a fixed text, written by `node scripts/pin-vector.mjs`.
 * Processors round 8-bit products differently: up to `exact` nothing is said, up to `tolerance` it is a warning.
 */
export const pinned = {
  embedder: 'bundled-e5-small-int8@1',
  text: 'The strait was closed to all shipping on Monday morning.',
  first: [0.053326, -0.042106, -0.005462, 0.042403, 0.057206, -0.060377, -0.016904, 0.037159],
  exact: 0.002,
  tolerance: 0.012,
};
