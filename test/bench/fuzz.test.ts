import { describe, expect, it } from 'vitest';
import { fuzz, openFixtures } from '../../bench/fuzz.ts';

const fixtures = await openFixtures();

describe('damaged inputs', () => {
  it.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', async (_, fixture) => {
    const { inputs, items, rejects, refused } = await fuzz(fixture, 400, 7);
    expect(inputs).toBe(400);
    expect(items + rejects + refused).toBeGreaterThan(0);
  });
});
