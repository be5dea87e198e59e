/** Centres of groups: unit means of their members, computed where members came or went. */
import type { Matrix } from './products.ts';
import { pickRows } from './products.ts';
import type { Rows } from './rows.ts';
import { normaliseRows } from './vectors.ts';

/** Members read together. */
const memberBlock = 2048;

/** Marks (1) the groups that a member joined or left. */
export function changedGroups(before: Int32Array, after: Int32Array, groups: number): Uint8Array {
  const changed = new Uint8Array(groups);
  for (let row = 0; row < after.length; row++) {
    if (before[row] === after[row]) continue;
    if (before[row]! >= 0) changed[before[row]!] = 1;
    changed[after[row]!] = 1;
  }
  return changed;
}

/**
 * The centres after members moved: those of changed groups are computed, the others stay. Groups
 * without members vanish, and `labels` close the gaps in place.
 *
 * @returns the centres, and the groups whose centre others have not been compared with: it is another
 * one than before, or the group was opened in this pass (`known` and above).
 */
export function moveCentres(
  rows: Rows,
  weights: Float32Array,
  labels: Int32Array,
  centres: Matrix,
  changed: Uint8Array,
  known: number,
): { centres: Matrix; moved: Int32Array<ArrayBuffer> } {
  const { place, kept } = closeGaps(labels, centres.rows);
  renumbered(labels, place);
  const after = pickRows(centres, kept);
  const recomputed = Uint8Array.from(kept, (group) => changed[group]!);
  const moved: number[] = [];
  for (const { group, centre } of groupMeans(rows, weights, labels, recomputed)) {
    const current = after.data.subarray(group * rows.columns, (group + 1) * rows.columns);
    const same = centre.every((value, i) => value === current[i]);
    if (same && kept[group]! < known) continue;
    current.set(centre);
    moved.push(group);
  }
  return { centres: after, moved: Int32Array.from(moved) };
}

/** Unit means of the groups marked in `wanted`, in the order of their numbers; reads only their members. */
export function* groupMeans(
  rows: Rows,
  weights: Float32Array | undefined,
  labels: Int32Array,
  wanted: Uint8Array,
): Generator<{ group: number; centre: Float32Array }> {
  const { columns } = rows;
  const members = membersByGroup(labels, wanted);
  let sum = new Float64Array(columns);
  for (let start = 0; start < members.length; start += memberBlock) {
    const block = members.subarray(start, start + memberBlock);
    const { data } = rows.pick(block);
    for (let place = 0; place < block.length; place++) {
      const row = block[place]!;
      const weight = weights === undefined ? 1 : weights[row]!;
      const from = place * columns;
      for (let i = 0; i < columns; i++) sum[i]! += weight * data[from + i]!;
      const group = labels[row]!;
      const next = members[start + place + 1];
      if (next !== undefined && labels[next] === group) continue;
      yield { group, centre: normaliseRows(Float32Array.from(sum), columns) };
      sum = new Float64Array(columns);
    }
  }
}

/** Rows of the wanted groups, by group and then by row. */
function membersByGroup(labels: Int32Array, wanted: Uint8Array): Int32Array {
  const starts = new Int32Array(wanted.length + 1);
  for (const label of labels) if (wanted[label] === 1) starts[label + 1]! += 1;
  for (let group = 0; group < wanted.length; group++) starts[group + 1]! += starts[group]!;
  const members = new Int32Array(starts[wanted.length]!);
  labels.forEach((label, row) => {
    if (wanted[label] === 1) members[starts[label]!++] = row;
  });
  return members;
}

/** The number of each group among those that have members (-1 where it has none), and these groups. */
export function closeGaps(labels: Int32Array, groups: number): { place: Int32Array; kept: number[] } {
  const place = new Int32Array(groups).fill(-1);
  for (const label of labels) place[label] = 0;
  const kept: number[] = [];
  for (let group = 0; group < groups; group++) {
    if (place[group] === 0) place[group] = kept.push(group) - 1;
  }
  return { place, kept };
}

/** Replaces each label by its new number, in place. */
export function renumbered(labels: Int32Array, place: Int32Array): Int32Array {
  for (let row = 0; row < labels.length; row++) labels[row] = place[labels[row]!]!;
  return labels;
}
