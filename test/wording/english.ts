/** English that was left where another language is spoken. */

/** What stays in Latin letters in every language: names of people, of files and of commands. */
const allowed = [
  'Gomez-Rodriguez',
  'Leskovec',
  'Krause',
  'crosscurrent label judge',
  'crosscurrent serve',
  'crosscurrent index',
  'igraph, networkx, Cytoscape',
  'Hanley, Lu & Pan (2025), “Across the Firewall”, PNAS',
];

/** Runs of three or more Latin words in a text. */
export function englishIn(text: string): string[] {
  const rest = allowed.reduce((left, name) => left.replaceAll(name, '…'), text);
  return rest.match(/\p{Script=Latin}{2,}(?:[ ,’'–-]+\p{Script=Latin}{2,}){2,}/gu) ?? [];
}
