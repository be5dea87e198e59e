/**
 * The page of sensitivity: a list, a link or a column of a curve chooses, and the answers change at once. They come
 * from the server alone, so that they are those of a page that is opened; the address names the choices.
 */
import { isPlainClick } from './keys.ts';
import { rewrite, swap } from './live.ts';

export function startChoosing(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-choices]');
  if (form === null) return;
  form.addEventListener('change', () => void choose(form, asked(form)));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void choose(form, asked(form));
  });
  document.addEventListener('click', (event) => {
    if (!isPlainClick(event)) return;
    const link = (event.target as Element).closest<HTMLElement | SVGAElement>('a[data-choose], a[data-set]');
    if (link === null) return;
    event.preventDefault();
    void follow(form, link);
  });
  document.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const link = (event.target as Element).closest<SVGAElement>('a[data-set]');
    if (step === 0 || link === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const columns = [...link.parentElement!.querySelectorAll<SVGAElement>('a[data-set]')];
    const next = columns[columns.indexOf(link) + step];
    if (next === undefined) return;
    void follow(form, next);
    next.focus();
  });
}

async function follow(form: HTMLFormElement, link: Element): Promise<void> {
  const { search } = new URL(link.getAttribute('href') ?? '', location.href);
  const { scrollX, scrollY } = globalThis;
  await choose(form, new URLSearchParams(search));
  // Answers of another height above a column would move it away from under the pointer.
  if (link.isConnected) scrollTo(scrollX, scrollY);
}

/** What the lists say, without those that are as in the study. */
function asked(form: HTMLFormElement): URLSearchParams {
  const chosen = new URLSearchParams();
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string' && value !== '') chosen.append(name, value);
  return chosen;
}

async function choose(form: HTMLFormElement, chosen: URLSearchParams): Promise<void> {
  const query = chosen.size === 0 ? '' : `?${chosen.toString()}`;
  const page = new URL(form.action).pathname;
  for (const list of form.querySelectorAll('select')) list.value = chosen.get(list.name) ?? '';
  if (!(await swap('answers', `${page}/answers${query}`))) return;
  rewrite('pushState', 'answers', page + query);
  markColumns();
}

/** Frames the column of each curve whose answer is shown. */
function markColumns(): void {
  for (const curve of document.querySelectorAll<HTMLElement>('[data-curve]')) {
    const answer = document.querySelector<HTMLElement>(`[data-question="${curve.dataset.curve ?? ''}"]`);
    for (const column of curve.querySelectorAll<SVGAElement>('a[data-set]')) {
      const isChosen = column.dataset.set === answer?.dataset.chosen;
      if (isChosen) column.setAttribute('aria-current', 'true');
      else column.removeAttribute('aria-current');
      if (isChosen) column.removeAttribute('tabindex');
      else column.setAttribute('tabindex', '-1');
    }
  }
}
