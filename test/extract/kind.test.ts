import { expect, test } from 'vitest';
import { extractArticle } from '../../src/extract/article.ts';
import type { PageKind } from '../../src/extract/kind.ts';
import { pageHtml, report } from './dated-page.ts';

const page = (title: string, body: string): string =>
  `<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`;
const links = Array.from(
  { length: 20 },
  (_, i) => `<div class="card"><h3><a href="/${i}">Headline number ${i} about something that happened today</a></h3>
<p>What happened, in a sentence or two that says enough about it to be read before the story ${i} is opened.</p></div>`,
).join('');

const pages: readonly [string, PageKind, string, string?][] = [
  [
    'HTTP 451',
    'blocked',
    page(
      '451: Unavailable due to legal reasons',
      '<h1>451</h1><p>We recognise that you are in the European Economic Area.</p>',
    ),
  ],
  [
    'blocked in Russian',
    'blocked',
    page('Доступ ограничен', '<p>Доступ к информационному ресурсу ограничен на основании федерального закона.</p>'),
  ],
  ['blocked in Ukrainian', 'blocked', page('Доступ обмежено', '<p>Доступ до цього сайту обмежено.</p>')],
  ['blocked in Chinese', 'blocked', page('提示', '<p>根据相关法律法规，该内容无法显示。</p>')],
  [
    'denied',
    'blocked',
    page('Access Denied', '<h1>Access Denied</h1><p>You do not have permission to view this page.</p>'),
  ],
  [
    'captcha',
    'captcha',
    page('Just a moment...', '<p>Checking your browser before accessing the site.</p><script>x()</script>'),
  ],
  ['captcha in Russian', 'captcha', page('Ой!', '<p>Подтвердите, что вы не робот. Введите символы с картинки.</p>')],
  ['captcha in Chinese', 'captcha', page('安全验证', '<p>请完成安全验证后继续访问。</p>')],
  [
    'consent',
    'consent',
    page(
      'Before you continue',
      '<p>We value your privacy. We and our partners use cookies.</p><button>Accept all</button>',
    ),
  ],
  [
    'consent in German',
    'consent',
    page('Zeitung', '<p>Zustimmen und weiter: mit Ihrer Einwilligung zeigen wir Werbung.</p>'),
  ],
  [
    'login',
    'login',
    page('Account', '<form><input type="text"><input type="password"><button>Go</button></form><p>Welcome back.</p>'),
  ],
  [
    'subscribers',
    'login',
    page('Report', '<p>This story is for subscribers only. Already a subscriber? Sign in to continue.</p>'),
  ],
  ['login in Chinese', 'login', page('文章', '<p>请先登录后查看全文。</p>')],
  ['not found', 'error', page('404 Not Found', '<h1>Not Found</h1><p>The requested URL was not found.</p>')],
  ['not found in Russian', 'error', page('Ошибка 404', '<p>Страница не найдена</p>')],
  ['not found in Ukrainian', 'error', page('Помилка 404', '<p>Сторінку не знайдено</p>')],
  ['not found in Chinese', 'error', page('出错了', '<p>页面不存在或已删除</p>')],
  ['gateway', 'error', page('502 Bad Gateway', '<center><h1>502 Bad Gateway</h1></center>')],
  ['application', 'shell', page('Site', '<div id="root"></div><script src="/main.js"></script>')],
  [
    'application that says so',
    'shell',
    page('Site', '<noscript>Enable JavaScript to run this app.</noscript><script src="a.js"></script>'),
  ],
  ['nothing', 'empty', ''],
  ['nothing but tags', 'empty', '<html><body><div></div></body></html>'],
  ['front page', 'index', page('The Daily', links), 'https://daily.example.com/'],
  ['section', 'index', page('Politics', links), 'https://daily.example.com/politics'],
  ['article', 'article', pageHtml('ru', { name: '', published: null }), 'https://vesti.example.ru/most'],
  [
    'article among links',
    'article',
    pageHtml('zh', { name: '', published: null, after: `<div>${links}</div>` }),
    'https://wanbao.example.cn/a/1.html',
  ],
];

test.each(pages)('%s is %s', async (_name, kind, html, url) => {
  expect((await extractArticle(html, { url })).kind).toBe(kind);
});

test('an article about blocking is an article', async () => {
  const text =
    'The court ordered that access denied to readers in one region be restored within a month, the paper reports, and the site unblocked. ';
  const html = page(
    'Court: access denied to readers was unlawful',
    `<h1>Court: access denied to readers was unlawful</h1><p>${text.repeat(3)}</p><p>${text.repeat(4)}</p>`,
  );
  expect((await extractArticle(html)).kind).toBe('article');
});

test('an article under a consent banner is an article', async () => {
  const html = pageHtml('uk', {
    name: '',
    published: null,
    above: '<div class="cookie-banner"><p>Ми використовуємо файли cookie.</p><button>Добре</button></div>',
  });
  const article = await extractArticle(html);
  expect(article.kind).toBe('article');
  expect(article.text).toBe(report('uk').text);
});
