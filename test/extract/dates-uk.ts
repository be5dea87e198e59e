/** How Ukrainian sites write the time of publication. */
import { jsonLd } from './dated-page.ts';
import type { DatedPage } from './dated-page.ts';

const day = { precision: 'day', basis: 'text' } as const;
const minute = { precision: 'minute', basis: 'text' } as const;

/** Pages in Ukrainian. */
export const ukrainianPages: readonly DatedPage[] = [
  { name: 'January', under: '<div>5 січня 2022</div>', published: '2022-01-05', ...day },
  { name: 'February', under: '<div>24 лютого 2022</div>', published: '2022-02-24', ...day },
  { name: 'March', under: '<div>1 березня 2022</div>', published: '2022-03-01', ...day },
  { name: 'April', under: '<div>2 квітня 2022</div>', published: '2022-04-02', ...day },
  { name: 'May', under: '<div>9 травня 2022</div>', published: '2022-05-09', ...day },
  { name: 'June', under: '<div>28 червня 2022</div>', published: '2022-06-28', ...day },
  { name: 'July', under: '<div>15 липня 2022</div>', published: '2022-07-15', ...day },
  { name: 'August', under: '<div>24 серпня 2022</div>', published: '2022-08-24', ...day },
  { name: 'September', under: '<div>1 вересня 2022</div>', published: '2022-09-01', ...day },
  { name: 'October', under: '<div>14 жовтня 2022</div>', published: '2022-10-14', ...day },
  { name: 'November', under: '<div>11 листопада 2022</div>', published: '2022-11-11', ...day },
  { name: 'December', under: '<div>6 грудня 2022</div>', published: '2022-12-06', ...day },
  { name: 'року', under: '<div>1 березня 2022 року</div>', published: '2022-03-01', ...day },
  { name: 'р.', under: '<div>1 березня 2022 р.</div>', published: '2022-03-01', ...day },
  { name: 'р., with minutes', under: '<div>1 березня 2022 р., 12:30</div>', published: '2022-03-01T12:30', ...minute },
  { name: 'року о', under: '<div>1 березня 2022 року о 12:30</div>', published: '2022-03-01T12:30', ...minute },
  { name: 'with minutes', under: '<div>1 березня 2022, 12:30</div>', published: '2022-03-01T12:30', ...minute },
  { name: 'clock first', under: '<div>12:30, 1 березня 2022</div>', published: '2022-03-01T12:30', ...minute },
  { name: 'weekday', under: '<div>Вівторок, 1 березня 2022, 12:30</div>', published: '2022-03-01T12:30', ...minute },
  {
    name: 'weekday after the clock',
    under: '<div>12:30, вівторок, 1 березня 2022</div>',
    published: '2022-03-01T12:30',
    ...minute,
  },
  { name: 'short month', under: '<div>01 бер. 2022, 12:30</div>', published: '2022-03-01T12:30', ...minute },
  { name: 'short month of four letters', under: '<div>14 жовт 2022</div>', published: '2022-10-14', ...day },
  { name: 'capitals', under: '<div>1 БЕРЕЗНЯ 2022, 12:30</div>', published: '2022-03-01T12:30', ...minute },
  { name: 'points', under: '<div>01.03.2022</div>', published: '2022-03-01', ...day },
  { name: 'points with minutes', under: '<div>01.03.2022 12:30</div>', published: '2022-03-01T12:30', ...minute },
  { name: 'points with bar', under: '<div>01.03.2022 | 12:30</div>', published: '2022-03-01T12:30', ...minute },
  { name: 'points, clock first', under: '<div>12:30 01.03.2022</div>', published: '2022-03-01T12:30', ...minute },
  { name: 'hyphens', under: '<div>01-03-2022 12:30</div>', published: '2022-03-01T12:30', ...minute },
  { name: 'label', under: '<div>Опубліковано: 1 березня 2022, 12:30</div>', published: '2022-03-01T12:30', ...minute },
  { name: 'label of the date', under: '<div>Дата публікації: 01.03.2022</div>', published: '2022-03-01', ...day },
  {
    name: 'with author',
    under: '<div>Олена Коваль — 1 березня 2022, 12:30</div>',
    published: '2022-03-01T12:30',
    ...minute,
  },
  { name: 'above the heading', above: '<span>1 березня 2022, 12:30</span>', published: '2022-03-01T12:30', ...minute },
  {
    name: 'publication before change',
    under: '<div>1 березня 2022, 12:30</div><div>Оновлено: 3 березня 2022, 10:00</div>',
    published: '2022-03-01T12:30',
    ...minute,
  },
  { name: 'change alone', under: '<div>Оновлено 3 березня 2022, 10:00</div>', published: null },
  { name: 'hours ago', under: '<div class="time">2 години тому</div>', published: null },
  { name: 'yesterday', under: '<div class="time">Вчора, 12:30</div>', published: null },
  { name: 'without a year', under: '<div class="time">1 березня, 12:30</div>', published: null },
  {
    name: 'meta',
    head: '<meta property="article:published_time" content="2022-03-01T12:30:00+02:00"><meta property="article:modified_time" content="2022-03-03T10:00:00+02:00">',
    published: '2022-03-01T12:30:00+02:00',
    precision: 'second',
    basis: 'meta',
  },
  {
    name: 'meta change alone',
    head: '<meta property="article:modified_time" content="2022-03-03T10:00:00+02:00">',
    published: null,
  },
  {
    name: 'JSON-LD in a graph',
    head: jsonLd({
      '@graph': [
        { '@type': 'WebPage', datePublished: '2020-01-01' },
        { '@type': 'NewsArticle', datePublished: '2022-03-01T12:30:05+02:00' },
      ],
    }),
    published: '2022-03-01T12:30:05+02:00',
    precision: 'second',
    basis: 'jsonld',
  },
  {
    name: 'JSON-LD of a comment',
    head: jsonLd({ '@type': 'Comment', datePublished: '2022-03-04T08:00:00+02:00' }),
    under: '<div>1 березня 2022</div>',
    published: '2022-03-01',
    ...day,
  },
  {
    name: 'time element',
    under: '<time datetime="2022-03-01 12:30:15">1 березня</time>',
    published: '2022-03-01T12:30:15',
    precision: 'second',
    basis: 'time_tag',
  },
  {
    name: 'time element of a change',
    under: '<time class="updated" datetime="2022-03-03T10:00">3 березня</time>',
    published: null,
  },
  {
    name: 'address',
    url: 'https://visnyk.example.ua/news/2022/03/1/7327104/',
    published: '2022-03-01',
    precision: 'day',
    basis: 'url',
  },
  { name: 'month of the address alone', url: 'https://visnyk.example.ua/news/2022/03/mist/', published: null },
  { name: 'not yet', under: '<div>1 березня 2099</div>', published: null },
];
