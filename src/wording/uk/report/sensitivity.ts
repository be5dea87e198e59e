import type { sensitivity as english } from '../../en/report/sensitivity.ts';
import { formatsOf } from '../../formats.ts';
import { capitalised, rich } from '../../rich.ts';
import { ecosystems } from './ecosystems.ts';

const { count, counted } = formatsOf('uk');

const sets = (n: number): string => counted(n, { one: 'набору рішень', other: 'наборів рішень' });
const lead = (names: readonly string[]): string =>
  `${capitalised(ecosystems('nominative', names))} ${names.length === 1 ? 'лідирує' : 'лідирують разом'}`;

export const sensitivity: typeof english = {
  link: 'чутливість',
  none: 'Відповіді не знайдено, тож змінювати немає чого.',
  intro:
    'Чи змінилися б відповіді? Деякі рішення можна було прийняти інакше з не меншою підставою, тож відповіді отримано знову за кожного поєднання цих рішень, без нового обчислення векторів і без нового зіставлення. Якщо першість зберігається за всіх поєднань, вона не залежить від окремого рішення; правильною це її не робить, бо всі вони спираються на ті самі дописи, статті й оцінки.',
  influenceOnce: 'Вплив оцінено знову на вимірюваному рівні; для кожного іншого рівня є одна оцінка.',
  titles: {
    share: 'Частка серед статей зі збігом',
    association: 'Наративи, найтісніше пов’язані з кожною медіасистемою',
    first_appearance: 'Наративи за медіасистемою першої появи',
    influence: 'Дописи, які викликала кожна медіасистема',
  },
  table: 'Відповіді за всіх рішень',
  heads: {
    answer: 'Відповідь',
    leader: 'Лідирує в дослідженні',
    value: 'Значення',
    range: 'Від найнижчого до найвищого',
    leads: 'Скільки разів лідирує',
    changes: 'Що саме по собі змінює лідера',
  },
  leads: (leaders, all) => `З ${sets(all)}: ${leaders.map(([names, own]) => `${names} – ${count(own)}`).join('; ')}`,
  nothing: 'нічого',
  change: (choice, value, leader) => `${choice}: ${value} (${leader})`,
  files: <Piece>(answers: Piece) => rich`Усі відповіді: ${answers}.`,
  always: (names, all, low, high) => `${lead(names)} за кожного з ${sets(all)} (від ${low} до ${high}).`,
  often: (names, own, all, low, high) => `${lead(names)} за ${count(own)} з ${sets(all)} (від ${low} до ${high}).`,
  rough:
    'Для кожного набору вплив оцінено грубіше, ніж вище: за одним розіграшем часу, тож він може відрізнятися від наведеного показника.',
  choices: {
    lambda: 'наскільки схожі дописи наративу',
    margin: 'поріг збігу',
    counting: 'копії',
    baseline: 'базова міра',
    times: 'час',
    weighting: 'вага наративу',
    background: 'незалежні початки',
  },
  values: {
    'counting copies': 'кожна стаття',
    'counting groups': 'кожен текст раз',
    'baseline raw': 'проста частка',
    'baseline npmi_own': 'nPMI, власні підс.',
    'baseline npmi_released': 'nPMI, опублікована',
    'baseline log_odds': 'логарифм шансів',
    'times interval': 'час як відомо',
    'times day': 'цілі дні',
    'times one_day': 'день різниці',
    'weighting narratives': 'наративи порівну',
    'weighting posts': 'за дописами',
    'background onset': 'початки: на старті',
    'background steady': 'початки: рівномірно',
  },
  threshold: (margin) => `поріг ${margin}`,
  noMargin: 'поріг',
  plot: {
    description: (all, name, low, high) =>
      `Наборів рішень: ${count(all)}; ${name}: від ${low} до ${high}. Що змінює відповідь, сказано в таблиці вище.`,
    caption: (name) =>
      `Кожен стовпець – один набір рішень, за зростанням значення (${name}); позначки внизу показують, який саме. Лінія позначає рішення дослідження.`,
  },
};
