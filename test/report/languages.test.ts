import { describe, expect, test } from 'vitest';
import { languageTags } from '../../src/wording/languages.ts';
import { englishIn } from '../wording/english.ts';
import * as cases from './cases.ts';
import { temporaryFolder } from './fixture.ts';
import { makeReport } from './run.ts';
import type { Element, Made } from './run.ts';
import { expectSound } from './sound.ts';

type Language = 'zh' | 'uk' | 'ru';

const studies = { plain: cases.plain, ties: cases.ties, alone: cases.oneEcosystem, hostile: cases.hostile } as const;
const made = new Map<string, Promise<Made>>();

/** The report on a study in a language, made once. */
async function reportIn(language: Language, study: keyof typeof studies): Promise<Made> {
  const known =
    made.get(`${language} ${study}`) ?? makeReport(temporaryFolder(), studies[study](), { options: { language } });
  made.set(`${language} ${study}`, known);
  return known;
}

/** The sentences of an answer. */
function said({ document }: Made, id: string): string[] {
  return [...document.querySelectorAll(`#answer-${id} > p`)]
    .filter((p) => p.getAttribute('class') !== 'links')
    .map((p) => p.textContent.replaceAll(/[\u00a0\u202f]/gu, ' ').trim());
}

/** What the page itself says: without texts of the study, and what is in another language by its own account. */
function spoken({ document }: Made): string[] {
  const skipped = new Set(['blockquote', 'pre', 'code', 'bdi', 'script', 'style', 'h1', 'aside', 'a']);
  const found: string[] = [];
  const visit = (element: Element & { readonly childNodes?: Iterable<Node> }): void => {
    for (const node of element.childNodes ?? []) {
      if (node.nodeType === 3) found.push(node.textContent);
      else if (
        node.nodeType === 1 &&
        !skipped.has(node.tagName.toLowerCase()) &&
        !['en', 'zh', 'ru', 'uk'].includes(node.getAttribute('lang') ?? '')
      )
        visit(node);
    }
  };
  visit(document.querySelector('body')!);
  return found;
}

type Node = Element & { readonly nodeType: number };

describe.each(['zh', 'uk', 'ru'] as const)('in %s', (language) => {
  test.each(['plain', 'ties', 'hostile'] as const)('%s: the page is sound and speaks one language', async (study) => {
    const page = await reportIn(language, study);
    expectSound(page);
    expect(page.document.querySelector('html')!.getAttribute('lang')).toBe(languageTags[language]);
    expect(/.{20}(undefined|NaN|null|\[object|Infinity).{20}/u.exec(page.text)).toBeNull();
    expect(spoken(page).flatMap(englishIn)).toEqual([]);
    // A full stop of the language stands after the title of a figure, and dates do not end in two.
    for (const caption of page.document.querySelectorAll('figcaption strong'))
      expect(caption.textContent).toMatch(
        language === 'zh' ? /\p{Script=Han}。$/u : /\p{Script=Cyrillic}\.$|Weibo\.$/u,
      );
    expect(page.text).not.toMatch(/[гр]\.\./u);
  });
});

test('the answers in Russian', async () => {
  const plain = await reportIn('ru', 'plain');
  expect(said(plain, 'share')).toEqual([
    'Большинство совпавших статей опубликовала медиасистема России: 4 из 7 (57,1 %).',
    'Если учесть, сколько публикует каждая медиасистема, лидирует уже медиасистема Украины: совпало 100,0 % из 2 её статей; следующая – медиасистема России, 80,0 %.',
    'Если считать каждый текст один раз, первое место не меняется: лидирует медиасистема России, 4 из 6 (66,7 %).',
    'Учтите. Совпали лишь 7 статей: несколько статей могли бы изменить порядок.',
  ]);
  expect(said(plain, 'first').slice(0, 2)).toEqual([
    'Из 2 нарративов с совпадением доказанно первая медиасистема есть у 2 (100,0 %): Украина – 1, США – 1 (в 1 из них у других медиасистем нет совпадения).',
    'В сравнении с платформой Weibo, из 2 нарративов: доказанно раньше первого поста появились в какой-либо медиасистеме – 1; только после первого поста – 1.',
  ]);
  expect(said(plain, 'influence')[0]).toBe('Данных слишком мало, чтобы оценить влияние.');
  const ties = await reportIn('ru', 'ties');
  expect(said(ties, 'share')[0]).toBe('Все медиасистемы опубликовали поровну совпавших статей: по 1 из 2.');
  expect(said(ties, 'association')[0]).toContain('с медиасистемами России и Украины теснее всего связано');
  const alone = await reportIn('ru', 'alone');
  expect(said(alone, 'association')[0]).toBe(
    'В исследовании всего одна медиасистема, Россия, поэтому сравнивать нарративы не с чем.',
  );
});

test('the answers in Ukrainian', async () => {
  const plain = await reportIn('uk', 'plain');
  expect(said(plain, 'share')[0]).toBe('Більшість статей зі збігом опублікувала медіасистема Росії: 4 з 7 (57,1 %).');
  expect(said(plain, 'share')[1]).toContain('лідирує вже медіасистема України: зі збігом – 100,0 % з 2 її статей');
  expect(said(plain, 'first')[0]).toContain('З 2 наративів зі збігом доведено першу медіасистему мають 2 (100,0 %)');
  const ties = await reportIn('uk', 'ties');
  expect(said(ties, 'share')[2]).toBe(
    'Якщо рахувати кожен текст один раз, перше місце не змінюється: разом лідирують медіасистеми Росії і України, по 1 з 2.',
  );
  expect(said(ties, 'association')[1]).toBe(
    'Зі зміною базової міри переможець не змінюється в жодному наративі (порівняно 1).',
  );
  expect(said(ties, 'first')[1]).toMatch(
    /^Для першої появи потрібен точніший час, ніж його має більшість статей: Росія/u,
  );
});

test('the answers in Chinese', async () => {
  const plain = await reportIn('zh', 'plain');
  expect(said(plain, 'share')).toEqual([
    '匹配文章多数来自俄罗斯：7 篇中有 4 篇（57.1%）。',
    '就各自的发布量而言，领先的则是乌克兰：其 2 篇文章有 100.0% 匹配；居次的俄罗斯为 80.0%。',
    '若相同文本只计一次，居首者不变：俄罗斯领先，6 篇中有 4 篇（66.7%）。',
    '注意： 只有 7 篇文章匹配：少数几篇文章就可能改变次序。',
  ]);
  expect(said(plain, 'first')[0]).toBe(
    '在有匹配文章的 2 个叙事中，2 个（100.0%）有可以证实的最早媒体生态：乌克兰 1 个和美国 1 个（其中 1 个在其他媒体生态中没有匹配）。',
  );
  expect(plain.text).toContain('✕ 微博：6 条帖子');
});

test('what stands in no language of the page says so', async () => {
  const { document, text } = await reportIn('ru', 'hostile');
  expect(text).toContain('не веб-адрес: javascript:alert(5)');
  expect(text).toMatch(/ещё [\d ]+ символ(а|ов)? в файле passages\.csv/u);
  expect(document.querySelector('#n1-ep')!.textContent).toMatch(/Weibo: \d+ пост/u);
});
