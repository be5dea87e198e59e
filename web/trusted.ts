/** The one place where text becomes elements: answers of this server, and nothing else. */

interface Policy {
  createHTML(text: string): unknown;
}

const policy = (
  globalThis as unknown as {
    trustedTypes?: { createPolicy(name: string, rules: { createHTML(text: string): string }): Policy };
  }
).trustedTypes?.createPolicy('crosscurrent', { createHTML: (text) => text });

/** A page of this server as a document. */
export function parsePage(text: string): Document {
  return new DOMParser().parseFromString((policy?.createHTML(text) ?? text) as string, 'text/html');
}

/** Asks this server for a page; throws where the answer does not come from it. */
export async function fetchPage(address: string, signal: AbortSignal): Promise<{ page: Document; address: string }> {
  const answer = await fetch(address, { signal, headers: { accept: 'text/html' } });
  if (new URL(answer.url).origin !== location.origin) throw new Error('the answer came from elsewhere');
  return { page: parsePage(await answer.text()), address: answer.url };
}
