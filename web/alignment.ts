/**
 * Sentences that say the same. A list of passages with `data-alignment` names the address where the same list
 * lies with its sentences marked: it is fetched once the page stands, and each passage takes its marks over.
 * Where a mark is pointed at or has the focus, all sentences of its number light up on both sides.
 */
import { fetchPage } from './trusted.ts';

let underWay: AbortController | undefined;

/** Fetches the marks of the list that is shown. */
async function fetchMarks(): Promise<void> {
  underWay?.abort();
  const list = document.querySelector<HTMLElement>('[data-alignment]');
  if (list === null) return;
  const own = new AbortController();
  underWay = own;
  try {
    const { page } = await fetchPage(list.dataset.alignment!, own.signal);
    if (!list.isConnected) return;
    const fresh = page.getElementById(list.id);
    for (const passage of fresh?.querySelectorAll<HTMLElement>('.passage[id]') ?? []) {
      const old = document.getElementById(passage.id);
      if (old !== null && old.dataset.passage === passage.dataset.passage) old.replaceWith(document.adoptNode(passage));
    }
    const note = fresh?.querySelector('[data-marks]');
    if (note) list.querySelector('[data-marks]')?.replaceWith(document.adoptNode(note));
    delete list.dataset.alignment;
  } catch {
    // The list stands as it is, with the link to its marks.
  }
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
