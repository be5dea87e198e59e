/**
 * One pair to be judged: the passage of an article beside a narrative. Whoever judges sees texts alone: no score,
 * site, ecosystem, and nothing of what others said. Buttons and links do without a script; with it keys do the
 * same, the next pair is there already, and judgements are sent while one reads on (web/judge.ts).
 */
import { z } from 'zod';
import { words } from '../../label/journal.ts';
import { clip } from '../../report/visible.ts';
import { languageTag, markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import type { Wording } from '../../wording/wording.ts';
import { hidden } from '../forms.ts';
import { judgePath, longestNote } from '../label/changes.ts';
import { nameOf, pairTexts, placeOf, sampledPairs } from '../label/query.ts';
import type { PairTexts, Place, ShownText } from '../label/query.ts';
import { address, definePage } from '../page.ts';
import type { Shown } from '../page.ts';
import { flagQuery } from '../query.ts';

/** Keys besides 1, 2 and 3. */
const keys = { yes: 'y', no: 'n', unsure: 'u' } as const;

/** Judging, one pair at a time. */
export const judgePage = definePage({
  name: 'label',
  path: judgePath,
  query: z.object({
    annotator: z.string().max(200).default(''),
    pair: z.string().max(200).optional(),
    after: z.string().max(200).optional(),
    disputed: flagQuery,
  }),
  async show({ reader, wording, signal }, { annotator, pair, after, disputed }) {
    const { label } = wording;
    const name = nameOf(annotator);
    if (annotator === '') return aside(wording, label.nameFirst, 200);
    if (name === undefined) return aside(wording, `${label.noName(annotator.slice(0, 60))}: ${label.noNameHint}`, 400);
    const pairs = await sampledPairs(reader);
    if (pairs === undefined) return aside(wording, label.noSample, 200);
    const place = await placeOf(reader, pairs, name, { pair, after, isDisputed: disputed === '1' });
    if (place === undefined) return aside(wording, `${label.pairGone} ${label.pairGoneHint}`, 404);
    const shown = place.judging.pair;
    const texts = shown === undefined ? undefined : await pairTexts(reader, shown.pair_id, signal);
    return { title: label.judgeTitle, main: judgeMain(wording, place, texts, disputed) };
  },
});

/** A sentence where there is nothing to judge. */
function aside({ label }: Wording, text: string, status: 200 | 400 | 404): Shown {
  return {
    title: label.judgeTitle,
    status,
    main: markup`<h1>${label.judgeTitle}</h1>\n<p role="status">${text}</p>\n<p><a href="/label">${label.backToLabel}</a></p>`,
  };
}

function judgeMain(wording: Wording, place: Place, texts: PairTexts | undefined, disputed: '' | '1'): Markup {
  const { label } = wording;
  const { judged, pairs } = place.judging.progress;
  return markup`<h1 class="unseen">${label.judgeTitle}</h1>
<div class="judged" data-judge-status data-saving="${label.saving}" data-unsaved="${label.unsaved}" data-unreachable="${label.unreachable}">
<label for="judged-progress">${disputed === '1' ? label.judgesDisputed : label.judges} <strong><bdi>${place.annotator}</bdi></strong></label>
<progress id="judged-progress" max="${Math.max(1, pairs)}" value="${judged}"></progress>
<span data-progress>${label.progress(judged, pairs)}</span>
<span role="status" data-saved></span>
<a class="leave" href="/label">${label.pause}</a>
<div class="failure" role="alert" data-failure hidden><p></p><p><button type="button">${label.retry}</button></p></div>
</div>
${texts === undefined ? endPart(wording, place, disputed) : pairPart(wording, place, texts, disputed)}`;
}

function here(
  { annotator }: Place,
  disputed: string,
  more: { pair?: string | undefined; after?: string | undefined },
): string {
  return address(judgePath, { annotator, disputed, ...more });
}

function endPart({ label }: Wording, place: Place, disputed: '' | '1'): Markup {
  const { judging } = place;
  const { judged, pairs } = judging.progress;
  const earlier = judging.earlier?.pair_id;
  return markup`<section id="judging" tabindex="-1" data-here="${here(place, disputed, { after: earlier })}">
<h2>${pairs === 0 ? label.nothingDisputed : judged === pairs ? label.allJudged : label.someSkipped(pairs - judged)}</h2>
<p class="moves">
${judged < pairs && markup`<a href="${here(place, disputed, {})}" data-plain>${label.toSkipped}</a>`}
${earlier !== undefined && markup`<a data-judge="back" href="${here(place, disputed, { pair: earlier })}"><kbd>b</kbd> ${label.back}</a>`}
<a href="/label">${label.backToLabel}</a>
</p>
</section>`;
}

function pairPart(wording: Wording, place: Place, texts: PairTexts, disputed: '' | '1'): Markup {
  const { label } = wording;
  const { annotator, judging, before } = place;
  const pair = judging.pair!.pair_id;
  const earlier = judging.earlier?.pair_id;
  const posts = texts.posts.filter(({ text }) => text.trim() !== texts.narrative.text.trim());
  return markup`<section id="judging" tabindex="-1" aria-labelledby="question" data-pair="${pair}" data-here="${here(place, disputed, { pair })}" data-next="${here(place, disputed, { after: pair })}">
<h2 id="question">${label.question}</h2>
<div class="sides">
<article aria-labelledby="the-narrative">
<h3 id="the-narrative">${label.narrative}</h3>
${shownText(wording, texts.narrative, 'headline')}
${
  posts.length > 0 &&
  markup`<h4>${label.posts}</h4>
<ul>${posts.map((post) => markup`<li>${shownText(wording, post, 'passage')}</li>`)}</ul>`
}
</article>
<article aria-labelledby="the-article">
<h3 id="the-article">${label.article}</h3>
${texts.title.text.trim() === '' ? markup`<p class="empty">${label.noTitle}</p>` : shownText(wording, texts.title, 'headline')}
<h4>${label.passage}</h4>
${shownText(wording, texts.passage, 'passage')}
</article>
</div>
<form class="judge" method="post" action="${judgePath}" aria-label="${label.question}">
${hidden({ annotator, pair, disputed })}
<p class="answers">${words.map(
    (word, place) =>
      markup`<button name="judgement" value="${word}"${before?.judgement === word && markup` class="chosen" aria-current="true"`}><kbd>${keys[word]}</kbd><kbd>${place + 1}</kbd> <strong>${label.words[word]}</strong> <span class="meaning">${label.meanings[word]}</span></button> `,
  )}</p>
<p class="before">${before !== undefined && label.before(before.judgement)}</p>
<details${before !== undefined && before.note !== '' && markup` open`}><summary data-judge="note"><kbd>e</kbd> ${label.note}</summary>
<label><span>${label.noteLabel}</span><textarea name="note" rows="2" maxlength="${longestNote}" dir="auto">${noteText(before?.note ?? '')}</textarea></label></details>
<p class="moves">
${earlier !== undefined && markup`<a data-judge="back" href="${here(place, disputed, { pair: earlier })}"><kbd>b</kbd> ${label.back}</a>`}
<a data-judge="skip" href="${here(place, disputed, { after: pair })}"><kbd>s</kbd> ${label.skip}</a>
<label class="check" data-keys hidden><input type="checkbox" checked><span>${label.keys}</span></label>
</p>
</form>
</section>`;
}

/** A note as it was written; browsers drop a line break that follows `<textarea>`. */
function noteText(note: string): Content {
  return note === '' ? '' : `\n${note}`;
}

/** Characters of a text that are shown. */
const shownCharacters = 8000;

/** A text in its language and direction, cut where it is very long. */
function shownText(
  { label }: Wording,
  { text, language, characters }: ShownText,
  kind: 'headline' | 'passage',
): Markup {
  const { text: kept, left } = clip(text, shownCharacters);
  return markup`<blockquote class="${kind}" dir="auto" lang="${languageTag(language)}">${kept.trim()}${left > 0 && '…'}</blockquote>${left > 0 && markup`<p class="cut">${label.cut(characters - [...kept].length)}</p>`}`;
}
