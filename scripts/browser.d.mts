/** Path of a Chromium on this machine; undefined where there is none. */
export function findBrowser(): string | undefined;
/** Installs Chromium where there is none; an Error where that fails. */
export function installBrowser(): void;
