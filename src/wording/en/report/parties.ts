/** Names of ecosystems and platforms that are known: in a sentence, and on a label. */
export const parties = {
  china: { name: 'China', label: 'China' },
  russia: { name: 'Russia', label: 'Russia' },
  ukraine: { name: 'Ukraine', label: 'Ukraine' },
  unitedStates: { name: 'the United States', label: 'United States' },
  platforms: {
    weibo: 'Weibo',
    telegram: 'Telegram',
    vk: 'VK',
    x: 'X',
    twitter: 'Twitter',
    bluesky: 'Bluesky',
    mastodon: 'Mastodon',
  },
};
