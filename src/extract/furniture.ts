/**
 * What on a page is furniture (navigation, sharing, advertising, comments, pointers to other articles)
 * by the names and roles authors give their elements.
 */
import type { Element } from './tree.ts';

/** Elements that never hold the text of an article. */
const tags = new Set(
  'nav footer aside button select option textarea input label dialog noscript menu video audio picture img map figcaption head'.split(
    ' ',
  ),
);

const roles =
  /^(?:navigation|complementary|banner|contentinfo|search|dialog|alertdialog|menu|menubar|toolbar|tooltip|alert)$/;

/** Words that, as whole words of a class or id, say for certain that an element holds no article. */
const certain =
  /(?:^|[^a-z])(?:comments?|comment-?(?:list|section|area|wrap|container|thread)s?|disqus(?:_thread)?|respond|replies|hypercomments|site-?footer|page-?footer|footer-?(?:wrap|inner|bottom|content)?|cookies?-?(?:[a-z]+)?|consent|gdpr)(?![a-z])/;

/** Words that make it likely; layouts around an article have such names, too. */
const likely = new RegExp(
  `(?:^|[^a-z])(?:${[
    // Getting about.
    'nav(?:bar|igation|igator)?|menu|breadcrumbs?|crumbs?|pagination|pager|skip-?link|toc|table-of-contents|jump-?links?',
    'sidebar|side-?bar|side-?rail|right-?rail|rail|footer|foot|masthead|toolbar|tool-?bar|site-?header|page-?header',
    // Other articles.
    'related(?:[-_]?[a-z]+)?|recommend(?:ed|ation|ations|s)?|recirc(?:ulation)?|read-?(?:more|next|also)|see-?also|more-?(?:from|on|news|stories|like)|also-?(?:on|in|read|like)|next-?(?:up|article|story|post)|prev-?next|post-?nav|trending|popular|most-?(?:read|popular|viewed)|latest|teasers?|promo(?:s|tion|ted|box)?|outbrain|taboola|zergnet|yarpp|jp-?relatedposts|you-?may|up-?next|widgets?',
    // Other people.
    'discussion|commento',
    // Passing on.
    'shar(?:e|es|ing|er)(?:[-_]?[a-z]+)?|social(?:[-_]?(?:share|sharing|links?|icons?|media|bar|buttons?|nav|follow|tools|list|wrap))?|addthis(?:_[a-z]+)?|addtoany|sharedaddy|sharethis|follow(?:-?us)?|likes?|jp-?post-?flair|print(?:-?only|-?friendly)',
    // Selling.
    'ads?|adv|advert(?:s|isement|isements|ising|orial)?|ad-?(?:container|wrapper|slot|unit|break|box)|sponsor(?:ed|s)?|dfp|banners?|newsletter(?:s|[-_]?[a-z]+)?|subscri(?:be|ber|ption|ptions)(?:[-_]?[a-z]+)?|signup|sign-?up|paywall|donat(?:e|ion)|membership|affiliate(?:-?[a-z]+)?|disclaimer|cookies?|consent|gdpr|cmp|pop-?up|modal|overlay|lightbox|login|log-?in|register|call-?to-?action|cta',
    // About the article.
    'by-?line|author-?(?:bio|box|info|name|card|details|description|block|profile)|about-?(?:the-?)?author|bio|contributors?|date-?line-?wrap|timestamp|time-?stamp|pub-?date|post-?date|date-?published|entry-?meta|post-?meta|article-?meta|meta-?data|meta|post-?info|article-?info|tags?|tag-?(?:list|cloud|links?)|keywords|topics?|categor(?:y|ies)|cat-?links|copyright|rights|credits?|image-?(?:caption|credit)|captions?|wp-caption-text|photo-?(?:caption|credit)|gallery(?:[-_]?[a-z]+)?|slide-?show|carousel|video-?(?:player|caption|wrapper|container)|player|rating|vote|poll|quiz|transcript-?link|correction-?link|source-?links?',
    // Not seen.
    'hidden|hide|invisible|screen-?reader(?:-?text)?|sr-?only|visually-?hidden|no-?print|d-none|print-?hide|off-?canvas|tooltip',
  ].join('|')})(?![a-z])`,
);

/** What an element is called: class, id, and other attributes that hold names, in small letters with word boundaries kept. */
export function nameOf({ attributes }: Element): string {
  const { class: style = '', id = '' } = attributes;
  const more = attributes['data-component'] ?? attributes['data-testid'] ?? attributes['data-module'] ?? '';
  if (style === '' && id === '' && more === '') return '';
  return `${style} ${id} ${more}`
    .slice(0, 400)
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

/** Whether an element is not shown. */
export function isHidden({ attributes }: Element): boolean {
  if (attributes['hidden'] !== undefined && attributes['hidden'] !== 'false') return true;
  if (attributes['aria-hidden'] === 'true') return true;
  const style = attributes['style'];
  return style !== undefined && /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style.slice(0, 400));
}

/** Whether an element's kind alone says that it is furniture. */
export function isFurnitureTag({ tag, attributes }: Element): boolean {
  return tags.has(tag) || roles.test(attributes['role'] ?? '');
}

/** How sure an element's names make it that it is furniture. */
export function furnitureName(element: Element): 'certain' | 'likely' | 'none' {
  const name = nameOf(element);
  if (name === '') return 'none';
  if (certain.test(name)) return 'certain';
  return likely.test(name) ? 'likely' : 'none';
}

/** Whether an element is a post of a social platform set into the text: part of what the article says. */
export function isEmbeddedPost(element: Element): boolean {
  return (
    element.tag === 'blockquote' &&
    /tweet|twitter|instagram|telegram|tiktok|bsky|bluesky|mastodon|fb-/.test(nameOf(element))
  );
}

const content =
  /(?:^|[^a-z])(?:article-?(?:body|text|content|main)|story-?(?:body|text|content)|post-?(?:body|text|content|entry)|entry-?content|body-?(?:text|copy|content)|main-?(?:text|content|article)|news-?(?:text|body|content|detail)|content-?(?:body|text|main|article)|detail-?(?:text|content)|text-?(?:content|body)|articlebody|zhengwen|rich-?text)(?![a-z])/;

/** Whether an element's names say that it holds the text of an article. */
export function hasContentName(element: Element): boolean {
  const { itemprop = '', property = '' } = element.attributes;
  if (/\barticleBody\b/i.test(itemprop) || /\barticleBody\b/i.test(property)) return true;
  const name = nameOf(element);
  return name !== '' && content.test(name);
}
