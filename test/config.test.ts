import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { configTemplate } from '../src/cli/study-template.ts';
import { configJsonSchema, parseConfig, readConfig } from '../src/config.ts';
import { exitCodes, UserError } from '../src/errors.ts';
import { stages } from '../src/pipeline.ts';
import { Study } from '../src/store/study.ts';
import { temporaryFolder } from './support/folder.ts';

function userError(run: () => unknown): UserError {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).exitCode).toBe(exitCodes.usage);
    return error as UserError;
  }
  throw new Error('nothing was thrown');
}

/** What is said about a configuration, a line a mistake. */
function mistakes(value: unknown): string[] {
  const { message, hint } = userError(() => parseConfig(value, 'crosscurrent.yaml'));
  expect(hint).toContain('docs/config.md');
  const [head, ...lines] = message.split('\n');
  expect(head).toBe(`crosscurrent.yaml has ${lines.length === 1 ? 'a mistake' : `${lines.length} mistakes`}:`);
  return lines.map((line) => line.trim());
}

describe('defaults', () => {
  it('stand for everything that is not said', () => {
    const { settings, options } = parseConfig({}, 'x');
    expect(settings).toEqual({
      name: 'Untitled study',
      about: '',
      seed: 1,
      platform: 'weibo',
      embedder: 'bundled',
      exact: false,
      scope: { posts: { keywords: {}, minWords: 0 }, articles: { keywords: {} }, sites: { include: [], exclude: [] } },
      sites: {},
      zones: {},
      firstSeenIsPublication: false,
    });
    expect(Object.keys(options)).toEqual(stages.map(({ name }) => name));
    expect(options).toMatchObject({
      import: {},
      passages: { words: 100, characters: 160, tinyWords: 12, title: true },
      cluster: { maxIterations: 25, keywords: 8, medoids: 3 },
    });
    expect(parseConfig(null, 'x')).toEqual(parseConfig({}, 'x'));
    expect(parseConfig(undefined, 'x')).toEqual(parseConfig({}, 'x'));
  });

  it('match as small narratives as are measured', () => {
    const minPosts = (value: unknown): unknown =>
      (parseConfig(value, 'x').options['match'] as { minPosts: number }).minPosts;
    expect(minPosts({})).toBe(5);
    expect(minPosts({ measure: { minPosts: 2 } })).toBe(1);
    expect(minPosts({ measure: { minPosts: 9 } })).toBe(5);
    expect(minPosts({ measure: { level: 1 } })).toBe(1);
    expect(minPosts({ match: { minPosts: 3 } })).toBe(3);
    const { message, hint } = userError(() => parseConfig({ match: { minPosts: 6 } }, 'x'));
    expect(message).toContain('match.minPosts is 6, measure.minPosts 5');
    expect(hint).toContain('set match.minPosts to 5');
  });

  it('stand for the rest of what is said in part', () => {
    const { settings, options } = parseConfig(
      {
        scope: { from: '2022-02-01' },
        passages: { words: 80 },
        embedder: { http: 'http://127.0.0.1:1/v1', model: 'm', dimensions: 8 },
      },
      'x',
    );
    expect(settings.scope).toEqual({
      from: '2022-02-01',
      posts: { keywords: {}, minWords: 0 },
      articles: { keywords: {} },
      sites: { include: [], exclude: [] },
    });
    expect(options['passages']).toMatchObject({ words: 80, characters: 160 });
    expect(settings.embedder).toMatchObject({ batch: 32, retries: 5, timeoutSeconds: 60, prefix: '' });
  });
});

describe('a mistake is told with its place', () => {
  test.each<[string, unknown, RegExp]>([
    ['a key there is not', { clustr: {} }, /^\(top\): .*clustr/],
    ['an option there is not', { cluster: { lambda: 0.5 } }, /^cluster: .*lambda/],
    ['a list', [], /^\(top\): /],
    ['a word', 'hello', /^\(top\): /],
    ['a seed that is no whole number', { seed: 1.5 }, /^seed: /],
    ['a day that is none', { scope: { from: '2022-02-30' } }, /^scope\.from: /],
    [
      'a window that ends before it begins',
      { scope: { from: '2022-03-02', to: '2022-03-01' } },
      /^scope\.to: .*before/,
    ],
    [
      'an empty keyword',
      { scope: { posts: { keywords: { zh: ['乌克兰', ''] } } } },
      /^scope\.posts\.keywords\.zh\.1: /,
    ],
    [
      'a keyword without a list',
      { scope: { articles: { keywords: { ru: 'слово' } } } },
      /^scope\.articles\.keywords\.ru: /,
    ],
    ['sites without a list', { sites: { russian: 'tass.ru' } }, /^sites\.russian: /],
    ['too many words', { passages: { words: 1000 } }, /^passages\.words: /],
    ['levels that do not fall', { cluster: { levels: [0.3, 0.5] } }, /^cluster\.levels: levels must fall/],
    ['a level that is none', { cluster: { levels: [0.5, -1] } }, /^cluster\.levels\.1: /],
    ['a pair that is none', { match: { thresholds: { chinese: 0.5 } } }, /^match\.thresholds\.chinese: /],
    ['an embedder there is not', { embedder: 'bert' }, /^embedder: /],
    [
      'a server without its dimensions',
      { embedder: { http: 'http://127.0.0.1/v1', model: 'm' } },
      /^embedder\.dimensions: /,
    ],
    ['an address that is none', { embedder: { http: 'my server', model: 'm', dimensions: 3 } }, /^embedder\.http: /],
    [
      'an option a server has not',
      { embedder: { http: 'http://127.0.0.1/v1', model: 'm', dimensions: 3, speed: 1 } },
      /^embedder: .*speed/,
    ],
    [
      'a model folder with an option it has not',
      { embedder: { onnx: 'model', pooling: 'max' } },
      /^embedder\.pooling: /,
    ],
  ])('%s', (_, value, expected) => {
    const found = mistakes(value);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(expected);
  });

  it('and all of them at once', () => {
    expect(
      mistakes({ seed: -1, platform: '', cluster: { medoids: 0 }, report: { maxPosts: 'all' } }).map(
        (line) => line.split(':')[0],
      ),
    ).toEqual(['seed', 'platform', 'cluster.medoids', 'report.maxPosts']);
  });
});

describe('the file', () => {
  function studyWith(content: string): Study {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'crosscurrent.yaml'), content);
    return new Study(folder);
  }

  it('is read', () => {
    const { settings } = readConfig(
      studyWith('name: Проливы\nscope:\n  from: 2022-02-01\n  to: 2022-04-30\nzones:\n  weibo: Asia/Shanghai\n'),
    );
    expect(settings).toMatchObject({
      name: 'Проливы',
      scope: { from: '2022-02-01', to: '2022-04-30' },
      zones: { weibo: 'Asia/Shanghai' },
    });
    expect(readConfig(studyWith(''))).toEqual(parseConfig({}, 'x'));
    expect(readConfig(studyWith('# only a comment\n'))).toEqual(parseConfig({}, 'x'));
  });

  test.each([
    ['is not there', undefined, /does not exist/],
    ['is not YAML', 'name: [unclosed\n', /is not valid YAML: .*line/s],
    ['says a key twice', 'name: a\nname: b\n', /is not valid YAML: .*unique/s],
    ['has a mistake', 'seed: many\n', /has a mistake:\n {2}seed: /],
  ])('that %s is named', (_, content, message) => {
    const study = content === undefined ? new Study(join(temporaryFolder(), 'none')) : studyWith(content);
    const error = userError(() => readConfig(study));
    expect(error.message).toContain(study.configPath);
    expect(error.message).toMatch(message);
  });
});

describe('the JSON Schema', () => {
  const schema = configJsonSchema();
  const reader = z.fromJSONSchema(schema);

  it('describes every key', () => {
    const properties = schema['properties'] as Record<
      string,
      { description?: string; properties?: Record<string, { description?: string }> }
    >;
    for (const { name, brief } of stages) expect(properties[name]!.description).toBe(brief);
    expect(schema['additionalProperties']).toBe(false);
    expect(schema['required'] ?? []).toEqual([]);
  });

  it('takes what init writes, with and without its comments', () => {
    const template = configTemplate({ name: 'A: "study"', from: '2022-02-01', to: '2022-04-30' });
    const value = parseYaml(template) as Record<string, unknown>;
    expect(value['name']).toBe('A: "study"');
    expect(() => parseConfig(value, 'template')).not.toThrow();
    expect(reader.safeParse(value).error).toBeUndefined();
  });

  it('takes the template with its comments taken away: they are the defaults', () => {
    const template = configTemplate({ name: 'x' });
    const sections = template.slice(template.indexOf('# passages:'));
    const uncommented = sections
      .split('\n')
      .filter((line) => /^# {1,3}\w+:( |$)/.test(line) && !line.includes(': …'))
      .map((line) => line.slice(2))
      .join('\n');
    const value = parseYaml(uncommented) as Record<string, unknown>;
    // import and embed are set by what is above; index has no options.
    expect(Object.keys(value)).toEqual(
      stages.map(({ name }) => name).filter((name) => !['import', 'embed', 'index'].includes(name)),
    );
    expect(parseConfig(value, 'template')).toEqual(parseConfig({}, 'x'));
    expect(reader.safeParse(value).error).toBeUndefined();
  });

  it('refuses what the program refuses', () => {
    for (const value of [{ clustr: {} }, { seed: 'x' }, { passages: { words: 1000 } }, { embedder: 'bert' }]) {
      expect(() => parseConfig(value, 'x')).toThrow(UserError);
      expect(reader.safeParse(value).success).toBe(false);
    }
  });
});
