/** Keys that lead to a place: an element with `data-key="/"` takes the focus when that key is pressed. */

/** Whether a click means the link itself, and not a new tab or window, a download or a menu. */
export function isPlainClick(event: MouseEvent): boolean {
  const { altKey, ctrlKey, metaKey, shiftKey } = event;
  return !event.defaultPrevented && event.button === 0 && !(altKey || ctrlKey || metaKey || shiftKey);
}

/** Whether a key press belongs to what is being written. */
export function isWriting(event: KeyboardEvent): boolean {
  const { target } = event;
  return (
    event.isComposing ||
    (target instanceof HTMLElement &&
      (target.isContentEditable || target.matches('textarea, select, input:not([type="checkbox"], [type="radio"])')))
  );
}

export function listenToKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event)) return;
    for (const element of document.querySelectorAll<HTMLElement>('[data-key]')) {
      if (element.dataset.key !== event.key) continue;
      event.preventDefault();
      if (element.matches('input, select, textarea')) element.focus();
      else element.click();
      return;
    }
  });
}
