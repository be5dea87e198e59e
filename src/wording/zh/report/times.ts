import type { times as english } from '../../en/report/times.ts';

export const times: typeof english = {
  bases: {
    weibo_mid: '帖子编号',
    scraper_field: '所收集数据的字段',
    jsonld: '网页元数据',
    meta: '网页元数据',
    time_tag: '网页的时间元素',
    url: '网址',
    text: '网页正文',
    feed: '订阅源',
    sitemap: '站点地图',
    first_seen: '首次见到的时间',
    fetch: '抓取的时间',
  },
  noBasis: '无来源',
  precisions: { second: '秒', minute: '分钟', hour: '小时', day: '日', unknown: '未知' },
  from: (basis) => `取自${basis}`,
  hourOnly: (date, from, to) => `${date} ${from}–${to}\u00a0UTC（仅知小时）`,
  dayOnly: (date) => `${date}（仅知日期）`,
  notAfter: (moment) => `不晚于 ${moment}`,
  notBefore: (moment) => `不早于 ${moment}`,
  between: (from, to) => `${from} 至 ${to} 之间`,
  unknown: '时间不详',
};
