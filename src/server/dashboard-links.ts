/** Where links of the shared views lead in the dashboard. */
import type { Links } from '../report/links.ts';
import { address, evidenceAddress, narrativeAddress } from './page.ts';

/** Sections that have a page of their own; the others stand on the overview. */
const elsewhere: Partial<Record<Parameters<Links['section']>[0], string>> = {
  coverage: '/quality',
  method: '/quality#method',
  network: '/ecosystems#network',
  'by-ecosystem': '/ecosystems',
  sensitivity: '/sensitivity',
  narratives: '/narratives',
};

/** Links to pages of the dashboard. */
export const dashboardLinks: Links = {
  section: (id) => elsewhere[id] ?? `/#${id}`,
  table: (name, format) => `/exports/${format}/${name}`,
  ecosystem: ({ key }) => address('/narratives', { ecosystem: key }),
  narrative: (id) => narrativeAddress(id),
  evidence: (id, { key, id: party }) => evidenceAddress(id, party === 'ep' ? undefined : key),
};
