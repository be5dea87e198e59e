import type { SearchNote } from './types.ts';

/** What a note says, in English; `study` is the folder, for the command that helps. */
export function noteText(note: SearchNote, study: string): string {
  switch (note.code) {
    case 'empty':
      return 'there is nothing to search for';
    case 'cut':
      return `only the first ${note.characters} characters were searched for`;
    case 'no_words':
      return 'there is no letter and no digit to search for by words';
    case 'frequent_words':
      return `too frequent to be searched for by words: ${note.words.join(', ')}`;
    case 'no_index':
      return `the study has no index of words, so it was searched by meaning alone: crosscurrent index --study ${study}`;
    case 'old_index':
      return `the index of words is of other passages, so it was left out: crosscurrent index --study ${study}`;
    case 'no_meaning':
      return `the study could not be searched by meaning: ${note.reason}`;
    case 'sketches_only':
      return `the embedder of the study could not be used, so meaning was compared by sketches alone: ${note.reason}`;
    case 'no_narratives':
      return `the study has no narratives yet: crosscurrent run --study ${study}`;
    case 'unknown_narrative':
      return 'the study has no narrative of that id';
  }
}
