/** The answers under other choices: chosen in lists or on the curves, each shown beside that of the study. */
import { z } from 'zod';
import { markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import { answersTable, isAnswered } from '../../report/section-sensitivity.ts';
import { choices, curvesIn } from '../../store/sensitivity.ts';
import type { Curve } from '../../store/sensitivity.ts';
import { languageTags } from '../../wording/languages.ts';
import type { Wording } from '../../wording/wording.ts';
import { dashboardLinks } from '../dashboard-links.ts';
import { definePage } from '../page.ts';
import type { Visit } from '../page.ts';
import { partiesWith } from '../parties.ts';
import { curveFigure, withChosen } from '../sensitivity/curve.ts';
import { chosenOf, controlsOf, settle } from '../sensitivity/grid.ts';
import { answersPart, choicesAddress, choicesForm, choicesOfPoint, sensitivityPath } from '../sensitivity/view.ts';
import type { Tried } from '../sensitivity/view.ts';
import type { StudyReader } from '../study-reader.ts';

const value = z.string().max(100).default('');

const query = z.object({
  lambda: value,
  margin: value,
  counting: value,
  baseline: value,
  times: value,
  weighting: value,
  background: value,
});

type Query = z.infer<typeof query>;

/** Controls, answers and curves. */
export const sensitivityPage = definePage<Query>({
  name: 'sensitivity',
  path: sensitivityPath,
  query,
  async show(visit, asked) {
    const { sensitivity: words } = visit.wording;
    const { tried, untried } = await triedBy(visit, asked);
    return {
      title: words.title,
      main: markup`<h1>${words.title}</h1>
${
  tried.curves.length === 0
    ? markup`<p class="empty">${words.notComputed} <code>crosscurrent sensitivity --study …</code></p>`
    : markup`<p>${words.intro}</p>
${stageNotes(visit)}
${choicesForm(tried)}
<h2>${words.answers}</h2>
${answersPart(tried, untried)}
${curvesSection(await curvesDrawn(visit.reader, tried), tried)}`
}`,
    };
  },
});

/** The answers alone, which the script puts in place of those before: without the curves they are there at once. */
export const sensitivityAnswersPage = definePage<Query>({
  name: 'sensitivity',
  path: `${sensitivityPath}/answers`,
  query,
  async show(visit, asked) {
    const { sensitivity: words } = visit.wording;
    const { tried, untried } = await triedBy(visit, asked);
    return {
      title: words.title,
      main: markup`<h1>${words.answers}</h1>
${answersPart(tried, untried)}
<p><a href="${choicesAddress(tried.asked)}">${words.whole}</a></p>`,
    };
  },
});

async function triedBy(
  { reader, wording }: Visit,
  query: Query,
): Promise<{ readonly tried: Tried } & Pick<ReturnType<typeof settle>, 'untried'>> {
  const { curves, controls } = await reader.once('sensitivity', async () => {
    const curves = await reader.withConnection(async (database) => curvesIn(database, 'sensitivity'));
    return { curves, controls: controlsOf(curves) };
  });
  const { taken, untried } = settle(
    controls,
    new Map(choices.filter((choice) => query[choice] !== '').map((choice) => [choice, query[choice]])),
  );
  const sources = [
    ...new Set(curves.flatMap(({ specifications }) => specifications.flatMap(({ values }) => Object.keys(values)))),
  ];
  const parties = await partiesWith(reader, sources, wording);
  return { tried: { wording, parties, curves, controls, asked: taken }, untried };
}

/** The curve of every question, drawn once a language; none where the study has no leader. */
async function curvesDrawn(
  reader: StudyReader,
  { wording, parties, curves, controls }: Tried,
): Promise<readonly { readonly curve: Curve; readonly drawn: Markup }[]> {
  return reader.once(`curves in ${wording.formats.language}`, () =>
    Promise.resolve(
      curves.filter(isAnswered).map((curve) => ({
        curve,
        drawn: curveFigure(curve, {
          wording,
          parties,
          href: (point) => choicesAddress(choicesOfPoint({ controls, asked: new Map() }, curve, point)),
        }),
      })),
    ),
  );
}

function curvesSection(curves: Awaited<ReturnType<typeof curvesDrawn>>, tried: Tried): Content {
  if (curves.length === 0) return '';
  const { report, sensitivity: words } = tried.wording;
  return markup`<section aria-labelledby="title-curves"><h2 id="title-curves">${words.curves}</h2>
<p>${words.curvesNote}</p>
<div class="curves">${curves.map(({ curve, drawn }) => markup`<div data-curve="${curve.question}">${withChosen(drawn, chosenOf(curve, tried.asked).point)}</div>`)}</div>
${answersTable(
  curves.map(({ curve }) => curve),
  tried,
)}
<p class="more">${report.sensitivity.files<Content>(markup`<a href="${dashboardLinks.table('sensitivity', 'csv')}">sensitivity.csv</a>`)}</p>
</section>`;
}

/** What the stage said of its result, in English. */
function stageNotes({ reader, wording }: Visit): Content {
  const notes = reader.manifest.stages['sensitivity']?.notes ?? [];
  return notes.map(
    (note) =>
      markup`<p class="caveat">${wording.sensitivity.notesOfStage} <span${isForeign(wording) && markup` lang="${languageTags.en}"`} dir="auto">${note}</span></p>`,
  );
}

function isForeign({ formats }: Wording): boolean {
  return formats.language !== 'en';
}
