/** How a narrative is called. */
import { foreign } from '../../report/markup.ts';
import type { Content } from '../../report/markup.ts';

/** A narrative by its label. */
export interface Named {
  readonly id: string;
  readonly label: string;
  /** Language of the label. */
  readonly language: string | null;
}

/** The label of a narrative, or its id. */
export function labelOf({ id, label, language }: Named, length = 260): Content {
  return label.trim() === '' ? id : foreign(label, language, length);
}
