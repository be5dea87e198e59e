/** Names of sites: the host an address is on, and the domains above it that belong to one owner. */
import { getDomain } from 'tldts';

/**
 * The host of an address, a bare domain or a pattern such as `*.example.com`, in lower case, without `www.`
 * and with other alphabets in Punycode; names that are no domains are only trimmed.
 */
export function siteOf(value: string): string | undefined {
  const text = value.trim().replace(/^\*\./, '');
  if (text === '') return undefined;
  if (/^(?:[a-z][a-z0-9+.-]*:)?\/\//i.test(text)) return hostOf(text);
  if (/^[^\s/]+[.。．][^\s/.]{2,}\.?(?::\d+)?(?:\/\S*)?$/.test(text)) return hostOf(`http://${text}`) ?? text;
  return text;
}

/** The host of an address; undefined where it has none. */
export function hostOf(address: string): string | undefined {
  try {
    const { hostname } = new URL(address.startsWith('//') ? `http:${address}` : address);
    return hostname === ''
      ? undefined
      : hostname
          .toLowerCase()
          .replace(/\.$/, '')
          .replace(/^www\d?\.(?=.+\.)/, '');
  } catch {
    return undefined;
  }
}

/**
 * A domain and the domains above it down to the one that was registered: `a.b.example.co.uk`,
 * `b.example.co.uk`, `example.co.uk`. A public suffix (`gov.cn`, `blogspot.com`) stands only for the
 * site of that very name, never for those below it.
 */
export function* domainAndParents(domain: string): Generator<string> {
  yield domain;
  const registered = getDomain(domain, { allowPrivateDomains: true, validateHostname: false });
  if (registered === null || !domain.endsWith(`.${registered}`)) return;
  for (let dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
    const parent = domain.slice(dot + 1);
    yield parent;
    if (parent === registered) return;
  }
}
