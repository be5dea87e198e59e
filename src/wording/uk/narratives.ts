import type { narratives as english } from '../en/narratives.ts';
import { formatsOf } from '../formats.ts';

const { counted } = formatsOf('uk');

export const narratives: typeof english = {
  title: 'Наративи',
  found: (n) => `Знайдено ${counted(n, { one: 'наратив', few: 'наративи', many: 'наративів', other: 'наративу' })}.`,
  none: 'Жоден наратив не відповідає умовам. Приберіть один із фільтрів або шукайте уривки за змістом.',
  any: 'будь-яка',
  contains: 'Назва чи ключові слова містять',
  matchedIn: 'Зі збігами в медіасистемі',
  winner: 'Найтісніший зв’язок',
  baseline: 'За базовою мірою',
  baselines: {
    raw: 'проста частка',
    npmi_own: 'нормалізована PMI, власні підсумки',
    npmi_released: 'нормалізована PMI, опублікований варіант',
    log_odds: 'логарифм шансів з апріорним розподілом',
  },
  onlySeparable: 'лише де перевага у зв’язку понад випадковість',
  first: 'Перша медіасистема',
  earlier: 'Медіасистема, раніша за платформу',
  order: 'Перша медіасистема відносно платформи',
  orders: { before: 'раніше за платформу', after: 'пізніше за платформу', undecidable: 'порядок невизначний' },
  from: 'Дописи від',
  to: 'Дописи до',
  least: 'Дописів, щонайменше',
  sort: 'Упорядкувати за',
  sorts: {
    articles: 'кількістю статей зі збігом',
    posts: 'кількістю дописів',
    first: 'першим дописом',
    last: 'останнім дописом',
    lead: 'випередженням платформи',
    label: 'назвою',
  },
  small: 'також замалі для вимірювання',
  narrative: 'Наратив',
  postsHead: 'Дописи',
  articlesHead: 'Статті зі збігом',
  time: 'Час дописів',
  notMeasured: 'не виміряно',
  separable: 'понад випадковість',
};
