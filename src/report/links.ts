/** Where links out of a section lead: to places of one page, or to pages of the dashboard. */
import type { Party } from './names.ts';

/** Parts of the report that others point to. */
export type SectionId =
  | 'coverage'
  | 'answers'
  | 'share'
  | 'association'
  | 'values'
  | 'first'
  | 'influence'
  | 'network'
  | 'sensitivity'
  | 'published'
  | 'narratives'
  | 'by-ecosystem'
  | 'method';

/** Addresses for `href`; ids and keys are those of the tables. */
export interface Links {
  section(id: SectionId): string;
  /** The file of a table. */
  table(name: string, format: 'csv' | 'parquet'): string;
  /** Narratives with matched articles of an ecosystem. */
  ecosystem(party: Party): string;
  /** A narrative that is shown. */
  narrative(id: string): string;
  /** The articles of an ecosystem that match a narrative that is shown, or its posts where the party is the platform. */
  evidence(id: string, party: Party): string;
}
