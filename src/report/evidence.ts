/** The evidence of a narrative: its posts, and matched passages beside the post passage nearest to them. */
import { markup, languageTag } from './markup.ts';
import type { Content, Markup } from './markup.ts';
import type { MatchEvidence, PostEvidence } from './model.ts';
import { languageName } from './names.ts';
import { count, counted, decimal } from './numbers.ts';
import { csvLink, partyMark, sourceLink, tableFile, timeNote } from './parts.ts';
import { ecosystemsOf, evidenceAnchor } from './view.ts';
import type { ShownNarrative, View } from './view.ts';
import { clip } from './visible.ts';

/** Characters of a passage shown; the whole is in the table. */
const passageCharacters = 900;

/** Everything in the part of a narrative that opens. */
export function evidenceBlock(view: View, narrative: ShownNarrative): Markup {
  const { parties } = view;
  const file = tableFile('passages', view.data.parquetOnly);
  const { row, posts, evidence, articles, first, anchor } = narrative;
  const firsts = new Set(
    [...(first?.ecosystems ?? []), ...(narrative.platformFirst === undefined ? [] : [narrative.platformFirst])].map(
      (entry) => entry.item_id,
    ),
  );
  return markup`<div class="block">
<h4 id="${anchor}-ep">${partyMark(parties.platform)}: ${shownOf(posts.length, row.posts, 'post')}</h4>
<ul class="posts">
${posts.map((post) => postItem(post, firsts.has(post.item_id), file))}
</ul>
${posts.length < row.posts && markup`<p class="more">The earliest post, and those nearest to the centre of the narrative. All: ${csvLink(view, 'events')}, narrative ${row.narrative_id}.</p>`}
</div>
${ecosystemsOf(view, narrative).map((party) => {
  const own = evidence.filter((match) => match.ecosystem === party.key);
  const all = own[0]?.of_ecosystem ?? articles.get(party.key) ?? 0;
  return markup`<div class="block">
<h4 id="${evidenceAnchor(narrative, party)}">${partyMark(party)}: ${shownOf(own.length, all, 'matched article')}</h4>
${own.map((match) => matchItem(match, firsts.has(match.item_id), parties.platform.label, file))}
${own.length < all && markup`<p class="more">The earliest article, and those with the highest scores. All: ${csvLink(view, 'events')}, narrative ${row.narrative_id}.</p>`}
</div>
`;
})}`;
}

function shownOf(shown: number, all: number, noun: string): string {
  return shown < all ? `${count(shown)} of ${counted(all, noun)}` : counted(all, noun);
}

/** A passage with its language, cut where it is very long; `file` holds the whole. */
function passage(text: string, language: string | null, file: string): Markup {
  const { text: kept, left } = clip(text, passageCharacters);
  const tag = languageTag(language);
  return markup`<blockquote class="passage" dir="auto" lang="${tag}">${kept}${left > 0 && markup`<span class="cut" lang="en"> … ${counted(left, 'further character')} in ${file}</span>`}</blockquote>`;
}

function postItem(post: PostEvidence, first: boolean, file: string): Markup {
  return markup`<li class="item" lang="en">
<p class="meta">${timeNote(post)}${first && markup` <span class="tag">first</span>`}${post.author !== null && post.author !== '' && markup` · <bdi>${clip(post.author, 60).text}</bdi>`} · ${languageName(post.language ?? 'und')}${linkAfterDot(post.url)}</p>
${passage(post.text, post.language, file)}
</li>
`;
}

function linkAfterDot(address: string | null): Content {
  const link = sourceLink(address);
  return link === '' ? '' : markup` · ${link}`;
}

function matchItem(match: MatchEvidence, first: boolean, platform: string, file: string): Markup {
  return markup`<div class="match">
<div class="item">
<p class="meta"><strong><bdi>${clip(match.site ?? 'unnamed outlet', 80).text}</bdi></strong> · ${languageName(match.language ?? 'und')} · ${timeNote(match)}${first && markup` <span class="tag">first here</span>`}${match.copies > 1 && markup` <span class="tag" title="articles of the same text in the study">one of ${counted(match.copies, 'copy', 'copies')}</span>`}${linkAfterDot(match.url)}</p>
${match.title !== null && match.title.trim() !== '' && markup`<p class="headline" dir="auto" lang="${languageTag(match.language)}">${clip(match.title, 240).text}</p>`}
${passage(match.text, match.language, file)}
<p class="meta">Score ${decimal(match.verified_score, 3)}, threshold ${decimal(match.threshold, 3)}; to the centre ${decimal(match.score, 3)}.</p>
</div>
<div class="item post">
<p class="meta">Nearest post on ${platform}${match.post_id === null ? ' is not known.' : markup` · ${languageName(match.post_language ?? 'und')} · ${timeNote(match.post_time, false)}`}</p>
${match.post_text !== null && passage(match.post_text, match.post_language, file)}
</div>
</div>
`;
}
