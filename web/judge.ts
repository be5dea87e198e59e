/**
 * Judging without waiting. The next pair is fetched while one reads the present one; an answer is sent while the
 * next pair is read, and called saved when the server has said that it is on the disk. Answers are sent one after
 * the other; what could not be sent is kept, said, and sent again when asked, which writes it once at most.
 */
import { fetchPage } from './trusted.ts';
import { isPlainClick, isWriting } from './keys.ts';

/** Milliseconds a judgement is given to be written, and a pair to come. */
const patienceMilliseconds = 20_000;

/** Milliseconds after which it is said that a judgement is being saved. */
const quietMilliseconds = 400;

/** Where answers are kept that the server has not confirmed. */
interface Answer {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

interface Confirmed {
  readonly judged?: number;
  readonly pairs?: number;
  readonly progress?: string;
  readonly saved?: string;
  readonly error?: string;
}

const waiting: Answer[] = [];
const path: string[] = [];
let sending: Promise<void> | undefined;
let next: { readonly address: string; readonly part: Promise<HTMLElement | undefined> } | undefined;
let moving = false;

function panel(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[data-judge-status]');
}

function shownPart(): HTMLElement | null {
  return document.getElementById('judging');
}

export function startJudging(): void {
  if (panel() === null || shownPart() === null) return;
  for (const element of document.querySelectorAll<HTMLElement>('[data-keys]')) element.hidden = false;
  keepKeysChoice();
  document.addEventListener('submit', onSubmit);
  document.addEventListener('click', onClick);
  document.addEventListener('keydown', onKey);
  document.addEventListener('change', onChange);
  addEventListener('beforeunload', (event) => {
    if (waiting.length > 0) event.preventDefault();
  });
  panel()!
    .querySelector('[data-failure] button')!
    .addEventListener('click', () => send());
  fetchNext();
}

/* What is pressed. */

const chosenKey = 'crosscurrent-keys';

function keysAreOn(): boolean {
  return localStorage.getItem(chosenKey) !== 'off';
}

function keepKeysChoice(): void {
  for (const box of document.querySelectorAll<HTMLInputElement>('[data-keys] input')) box.checked = keysAreOn();
}

function onChange({ target }: Event): void {
  if (target instanceof HTMLInputElement && target.closest('[data-keys]') !== null)
    localStorage.setItem(chosenKey, target.checked ? 'on' : 'off');
}

/**
 * The Latin letter or digit of a key: what it writes, where that is a Latin letter, else what stands at its
 * place on a Latin keyboard, so that Cyrillic layouts and input methods answer too.
 */
function letterOf({ key, code }: KeyboardEvent): string {
  if (/^[a-z]$/iu.test(key)) return key.toLowerCase();
  return /^(?:Key([A-Z])|Digit(\d)|Numpad(\d))$/u.exec(code)?.slice(1).find(Boolean)?.toLowerCase() ?? '';
}

const answers: Readonly<Record<string, string>> = { y: 'yes', n: 'no', u: 'unsure', 1: 'yes', 2: 'no', 3: 'unsure' };

function onKey(event: KeyboardEvent): void {
  const part = shownPart();
  if (part === null || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof HTMLTextAreaElement) {
    if (event.key === 'Escape') part.focus();
    return;
  }
  if (event.repeat || isWriting(event) || !keysAreOn()) return;
  const letter = letterOf(event);
  const answer = answers[letter];
  if (answer !== undefined) press(part, `button[value="${answer}"]`, event);
  else if (letter === 'b') press(part, '[data-judge="back"]', event);
  else if (letter === 's') press(part, '[data-judge="skip"]', event);
  else if (letter === 'e') openNote(part, event);
}

function press(part: HTMLElement, selector: string, event: Event): void {
  const element = part.querySelector<HTMLElement>(selector);
  if (element === null) return;
  event.preventDefault();
  element.click();
}

function openNote(part: HTMLElement, event: Event): void {
  const details = part.querySelector('details');
  if (details === null) return;
  event.preventDefault();
  details.open = true;
  details.querySelector('textarea')?.focus();
}

function onClick(event: MouseEvent): void {
  if (!isPlainClick(event)) return;
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-judge]');
  if (link === null) return;
  event.preventDefault();
  if (link.dataset.judge === 'back') void goBack(link.href);
  else void goOn();
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (!form.matches('form.judge')) return;
  event.preventDefault();
  // While something could not be saved, or the next pair has not come, there is nothing to answer.
  if (moving || !failure().hidden) return;
  const fields: Record<string, string> = {};
  for (const [name, value] of new FormData(form, event.submitter)) if (typeof value === 'string') fields[name] = value;
  waiting.push({ action: form.action, fields });
  send();
  void goOn();
}

/* What is shown. */

function fetchNext(): void {
  const address = shownPart()?.dataset.next;
  next = address === undefined ? undefined : { address, part: partAt(address) };
}

async function partAt(address: string): Promise<HTMLElement | undefined> {
  try {
    const { page } = await fetchPage(address, AbortSignal.timeout(patienceMilliseconds));
    return page.getElementById('judging') ?? undefined;
  } catch {
    return undefined;
  }
}

/** Shows the next pair: the one that is there already, as a rule. */
async function goOn(): Promise<void> {
  const here = shownPart();
  const address = here?.dataset.next;
  if (here === null || address === undefined || moving) return;
  await move(
    async () => {
      const part = (next?.address === address ? await next.part : undefined) ?? (await partAt(address));
      if (part === undefined || part.dataset.pair !== undefined) return part;
      // The end tells what is left: it is asked for again when everything that was said has arrived.
      await sending;
      return partAt(address);
    },
    () => path.push(here.dataset.here ?? ''),
  );
}

/** Shows the pair before, with what was said of it: so everything that was said must have arrived. */
async function goBack(address: string): Promise<void> {
  if (moving) return;
  await move(
    async () => {
      await sending;
      return partAt(path.at(-1) ?? address);
    },
    () => path.pop(),
  );
}

async function move(find: () => Promise<HTMLElement | undefined>, then: () => void): Promise<void> {
  moving = true;
  const here = shownPart()!;
  const busy = setTimeout(() => here.setAttribute('aria-busy', 'true'), 150);
  const fresh = await find();
  clearTimeout(busy);
  here.removeAttribute('aria-busy');
  moving = false;
  if (fresh === undefined) {
    say(panel()?.dataset.unreachable ?? '');
    return;
  }
  then();
  here.replaceWith(document.adoptNode(fresh));
  for (const element of fresh.querySelectorAll<HTMLElement>('[data-keys]')) element.hidden = false;
  keepKeysChoice();
  if (fresh.dataset.here !== undefined) history.replaceState(null, '', fresh.dataset.here);
  if (fresh.getBoundingClientRect().top < 0) fresh.scrollIntoView();
  fresh.focus({ preventScroll: true });
  fetchNext();
}

/* What is sent. */

function failure(): HTMLElement {
  return panel()!.querySelector<HTMLElement>('[data-failure]')!;
}

function say(text: string): void {
  const saved = panel()?.querySelector('[data-saved]');
  if (saved !== null && saved !== undefined) saved.textContent = text;
}

/** Sends what waits, one after the other; stops where one cannot be written. */
function send(): void {
  sending ??= sendAll().finally(() => {
    sending = undefined;
  });
}

async function sendAll(): Promise<void> {
  while (waiting.length > 0) {
    const slow = setTimeout(() => say(panel()?.dataset.saving ?? ''), quietMilliseconds);
    const answer = await post(waiting[0]!);
    clearTimeout(slow);
    if (answer.error !== undefined) {
      say('');
      const [text] = failure().querySelectorAll('p');
      text!.textContent = `${answer.error} ${panel()?.dataset.unsaved ?? ''}`;
      failure().hidden = false;
      return;
    }
    waiting.shift();
    failure().hidden = true;
    say(answer.saved ?? '');
    const bar = panel()?.querySelector('progress');
    if (bar !== null && bar !== undefined) bar.value = answer.judged ?? bar.value;
    const progress = panel()?.querySelector('[data-progress]');
    if (progress !== null && progress !== undefined) progress.textContent = answer.progress ?? '';
  }
}

async function post({ action, fields }: Answer): Promise<Confirmed> {
  const unreachable = { error: panel()?.dataset.unreachable ?? '' };
  try {
    const answer = await fetch(action, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(fields),
      signal: AbortSignal.timeout(patienceMilliseconds),
    });
    const said = (await answer.json()) as Confirmed;
    return answer.ok || said.error !== undefined ? said : unreachable;
  } catch {
    return unreachable;
  }
}
