/** The evidence of a narrative: its posts, and matched passages beside the post passage nearest to them. */
import { languageTags } from '../wording/languages.ts';
import type { Wording } from '../wording/wording.ts';
import { markup, languageTag } from './markup.ts';
import type { Content, Markup } from './markup.ts';
import type { MatchEvidence, PostEvidence } from './model.ts';
import { csvLink, partyMark, sourceLink, tableFile, timeNote } from './parts.ts';
import { ecosystemsOf, evidenceAnchor } from './view.ts';
import type { ShownNarrative, View } from './view.ts';
import { clip } from './visible.ts';

/** Characters of a passage shown; the whole is in the table. */
const passageCharacters = 900;

/** Everything in the part of a narrative that opens. */
export function evidenceBlock(view: View, narrative: ShownNarrative): Markup {
  const { parties, wording } = view;
  const { evidence: words } = wording.report;
  const file = tableFile('passages', view.data.parquetOnly);
  const { row, posts, evidence, articles, first, anchor } = narrative;
  const firsts = new Set(
    [...(first?.ecosystems ?? []), ...(narrative.platformFirst === undefined ? [] : [narrative.platformFirst])].map(
      (entry) => entry.item_id,
    ),
  );
  return markup`<div class="block">
<h4 id="${anchor}-ep">${partyMark(parties.platform)}${wording.formats.colon}${words.posts(posts.length, row.posts)}</h4>
<ul class="posts">
${posts.map((post) => postItem(view, post, firsts.has(post.item_id), file))}
</ul>
${posts.length < row.posts && markup`<p class="more">${words.morePosts<Content>(csvLink(view, 'events'), row.narrative_id)}</p>`}
</div>
${ecosystemsOf(view, narrative).map((party) => {
  const own = evidence.filter((match) => match.ecosystem === party.key);
  const all = own[0]?.of_ecosystem ?? articles.get(party.key) ?? 0;
  return markup`<div class="block">
<h4 id="${evidenceAnchor(narrative, party)}">${partyMark(party)}${wording.formats.colon}${words.articles(own.length, all)}</h4>
${own.map((match) => matchItem(view, match, firsts.has(match.item_id), file))}
${own.length < all && markup`<p class="more">${words.moreArticles<Content>(csvLink(view, 'events'), row.narrative_id)}</p>`}
</div>
`;
})}`;
}

/** A passage with its language, cut where it is very long; `file` holds the whole. */
function passage({ wording }: View, text: string, language: string | null, file: string): Markup {
  const { text: kept, left } = clip(text, passageCharacters);
  const tag = languageTag(language);
  return markup`<blockquote class="passage" dir="auto" lang="${tag}">${kept}${left > 0 && markup`<span class="cut" lang="${languageTags[wording.formats.language]}"> … ${wording.report.evidence.cut(left, file)}</span>`}</blockquote>`;
}

function postItem(view: View, post: PostEvidence, first: boolean, file: string): Markup {
  const { wording } = view;
  const { formats, report } = wording;
  return markup`<li class="item" lang="${languageTags[formats.language]}">
<p class="meta">${timeNote(post, wording)}${first && markup` <span class="tag">${report.evidence.first}</span>`}${post.author !== null && post.author !== '' && markup` · <bdi>${clip(post.author, 60).text}</bdi>`} · ${formats.languageName(post.language ?? 'und')}${linkAfterDot(post.url, wording)}</p>
${passage(view, post.text, post.language, file)}
</li>
`;
}

function linkAfterDot(address: string | null, wording: Wording): Content {
  const link = sourceLink(address, wording);
  return link === '' ? '' : markup` · ${link}`;
}

function matchItem(view: View, match: MatchEvidence, first: boolean, file: string): Markup {
  const { parties, wording } = view;
  const { evidence: words } = wording.report;
  const { languageName } = wording.formats;
  const platform = parties.platform.label;
  return markup`<div class="match">
<div class="item">
<p class="meta"><strong><bdi>${clip(match.site ?? words.unnamed, 80).text}</bdi></strong> · ${languageName(match.language ?? 'und')} · ${timeNote(match, wording)}${first && markup` <span class="tag">${words.firstHere}</span>`}${match.copies > 1 && markup` <span class="tag" title="${words.copiesTitle}">${words.copies(match.copies)}</span>`}${linkAfterDot(match.url, wording)}</p>
${match.title !== null && match.title.trim() !== '' && markup`<p class="headline" dir="auto" lang="${languageTag(match.language)}">${clip(match.title, 240).text}</p>`}
${passage(view, match.text, match.language, file)}
<p class="meta">${words.scores(match.verified_score, match.threshold, match.score)}</p>
</div>
<div class="item post">
<p class="meta">${match.post_id === null ? words.nearestUnknown(platform) : markup`${words.nearest(platform)} · ${languageName(match.post_language ?? 'und')} · ${timeNote(match.post_time, wording, false)}`}</p>
${match.post_text !== null && passage(view, match.post_text, match.post_language, file)}
</div>
</div>
`;
}
