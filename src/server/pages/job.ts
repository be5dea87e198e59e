/** A job that was begun: what it does, and in the end a link to what it made. */
import { z } from 'zod';
import { markup } from '../../report/markup.ts';
import type { Markup } from '../../report/markup.ts';
import type { Wording } from '../../wording/wording.ts';
import type { Job } from '../jobs.ts';
import { definePage } from '../page.ts';

/** The address of a job. */
export function jobAddress({ id }: Pick<Job, 'id'>): string {
  return `/jobs/${id}`;
}

/** One job; the script looks again until it has ended, and then goes on (web/jobs.ts). */
export const jobPage = definePage({
  name: 'label',
  path: '/jobs/:id',
  query: z.object({}),
  async show({ jobs, wording }, _query, { id }) {
    const job = jobs.get(id!);
    if (job === undefined) return undefined;
    const title = job.title(wording);
    return { title, page: job.page, main: markup`<h1>${title}</h1>\n${jobPart(wording, job)}` };
  },
});

/** The part of a page that shows a job. */
export function jobPart(wording: Wording, job: Job): Markup {
  const { jobs: words } = wording;
  const finished = job.state === 'done' || job.state === 'failed' ? job.state : undefined;
  return markup`<section id="job-${job.id}" class="job" data-job="${jobAddress(job)}" data-state="${job.state}" data-to="${job.to}">
${
  finished !== undefined
    ? markup`<p role="status">${words[finished]}</p>`
    : markup`<p role="status">${job.state === 'waiting' ? words.waiting : (job.step?.(wording) ?? words.running)}</p>
<progress max="1" value="${job.part.toFixed(2)}" aria-label="${job.title(wording)}"></progress>
<p><a href="${jobAddress(job)}">${words.look}</a></p>`
}
${job.fault !== undefined && markup`<p class="failure" role="alert">${job.fault(wording)}</p>`}
${finished !== undefined && markup`<p><a href="${job.to}">${finished === 'done' ? words.result : words.back}</a></p>`}
</section>`;
}
