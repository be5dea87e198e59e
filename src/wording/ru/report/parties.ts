import type { parties as english } from '../../en/report/parties.ts';

export const parties: typeof english = {
  china: { name: 'Китай', label: 'Китай' },
  russia: { name: 'Россия', label: 'Россия' },
  ukraine: { name: 'Украина', label: 'Украина' },
  unitedStates: { name: 'США', label: 'США' },
  platforms: {
    weibo: 'Weibo',
    telegram: 'Telegram',
    vk: 'ВКонтакте',
    x: 'X',
    twitter: 'Twitter',
    bluesky: 'Bluesky',
    mastodon: 'Mastodon',
  },
};
