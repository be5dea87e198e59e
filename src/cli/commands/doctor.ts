import { exitCodes } from '../../errors.ts';
import { align } from '../align.ts';
import { defineCommand } from '../command.ts';
import { studyFlag } from '../study-flags.ts';
import type { StudyFlag } from '../study-flags.ts';

/** `doctor`: whether crosscurrent can work here. */
export const doctor = defineCommand<StudyFlag>({
  usage: '[--study DIR]',
  about:
    'Check what crosscurrent needs: Node.js, the processor, memory, disk, the database, the model runtime and the\n' +
    'bundled model, whose vector of a fixed text is compared with the one it must give. With --study, check also that\n' +
    'the configuration is valid and that the tables of the study agree with each other.\n' +
    'Exit code 1 if a check fails; warnings do not count.',
  flags: {
    study: { ...studyFlag.study, brief: 'Check this study too' },
  },
  writes: [],
  examples: [
    { line: 'crosscurrent doctor', about: 'Check the machine and the model' },
    { line: 'crosscurrent doctor --study my-study --json', about: 'Check a study as well, and print JSON' },
  ],
  async run({ signal }, { study }) {
    const { machineChecks } = await import('../doctor/machine.ts');
    const { engineChecks } = await import('../doctor/engines.ts');
    const { studyChecks } = await import('../doctor/study.ts');
    const findings = [...(await machineChecks(study ?? '.')), ...(await engineChecks(signal))];
    if (study !== undefined) findings.push(...(await studyChecks(study)));
    const failed = findings.filter(({ status }) => status === 'fail').length;
    const rows = findings.flatMap(({ name, status, detail, hint }) => [
      [status, name, detail],
      ...(hint === undefined ? [] : [['', '', `→ ${hint}`]]),
    ]);
    return {
      json: { ok: failed === 0, findings },
      text: align(rows),
      exitCode: failed === 0 ? exitCodes.ok : exitCodes.bug,
    };
  },
});
