/**
 * Sentences that say the same. A list of passages with `data-alignment` names the address where the same list
 * lies with its sentences marked: it is fetched once the page stands, and each passage takes its marks over.
 * An answer that is not complete says so in the same way, and is asked for again.
 * Where a mark is pointed at or has the focus, all sentences of its number light up on both sides.
 */
import { fetchPage } from './trusted.ts';

/** Times a list is asked for before what is missing is left to the visitor. */
const mostAsks = 20;

let underWay: AbortController | undefined;

/** Fetches the marks of the list that is shown. */
async function fetchMarks(): Promise<void> {
  underWay?.abort();
  const own = new AbortController();
  underWay = own;
  const list = document.querySelector<HTMLElement>('[data-alignment]');
  try {
    for (let asks = 0; asks < mostAsks && list?.dataset.alignment !== undefined; asks++) {
      const { page } = await fetchPage(list.dataset.alignment, own.signal);
      const fresh = page.getElementById(list.id);
      if (fresh === null || !list.isConnected) return;
      takeMarks(list, fresh);
    }
  } catch {
    // The list stands as it is, with the link to its marks.
  }
}

/** Puts marked passages in the place of those that are not. */
function takeMarks(list: HTMLElement, fresh: HTMLElement): void {
  const isComplete = fresh.dataset.alignment === undefined;
  for (const passage of fresh.querySelectorAll<HTMLElement>('.passage[id]')) {
    const old = document.getElementById(passage.id);
    if (old === null || old.dataset.passage !== passage.dataset.passage) continue;
    if (passage.querySelector('.said') !== null && old.querySelector('.said') === null)
      old.replaceWith(document.adoptNode(passage));
  }
  const note = fresh.querySelector('[data-marks]');
  if (note !== null) list.querySelector('[data-marks]')?.replaceWith(document.adoptNode(note));
  if (isComplete) delete list.dataset.alignment;
}

/** Lights up the sentences that have the number of the one under the pointer or with the focus. */
function light(target: EventTarget | null, isOn: boolean): void {
  const said = target instanceof Element ? target.closest<HTMLElement>('[data-said]') : null;
  const match = said?.closest('.match');
  for (const each of match?.querySelectorAll<HTMLElement>('[data-said]') ?? [])
    each.classList.toggle('lit', isOn && each.dataset.said === said?.dataset.said);
}

export function markSentences(): void {
  void fetchMarks();
  document.addEventListener('swapped', () => void fetchMarks());
  document.addEventListener('pointerover', ({ target }) => light(target, true));
  document.addEventListener('pointerout', ({ target }) => light(target, false));
  document.addEventListener('focusin', ({ target }) => light(target, true));
  document.addEventListener('focusout', ({ target }) => light(target, false));
}
