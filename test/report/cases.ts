/** Small studies, each with something the report must not stumble over. */
import { StudyBuilder } from './fixture.ts';
import type { StudyRows } from './fixture.ts';

function posts(study: StudyBuilder, prefix: string, count: number, at: string): string[] {
  return Array.from({ length: count }, (_, index) =>
    study.post({
      id: `weibo:${prefix}${index}`,
      text: `海峡昨夜被封锁，渡轮全部停航。${index}`,
      language: 'zh',
      at: new Date(Date.parse(at) + index * 3_600_000).toISOString(),
    }),
  );
}

interface Given {
  readonly id: string;
  readonly ecosystem: string;
  readonly at?: string;
  readonly precision?: 'second' | 'minute' | 'hour' | 'day';
  readonly basis?: string;
  readonly group?: string;
}

const languages: Readonly<Record<string, string>> = { ru: 'ru', ua: 'uk', us: 'en', cn: 'zh' };

function articles(study: StudyBuilder, list: readonly Given[]): string[] {
  return list.map((given) =>
    study.article({
      ...given,
      id: `article:${given.id}`,
      text: 'The strait was closed last night.',
      title: 'Strait closed',
      language: languages[given.ecosystem] ?? 'en',
      url: `https://${given.ecosystem}.example/${given.id}`,
    }),
  );
}

/** Two ecosystems lead together in everything; the first appearance is a tie by the day. */
export function ties(): StudyRows {
  const study = new StudyBuilder();
  const own = posts(study, 'a', 5, '2031-03-07T06:00:00Z');
  const matched = articles(study, [
    { id: '1', ecosystem: 'ru', at: '2031-03-03T00:00:00Z', precision: 'day', basis: 'url' },
    { id: '2', ecosystem: 'ua', at: '2031-03-03T10:00:00Z' },
  ]);
  study.narrative('n', {
    label: '海峡昨夜被封锁',
    posts: own,
    articles: matched,
    keywords: { zh: ['海峡'], en: ['strait'] },
  });
  return study.measure().rows;
}

/** One ecosystem leads by copies of one text, another by texts. */
export function copiesDecide(): StudyRows {
  const study = new StudyBuilder();
  const own = posts(study, 'a', 5, '2031-03-07T06:00:00Z');
  const matched = articles(study, [
    { id: '1', ecosystem: 'ru', at: '2031-03-08T01:00:00Z', group: 'g' },
    { id: '2', ecosystem: 'ru', at: '2031-03-08T02:00:00Z', group: 'g' },
    { id: '3', ecosystem: 'ru', at: '2031-03-08T03:00:00Z', group: 'g' },
    { id: '4', ecosystem: 'ua', at: '2031-03-08T04:00:00Z' },
    { id: '5', ecosystem: 'ua', at: '2031-03-08T05:00:00Z' },
  ]);
  study.narrative('n', { label: '海峡昨夜被封锁', posts: own, articles: matched });
  return study.measure().rows;
}

/** A majority for one ecosystem, another first, a third that only copies; one narrative without a match. */
export function plain(): StudyRows {
  const study = new StudyBuilder();
  const first = posts(study, 'a', 6, '2031-03-07T06:00:00Z');
  const second = posts(study, 'b', 5, '2031-03-09T06:00:00Z');
  const third = posts(study, 'c', 5, '2031-03-10T06:00:00Z');
  const matched = articles(study, [
    { id: '1', ecosystem: 'ru', at: '2031-03-08T01:00:00Z' },
    { id: '2', ecosystem: 'ru', at: '2031-03-08T02:00:00Z' },
    { id: '3', ecosystem: 'ru', at: '2031-03-08T03:00:00Z' },
    { id: '4', ecosystem: 'ru', at: '2031-03-08T04:00:00Z' },
    { id: '5', ecosystem: 'us', at: '2031-03-06T12:00:00Z', precision: 'minute' },
    { id: '6', ecosystem: 'ua', at: '2031-03-11T00:00:00Z', group: 'article:6' },
    { id: '7', ecosystem: 'ua', at: '2031-03-11T00:10:00Z', group: 'article:6' },
  ]);
  articles(study, [
    { id: '8', ecosystem: 'us', at: '2031-03-12T00:00:00Z' },
    { id: '9', ecosystem: 'us', at: '2031-03-12T00:00:00Z' },
    { id: '10', ecosystem: 'ru', at: '2031-03-12T00:00:00Z' },
  ]);
  study.narrative('mines', {
    label: '海军布雷',
    posts: first,
    articles: matched.slice(0, 5),
    keywords: { zh: ['海峡', '水雷'] },
  });
  study.narrative('gold', { label: '出售黄金', posts: second, articles: matched.slice(5) });
  study.narrative('quiet', { label: '无人报道', posts: third });
  study.rows.rejects.push({
    stage: 'import',
    source: 'posts.csv',
    record: '12',
    slug: 'no_text',
    detail: 'the record has no text',
  });
  study.rows.near.push({
    narrative_id: 'mines',
    passage_id: 'article:8#0',
    item_id: 'article:8',
    ecosystem: 'us',
    score: 0.6,
    verified_score: 0.71,
    threshold: 0.72,
    post_passage_id: 'weibo:a0#0',
    embedder: 'bundled',
  });
  return study.measure().rows;
}

/** Posts form narratives, and no article matches. */
export function noMatches(): StudyRows {
  const study = new StudyBuilder();
  const own = posts(study, 'a', 5, '2031-03-07T06:00:00Z');
  articles(study, [
    { id: '1', ecosystem: 'ru', at: '2031-03-03T00:00:00Z' },
    { id: '2', ecosystem: 'us' },
  ]);
  study.narrative('n', { label: '海峡', posts: own });
  return study.measure().rows;
}

/** All articles are of one ecosystem. */
export function oneEcosystem(): StudyRows {
  const study = new StudyBuilder();
  const own = posts(study, 'a', 5, '2031-03-07T06:00:00Z');
  const matched = articles(study, [
    { id: '1', ecosystem: 'ru', at: '2031-03-03T00:00:00Z' },
    { id: '2', ecosystem: 'ru', at: '2031-03-04T00:00:00Z' },
  ]);
  study.narrative('n', { label: '海峡', posts: own, articles: matched });
  return study.measure().rows;
}

/** Items, and nothing found among them. */
export function noNarratives(): StudyRows {
  const study = new StudyBuilder();
  posts(study, 'a', 2, '2031-03-07T06:00:00Z');
  articles(study, [{ id: '1', ecosystem: 'ru', at: '2031-03-03T00:00:00Z' }]);
  return study.rows;
}

/** No item has a time of publication; one has the time it was first seen. */
export function undated(): StudyRows {
  const study = new StudyBuilder();
  const own = Array.from({ length: 5 }, (_, index) =>
    study.post({ id: `weibo:${index}`, text: '海峡昨夜被封锁。', language: 'zh' }),
  );
  const matched = articles(study, [
    { id: '1', ecosystem: 'ru' },
    { id: '2', ecosystem: 'us', at: '2031-03-03T10:00:00Z', basis: 'first_seen' },
  ]);
  study.narrative('n', { label: '海峡', posts: own, articles: matched });
  return study.measure().rows;
}

/** Nothing at all. */
export function empty(): StudyRows {
  return {};
}

/** Text that tries to be more than text, in every column that reaches the page. */
export function hostile(): StudyRows {
  const study = new StudyBuilder('<b onclick=alert(1)>weibo');
  const markup =
    '<script>alert(1)</script><img src=x onerror=alert(2)>"><svg onload=alert(3)>\'</textarea></style></template><!--';
  const controls = 'a\u0000b\u0007c\u001b[31m\u202Egnp.exe\u2066x\u2069\u0085\u{d800}';
  const long = 'w'.repeat(5000);
  const own = [markup, controls, long, '=HYPERLINK("http://evil.example")', '\u0301'.repeat(3000)].map((text, index) =>
    study.post({
      id: `weibo:${index}"><script>`,
      text,
      language: index === 0 ? '"><script>' : 'zh',
      at: '2031-03-07T06:00:00Z',
      author: markup,
      url: 'javascript:alert(4)',
    }),
  );
  const urls = [
    'javascript:alert(5)',
    'data:text/html,<script>alert(6)</script>',
    'https://user:pass@evil.example/',
    'https://ok.example/?q="><script>alert(7)</script>',
    '//evil.example/x',
    ' http://ok.example/a b',
  ];
  const matched = urls.map((url, index) =>
    study.article({
      id: `article:${index}'"<`,
      text: index % 2 === 0 ? markup : controls,
      title: markup + controls,
      language: 'ru',
      site: `${markup}.example`,
      ecosystem: index % 2 === 0 ? markup : `\u202E${long}`,
      at: '2031-03-03T00:00:00Z',
      basis: '<i>basis',
      url,
    }),
  );
  study.narrative('n"><script>alert(8)</script>', {
    label: `${markup}${controls}`,
    posts: own,
    articles: matched,
    keywords: { '"><script>': [markup, controls], zh: [long] },
  });
  study.rows.rejects.push({
    stage: markup,
    source: markup,
    record: controls,
    slug: markup,
    detail: `${markup}${controls}`,
  });
  return study.measure().rows;
}
