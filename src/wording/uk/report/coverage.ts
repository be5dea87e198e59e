import type { coverage as english, Kind, Wide } from '../../en/report/coverage.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { ecosystems } from './ecosystems.ts';
import { locative, nouns } from './nouns.ts';

const { count, counted, date, listed, percent } = formatsOf('uk');

const items = { post: 'дописів', article: 'статей' } as const;
const from = (kind: Kind, name: string): string =>
  kind === 'post' ? `на платформі ${name}` : ecosystems('genitive', [name]);

/** A length of time in the genitive: hours, or days from two days on. */
function length(hours: number): string {
  if (hours <= 1) return 'години';
  if (hours >= 48)
    return counted(Number((hours / 24).toFixed(1)), { one: 'дня', few: 'днів', many: 'днів', other: 'дня' });
  const forms = { one: 'години', few: 'годин', many: 'годин', other: 'години' };
  return counted(Number(hours.toFixed(hours < 10 ? 1 : 0)), forms);
}

const usual = (hours: number | null): string =>
  hours === null
    ? 'надто грубо, щоб упорядкувати дві медіасистеми в межах одного дня'
    : `грубіше ніж до ${length(hours)} – звичайної відстані між першими двома медіасистемами наративу`;

const wide = (all: readonly Wide[]): string =>
  listed(all.map(([name, part]) => (part === null ? name : `${name} (${percent(part)})`)));

export const coverage: typeof english = {
  none: 'У межах дослідження немає жодного запису.',
  nothing:
    'Немає помітних прогалин, браку часу публікації чи великої кількості копій. Того, чого не зібрано, тут не видно.',
  absent: (names) =>
    `У межах дослідження немає жодної статті ${ecosystems('genitive', names)}: ця сторінка нічого про ${names.length === 1 ? 'неї' : 'них'} не каже.`,
  few: (all) =>
    `У межах дослідження замало статей: ${all.map(([name, articles]) => `${name} – ${count(articles)}`).join(', ')}. Кілька статей більше чи менше змінили б показники.`,
  gap: (kind, name, gaps, further, expected) =>
    `Немає ${items[kind]} ${from(kind, name)} за ${listed(further > 0 ? [...gaps, `ще ${counted(further, { one: 'проміжок', few: 'проміжки', many: 'проміжків', other: 'проміжку' })}`] : gaps)}; за звичної частоти їх було б близько ${count(expected)}. Або тоді на цю тему нічого не публікували, або цього не зібрано.`,
  days: (first, last) => (first >= last ? date(first) : `${date(first)} – ${date(last)}`),
  oneSite: (name, articles) =>
    `${articles === 1 ? 'Єдина стаття' : 'Усі статті'} ${ecosystems('genitive', [name])} – з одного сайту: сказане тут про медіасистему стосується цього сайту.`,
  timeless: (kind, name, part) =>
    `${percent(part)} ${items[kind]} ${from(kind, name)} не мають часу публікації: вони враховані в частці та зв’язку, але майже не допомагають сказати, хто був першим.`,
  copies: (kind, name, part) =>
    `${percent(part)} тексту ${items[kind]} ${from(kind, name)} – це копії тих самих текстів: порівняйте показники, де кожен текст рахується один раз.`,
  lacking: (all, hours) =>
    `Для першої появи потрібен точніший час, ніж його має більшість статей: ${wide(all)}. Їх датовано ${usual(hours)}. Там, де йдеться про ${all.length === 1 ? 'цю медіасистему' : 'ці медіасистеми'}, «не можна сказати» означає брак даних, а не нічию.`,
  impaired: (all, hours) =>
    `Частину статей датовано ${usual(hours)}, тож деяких перших появ визначити не можна. Ідеться про ${all.length === 1 ? 'таку медіасистему' : 'такі медіасистеми'}: ${wide(all)}.`,
  impairedToo: (all) =>
    `Ще в ${all.length === 1 ? 'одній медіасистемі' : 'кількох медіасистемах'} так само грубо датовано частину статей, тож деяких перших появ визначити не можна: ${wide(all)}.`,
  table: 'Записи в межах дослідження',
  heads: {
    weeks: 'Тижні із записами',
    copies: 'Текст у копіях',
    languages: 'Мови',
  },
  languages: (named, others) =>
    [
      ...named.map(([language, part]) => `${language} ${percent(part)}`),
      ...(others > 0 ? [nouns.others(others)] : []),
    ].join(', '),
  timesTable: 'Наскільки точно відомий час публікації',
  classes: {
    to_hour: 'До години',
    to_day: 'До дня',
    coarser: 'Грубіше',
    bounded: 'Одна межа',
    undated: 'Без часу',
  },
  note: <Piece>(file: Piece) =>
    rich`Час розподілено за шириною відомого: година, день, більше, лише одна межа (наприклад, коли запис уперше помітили), нічого. Текст у копіях: символи у статтях, що належать до групи передруків. За сайтами, мовами й тижнями: ${file}.`,
  more: <Piece>(link: (text: string) => Piece) => rich`Докладніше: ${link('дані та метод')}.`,
  plot: {
    title: 'Записи за тижнями',
    row: (name, weeks, all, most) =>
      `${name}: записи є у ${locative.weeks(weeks)} з ${count(all)}, найбільше за тиждень – ${count(most)}`,
    description: (rows) => `${rows.join('; ')}.`,
    caption:
      'Кожен рядок має власну шкалу: найповніша клітинка суцільна, кількість її записів наведено в кінці рядка. У порожній клітинці немає записів.',
    several: 'Якщо тижнів багато, клітинка охоплює кілька.',
    undated: 'Записів без часу публікації немає в жодній клітинці.',
  },
};
