import type { shared as english } from '../../en/report/shared.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';

const { count, sentences } = formatsOf('uk');

export const shared: typeof english = {
  ecosystem: 'Медіасистема',
  counting: 'Підрахунок',
  narratives: 'Наративи',
  kind: 'Вид',
  items: 'Записи',
  inScope: 'У межах дослідження',
  sites: 'Сайти',
  language: 'Мова',
  interval: '95 % інтервал',
  kinds: { post: 'допис', article: 'стаття' },
  countings: { copies: 'кожна стаття', groups: 'кожен текст один раз' },
  baselines: {
    raw: 'проста частка',
    npmi_own: 'нормалізована PMI (власні підсумки)',
    npmi_released: 'нормалізована PMI (опублікований варіант)',
    log_odds: 'логарифм шансів з апріорним розподілом',
  },
  background: 'поза даними',
  noEcosystem: 'жодна медіасистема',
  none: 'немає',
  noLabel: '(без назви)',
  noKey: '(без назви)',
  noFigures: 'Показників немає: нічого не виміряно.',
  noMatchFigures: 'Показників немає: жоден наратив не має статті зі збігом.',
  narrative: (number) => `наратив ${number}`,
  andOthers: <Piece>(links: Piece, shown: number, left: number) =>
    left === 0 ? [links] : shown === 0 ? [count(left)] : rich<Piece | string>`${links} та ще ${count(left)}`,
  figures: 'показники',
  evidenceByEcosystem: 'матеріали за медіасистемами',
  mind: 'Зауважте.',
  see: 'Див.:',
  ofNoun: (shown, all) => `${count(shown)} з ${count(all)}`,
  joined: (texts) => sentences(texts),
};
