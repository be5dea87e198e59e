import type { KeptForecast } from '../forecast/forecast-run.ts';
import { align, grouped } from './align.ts';
import { duration } from './terminal-reporter.ts';

/** A forecast as a table, and how it was made. */
export function forecastText({ forecast }: KeptForecast): string {
  const { rows } = forecast;
  return [
    align(
      Object.entries(rows).map(([name, count]) => [name.replaceAll('_', ' '), grouped(count)]),
      [1],
    ),
    '',
    align(
      [
        ...forecast.stages.map(({ stage, seconds }) => [stage, duration(seconds)]),
        ['all stages', `about ${duration(forecast.seconds)}`],
        ['peak memory', `about ${grouped(Math.round(forecast.megabytes))} MB`],
        ['disk', `about ${grouped(Math.round(forecast.disk_megabytes))} MB more`],
      ],
      [],
    ),
    '',
    'from two runs over a sample of the items on this machine; crosscurrent run says afterwards how good it was',
  ].join('\n');
}

/** How good a forecast was. */
export function comparisonLine({ forecast, took }: KeptForecast): string {
  const { seconds, megabytes } = took!;
  return (
    `the forecast was ${duration(forecast.seconds)} and ${grouped(Math.round(forecast.megabytes))} MB; ` +
    `it took ${duration(seconds)} (forecast ${off(forecast.seconds, seconds)}) ` +
    `and ${grouped(megabytes)} MB (${off(forecast.megabytes, megabytes)})`
  );
}

function off(expected: number, found: number): string {
  const percent = Math.round((expected / found - 1) * 100);
  return percent === 0 ? 'exact' : `${Math.abs(percent)} % too ${percent > 0 ? 'high' : 'low'}`;
}
