import type { coverage as english, Kind, Wide } from '../../en/report/coverage.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { ecosystems } from './ecosystems.ts';
import { nouns, prepositional } from './nouns.ts';

const { count, counted, date, listed, percent } = formatsOf('ru');

const items = { post: 'постов', article: 'статей' } as const;
const from = (kind: Kind, name: string): string =>
  kind === 'post' ? `на платформе ${name}` : ecosystems('genitive', [name]);

/** A length of time in the genitive: hours, or days from two days on. */
function length(hours: number): string {
  if (hours <= 1) return 'часа';
  if (hours >= 48)
    return counted(Number((hours / 24).toFixed(1)), { one: 'дня', few: 'дней', many: 'дней', other: 'дня' });
  const forms = { one: 'часа', few: 'часов', many: 'часов', other: 'часа' };
  return counted(Number(hours.toFixed(hours < 10 ? 1 : 0)), forms);
}

const usual = (hours: number | null): string =>
  hours === null
    ? 'слишком грубо, чтобы упорядочить две медиасистемы в пределах одного дня'
    : `грубее чем до ${length(hours)} – обычного расстояния между первыми двумя медиасистемами нарратива`;

const wide = (all: readonly Wide[]): string =>
  listed(all.map(([name, part]) => (part === null ? name : `${name} (${percent(part)})`)));

export const coverage: typeof english = {
  none: 'В пределах исследования нет ни одной записи.',
  nothing:
    'Нет заметных пробелов, нехватки времени публикации или большого числа копий. То, что не было собрано, здесь не видно.',
  absent: (names) =>
    `В пределах исследования нет ни одной статьи ${ecosystems('genitive', names)}: эта страница ничего о ${names.length === 1 ? 'ней' : 'них'} не говорит.`,
  few: (all) =>
    `В пределах исследования слишком мало статей: ${all.map(([name, articles]) => `${name} – ${count(articles)}`).join(', ')}. Несколько статей больше или меньше изменили бы показатели.`,
  gap: (kind, name, gaps, further, expected) =>
    `Нет ${items[kind]} ${from(kind, name)} за ${listed(further > 0 ? [...gaps, `ещё ${counted(further, { one: 'промежуток', few: 'промежутка', many: 'промежутков', other: 'промежутка' })}`] : gaps)}; при обычной частоте их было бы около ${count(expected)}. Либо тогда на эту тему ничего не публиковали, либо это не было собрано.`,
  days: (first, last) => (first >= last ? date(first) : `${date(first)} – ${date(last)}`),
  oneSite: (name, articles) =>
    `${articles === 1 ? 'Единственная статья' : 'Все статьи'} ${ecosystems('genitive', [name])} – с одного сайта: сказанное здесь о медиасистеме относится к этому сайту.`,
  timeless: (kind, name, part) =>
    `${percent(part)} ${items[kind]} ${from(kind, name)} не имеют времени публикации: они учтены в доле и связи, но почти не помогают сказать, кто был первым.`,
  copies: (kind, name, part) =>
    `${percent(part)} текста ${items[kind]} ${from(kind, name)} – это копии тех же текстов: сравните показатели, в которых каждый текст считается один раз.`,
  lacking: (all, hours) =>
    `Для первого появления нужно более точное время, чем есть у большинства статей: ${wide(all)}. Они датированы ${usual(hours)}. Там, где речь идёт ${all.length === 1 ? 'об этой медиасистеме' : 'об этих медиасистемах'}, «нельзя сказать» означает нехватку данных, а не ничью.`,
  impaired: (all, hours) =>
    `Часть статей датирована ${usual(hours)}, поэтому некоторые первые появления определить нельзя. Речь ${all.length === 1 ? 'о такой медиасистеме' : 'о таких медиасистемах'}: ${wide(all)}.`,
  impairedToo: (all) =>
    `Ещё в ${all.length === 1 ? 'одной медиасистеме' : 'нескольких медиасистемах'} так же грубо датирована часть статей, поэтому некоторые первые появления определить нельзя: ${wide(all)}.`,
  table: 'Записи в пределах исследования',
  heads: {
    weeks: 'Недели с записями',
    copies: 'Текст в копиях',
    languages: 'Языки',
  },
  languages: (named, others) =>
    [
      ...named.map(([language, part]) => `${language} ${percent(part)}`),
      ...(others > 0 ? [nouns.others(others)] : []),
    ].join(', '),
  timesTable: 'Насколько точно известно время публикации',
  classes: {
    to_hour: 'До часа',
    to_day: 'До дня',
    coarser: 'Грубее',
    bounded: 'Одна граница',
    undated: 'Без времени',
  },
  note: <Piece>(file: Piece) =>
    rich`Время распределено по ширине известного: час, день, больше, только одна граница (например, когда запись впервые заметили), ничего. Текст в копиях: символы в статьях, входящих в группу перепечаток. По сайтам, языкам и неделям: ${file}.`,
  more: <Piece>(link: (text: string) => Piece) => rich`Подробнее: ${link('данные и метод')}.`,
  plot: {
    title: 'Записи по неделям',
    row: (name, weeks, all, most) =>
      `${name}: записи есть в ${prepositional.weeks(weeks)} из ${count(all)}, больше всего за неделю – ${count(most)}`,
    description: (rows) => `${rows.join('; ')}.`,
    caption:
      'У каждой строки своя шкала: самая полная клетка сплошная, число её записей указано в конце строки. В пустой клетке записей нет.',
    several: 'Если недель много, клетка охватывает несколько.',
    undated: 'Записей без времени публикации нет ни в одной клетке.',
  },
};
