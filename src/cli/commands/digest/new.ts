import { interfaceLanguages } from '../../../wording/languages.ts';
import type { InterfaceLanguage } from '../../../wording/languages.ts';
import { defineCommand } from '../../command.ts';
import { openStudy, studyFlag } from '../../study-flags.ts';
import type { StudyFlag } from '../../study-flags.ts';

interface Flags extends StudyFlag {
  readonly title: string;
  readonly language: InterfaceLanguage;
  readonly author?: string;
}

/** `digest new`: an empty digest. */
export const digestNew = defineCommand<Flags>({
  usage: '--title TITLE [--language en|zh|uk|ru] [--author NAME] [--study DIR]',
  about:
    'Begin a digest and print its id. The language is that of its frame: attributions, dates and headings of its own;\n' +
    'quotes stay in the language of their sources.',
  flags: {
    ...studyFlag,
    title: { kind: 'parsed', parse: String, placeholder: 'TITLE', brief: 'Title of the digest' },
    language: {
      kind: 'enum',
      values: interfaceLanguages,
      default: 'en',
      brief: 'Language of attributions and dates',
    },
    author: { kind: 'parsed', parse: String, placeholder: 'NAME', optional: true, brief: 'Whose digest it is' },
  },
  writes: [],
  examples: [
    {
      line: 'crosscurrent digest new --title "Who closed the strait?" --author "M. Keller" --study my-study',
      about: 'Begin a digest',
    },
    { line: 'crosscurrent digest new --title 谁封锁了海峡 --language zh --study my-study', about: 'One in Chinese' },
  ],
  async run(_session, flags) {
    const { createDigest } = await import('../../../digest/store.ts');
    const study = await openStudy(flags);
    const { title, language, author = '' } = flags;
    const digest = await createDigest(study, { title, language, author });
    return {
      json: digest,
      text: `${digest.id}\nnext: crosscurrent digest add ${digest.id} PASSAGE_ID --study ${study.folder}`,
    };
  },
});
