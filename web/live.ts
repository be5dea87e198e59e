/**
 * Links and forms that change a part of the page instead of all of it. `data-live` on a link, or
 * `data-live="ID"` on a form, names the part (the nearest `data-part` where it names none): the page is
 * fetched as if it were opened, and the same part of it takes the place of the old one.
 */
import { isPlainClick } from './keys.ts';
import { fetchPage } from './trusted.ts';

/** Milliseconds without typing before a search form asks. */
const pauseMilliseconds = 180;

/** Milliseconds after which waiting is shown. */
const patienceMilliseconds = 150;

let underWay: AbortController | undefined;

/** Path and query of what is shown. */
let shown = location.pathname + location.search;

/** Writes what is shown into the address. */
export function rewrite(how: 'pushState' | 'replaceState', part: string, address: string): void {
  history[how]({ part }, '', address);
  shown = location.pathname + location.search;
}

/** Says something to people who listen rather than look. */
export function announce(text: string): void {
  const status = document.querySelector('#status');
  if (status !== null) status.textContent = text;
}

/** Replaces the element `id` by what the address has in its place. True where that was done. */
export async function swap(id: string, address: string): Promise<boolean> {
  const part = document.getElementById(id);
  if (part === null) return false;
  underWay?.abort();
  const own = new AbortController();
  underWay = own;
  const busy = setTimeout(() => {
    part.setAttribute('aria-busy', 'true');
    announce(document.body.dataset.loading ?? '');
  }, patienceMilliseconds);
  try {
    const { page } = await fetchPage(address, own.signal);
    const fresh = page.getElementById(id);
    if (fresh === null) {
      location.assign(address);
      return false;
    }
    part.replaceWith(document.adoptNode(fresh));
    document.title = page.title;
    announce(document.body.dataset.loaded ?? '');
    document.dispatchEvent(new CustomEvent('swapped', { detail: id }));
    return true;
  } catch {
    if (!own.signal.aborted) {
      part.removeAttribute('aria-busy');
      announce('');
      showFailure(part);
    }
    return false;
  } finally {
    clearTimeout(busy);
  }
}

function showFailure(part: HTMLElement): void {
  const note = document.createElement('p');
  note.className = 'failure';
  note.setAttribute('role', 'alert');
  note.textContent = document.body.dataset.failed ?? '';
  part.querySelector(':scope > .failure')?.remove();
  part.prepend(note);
}

/** The part a link changes. */
function partOf(element: HTMLElement): HTMLElement | null {
  const named = element.dataset.live ?? '';
  return named === '' ? element.closest<HTMLElement>('[data-part]') : document.getElementById(named);
}

/** Links with `data-live` change their part; the address changes too, and going back works. */
export function keepLinksLive(): void {
  document.addEventListener('click', (event) => {
    if (!isPlainClick(event)) return;
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-live]');
    const part = link === null ? null : partOf(link);
    if (link === null || part === null) return;
    event.preventDefault();
    void swap(part.id, link.href).then((done) => {
      if (!done) return;
      rewrite('pushState', part.id, link.href);
      const now = document.getElementById(part.id);
      now?.scrollIntoView({ block: 'nearest' });
      if (now !== null) {
        now.tabIndex = -1;
        now.focus({ preventScroll: true });
      }
    });
  });
  // A link to a place of the page is a step of the history too.
  addEventListener('popstate', () => {
    if (location.pathname + location.search !== shown) location.reload();
  });
}

/** The address a form asks for, without its empty fields. */
function addressOf(form: HTMLFormElement): string {
  const url = new URL(form.action);
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string' && value !== '') url.searchParams.append(name, value);
  return url.href;
}

/** Forms with `data-live` ask as soon as a field changes; those with `data-search` while one types. */
export function keepFormsLive(): void {
  let pause: ReturnType<typeof setTimeout> | undefined;
  const ask = (form: HTMLFormElement): void => {
    clearTimeout(pause);
    const part = partOf(form);
    if (part === null || !form.reportValidity()) return;
    const address = addressOf(form);
    void swap(part.id, address).then((done) => {
      if (done) rewrite('replaceState', part.id, address);
    });
  };
  const liveForm = (event: Event): HTMLFormElement | null =>
    event.target instanceof Element ? event.target.closest<HTMLFormElement>('form[data-live]') : null;
  document.addEventListener('submit', (event) => {
    const form = liveForm(event);
    if (form === null || form.method !== 'get') return;
    event.preventDefault();
    ask(form);
  });
  document.addEventListener('change', (event) => {
    const form = liveForm(event);
    if (form !== null) ask(form);
  });
  document.addEventListener('input', (event) => {
    const form = liveForm(event);
    if (form === null || form.dataset.search === undefined || !(event.target instanceof HTMLInputElement)) return;
    if (!['search', 'text', 'number'].includes(event.target.type)) return;
    clearTimeout(pause);
    pause = setTimeout(() => ask(form), pauseMilliseconds);
  });
}
