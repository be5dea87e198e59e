import type { chance as english, Told } from '../../en/report/chance.ts';
import { formatsOf } from '../../formats.ts';
import { genitive } from './nouns.ts';

const { count, counted, decimal, percent, signed, span, splitCount } = formatsOf('uk');

const told = (all: readonly Told[]): string =>
  all
    .map(
      ({ name, observed, expected, low, high }) =>
        `${name} (${splitCount(observed)}, випадково очікувано ${decimal(expected, 1)}${low === null || high === null ? '' : `, різниця ${span(signed(low, 1), signed(high, 1))} з довірою 95 %`})`,
    )
    .join(', ');
const interval = (text: string | undefined): string => (text === undefined ? '' : ` (95 % інтервал: ${text})`);

export const chance: typeof english = {
  first: (narratives, more, less, within) => {
    const parts = [
      more.length > 0 && `частіше, ніж пояснює випадковість, першими були ${told(more)}`,
      less.length > 0 && `рідше, ніж пояснює випадковість, – ${told(less)}`,
      within.length > 0 &&
        (more.length + less.length === 0
          ? `жодна медіасистема не була першою частіше чи рідше, ніж пояснює випадковість: ${told(within)}`
          : `досить самої випадковості: ${told(within)}`),
    ].filter((part) => part !== false);
    return `Хто більше публікує, той і випадково частіше буває першим. З ${genitive.narratives(narratives)}, що мають датовані статті двох або більше медіасистем (нічиї поділено): ${parts.join('; ')}.`;
  },
  noneTested: (tested) =>
    `Якщо розглядати наративи по одному, з ${genitive.narratives(tested)} у жодному випередження першої медіасистеми не є довшим, ніж пояснює випадковість.`,
  tested: (significant, tested) =>
    `Якщо розглядати наративи по одному, випередження першої медіасистеми довше, ніж пояснює випадковість, у ${count(significant)} з ${genitive.narratives(tested)} (${percent(significant / tested)}); хибним має бути щонайбільше один із десяти таких висновків.`,
  start: (firsts) =>
    `${counted(firsts, { one: 'перша поява припадає', few: 'перші появи припадають', many: 'перших появ припадають', other: 'першої появи припадає' })} на перші три дні від початку збору з цього джерела, тож справжня може бути ранішою: читайте «тоді або раніше».`,
  lead: {
    unbounded: (platform, narratives) =>
      `Час між першою статтею і першим дописом на платформі ${platform} для ${genitive.narratives(narratives)}: наявні дані про час не обмежують медіани випередження.`,
    open: (platform, narratives, range, ofMedian) =>
      `Час між першою статтею і першим дописом на платформі ${platform} для ${genitive.narratives(narratives)}: для середнього з них не можна сказати, що було раніше. Можливе випередження статті: ${range}${interval(ofMedian)}; від’ємне значення означає, що раніше був допис.`,
    told: (platform, narratives, isPost, lead, ofMedian, open) =>
      `Час між першою статтею і першим дописом на платформі ${platform} для ${genitive.narratives(narratives)}: ${isPost ? 'раніше з’являвся допис' : 'раніше з’являлася стаття'}, медіана випередження – ${lead}${interval(ofMedian)}${open === undefined ? '' : `; точність часу допускає й інше: ${open}`}.`,
    both: 'Інтервал охоплює обидві послідовності.',
  },
  range: {
    any: 'будь-яке',
    upTo: (high) => `не більше ніж ${high}`,
    orMore: (low) => `щонайменше ${low}`,
    between: (low, high) => `від ${low} до ${high}`,
  },
  tables: {
    first: 'Перші серед медіасистем порівняно з випадковістю (нічиї поділено, кожен текст один раз)',
    before_platform: (platform) => `Раніше за перший допис на платформі ${platform} порівняно з випадковістю`,
    leads: (platform) =>
      `Випередження першого допису на платформі ${platform}: від’ємне значення означає, що раніше був допис`,
  },
  heads: {
    observed: 'Спостережено',
    byChance: 'Випадково очікувано',
    difference: 'Різниця',
    median: 'Медіана',
    open: 'що допускає точність часу',
  },
  any: 'перша з усіх',
  note: 'Випадково очікувано: середнє значення, коли медіасистеми статей кожного наративу переставлено, а час збережено, і лише серед медіасистем, для яких цей день охоплено збором. P і q двобічні; q обмежує частку хибних виявлень серед медіасистем таблиці. Інтервали отримано повторними вибірками наративів.',
};
