/**
 * The script of the page. Everything is there without it; it opens what a link points into, and
 * filters the narratives. It reads text and sets text: nothing it touches is parsed as HTML. Its words
 * are attributes of `#narrative-tools`, so that it is the same in every language.
 */
export const script = `
'use strict';
(() => {
  const reveal = () => {
    let id;
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    const target = id === '' ? null : document.getElementById(id);
    if (target === null) return;
    for (let node = target; node !== null; node = node.parentElement) {
      if (node.tagName === 'DETAILS') node.open = true;
      if (node.hidden && node.classList.contains('narrative')) node.hidden = false;
    }
    target.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  reveal();

  const tools = document.getElementById('narrative-tools');
  const list = [...document.querySelectorAll('#narrative-list > .narrative')];
  if (tools === null || list.length < 2) return;
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const input = make('input', { type: 'search', autocomplete: 'off', spellcheck: false });
  const status = make('output', {});
  const texts = list.map((article) => article.textContent.toLowerCase());
  const filter = () => {
    const words = input.value.toLowerCase().split(/\\s+/u).filter((word) => word !== '');
    let shown = 0;
    list.forEach((article, index) => {
      const fits = words.every((word) => texts[index].includes(word));
      article.hidden = !fits;
      if (fits) shown += 1;
    });
    status.textContent = words.length === 0 ? ''
      : tools.dataset.shown.replace('{shown}', shown).replace('{all}', list.length);
  };
  let waiting;
  input.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 150);
  });
  const close = make('button', { type: 'button' }, tools.dataset.close);
  close.addEventListener('click', () => {
    for (const details of document.querySelectorAll('#narrative-list details[open]')) details.open = false;
  });
  tools.className = 'tools';
  tools.append(make('label', {}, tools.dataset.label, input), close, status);
  tools.hidden = false;
})();
`;
