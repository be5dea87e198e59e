import { expect, test } from 'vitest';
import { describeFailure } from '../../src/cli/failure.ts';
import { exitCodes, InterruptedError, UserError } from '../../src/errors.ts';

test('the user’s fault: message and hint, no trace', () => {
  const error = new UserError('no such file', { hint: 'look again', exitCode: exitCodes.input });
  expect(describeFailure(error, false)).toEqual({ text: 'error: no such file\nhint: look again', exitCode: 4 });
});

test('a bug: message and how to see the trace', () => {
  const failure = describeFailure(new TypeError('x is undefined'), false);
  expect(failure.exitCode).toBe(1);
  expect(failure.text).toBe(
    'this is a bug: x is undefined\nhint: run the command again with --debug to see where it happened',
  );
});

test('a bug under --debug: the trace, and that of the cause', () => {
  const { text } = describeFailure(new Error('outer', { cause: new Error('inner') }), true);
  expect(text).toContain('failure.test.ts');
  expect(text).toContain('caused by: inner');
});

test('an interruption is 130, and anything may be thrown', () => {
  expect(describeFailure(new InterruptedError(), false).exitCode).toBe(130);
  expect(describeFailure('a text', false)).toMatchObject({ exitCode: 1, text: expect.stringContaining('a text') });
});
