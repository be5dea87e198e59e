/** Names of sites: the host an address is on, and the domains above it. */

/** The host of an address or a bare domain in lower case without `www.`; other names are only trimmed. */
export function siteOf(value: string): string | undefined {
  const text = value.trim();
  if (text === '') return undefined;
  if (/^(?:[a-z][a-z0-9+.-]*:)?\/\//i.test(text)) return hostOf(text);
  if (/^[^\s/]+\.[^\s/.]{2,}\.?(?:\/\S*)?$/.test(text)) return hostOf(`http://${text}`) ?? text;
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
          .replace(/^www\.(?=.+\.)/, '');
  } catch {
    return undefined;
  }
}

/** A domain and every domain above it that still has a dot: `a.b.example.com`, `b.example.com`, `example.com`. */
export function* domainAndParents(domain: string): Generator<string> {
  yield domain;
  for (let dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
    const parent = domain.slice(dot + 1);
    if (parent.includes('.')) yield parent;
  }
}
