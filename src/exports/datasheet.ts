/**
 * `datasheet.md`: the questions of Gebru et al., "Datasheets for datasets" (Communications of the ACM 64, 2021),
 * answered as far as the study knows, with marked blanks for what only its authors know.
 */
import type { BundleAbout } from './bundle-about.ts';
import { blank } from './bundle-about.ts';
import { gapInDays } from './bundle-facts.ts';
import type { Facts, Scope } from './bundle-facts.ts';
import { counted } from './context.ts';
import { markdownText } from './markdown-text.ts';

/** What a datasheet is made of. */
export interface DatasheetRequest {
  readonly about: BundleAbout;
  readonly facts: Facts;
  readonly scope: Scope;
  readonly platform: string;
  readonly firstSeenIsPublication: boolean;
  readonly idsOnly: boolean;
  readonly inputs: number;
}

const number = (value: number): string => value.toLocaleString('en');

const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);

/** The datasheet as Markdown. */
export function datasheet(request: DatasheetRequest): string {
  return `# Datasheet: ${markdownText(request.about.title)}

After Gebru et al., "Datasheets for datasets" (2021). Figures were counted from the tables of this bundle. What only the authors know is marked ${blank('…')}.

${[motivation(request), composition(request), collection(request), preprocessing(request), uses(request), distribution(request), maintenance()].join('\n\n')}
`;
}

function motivation({ about }: DatasheetRequest): string {
  const authors =
    about.authors.length === 0
      ? blank('names, and on behalf of which body')
      : about.authors.map(({ name }) => markdownText(name)).join(', ');
  return `## Motivation

**For what purpose was the data set created?** ${about.description === '' ? blank('the question of the study') : markdownText(about.description)}

**Who created it?** ${authors}

**Who paid for it?** ${blank('funder and grant, or none')}`;
}

function composition({ facts, platform, idsOnly }: DatasheetRequest): string {
  const languages = facts.sources.map(({ kind, ecosystem, languages: own, items }) => [
    sourceName(kind, ecosystem, platform),
    own.map(({ language, items: some }) => `${language} ${percent(some, items)}`).join(', '),
  ]);
  const span =
    facts.firstDay === null
      ? 'None of them has a time of publication.'
      : `They were published from ${facts.firstDay} to ${facts.lastDay} (UTC).`;
  return `## Composition

**What do the instances represent?** Posts of ${markdownText(platform)}, and news articles of several media ecosystems; their passages; narratives, which are groups of passages of posts; matches of articles with them; and the figures that follow.

**How many are there?** ${counted(facts.items, 'item')} in scope, ${number(facts.outOfScope)} outside it. ${span} ${counted(facts.narratives, 'measured narrative')}, ${counted(facts.matches, 'match', 'matches')}.

${table(
  ['source', 'items', 'sites', 'to the hour', 'to the day', 'coarser', 'one bound only', 'no time', 'text in copies'],
  facts.sources.map((row) => [
    sourceName(row.kind, row.ecosystem, platform),
    number(row.items),
    row.kind === 'post' ? '–' : number(row.sites),
    ...[row.to_hour, row.to_day, row.coarser, row.bounded, row.undated].map((items) => percent(items, row.items)),
    percent(row.syndicated_characters, row.characters),
  ]),
)}

**Languages**

${table(['source', 'languages'], languages)}

**Is it a sample of a larger set?** ${blank('how posts and articles were chosen, and from what')}

**What does an instance hold?** ${
    idsOnly
      ? 'Ids, addresses, times, languages and figures. Texts, titles, authors, labels and keywords are held back; an address may still hold words of a title.'
      : 'The text as it was imported, title, author as given, address, times, language.'
  }

**Is anything missing?** ${missing(facts, platform)}

**Are there errors, noise or redundancies?** ${counted(
    facts.sources.reduce((sum, row) => sum + row.syndicated, 0),
    'article',
  )} in scope are copies of another, exact or near; \`syndication_group\` names which. ${rejected(facts)}

**Does it hold confidential, offensive or personal data?** ${
    idsOnly
      ? 'Ids and addresses of posts lead to their authors as long as the posts are online.'
      : `Posts name their authors: ${counted(facts.authors, 'author')}, as the platform shows them.`
  } ${blank('whether people can be harmed by it, and what was done against it')}`;
}

function missing({ sources }: Facts, platform: string): string {
  const gaps = sources
    .filter((row) => row.gaps.length > 0)
    .map((row) => `- ${sourceName(row.kind, row.ecosystem, platform)}: ${row.gaps.map(gapInDays).join('; ')}`);
  const rest = blank(
    'what is known not to have been collected: deleted or censored posts, paywalls, sites without archives',
  );
  return gaps.length === 0
    ? `No gap of weeks stands out. What was never collected cannot be seen here: ${rest}`
    : `Weeks without items, where chance alone would hardly leave them empty:\n\n${gaps.join('\n')}\n\nWhat was never collected cannot be seen here: ${rest}`;
}

function rejected({ rejects }: Facts): string {
  const all = rejects.reduce((sum, { records }) => sum + records, 0);
  if (all === 0) return 'No record was rejected.';
  return `${counted(all, 'record was', 'records were')} rejected:\n\n${table(
    ['stage', 'reason', 'records'],
    rejects.map(({ stage, slug, records }) => [markdownText(stage), markdownText(slug), number(records)]),
  )}`;
}

function collection({ facts, inputs, scope, firstSeenIsPublication }: DatasheetRequest): string {
  const declared =
    scope.from === undefined && scope.to === undefined
      ? 'no window was declared'
      : `the declared window is ${scope.from ?? 'open'} to ${scope.to ?? 'open'}, UTC`;
  return `## Collection

**How was the data acquired?** ${counted(inputs, 'file')} imported; \`run.json\` has the SHA-256 of each. ${blank('tools, queries and accounts by which they were collected, and when')}

**Over what time?** See composition; ${declared}. ${blank('days of collection, which are not those of publication')}

**Where do the times of publication come from?** ${firstSeenIsPublication ? 'The study takes the time an item was first seen for its publication. ' : ''}A time of fetching is never taken for one.

${table(
  ['precision', 'basis', 'items in scope'],
  facts.times.map(({ precision, basis, items }) => [markdownText(precision), markdownText(basis), number(items)]),
)}

**Was there an ethical review, and did people consent?** ${blank('review and its number; how people could object')}`;
}

function preprocessing({ facts }: DatasheetRequest): string {
  const judged =
    facts.judged === 0
      ? 'No match was judged by people.'
      : `${counted(facts.judged, 'pair')} of articles and narratives ${facts.judged === 1 ? 'was' : 'were'} judged by ${counted(facts.annotators, 'annotator')}; label_agreement says how well they agree.`;
  return `## Preprocessing, cleaning, labelling

**Was any done?** Copies were grouped, items outside the scope marked, texts cut into passages, passages turned into vectors, passages of posts grouped into narratives, articles matched with them. \`run.json\` has every option, \`crosscurrent.yaml\` the settings, \`edits.yaml\` (where there is one) what a person changed about the narratives.

**Was it labelled by people?** ${judged} ${blank('who the annotators were, and what they were told')}

**Is the raw data kept?** ${blank('where the imported files are')}

**Is the software available?** crosscurrent; its version is in \`run.json\`.`;
}

function uses({ platform }: DatasheetRequest): string {
  return `## Uses

**What has it been used for?** ${blank('publications')}

**What should it not be used for?** The figures say which articles resemble what was said on ${markdownText(platform)} and which came first; they do not say who copied whom on purpose, and nothing about a single person. ${blank('further limits')}`;
}

function distribution({ about, idsOnly }: DatasheetRequest): string {
  return `## Distribution

**Under which licence?** ${about.license === undefined ? blank('licence') : markdownText(about.license.name)} ${blank('terms of the platform and copyright of the outlets')}

**In which form?** ${idsOnly ? 'Ids and addresses without texts.' : 'With texts.'} A Data Package (\`datapackage.json\`) and an RO-Crate (\`ro-crate-metadata.json\`).`;
}

function maintenance(): string {
  return `## Maintenance

**Who keeps it, and how are they reached?** ${blank('name and address')}

**Will it be updated, and are posts taken out that were deleted?** ${blank('when and by whom')}`;
}

function sourceName(kind: string, ecosystem: string, platform: string): string {
  return markdownText(kind === 'post' ? platform : ecosystem === '' ? '(no ecosystem)' : ecosystem);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return 'None.';
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
