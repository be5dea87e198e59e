/** Articles and pairs for tests; nothing of them is real. */
import type { Unit } from '../../src/label/frame.ts';
import type { Judgement, Word } from '../../src/label/journal.ts';
import type { Pair } from '../../src/label/pairs.ts';

export function unit(item_id: string, more: Partial<Unit> = {}): Unit {
  const margin = more.margin ?? 0.02;
  return {
    item_id,
    passage_id: `${item_id}#0`,
    narrative_id: 'n0-000001',
    post_passage_id: 'weibo:1#0',
    ecosystem: 'russian',
    languages: 'zh-ru',
    verified_score: 0.5 + margin,
    threshold: 0.5,
    margin,
    copies: 1,
    copies_matched: margin >= 0 ? 1 : 0,
    ...more,
  };
}

export function pair(item_id: string, more: Partial<Pair> = {}): Pair {
  return {
    ...unit(item_id, more),
    pair_id: `pair-${item_id}`,
    place: 1,
    stratum: 'russian zh-ru 0 to 0.05',
    population: 10,
    sampled: 2,
    title: `Title of ${item_id}`,
    passage: 'The strait is closed.',
    narrative: '海峡已关闭',
    posts: ['海峡已关闭', '海峡关闭了'],
    ...more,
  };
}

export function judgement(pair_id: string, word: Word): Judgement {
  return {
    pair_id,
    judgement: word,
    note: '',
    judged_at: '2031-03-03T00:00:00.000Z',
    item_id: pair_id.replace('pair-', ''),
    narrative_id: 'n0-000001',
  };
}
