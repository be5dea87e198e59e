import { throwIfAborted } from '../errors.ts';
import { clean, cleanPost, passagesOf } from '../kernels/passage.ts';
import type { PassageLimits } from '../kernels/passage.ts';
import { Database, parquet } from '../store/database.ts';
import { moveIntoPlace, temporaryFor } from '../store/atomic.ts';
import { tables } from '../store/tables.ts';

export interface PassagesTask {
  readonly kind: 'post' | 'article';
  /** Item shard. */
  readonly from: string;
  /** Passage shard to write. */
  readonly to: string;
}

interface ItemRow {
  item_id: string;
  language: string;
  title: string | null;
  text: string | null;
}

/** Opens the shard function of the stage `passages`: an item shard in, a passage shard out; gives its rows. */
export async function openPassagesShard(
  options: PassageLimits & { title: boolean },
): Promise<(task: PassagesTask, signal: AbortSignal) => Promise<number>> {
  return async ({ kind, from, to }, signal) => {
    using database = await Database.open({ threads: 1, memoryMegabytes: 256 });
    const writer = await database.table(tables.passages.columns);
    for await (const items of database.batches<ItemRow>(
      `SELECT item_id, language, title, text FROM ${parquet(from)} WHERE in_scope`,
    )) {
      throwIfAborted(signal);
      for (const item of items) {
        const text = kind === 'post' ? cleanPost(item.text ?? item.title ?? '') : articleText(item, options.title);
        passagesOf(text, item.language, options).forEach((passage, ordinal) => {
          writer.append({
            passage_id: `${item.item_id}#${ordinal}`,
            item_id: item.item_id,
            ordinal,
            text: passage,
            language: item.language,
          });
        });
      }
    }
    const temporary = temporaryFor(to);
    const rows = await writer.write(temporary);
    await moveIntoPlace(temporary, to);
    return rows;
  };
}

/** Title and text of an article as one text; the title is left out where the text begins with it. */
function articleText({ title, text }: ItemRow, withTitle: boolean): string {
  const body = clean(text ?? '');
  const head = clean(title ?? '').replace(/\s*(?:\.{3}|…)$/u, '');
  if (body === '') return head;
  return !withTitle || head === '' || body.startsWith(head) ? body : `${head}\n${body}`;
}
