/** Quoting a passage without leaving the page; the bar says what became of it. */

/** Milliseconds a quote is given to be saved. */
const patienceMilliseconds = 20_000;

interface Told {
  readonly to?: string;
  readonly said?: string;
  readonly quotes?: string;
  readonly error?: string;
}

export function listenToQuotes(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches('form[data-quote]')) return;
    // Where no digest is open there is no bar, and the server asks which one it shall be.
    const bar = document.querySelector<HTMLElement>('.quoting');
    if (bar === null) return;
    event.preventDefault();
    void quote(form, bar);
  });
}

async function quote(form: HTMLFormElement, bar: HTMLElement): Promise<void> {
  const button = form.querySelector('button')!;
  if (button.getAttribute('aria-disabled') === 'true') return;
  button.setAttribute('aria-disabled', 'true');
  const told = await post(form);
  button.removeAttribute('aria-disabled');
  const status = bar.querySelector('[data-said]')!;
  if (told.said === undefined) {
    if (told.error === undefined && told.to !== undefined) location.assign(told.to);
    else status.textContent = told.error ?? document.body.dataset.failed ?? '';
    return;
  }
  status.textContent = told.said;
  bar.querySelector('[data-quotes]')!.textContent = told.quotes ?? '';
  button.textContent = `✓ ${form.dataset.quote ?? ''}`;
}

async function post(form: HTMLFormElement): Promise<Told> {
  try {
    const answer = await fetch(form.action, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(Object.fromEntries(new FormData(form))),
      signal: AbortSignal.timeout(patienceMilliseconds),
    });
    return (await answer.json()) as Told;
  } catch {
    return {};
  }
}
