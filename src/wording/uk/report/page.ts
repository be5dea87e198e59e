import type { page as english } from '../../en/report/page.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { genitive, nouns } from './nouns.ts';

const { count, counted, date, listed } = formatsOf('uk');

const precisions = {
  minute: 'до хвилини або точніше',
  hour: 'до години',
  day: 'лише до дня',
  unknown: 'невідома',
};

export const page: typeof english = {
  sections: {
    coverage: 'Що можуть сказати дані',
    answers: 'Чотири відповіді',
    share: 'Частка',
    association: 'Зв’язок',
    first: 'Перша поява',
    influence: 'Вплив',
    network: 'Мережа сайтів',
    sensitivity: 'Чутливість',
    published: 'Опубліковані відповіді',
    narratives: 'Наративи',
    method: 'Дані та метод',
  },
  skip: 'Перейти до відповідей',
  navigation: 'Розділи',
  footer: <Piece>(tables: (text: string) => Piece) =>
    rich`Створено програмою crosscurrent із таблиць дослідження, які лежать поруч із цією сторінкою у форматах ${tables('CSV і Parquet')}. Ця сторінка нічого не завантажує ззовні; посилання на джерела ведуть за її межі.`,
  kicker: 'Звіт crosscurrent',
  about: 'Про це дослідження',
  data: (window, posts, platform, articles, ecosystems, languages) =>
    `${window}: ${nouns.posts(posts)} на платформі ${platform}, ${nouns.articles(articles)} ${ecosystems.length === 0 ? 'поза медіасистемами' : `з ${genitive.ecosystems(ecosystems.length)} (${listed(ecosystems)})`}, ${counted(languages, { one: 'мовою', other: 'мовами' })}.`,
  times: (parts) =>
    `Точність часу публікації: ${parts.map(([precision, share]) => `${precisions[precision]} – ${share}`).join(', ')}.`,
  window: {
    unknown: 'Час невідомий',
    until: (to) => `До ${date(to)}`,
    from: (from) => `Від ${date(from)}`,
    span: (from, to) => (date(from) === date(to) ? date(from) : `${date(from)} – ${date(to)}`),
  },
  answersIntro:
    'Збіг означає, що стаття каже те саме, що й наратив, а не що одне взято з іншого. Кожен прийнятий збіг вважається правильним: похибок зіставлення немає ні в показниках, ні в інтервалах.',
  level: (measured, minPosts, level, found) =>
    `Показники обчислено на рівні ${count(level)} за наративами${minPosts === null ? '' : `, що мають щонайменше ${nouns.posts(minPosts)}`}: їх ${count(measured)}; кластеризація знайшла на цьому рівні всього ${count(found)}.`,
  filter: {
    label: 'Показати наративи, що містять',
    close: 'Закрити всі матеріали',
    shown: (shown, all) => `показано наративів: ${shown} з ${all}`,
  },
};
