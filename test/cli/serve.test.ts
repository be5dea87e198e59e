import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { makeSmallStudy } from '../support/demo-study.ts';
import { sharedDemo } from '../support/finished-demo.ts';
import { crosscurrent, temporaryFolder } from './program.ts';

test('serve prints where it serves, and ends well when it is interrupted', async () => {
  const { stdout, stderr, code } = await crosscurrent(['serve', '--study', await sharedDemo(), '--port', '0'], {
    signalAfter: /http/u,
  });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\n$/u);
  expect(code).toBe(0);
});

test('a port in use is passed over', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await new Promise((listening) => other.once('listening', listening));
  const { port } = other.address() as AddressInfo;
  const { stdout, code } = await crosscurrent(['serve', '--study', await sharedDemo(), '--port', String(port)], {
    signalAfter: /http/u,
  });
  const taken = Number(new URL(stdout.trim()).port);
  expect(taken).toBeGreaterThan(port);
  expect(taken).toBeLessThanOrEqual(port + 20);
  expect(code).toBe(0);
});

test('an address that is not of this machine is refused with what to do', async () => {
  const { stderr, code } = await crosscurrent(['serve', '--study', await sharedDemo(), '--host', '192.0.2.1']);
  expect(stderr).toContain('cannot listen on 192.0.2.1:4270');
  expect(stderr).toContain('--host');
  expect(code).toBe(2);
});

test('a study without results says what makes them', async () => {
  const study = await makeSmallStudy(temporaryFolder());
  const { stderr, code } = await crosscurrent(['serve', '--study', study]);
  expect(stderr).toContain('has no results yet');
  expect(stderr).toContain('crosscurrent run');
  expect(code).toBe(4);
});
