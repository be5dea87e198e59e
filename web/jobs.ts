/** Jobs of the page: looked at again until they end; then the page goes on to what they made. */
import { fetchPage } from './trusted.ts';

/** Milliseconds between two looks. */
const pauseMilliseconds = 400;

/** Milliseconds a job is given to answer. */
const patienceMilliseconds = 20_000;

export function followJobs(): void {
  for (const part of document.querySelectorAll<HTMLElement>('[data-job]')) void follow(part);
}

async function follow(part: HTMLElement): Promise<void> {
  let shown = part;
  while (shown.dataset.state === 'waiting' || shown.dataset.state === 'running') {
    await new Promise((wake) => setTimeout(wake, pauseMilliseconds));
    const fresh = await look(shown);
    if (fresh === undefined) continue;
    update(shown, fresh);
    shown = document.getElementById(shown.id) ?? shown;
    if (shown.dataset.state === 'done') leadTo(shown.dataset.to ?? location.pathname);
  }
}

/** Opens the page of the result, anew where it is this one. */
function leadTo(address: string): void {
  const url = new URL(address, location.href);
  const isHere = url.pathname === location.pathname && url.search === location.search;
  location.assign(url.href);
  if (isHere) location.reload();
}

async function look(part: HTMLElement): Promise<HTMLElement | undefined> {
  try {
    const { page } = await fetchPage(part.dataset.job ?? '', AbortSignal.timeout(patienceMilliseconds));
    return page.getElementById(part.id) ?? undefined;
  } catch {
    // The server is not there: the page goes on asking, and says nothing new.
    return undefined;
  }
}

/** Changes only what differs, so that nothing is read out twice. */
function update(shown: HTMLElement, fresh: HTMLElement): void {
  if (shown.dataset.state !== fresh.dataset.state) {
    shown.replaceWith(document.adoptNode(fresh));
    return;
  }
  const [status, news] = [shown.querySelector('[role="status"]'), fresh.querySelector('[role="status"]')];
  if (status !== null && news !== null && status.textContent !== news.textContent)
    status.textContent = news.textContent;
  const [bar, next] = [shown.querySelector('progress'), fresh.querySelector('progress')];
  if (bar !== null && next !== null) bar.value = next.value;
}
