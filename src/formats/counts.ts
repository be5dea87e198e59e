/** Counts as platforms show them: `12`, `1,234`, `1.2万`, `3.4K`. */

const units: Readonly<Record<string, number>> = {
  '': 1,
  千: 1e3,
  k: 1e3,
  万: 1e4,
  萬: 1e4,
  w: 1e4,
  m: 1e6,
  тыс: 1e3,
  млн: 1e6,
  亿: 1e8,
  億: 1e8,
};

/** The number a count stands for (`100万+`: at least so many); undefined where it is none. */
export function countOf(text: string): number | undefined {
  const found =
    /^(\d{1,3}(?:[,\u00a0 ]\d{3})+|\d{1,15})(?:\.(\d{1,3}))?\s*(千|万|萬|亿|億|k|w|m|тыс|млн)?\.?\s*\+?$/iu.exec(
      text.trim(),
    );
  if (found === null) return undefined;
  const [, whole, decimals = '', unit = ''] = found;
  if (decimals !== '' && unit === '') return undefined;
  const factor = units[unit.toLowerCase()]!;
  return Math.round(Number(`${whole!.replace(/[^\d]/g, '')}.${decimals}`) * factor);
}
