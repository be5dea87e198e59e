/**
 * A member of a `WITH RECURSIVE` query: `up` (narrative_id, ancestor, level, parent_id), each narrative of
 * level 0 with itself and with everything above it. `narratives` is anything SQL can read from.
 */
export function ancestorsSql(narratives: string): string {
  return `up AS (
      SELECT narrative_id, narrative_id AS ancestor, level, parent_id FROM ${narratives} WHERE level = 0
      UNION ALL
      SELECT up.narrative_id, n.narrative_id, n.level, n.parent_id
      FROM up JOIN ${narratives} n ON n.narrative_id = up.parent_id WHERE n.level > up.level)`;
}
