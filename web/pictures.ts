/** Figures as PNG: the SVG of the server, drawn by the browser at twice its size, and saved. */

/** Pixels of the file for one of the drawing: print needs more than a screen. */
const scale = 2;

/** Pixels along a side that every browser can draw. */
const mostPixels = 8192;

/** Buttons with `data-png` save the picture of that address under `data-name`; without a script they are not shown. */
export function offerPictures(): void {
  const show = (): void => {
    for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-png]')) button.hidden = false;
  };
  show();
  document.addEventListener('swapped', show);
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>('button[data-png]') : null;
    if (button === null || button.disabled) return;
    button.disabled = true;
    void savePicture(button.dataset.png ?? '', button.dataset.name ?? '')
      .catch(() => showFailure(button))
      .finally(() => (button.disabled = false));
  });
}

async function savePicture(address: string, name: string): Promise<void> {
  const image = new Image();
  image.src = address;
  await image.decode();
  const size = Math.min(scale, mostPixels / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.naturalWidth * size);
  canvas.height = Math.round(image.naturalHeight * size);
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  const picture = await new Promise<Blob | null>((give) => canvas.toBlob(give, 'image/png'));
  if (picture === null) throw new Error('the canvas gave no picture');
  const link = document.createElement('a');
  link.href = URL.createObjectURL(picture);
  link.download = name;
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function showFailure(button: HTMLButtonElement): void {
  const list = button.closest<HTMLElement>('[data-png-failed]');
  if (list === null) return;
  const note = document.createElement('p');
  note.className = 'failure';
  note.setAttribute('role', 'alert');
  note.textContent = list.dataset.pngFailed ?? '';
  button.parentElement?.querySelector(':scope > .failure')?.remove();
  button.parentElement?.append(note);
}
