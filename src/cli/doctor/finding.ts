import { messageOf, UserError } from '../../errors.ts';

/** What a check found. */
export interface Finding {
  readonly name: string;
  readonly status: 'ok' | 'warn' | 'fail';
  readonly detail: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** Runs a check; whatever it throws is a failure of the check, not of the program. */
export async function check(name: string, look: () => Promise<Omit<Finding, 'name'>>): Promise<Finding> {
  try {
    return { name, ...(await look()) };
  } catch (error) {
    const hint = error instanceof UserError ? error.hint : undefined;
    return { name, status: 'fail', detail: messageOf(error), ...(hint === undefined ? {} : { hint }) };
  }
}
