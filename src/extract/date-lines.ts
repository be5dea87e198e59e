/** Dates that readers see: in the lines around the title of a page, and in its `time` elements. */
import type { Block } from './blocks.ts';
import { candidate, readDate } from './date-candidates.ts';
import type { DateRole, RankedDate } from './date-candidates.ts';
import { datesIn } from './date-text.ts';
import { furnitureName, nameOf } from './furniture.ts';
import { elementsOf } from './tree.ts';
import type { Element } from './tree.ts';

const modifiedLabel =
  /(?:updated|modified|last\s+(?:change|edit|review)|aktualisiert|geändert|stand:?\s|letzte\s+(?:änderung|aktualisierung)|mis(?:e)? à jour|modifié|actualizad[oa]|aggiornato|atualizad[oa]|gewijzigd|обновлен[оа]?|обновлён|изменен[оа]?|оновлен[оа]|змінен[оа]|更新|修改|编辑于)\p{L}*[\s:：,–-]*(?:on|am|le|el|il|em|at)?\s*$/iu;
const publishedLabel =
  /(?:published|posted|publi(?:é|cad[oa]|shed)|pubblicato|veröffentlicht|erschienen|erstellt|geschrieben|eingestellt|first\s+published|date|datum|vom|am|on|le|el|опубликован[оа]?|опубл\.?|дата(?:\s+публикации)?|размещен[оа]|добавлен[оа]|опубліковано|дата(?:\s+публікації)?|розміщено|додано|发布(?:时间|日期|于)?|发表(?:时间|于)?|時間|时间|日期|發布)[\s:：,–-]*(?:on|am|le|el|il|em|at|в|у)?\s*$/iu;
const dateName =
  /(?:^|[^a-z])(?:date|time|publish(?:ed)?|posted|pub|dateline|entry-?meta|post-?meta|meta|byline|info|created|datum|shijian)(?![a-z])/;

/** Lines before and after the title that are looked at closely. */
const [above, below] = [6, 14];

/** Rank of a date in a line of its own right under the title, and of one anywhere in the page. */
const [bestLine, worstLine] = [64, 12];

/** Times looked at in a line, and dates in a page. */
const [mostInLine, mostInPage] = [3, 60];

/** A time element in a line, or the dates in its text, ranked by how near the title and how label-like the line is. */
export function datesOfLines(
  lines: readonly Block[],
  {
    title,
    firstText,
    lastText,
    monthFirst,
  }: { title: string | null; firstText: string; lastText: string; monthFirst: boolean | undefined },
): RankedDate[] {
  const found: RankedDate[] = [];
  const start = titleLine(lines, title, firstText);
  const bodyStart = Math.max(
    0,
    lines.findIndex((line, i) => i >= start && line.text === firstText),
  );
  const bodyEnd = lines.findLastIndex((line) => line.text === lastText);
  const times = timeElements(lines);
  const repeats = new Map<string, number>();
  for (const [i, line] of lines.entries()) {
    if (found.length >= mostInPage) break;
    const machine = times.get(line);
    const dates = datesIn(line.text, monthFirst);
    if (dates.length === 0 && machine === undefined) continue;
    const place = placeRank(i, start, bodyStart, bodyEnd);
    const shape = line.weight <= 60 ? 0 : line.weight <= 160 ? -8 : -22;
    const name = nameOf(line.element);
    const known = `${line.element.tag}.${name}`;
    repeats.set(known, (repeats.get(known) ?? 0) + 1);
    const named = dateName.test(name) ? 5 : 0;
    const away = line.furniture !== 'none' && furnitureAway(line.element) ? -30 : 0;
    const linked = line.linked > 0.5 * line.text.length ? -10 : 0;
    const common = place + shape + named + away + linked;
    for (const { time, start: at, end } of dates.slice(0, mostInLine)) {
      const before = line.text.slice(Math.max(0, at - 40), at);
      const labelled =
        labelRole(before) === 'unclear' && i > 0 && before.trim() === ''
          ? labelRole(lines[i - 1]!.text.slice(-40))
          : labelRole(before);
      const bonus = labelled === 'published' ? 6 : /\p{L}{3,}/u.test(before) ? -3 : 0;
      const made = candidate(line.text.slice(at, end), time, {
        basis: 'text',
        where: 'text',
        role: labelled,
        rank: Math.max(1, common + bonus),
      });
      if (made !== undefined) found.push(made);
    }
    for (const { value, modified } of machine ?? []) {
      const made = candidate(value, readDate(value, monthFirst), {
        basis: 'time_tag',
        where: 'time',
        role:
          modified || labelRole(line.text.slice(0, 40).replace(/\d.*$/s, '')) === 'modified' ? 'modified' : 'unclear',
        rank: Math.max(1, common + 1),
      });
      if (made !== undefined) found.push(made);
    }
  }
  return found;
}

/** Whether a line's furniture is far from the article: other articles, comments, footers; not by-lines and the like. */
function furnitureAway(element: Element): boolean {
  for (let at: Element | null = element; at !== null && at.tag !== 'body'; at = at.parent) {
    if (furnitureName(at) === 'certain' || at.tag === 'aside' || at.tag === 'nav') return true;
    if (
      /(?:^|[^a-z])(?:related|recommend(?:ed)?|sidebar|widget|footer|latest|popular|trending|teaser|comments?|next|prev)(?![a-z])/.test(
        nameOf(at),
      )
    )
      return true;
  }
  return false;
}

function labelRole(before: string): DateRole {
  if (modifiedLabel.test(before)) return 'modified';
  return publishedLabel.test(before) ? 'published' : 'unclear';
}

/** The line of the title nearest before the text; -1 where there is none. */
function titleLine(lines: readonly Block[], title: string | null, firstText: string): number {
  const body = lines.findIndex((line) => line.text === firstText);
  const end = body < 0 ? lines.length : body;
  const heading = lines.findLastIndex((line, i) => i <= end && (line.text === title || line.element.tag === 'h1'));
  if (heading >= 0) return heading;
  const any = lines.findIndex((line) => line.text === title || line.element.tag === 'h1');
  return any >= 0 ? any : body;
}

function placeRank(i: number, title: number, bodyStart: number, bodyEnd: number): number {
  if (title >= 0) {
    if (i >= title && i - title <= below) return bestLine - (i - title);
    if (i < title && title - i <= above) return bestLine - 6 - 2 * (title - i);
  }
  if (bodyStart > 0 && i < bodyStart && bodyStart - i <= above) return bestLine - 8 - (bodyStart - i);
  if (bodyEnd >= 0 && i > bodyEnd && i - bodyEnd <= 8) return bestLine - 16 - (i - bodyEnd);
  if (bodyEnd >= 0 && i >= bodyStart && i <= bodyEnd) return bestLine - 34;
  return worstLine + 10;
}

/** The machine-readable values of the time elements of each line. */
function timeElements(lines: readonly Block[]): Map<Block, { value: string; modified: boolean }[]> {
  const byHolder = new Map<Element, Block>();
  for (const line of lines) if (!byHolder.has(line.element)) byHolder.set(line.element, line);
  const found = new Map<Block, { value: string; modified: boolean }[]>();
  const root = lines[0] === undefined ? undefined : topOf(lines[0].element);
  if (root === undefined) return found;
  for (const element of elementsOf(root)) {
    if (element.tag !== 'time') continue;
    const value = element.attributes['datetime'];
    if (value === undefined || value.trim() === '') continue;
    for (let at: Element | null = element; at !== null; at = at.parent) {
      const line = byHolder.get(at);
      if (line === undefined) continue;
      const modified =
        /updat|modif/i.test(element.attributes['class'] ?? '') && !/publish/i.test(element.attributes['class'] ?? '');
      const values = found.get(line) ?? [];
      if (values.length < mostInLine) values.push({ value, modified });
      found.set(line, values);
      break;
    }
  }
  return found;
}

function topOf(element: Element): Element {
  let top = element;
  while (top.parent !== null) top = top.parent;
  return top;
}
