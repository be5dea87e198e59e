/**
 * Invented sentences in four languages: a fact is a choice of words, and says the same in each
 * language. The words carry no meaning beyond that.
 */

/** Languages sentences can be made in. */
export type Language = 'en' | 'zh' | 'ru' | 'uk';

/** A statement: places in the lists of words, and a number. */
export interface Fact {
  readonly who: number;
  readonly does: number;
  readonly what: number;
  readonly where: number;
  readonly howMany: number;
}

interface Words {
  readonly who: readonly string[];
  readonly does: readonly string[];
  readonly what: readonly string[];
  readonly where: readonly string[];
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    who: [
      'The harbour board',
      'The teachers of the valley',
      'A museum of clocks',
      'The northern railway',
      'A group of beekeepers',
      'The island council',
      'The oldest bakery',
      'A school of divers',
      'The night ferry',
      'The weather station',
      'The choir of the mill',
      'A maker of kites',
    ],
    does: ['opened', 'postponed', 'counted', 'repaired', 'promised', 'lost', 'painted', 'sold', 'measured', 'forbade'],
    what: [
      'wooden bridges',
      'new lanterns',
      'blue tickets',
      'stone gardens',
      'public kitchens',
      'evening lessons',
      'maps of the coast',
      'winter markets',
      'glass roofs',
      'apple orchards',
      'radio concerts',
      'paper boats',
    ],
    where: [
      'beside the old lighthouse',
      'in the upper town',
      'near the salt lake',
      'behind the observatory',
      'on the eastern shore',
      'along the canal',
      'under the viaduct',
      'in the village of mills',
    ],
  },
  zh: {
    who: [
      '港口委员会',
      '山谷里的教师们',
      '一家钟表博物馆',
      '北方铁路公司',
      '一群养蜂人',
      '岛屿议会',
      '最古老的面包店',
      '一所潜水学校',
      '夜间渡轮',
      '气象站',
      '磨坊合唱团',
      '一位风筝匠人',
    ],
    does: ['开放了', '推迟了', '清点了', '修复了', '承诺建造', '弄丢了', '粉刷了', '出售了', '测量了', '禁止了'],
    what: [
      '木桥',
      '新的灯笼',
      '蓝色门票',
      '石头花园',
      '公共厨房',
      '晚间课程',
      '海岸地图',
      '冬季集市',
      '玻璃屋顶',
      '苹果园',
      '广播音乐会',
      '纸船',
    ],
    where: ['在旧灯塔旁边', '在上城区', '在盐湖附近', '在天文台后面', '在东岸', '沿着运河', '在高架桥下', '在磨坊村'],
  },
  ru: {
    who: [
      'Портовое управление',
      'Учителя долины',
      'Музей часов',
      'Северная железная дорога',
      'Группа пчеловодов',
      'Совет острова',
      'Старейшая пекарня',
      'Школа водолазов',
      'Ночной паром',
      'Метеостанция',
      'Хор мельницы',
      'Мастер воздушных змеев',
    ],
    does: [
      'открыли',
      'отложили',
      'пересчитали',
      'починили',
      'пообещали',
      'потеряли',
      'покрасили',
      'продали',
      'измерили',
      'запретили',
    ],
    what: [
      'деревянные мосты',
      'новые фонари',
      'синие билеты',
      'каменные сады',
      'общественные кухни',
      'вечерние уроки',
      'карты побережья',
      'зимние рынки',
      'стеклянные крыши',
      'яблоневые сады',
      'радиоконцерты',
      'бумажные лодки',
    ],
    where: [
      'у старого маяка',
      'в верхнем городе',
      'возле солёного озера',
      'за обсерваторией',
      'на восточном берегу',
      'вдоль канала',
      'под виадуком',
      'в деревне мельниц',
    ],
  },
  uk: {
    who: [
      'Портове управління',
      'Учителі долини',
      'Музей годинників',
      'Північна залізниця',
      'Група пасічників',
      'Рада острова',
      'Найстаріша пекарня',
      'Школа водолазів',
      'Нічний пором',
      'Метеостанція',
      'Хор млина',
      'Майстер повітряних зміїв',
    ],
    does: [
      'відкрили',
      'відклали',
      'перелічили',
      'полагодили',
      'пообіцяли',
      'загубили',
      'пофарбували',
      'продали',
      'виміряли',
      'заборонили',
    ],
    what: [
      'деревʼяні мости',
      'нові ліхтарі',
      'сині квитки',
      'камʼяні сади',
      'громадські кухні',
      'вечірні уроки',
      'мапи узбережжя',
      'зимові ринки',
      'скляні дахи',
      'яблуневі сади',
      'радіоконцерти',
      'паперові човни',
    ],
    where: [
      'біля старого маяка',
      'у верхньому місті',
      'біля солоного озера',
      'за обсерваторією',
      'на східному березі',
      'уздовж каналу',
      'під віадуком',
      'у селі млинів',
    ],
  },
};

/** The fact as a sentence. */
export function sentence({ who, does, what, where, howMany }: Fact, language: Language): string {
  const own = words[language];
  const parts = [
    own.who[who % own.who.length],
    own.does[does % own.does.length],
    own.what[what % own.what.length],
    own.where[where % own.where.length],
  ];
  return language === 'zh'
    ? `${parts[0]}${parts[3]}${parts[1]}${howMany}处${parts[2]}。`
    : `${parts[0]} ${parts[1]} ${howMany} ${parts[2]} ${parts[3]}.`;
}

/** Numbers below 1 from a seed, always the same (mulberry32 of Tommy Ettinger, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A fact at random. */
export function anyFact(random: () => number): Fact {
  const upTo = (limit: number): number => Math.floor(random() * limit);
  return { who: upTo(12), does: upTo(10), what: upTo(12), where: upTo(8), howMany: 2 + upTo(97) };
}
