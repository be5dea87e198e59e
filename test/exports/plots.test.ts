import { expect, test } from 'vitest';
import { light } from '../../src/exports/palette.ts';
import { plots } from '../../src/exports/plots.ts';
import { style } from '../../src/report/style.ts';
import { readManifest } from '../../src/store/manifest.ts';
import { temporaryFolder } from '../support/folder.ts';
import { exportFixture, textsOf, withContext } from './fixture.ts';
import { elements, parseXml } from './well-formed.ts';

const options = {
  maxNarratives: 100,
  maxEvidence: 20,
  maxPosts: 10,
  maxPlotted: 20,
  maxMegabytes: 8,
  published: 'none',
  language: 'en',
} as const;

test('plots stand alone: well-formed, titled, with colours of their own and no links', async () => {
  const study = await exportFixture(temporaryFolder());
  const texts = await withContext(study, async (context) =>
    textsOf(
      await plots(context, {
        manifest: readManifest(study),
        settings: { name: 'x', about: '', platform: 'weibo', firstSeenIsPublication: false, scope: {} as never },
        options,
      }),
    ),
  );
  const pictures = Object.entries(texts).filter(([name]) => name.endsWith('.svg'));
  expect(pictures.map(([name]) => name)).toEqual([
    'coverage.svg',
    'share.svg',
    'rate.svg',
    'association.svg',
    'first.svg',
  ]);
  for (const [name, text] of pictures) {
    const root = parseXml(text);
    expect(root.attributes['xmlns'], name).toBe('http://www.w3.org/2000/svg');
    const [title] = elements(root, 'title');
    expect(title!.text.length).toBeGreaterThan(5);
    expect(elements(root, 'desc')[0]!.text.length).toBeGreaterThan(5);
    // The title can be read in the picture too.
    expect(
      elements(root, 'tspan')
        .map((word) => word.text)
        .join(' '),
    ).toContain(title!.text);
    expect(text).not.toContain('var(--');
    expect(elements(root, 'a')).toEqual([]);
    expect(text).not.toMatch(/<(?:script|style|foreignObject)\b/u);
  }
  const specs = Object.entries(texts).filter(([name]) => name.endsWith('.vl.json'));
  expect(specs.map(([name]) => name)).toEqual(['share.vl.json', 'rate.vl.json', 'coverage.vl.json', 'first.vl.json']);
  for (const [name, text] of specs) {
    const spec = JSON.parse(text) as { $schema: string; title: string; data: { values: Record<string, unknown>[] } };
    expect(spec.$schema, name).toBe('https://vega.github.io/schema/vega-lite/v6.json');
    expect(spec.data.values.length, name).toBeGreaterThan(0);
  }
});

test('the colours are those of the report', () => {
  const [root] = /:root \{[^}]*\}/u.exec(style)!;
  const own = Object.fromEntries(
    [...root.matchAll(/--(\w+): (#[\da-f]{6});/gu)].map(([, name, colour]) => [name, colour]),
  );
  expect(own).toMatchObject(light);
});
