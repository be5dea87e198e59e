import { parseCount, parsePositive } from './option-flags.ts';

/**
 * Flags of the commands that ask servers: pauses, time-outs and tries.
 *
 * @param leastGap what the pause between two requests is at least, in words.
 * @param tries requests before an address has failed, unless the flag says otherwise.
 */
export function requestFlags(leastGap: string, tries: number) {
  return {
    gap: {
      kind: 'parsed',
      parse: parsePositive,
      placeholder: 'SECONDS',
      optional: true,
      brief: `Pause between two requests to a host; at least ${leastGap}, as if left out`,
    },
    lostPause: {
      kind: 'parsed',
      parse: parsePositive,
      placeholder: 'SECONDS',
      optional: true,
      brief:
        'Pause before a host is asked again whose answer was lost with a killed process; at least 60, as if left out',
    },
    timeout: {
      kind: 'parsed',
      parse: parsePositive,
      placeholder: 'SECONDS',
      default: '60',
      brief: 'Silence after which a request has failed',
    },
    tries: {
      kind: 'parsed',
      parse: parseCount,
      placeholder: 'N',
      default: String(tries),
      brief: 'Requests before an address has failed',
    },
  } as const;
}
