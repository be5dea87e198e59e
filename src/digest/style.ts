/** The style of a digest: light and dark, phone and paper. */

const pageStyle = `
:root {
  color-scheme: light dark;
  --paper: #fdfcfa; --raised: #f5f3ee; --ink: #1c1b19; --soft: #5b5852; --line: #d9d5cc; --link: #0b57a4; --accent: #8c2f1b;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif;
  --serif: "Iowan Old Style", Charter, "Palatino Linotype", Palatino, "Noto Serif", Georgia, "PT Serif", "Songti SC", SimSun, "Noto Serif CJK SC", "Noto Sans CJK SC", serif;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #16171a; --raised: #202226; --ink: #e9e6e0; --soft: #a8a49b; --line: #3b3d43; --link: #8ab8f0; --accent: #e8927c; }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); }
main { padding: 2.6rem clamp(1rem, 4vw, 3rem) 4rem; }
`;

/** What is below `.digest`, for a page that has colours and type faces of its own, and `--accent`. */
export const articleStyle = `.digest { max-width: 66rem; margin-inline: auto; font: 1.0625rem/1.6 var(--serif); overflow-wrap: anywhere; }
.digest > header, .digest > .words, .digest > .sources { max-width: 40rem; margin-inline: auto; }
.digest > .quote { max-width: 40rem; margin-inline: auto; }
.digest > .quote.translated { max-width: none; }
.digest h1, .digest h2, .digest h3, .digest h4 { font-family: var(--serif); line-height: 1.25; text-wrap: balance; }
.digest header h1 { font-size: clamp(1.7rem, 5vw, 2.5rem); margin: 0 0 0.6rem; letter-spacing: -0.01em; }
.digest header h2 { font-size: 1.6rem; margin: 0 0 0.5rem; }
.digest .words h2 { font-size: 1.4rem; margin: 2.4rem 0 0.6rem; }
.digest .words h3 { font-size: 1.15rem; margin: 1.8rem 0 0.5rem; }
.digest .byline { font: 0.9rem/1.5 var(--sans); color: var(--soft); margin: 0 0 2rem; padding-bottom: 1rem; border-bottom: 1px solid var(--line); }
.digest .words p { margin: 0 0 1rem; }
.digest .words ul, .digest .words ol { padding-left: 1.4rem; margin: 0 0 1rem; }
.digest a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 0.15em; }
.digest a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
.digest .quote { margin-block: 1.8rem; padding: 0 0 0 1.2rem; border-left: 3px solid var(--accent); min-width: 0; }
.digest .row { display: grid; gap: 1.2rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); margin-block: 1.8rem; align-items: stretch; }
.digest .row .quote { margin: 0; padding: 1.1rem 1.2rem 0.9rem; border-left: 0; border-top: 3px solid var(--accent); background: var(--raised); display: flex; flex-direction: column; }
.digest .row .texts { flex: 1; }
.digest blockquote { margin: 0; }
.digest blockquote p { margin: 0 0 0.7rem; }
.digest blockquote:lang(zh) { line-height: 1.75; }
.digest > .quote > .texts > blockquote { font-size: 1.12rem; }
.digest .omission { color: var(--soft); font-family: var(--sans); font-size: 0.9em; white-space: nowrap; }
.digest .label { font: 600 0.78rem/1.4 var(--sans); color: var(--soft); margin: 0 0 0.35rem; }
.digest .translation { border-top: 1px dashed var(--line); padding-top: 0.7rem; margin-top: 0.3rem; }
.digest .quote.translated > .texts > blockquote:first-child { margin-bottom: 0.7rem; }
.digest figcaption { font: 0.85rem/1.5 var(--sans); color: var(--soft); margin-top: 0.4rem; }
.digest .row figcaption { border-top: 1px solid var(--line); padding-top: 0.6rem; }
.digest .source { font-weight: 650; color: var(--ink); font-size: 0.95rem; }
.digest .where { display: inline-block; border: 1px solid currentColor; border-radius: 3px; padding: 0 0.4em; margin-left: 0.3em; font-size: 0.78rem; }
.digest .facts { display: block; }
.digest .number { display: inline-block; min-width: 1.5em; text-align: center; text-decoration: none; border-radius: 1em; background: var(--line); color: var(--ink); font-size: 0.75rem; font-variant-numeric: tabular-nums; }
.digest .sources { font: 0.85rem/1.55 var(--sans); color: var(--soft); margin-top: 3.5rem; border-top: 1px solid var(--line); padding-top: 0.6rem; }
.digest .sources h2, .digest .sources h3, .digest .sources h4 { font: 600 1rem/1.4 var(--sans); color: var(--ink); margin: 0.8rem 0 0.3rem; }
.digest .sources ol { padding-left: 1.8rem; margin: 0.8rem 0 0; }
.digest .sources li { margin-bottom: 0.7rem; }
.digest .sources li:target, .digest .quote:target { outline: 2px solid var(--accent); outline-offset: 0.35rem; }
.digest .sources b, .digest .sources cite { color: var(--ink); }
.digest .sources cite:lang(zh) { font-style: normal; }
.digest .sources .ids { display: block; font-size: 0.92em; }
@media (min-width: 46rem) {
  .digest > .quote.translated > .texts { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2.2rem; }
  .digest > .quote.translated .translation { border-top: 0; border-left: 1px dashed var(--line); padding: 0 0 0 1.4rem; margin: 0; }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --raised: #fff; --ink: #000; --soft: #444; --line: #bbb; --link: #000; --accent: #666; }
  main { padding: 0; }
  .digest { max-width: none; font-size: 10.5pt; }
  .digest > header, .digest > .words, .digest > .sources, .digest > .quote { max-width: none; }
  .digest .row { grid-template-columns: repeat(auto-fit, minmax(5cm, 1fr)); }
  .digest .row .quote { border: 1px solid var(--line); border-top-width: 3px; }
  .digest .quote { break-inside: avoid; }
  .digest h2, .digest h3 { break-after: avoid; }
  .digest .back { display: none; }
  .digest .address::after { content: " <" attr(href) ">"; }
}
`;

/** The style of a digest that is a page of its own. */
export const digestStyle = pageStyle + articleStyle;
