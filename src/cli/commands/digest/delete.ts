import { defineCommand } from '../../command.ts';
import { openStudy, studyFlag } from '../../study-flags.ts';
import type { StudyFlag } from '../../study-flags.ts';

/** `digest delete`: into the trash. */
export const digestDelete = defineCommand<StudyFlag>({
  usage: 'ID [--study DIR]',
  about:
    'Put a digest into digests/.trash of the study, with all its revisions. Nothing is erased: move its folder back\n' +
    'into digests/ and it is there again.',
  flags: studyFlag,
  positional: { placeholder: 'ID', brief: 'Id of the digest', minimum: 1, maximum: 1 },
  writes: [],
  examples: [
    { line: 'crosscurrent digest delete strait --study my-study', about: 'Put a digest away' },
    {
      line: 'crosscurrent digest delete strait --study my-study --json | jq -r .folder',
      about: 'Put it away and print where it is',
    },
  ],
  async run(_session, flags, [id = '']) {
    const { deleteDigest, revisionsOf } = await import('../../../digest/store.ts');
    const study = await openStudy(flags);
    const revision = (await revisionsOf(study, id)).at(-1)!;
    const folder = await deleteDigest(study, id, revision);
    return { json: { id, revision, folder }, text: `${id} is in ${folder} now` };
  },
});
