/** Where in the navigation one is, on screens too narrow for all of it. */

/** Scrolls the navigation, and nothing else, until the page that is shown is in the middle. */
export function showPlace(): void {
  const here = document.querySelector('nav.pages [aria-current]');
  const list = here?.closest('ul');
  if (here === null || list === null || list === undefined) return;
  const [entry, row] = [here.getBoundingClientRect(), list.getBoundingClientRect()];
  list.scrollLeft += entry.left - row.left - (row.width - entry.width) / 2;
}
