import type { parties as english } from '../../en/report/parties.ts';

export const parties: typeof english = {
  china: { name: '中国', label: '中国' },
  russia: { name: '俄罗斯', label: '俄罗斯' },
  ukraine: { name: '乌克兰', label: '乌克兰' },
  unitedStates: { name: '美国', label: '美国' },
  platforms: {
    weibo: '微博',
    telegram: 'Telegram',
    vk: 'VK',
    x: 'X',
    twitter: '推特',
    bluesky: 'Bluesky',
    mastodon: 'Mastodon',
  },
};
