/**
 * The editor of digests without reloading. Every form is one step, which is posted as it would be without a script;
 * the page that answers takes the place of the editor. So the server alone knows the digest, and what it refuses is
 * shown as it says it. What is written and not saved yet is kept in its form, whatever happens on the way.
 */
import { isWriting } from './keys.ts';
import { parsePage } from './trusted.ts';

/** Milliseconds a step is given to be saved. */
const patienceMilliseconds = 20_000;

/** Milliseconds after which it is said that a step is being saved. */
const quietMilliseconds = 300;

/** Milliseconds without typing before a preview is asked for. */
const pauseMilliseconds = 350;

/** A step on its way, or one that did not arrive. */
interface Step {
  readonly form: HTMLFormElement;
  readonly fields: URLSearchParams;
}

let waiting: Step | undefined;
let isSending = false;

function desk(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[data-desk]');
}

/** The editor, or what could not be saved in its place. */
function panel(): HTMLElement | null {
  return document.querySelector<HTMLElement>('#editor, #unsaved');
}

export function startEditing(): void {
  if (panel() === null) return;
  prepare();
  document.addEventListener('submit', onSubmit);
  document.addEventListener('input', onInput);
  document.addEventListener('click', onClick);
  document.addEventListener('keydown', onKey);
  listenToDrags();
  desk()
    ?.querySelector('[data-retry]')
    ?.addEventListener('click', () => {
      if (waiting !== undefined) void send(waiting);
    });
  addEventListener('beforeunload', (event) => {
    if (waiting !== undefined || isSending || written().length > 0) event.preventDefault();
  });
}

/** Shows what needs a script. A passage that takes the caret can be selected by keyboard; it is not written in. */
function prepare(): void {
  for (const passage of document.querySelectorAll<HTMLTextAreaElement>('[data-passage][readonly]')) {
    passage.readOnly = false;
    passage.setAttribute('aria-readonly', 'true');
    passage.addEventListener('beforeinput', (event) => event.preventDefault());
    passage.addEventListener('input', () => passage.form?.reset());
  }
  for (const element of document.querySelectorAll<HTMLElement>('[data-scripted], [data-drag], [data-close]'))
    element.hidden = false;
}

/* What is written and not saved. */

function isChanged(field: Element): boolean {
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  if (field instanceof HTMLSelectElement)
    return [...field.options].some((option) => option.selected !== option.defaultSelected && hasDefault(field));
  return field instanceof HTMLInputElement && field.type !== 'hidden' && field.value !== field.defaultValue;
}

function hasDefault(field: HTMLSelectElement): boolean {
  return [...field.options].some((option) => option.defaultSelected);
}

/** Forms that hold something that is not saved; on a page of what could not be saved, every form with texts. */
function written(): HTMLFormElement[] {
  return [...document.querySelectorAll<HTMLFormElement>('form[data-edit="written"]')].filter(
    (form) => form.closest('#unsaved') !== null || [...form.elements].some(isChanged),
  );
}

/* What is pressed. */

function onSubmit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (!form.matches('form[data-edit]') || panel()?.contains(form) !== true) return;
  event.preventDefault();
  if (event.submitter?.matches('[data-preview]') === true) {
    void preview(form);
    return;
  }
  if (isSending) return;
  chooseStretch(form);
  const other = form.closest('#unsaved') === null ? written().find((one) => one !== form) : undefined;
  if (other !== undefined) {
    lead(other);
    return;
  }
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form, event.submitter))
    if (typeof value === 'string') fields.append(name, value);
  void send({ form, fields });
}

/** Leads to what has to be saved first. */
function lead(form: HTMLFormElement): void {
  const details = form.closest('details');
  if (details !== null) details.open = true;
  say(desk()?.dataset.busy ?? '');
  form.querySelector<HTMLElement>('textarea, input:not([type="hidden"]), select')?.focus();
}

/** Writes down what is selected in the passage. */
function chooseStretch(form: HTMLFormElement): void {
  const passage = form.querySelector<HTMLTextAreaElement>('[data-passage]');
  if (passage === null) return;
  for (const [name, value] of [
    ['start', passage.selectionStart],
    ['end', passage.selectionEnd],
  ] as const)
    form.querySelector<HTMLInputElement>(`[name="${name}"]`)!.value = String(value);
}

function onClick(event: MouseEvent): void {
  const button = (event.target as Element).closest<HTMLElement>('[data-close]');
  if (button === null) return;
  const form = button.closest('form');
  const details = button.closest('details');
  form?.reset();
  if (details === null) return;
  details.open = false;
  details.querySelector('summary')?.focus();
  const shown = details.querySelector<HTMLElement>('[data-shown-preview]');
  if (shown !== null) shown.hidden = true;
}

function onKey(event: KeyboardEvent): void {
  if (!event.altKey || event.ctrlKey || event.metaKey || isWriting(event) || !(event.target instanceof Element)) return;
  const operation = { ArrowUp: 'up', ArrowDown: 'down' }[event.key];
  const own = event.target.closest('#editor .framed');
  if (operation === undefined || own === null) return;
  event.preventDefault();
  own.querySelector<HTMLElement>(`:scope > .tools-of button[value="${operation}"]:not([disabled])`)?.click();
}

/* What is sent. */

function say(text: string): void {
  const status = document.getElementById('saved');
  if (status !== null && status.textContent !== text) status.textContent = text;
}

function failure(text: string | undefined): void {
  const box = desk()?.querySelector<HTMLElement>('[data-failure]');
  if (box === null || box === undefined) return;
  box.hidden = text === undefined;
  box.querySelector('p')!.textContent = text ?? '';
}

async function send(step: Step): Promise<void> {
  if (isSending) return;
  isSending = true;
  waiting = step;
  const slow = setTimeout(() => say(desk()?.dataset.saving ?? ''), quietMilliseconds);
  const page = await post(step.form.action, step.fields);
  clearTimeout(slow);
  isSending = false;
  const fresh = page?.querySelector<HTMLElement>('#editor, #unsaved') ?? undefined;
  if (page === undefined || fresh === undefined) {
    say(desk()?.dataset.notSaved ?? '');
    const told = page?.querySelector<HTMLElement>('main');
    failure(told?.innerText ?? told?.textContent ?? desk()?.dataset.unreachable ?? '');
    return;
  }
  waiting = undefined;
  failure(undefined);
  show(fresh, step);
  document.title = page.title;
}

/** The page that answers; undefined where none comes. */
async function post(action: string, fields: URLSearchParams): Promise<Document | undefined> {
  try {
    const answer = await fetch(action, {
      method: 'POST',
      headers: { accept: 'text/html' },
      body: fields,
      signal: AbortSignal.timeout(patienceMilliseconds),
    });
    if (new URL(answer.url).origin !== location.origin) return undefined;
    return parsePage(await answer.text());
  } catch {
    return undefined;
  }
}

/* What is shown. */

function show(fresh: HTMLElement, step: Step): void {
  const here = panel()!;
  const top = here.getBoundingClientRect().top;
  here.replaceWith(document.adoptNode(fresh));
  prepare();
  if (fresh.id === 'unsaved') {
    say(desk()?.dataset.notSaved ?? '');
    fresh.focus();
    return;
  }
  say(fresh.dataset.saved ?? '');
  if (here.id === 'unsaved' || top > innerHeight) fresh.scrollIntoView();
  focusAfter(step);
}

/** The focus stays with what was moved or changed. */
function focusAfter({ fields }: Step): void {
  const operation = fields.get('operation') ?? '';
  const number = (name: string): number | undefined => {
    const value = fields.get(name);
    return value === null ? undefined : Number(value);
  };
  let block = number('at') ?? number('block');
  let quote = number('quote');
  const by = operation === 'up' ? -1 : operation === 'down' ? 1 : 0;
  if (operation === 'move' && number('to') !== undefined) block = number('to');
  else if (quote !== undefined) quote += by;
  else if (block !== undefined) block += operation === 'join' ? -1 : by;
  if (block === undefined) {
    document.querySelector<HTMLElement>('#editor summary')?.focus({ preventScroll: true });
    return;
  }
  const frame =
    document.getElementById(quote === undefined ? '' : `block-${block + 1}-${quote + 1}`) ??
    document.getElementById(`block-${block + 1}`) ??
    document.getElementById(`block-${block}`);
  const tools = frame?.querySelector(':scope > .tools-of');
  const button =
    tools?.querySelector<HTMLElement>(`button[value="${operation}"]:not([disabled])`) ??
    tools?.querySelector<HTMLElement>('button:not([disabled])') ??
    document.querySelector<HTMLElement>('#editor summary');
  button?.focus({ preventScroll: true });
  frame?.scrollIntoView({ block: 'nearest' });
}

/* Previews. */

let pause: ReturnType<typeof setTimeout> | undefined;
let asked = 0;

function onInput({ target }: Event): void {
  if (!(target instanceof HTMLTextAreaElement) || target.dataset.words === undefined || target.form === null) return;
  const { form } = target;
  if (form.parentElement?.querySelector<HTMLElement>('[data-shown-preview]')?.hidden !== false) return;
  clearTimeout(pause);
  pause = setTimeout(() => void preview(form), pauseMilliseconds);
}

async function preview(form: HTMLFormElement): Promise<void> {
  const place = form.parentElement?.querySelector<HTMLElement>('[data-shown-preview]');
  const button = form.querySelector<HTMLButtonElement>('[data-preview]');
  if (place === null || place === undefined || button === null) return;
  const own = ++asked;
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.append(name, value);
  const page = await post(button.formAction, fields);
  const fresh = page?.getElementById('preview');
  if (own !== asked || fresh === null || fresh === undefined) return;
  fresh.removeAttribute('id');
  place.hidden = false;
  place.querySelector('[data-preview-text]')!.replaceChildren(document.adoptNode(fresh));
}

/* Dragging. */

function listenToDrags(): void {
  let dragged: string | undefined;
  const target = (event: DragEvent): HTMLElement | null =>
    dragged === undefined || !(event.target instanceof Element)
      ? null
      : event.target.closest<HTMLElement>('#editor .framed:not(.of-row)');
  const unmark = (): void => {
    for (const element of document.querySelectorAll('.drop')) element.classList.remove('drop');
  };
  document.addEventListener('dragstart', (event) => {
    const handle = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-drag]') : null;
    dragged = handle?.dataset.drag;
    if (handle === null || event.dataTransfer === null) return;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', '');
  });
  document.addEventListener('dragover', (event) => {
    const over = target(event);
    if (over === null) return;
    event.preventDefault();
    unmark();
    over.classList.add('drop');
  });
  document.addEventListener('dragend', () => {
    dragged = undefined;
    unmark();
  });
  document.addEventListener('drop', (event) => {
    const over = target(event);
    unmark();
    if (over === null || dragged === undefined) return;
    event.preventDefault();
    const from = document.querySelector<HTMLFormElement>(`#block-${Number(dragged) + 1} > .tools-of > form`);
    const to = over.dataset.block;
    dragged = undefined;
    if (from === null || to === undefined || to === from.querySelector<HTMLInputElement>('[name="block"]')?.value)
      return;
    const other = written()[0];
    if (other !== undefined) {
      lead(other);
      return;
    }
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(from)) if (typeof value === 'string') fields.append(name, value);
    fields.append('operation', 'move');
    fields.append('to', to);
    void send({ form: from, fields });
  });
}
