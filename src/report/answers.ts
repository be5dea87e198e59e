/**
 * The four answers as sentences. Each says no more than its figures carry: the highest count is
 * called "most" only above one half, ties are named, and an order nobody can tell is said to be one.
 */
import type { Answer } from './answer.ts';
import { associationAnswer } from './answer-association.ts';
import { firstAnswer } from './answer-first.ts';
import { influenceAnswer } from './answer-influence.ts';
import { shareAnswer } from './answer-share.ts';
import { sensitivitySentence } from './section-sensitivity.ts';
import type { View } from './view.ts';

/** All four answers, in the order of the questions. */
export function answers(view: View): Answer[] {
  const { data, links, wording } = view;
  return [shareAnswer(view), associationAnswer(view), firstAnswer(view), influenceAnswer(view)].map((answer) => {
    const question = answer.id === 'first' ? 'first_appearance' : answer.id;
    const curve = data.sensitivity.find((other) => other.question === question);
    const sentence = sensitivitySentence(curve, view);
    if (sentence === undefined) return answer;
    const link = { href: links.section('sensitivity'), text: wording.report.sensitivity.link };
    return { ...answer, support: [...answer.support, sentence], links: [...answer.links, link] };
  });
}
