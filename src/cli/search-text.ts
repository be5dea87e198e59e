/** What was found, as text for a terminal. */
import { noteText } from '../search/notes.ts';
import type { Mark, NarrativeHit, PassageHit, SearchResult } from '../search/types.ts';
import { clip, visible } from '../report/visible.ts';

/** Characters of a passage that are shown. */
const shown = 160;

/** Narratives and passages with why each was found; words of the query stand between asterisks. */
export function searchText(result: SearchResult, study: string): string {
  const blocks = [
    ...result.notes.map((note) => noteText(note, study)),
    ...(result.narratives.length === 0
      ? []
      : [
          'narratives',
          ...result.narratives.flatMap((hit, place) => [
            ...(place === result.near ? ['farther narratives'] : []),
            narrativeText(hit, place),
          ]),
        ]),
    ...(result.passages.length === 0
      ? []
      : ['passages', ...result.passages.map((hit, place) => passageText(hit, place))]),
  ];
  if (result.narratives.length + result.passages.length === 0) blocks.push('nothing was found');
  return blocks.join('\n\n');
}

function narrativeText(hit: NarrativeHit, place: number): string {
  const articles = hit.articles.map(({ ecosystem, articles: count }) => `${visible(ecosystem)} ${count}`);
  return [
    `${String(place + 1).padStart(3)}. ${marked(hit.label, hit.marks)}  (${hit.narrative_id})`,
    `     ${hit.posts} posts${articles.length === 0 ? '' : `; articles: ${articles.join(', ')}`}${hit.measured ? '' : '; not measured'}`,
    `     ${why(hit)}`,
  ].join('\n');
}

function passageText(hit: PassageHit, place: number): string {
  const about = [hit.ecosystem, hit.site === hit.ecosystem ? null : hit.site, hit.language, dayOf(hit)];
  return [
    `${String(place + 1).padStart(3)}. ${about
      .filter((part) => part !== null)
      .map(visible)
      .join(' · ')}  (${visible(hit.passage_id)})`,
    `     ${marked(hit.text, hit.marks)}`,
    `     ${why(hit)}`,
  ].join('\n');
}

function dayOf({ published_at, published_precision }: PassageHit): string | null {
  return published_at === null || published_precision === 'unknown' ? null : published_at.toISOString().slice(0, 10);
}

function why({ meaning, words }: Pick<PassageHit, 'meaning' | 'words'>): string {
  const parts: string[] = [];
  if (meaning !== undefined)
    parts.push(
      `meaning ${meaning.rank}. (cosine ${meaning.cosine.toFixed(2)}${meaning.space === 'sketch' ? ', sketch' : ''})`,
    );
  if (words !== undefined) parts.push(`words ${words.rank}. (BM25 ${words.score.toFixed(1)})`);
  return parts.length === 0 ? 'of the narrative' : parts.join(', ');
}

/** The text around the first mark on one line, its marks between asterisks and nothing in it invisible. */
function marked(text: string, marks: readonly Mark[]): string {
  const from = Math.max(0, Math.min((marks[0]?.start ?? 0) - 40, text.length - shown));
  const start = from === 0 ? 0 : from + (/^[\udc00-\udfff]/u.test(text.slice(from)) ? 1 : 0);
  const { text: kept, left } = clip(text.slice(start), shown);
  const end = start + kept.length;
  let line = start > 0 ? '…' : '';
  let at = start;
  for (const mark of marks) {
    if (mark.start < at || mark.end > end) continue;
    line += plain(text.slice(at, mark.start)) + `*${plain(text.slice(mark.start, mark.end))}*`;
    at = mark.end;
  }
  return line + plain(text.slice(at, end)) + (left > 0 ? '…' : '');
}

function plain(text: string): string {
  return visible(text.replaceAll(/\s+/gu, ' '));
}
