/** The style of the page: light and dark, phone and paper. */

/*
 * The first four colours of ecosystems follow Okabe and Ito (2008), "Color Universal Design"; the dark variants
 * are lighter shades of the same hues. The platform has the colour of the ink. All can be told apart under each
 * kind of dichromacy, and from the paper (test/report/colours.test.ts).
 */

/** Colours on light paper. */
export const lightColours =
  '--paper: #fdfcfa; --raised: #f4f2ed; --ink: #1c1b19; --soft: #5b5852; --line: #d9d5cc; --link: #0b57a4; --focus: #b3261e; --shade: rgb(0 0 0 / 0.2); --c0: #0072b2; --c1: #d55e00; --c2: #00805d; --c3: #b45f93; --c4: #803300; --c5: #8844ee; --cp: #1c1b19;';

/** Colours on dark paper. */
export const darkColours =
  '--paper: #16171a; --raised: #202226; --ink: #e9e6e0; --soft: #a8a49b; --line: #3b3d43; --link: #8ab8f0; --focus: #ffb4a9; --shade: rgb(255 255 255 / 0.22); --c0: #4aa8e0; --c1: #ee7f33; --c2: #2fbf92; --c3: #dd93bf; --c4: #b06a3a; --c5: #9a6bff; --cp: #e9e6e0;';

export const style = `
:root {
  color-scheme: light dark;
  ${lightColours}
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif;
  --serif: "Iowan Old Style", Charter, "Palatino Linotype", Palatino, "Noto Serif", Georgia, "PT Serif", "Songti SC", SimSun, "Noto Serif CJK SC", "Noto Sans CJK SC", serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    ${darkColours}
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 var(--sans); overflow-wrap: anywhere; }
main, body > header, nav, footer { max-width: 64rem; margin-inline: auto; padding-inline: 1.25rem; }
p, li, dd, blockquote { max-width: 44rem; }
p { margin: 0.6em 0; }
h1, h2, h3, h4 { line-height: 1.2; text-wrap: balance; }
h1 { font: 700 clamp(1.7rem, 5vw, 2.7rem)/1.12 var(--serif); margin: 0.2em 0 0.5em; }
h2 { font: 700 1.6rem/1.2 var(--serif); margin: 3.5rem 0 0.75rem; padding-top: 1rem; border-top: 3px solid var(--ink); }
h3 { font-size: 1.08rem; margin: 1.8rem 0 0.5rem; }
h4 { font-size: 1rem; margin: 1.4rem 0 0.5rem; }
a { color: var(--link); text-underline-offset: 0.15em; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 2px; }
:target { scroll-margin-top: 1rem; }
article:target, h4:target, tr:target { background: var(--raised); box-shadow: 0 0 0 0.4rem var(--raised); }
bdi, [dir="auto"] { unicode-bidi: isolate; }
:lang(zh), :lang(ja) { font-family: "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", var(--sans); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: 0.5rem 1rem; z-index: 1; }
.kicker { font-size: 0.9rem; color: var(--soft); margin: 2.2rem 0 0; }
.about { border: 2px solid var(--ink); border-left-width: 0.6rem; padding: 0.35rem 1.1rem; margin: 1.2rem 0; max-width: 46rem; font-size: 1.05rem; }
.data { color: var(--soft); }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0.3rem 1.2rem; padding: 0.7rem 0; margin: 1rem 0 0; border-block: 1px solid var(--line); }
.answers { list-style: none; padding: 0; margin: 0; display: grid; gap: 1.2rem; }
.answer { max-width: none; border: 1px solid var(--line); border-radius: 6px; padding: 1rem 1.25rem; background: var(--raised); }
.answer h3 { margin: 0 0 0.5rem; font-size: 0.95rem; font-weight: 600; color: var(--soft); }
.answer .sentence { font: 600 1.28rem/1.38 var(--serif); max-width: 48rem; margin: 0 0 0.7rem; }
.caveat, .more, .links, .basis, .meta, figcaption { font-size: 0.9rem; color: var(--soft); }
.empty { font-style: italic; color: var(--soft); overflow-x: clip; }
figure { margin: 1.4rem 0 2rem; }
figcaption { max-width: 44rem; margin-top: 0.4rem; }
figcaption strong { color: var(--ink); }
.key { display: inline-block; margin-right: 0.7em; }
.letter { display: inline-block; min-width: 1.5em; text-align: center; font-weight: 700; font-size: 0.8em; border-radius: 1em; background: var(--soft); color: var(--paper); }
.pair { display: block; }
.plot { display: block; width: 100%; height: auto; max-width: 45rem; font: 13px var(--sans); color: var(--soft); overflow: visible; }
.plot a text { font-weight: 500; }
.plot a:hover text { text-decoration: underline; }
.plot a:focus-visible { outline: none; }
.plot a:focus-visible text { fill: var(--focus); }
.narrow { display: none; }
.mark { font-family: "Segoe UI Symbol", "Apple Symbols", "Noto Sans Symbols 2", "DejaVu Sans", var(--sans); }
.party { white-space: nowrap; color: inherit; }
.party bdi { white-space: normal; }
.scroll .party bdi { white-space: nowrap; }
.scroll { position: relative; overflow-x: auto; margin: 1.2rem 0; max-width: 100%; }
table { border-collapse: collapse; font-size: 0.92rem; font-variant-numeric: tabular-nums; min-width: min(100%, 24rem); }
caption { text-align: left; font-weight: 600; padding-bottom: 0.4rem; }
caption span { display: block; position: sticky; left: 0; max-width: min(44rem, calc(100vw - 3rem)); }
th, td { text-align: left; padding: 0.3rem 0.9rem 0.3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: break-word; }
thead th { font-weight: 600; color: var(--soft); vertical-align: bottom; }
tbody th { font-weight: 400; }
:lang(zh) thead th, :lang(zh) td { min-width: 4.5em; }
.values tbody th { white-space: nowrap; }
.figures { text-align: right; white-space: nowrap; }
th.sentences, td.sentences { min-width: min(18rem, 75vw); }
thead .figures { white-space: normal; min-width: 5.5rem; }
.values th[colspan] { border-left: 1px solid var(--line); padding-left: 0.6rem; }
.mix { white-space: nowrap; }
.limits li { margin: 0.3rem 0; }
.winner { font-weight: 700; }
summary { cursor: pointer; padding: 0.25rem 0; }
summary:hover { color: var(--link); }
.index details, #values { margin: 0.3rem 0; }
.plain { padding-left: 1.2rem; }
.tools { display: flex; flex-wrap: wrap; gap: 0.6rem 1rem; align-items: end; margin: 1rem 0; padding: 0.8rem 1rem; background: var(--raised); border-radius: 6px; }
.tools label { display: grid; gap: 0.2rem; font-size: 0.9rem; }
.tools input, .tools button { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--soft); border-radius: 4px; padding: 0.35rem 0.7rem; min-width: 0; }
.tools input { width: min(24rem, 100%); }
.tools output { font-size: 0.9rem; color: var(--soft); }
.narrative { border-top: 1px solid var(--line); padding: 0.4rem 0 0.8rem; margin-top: 1.2rem; }
.narrative h3 { font: 600 1.15rem/1.4 var(--serif); margin: 0.7rem 0; max-width: 48rem; overflow: clip; text-wrap: wrap; }
.narrative h3 bdi:lang(zh) { font-weight: 600; }
.number { color: var(--soft); font: 400 0.9rem var(--sans); margin-right: 0.3em; }
.facts { margin: 0; display: grid; gap: 0.15rem; font-size: 0.92rem; }
.facts div { display: grid; grid-template-columns: 11rem 1fr; gap: 0.8rem; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; }
.keywords { display: inline-block; margin-right: 0.8em; }
.chip { display: inline-block; text-decoration: none; margin-right: 0.8em; }
.chip:hover { text-decoration: underline; }
.evidence > summary { font-weight: 600; margin-top: 0.4rem; }
.block { border-left: 3px solid var(--line); padding-left: 1rem; margin: 0.6rem 0 1.4rem; }
.posts { list-style: none; padding: 0; margin: 0; }
.item { margin: 0 0 1rem; min-width: 0; }
.meta { margin: 0.2rem 0; }
.meta strong { color: var(--ink); }
.tag { display: inline-block; border: 1px solid currentColor; border-radius: 3px; padding: 0 0.35em; font-size: 0.8rem; color: var(--ink); }
.headline { font-weight: 600; margin: 0.2rem 0; overflow: clip; }
.passage { margin: 0.3rem 0; padding: 0.1rem 0; white-space: pre-line; overflow: clip; overflow-wrap: anywhere; }
.cut { color: var(--soft); font-size: 0.9rem; }
.match { display: grid; grid-template-columns: 1.25fr 1fr; gap: 0 2rem; border-bottom: 1px solid var(--line); padding-top: 0.8rem; }
.match:last-child { border-bottom: 0; }
.post { border-left: 1px dashed var(--line); padding-left: 1rem; }
.post .passage { color: var(--soft); }
pre { overflow-x: auto; background: var(--raised); padding: 0.8rem; font-size: 0.85rem; overflow-wrap: normal; }
footer { margin-top: 4rem; padding-block: 1rem 3rem; border-top: 1px solid var(--line); font-size: 0.9rem; color: var(--soft); }
.e0 { color: var(--c0); } .e1 { color: var(--c1); } .e2 { color: var(--c2); } .e3 { color: var(--c3); } .e4 { color: var(--c4); } .e5 { color: var(--c5); }
.e6 { color: var(--c0); } .e7 { color: var(--c1); } .e8 { color: var(--c2); } .e9 { color: var(--c3); } .e10 { color: var(--c4); } .e11 { color: var(--c5); } .ep { color: var(--cp); }
@media (max-width: 46rem) {
  .wide { display: none; }
  .narrow { display: block; }
  .match { grid-template-columns: 1fr; }
  .post { border-left: 3px solid var(--line); margin-top: 0.2rem; }
  .facts div { grid-template-columns: 1fr; gap: 0; margin-bottom: 0.35rem; }
  .block { padding-left: 0.7rem; }
  .answer { padding: 0.8rem 0.9rem; }
  .answer .sentence { font-size: 1.12rem; }
  h2 { margin-top: 2.6rem; }
  .scroll > table { width: max-content; max-width: none; }
  .scroll th, .scroll td { max-width: 15rem; }
  .scroll thead th { max-width: 9rem; }
}
@media (max-width: 60rem) {
  /* What can be scrolled sideways has a shade at the side where it goes on. */
  .scroll, nav.pages ul {
    background:
      linear-gradient(to right, var(--paper) 40%, transparent) left / 2rem 100% no-repeat local,
      linear-gradient(to left, var(--paper) 40%, transparent) right / 2rem 100% no-repeat local,
      linear-gradient(to right, var(--shade), transparent) left / 0.6rem 100% no-repeat scroll,
      linear-gradient(to left, var(--shade), transparent) right / 0.6rem 100% no-repeat scroll;
  }
  .answer .scroll { background: none; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media print {
  :root { --paper: #fff; --raised: #fff; --ink: #000; --soft: #444; --line: #bbb; --link: #000; --c0: #0072b2; --c1: #d55e00; --c2: #00805d; --c3: #b45f93; --c4: #803300; --c5: #8844ee; --cp: #000; }
  html { font-size: 9.5pt; }
  main, body > header, nav, footer { max-width: none; padding: 0; }
  nav, .tools, .skip { display: none; }
  .wide { display: block; } .narrow { display: none; }
  .scroll { overflow: visible; background: none; }
  .scroll > table { width: auto; max-width: 100%; font-size: 0.8rem; }
  .scroll .figures { white-space: normal; min-width: 0; }
  thead { break-after: avoid; }
  h2, h3, h4, caption { break-after: avoid; }
  figure, .answer, .item, tr { break-inside: avoid; }
  a { color: inherit; }
  .source::after { content: " <" attr(href) ">"; font-size: 0.8em; }
}
`;
