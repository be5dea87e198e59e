import type { chance as english, Told } from '../../en/report/chance.ts';
import { formatsOf } from '../../formats.ts';
import { genitive } from './nouns.ts';

const { count, counted, decimal, percent, signed, span, splitCount } = formatsOf('ru');

const told = (all: readonly Told[]): string =>
  all
    .map(
      ({ name, observed, expected, low, high }) =>
        `${name} (${splitCount(observed)}, случайно ожидается ${decimal(expected, 1)}${low === null || high === null ? '' : `, разность ${span(signed(low, 1), signed(high, 1))} с доверительной вероятностью 95 %`})`,
    )
    .join(', ');
const interval = (text: string | undefined): string => (text === undefined ? '' : ` (95 % интервал: ${text})`);

export const chance: typeof english = {
  first: (narratives, more, less, within) => {
    const parts = [
      more.length > 0 && `чаще, чем объясняет случайность, первыми были ${told(more)}`,
      less.length > 0 && `реже, чем объясняет случайность, – ${told(less)}`,
      within.length > 0 &&
        (more.length + less.length === 0
          ? `ни одна медиасистема не была первой чаще или реже, чем объясняет случайность: ${told(within)}`
          : `достаточно одной случайности: ${told(within)}`),
    ].filter((part) => part !== false);
    return `Кто больше публикует, тот и случайно чаще оказывается первым. Из ${genitive.narratives(narratives)}, для которых есть датированные статьи двух или более медиасистем (ничьи поделены): ${parts.join('; ')}.`;
  },
  noneTested: (tested) =>
    `Если рассматривать нарративы по одному, ни в одном из ${genitive.narratives(tested)} опережение первой медиасистемы не больше, чем объясняет случайность.`,
  tested: (significant, tested) =>
    `Если рассматривать нарративы по одному, опережение первой медиасистемы больше, чем объясняет случайность, в ${count(significant)} из ${genitive.narratives(tested)} (${percent(significant / tested)}); ложным должен быть самое большее один из десяти таких выводов.`,
  start: (firsts) =>
    `${counted(firsts, { one: 'первое появление приходится', few: 'первых появления приходятся', many: 'первых появлений приходятся', other: 'первого появления приходится' })} на первые три дня сбора из этого источника, поэтому настоящее могло быть раньше: читайте «тогда или раньше».`,
  lead: {
    unbounded: (platform, narratives) =>
      `Время между первой статьёй и первым постом на платформе ${platform} для ${genitive.narratives(narratives)}: имеющиеся данные о времени не ограничивают медиану опережения.`,
    open: (platform, narratives, range, ofMedian) =>
      `Время между первой статьёй и первым постом на платформе ${platform} для ${genitive.narratives(narratives)}: для среднего из них нельзя сказать, что было раньше. Возможное опережение статьи: ${range}${interval(ofMedian)}; отрицательное значение означает, что раньше был пост.`,
    told: (platform, narratives, isPost, lead, ofMedian, open) =>
      `Время между первой статьёй и первым постом на платформе ${platform} для ${genitive.narratives(narratives)}: ${isPost ? 'раньше появлялся пост' : 'раньше появлялась статья'}, медиана опережения – ${lead}${interval(ofMedian)}${open === undefined ? '' : `; точность времени допускает и иное: ${open}`}.`,
    both: 'Интервал включает оба порядка.',
  },
  range: {
    any: 'любое',
    upTo: (high) => `самое большее ${high}`,
    orMore: (low) => `как минимум ${low}`,
    between: (low, high) => `от ${low} до ${high}`,
  },
  tables: {
    first: 'Первые среди медиасистем в сравнении со случайностью (ничьи поделены, каждый текст один раз)',
    before_platform: (platform) => `Раньше первого поста на платформе ${platform} в сравнении со случайностью`,
    leads: (platform) =>
      `Опережение первого поста на платформе ${platform}: отрицательное значение означает, что раньше был пост`,
  },
  heads: {
    observed: 'Наблюдается',
    byChance: 'Ожидается случайно',
    difference: 'Разность',
    median: 'Медиана',
    open: 'что допускает точность времени',
  },
  any: 'первая из всех',
  note: 'Ожидается случайно: среднее значение, если медиасистемы статей каждого нарратива переставить, сохранив время, и только среди медиасистем, для которых этот день охвачен сбором. P и q двусторонние; q ограничивает долю ложных обнаружений среди медиасистем таблицы. Интервалы получены повторными выборками нарративов.',
};
