import { stages, runPipeline } from '../../pipeline.ts';
import { runStage } from '../../stage.ts';
import type { Stage, StageOutcome } from '../../stage.ts';
import type { Study } from '../../store/study.ts';
import { tables } from '../../store/tables.ts';
import type { TableName } from '../../store/tables.ts';
import { defineCommand } from '../command.ts';
import type { AnyCommandSpec } from '../command.ts';
import { kebab, optionFlags, overrideOptions } from '../option-flags.ts';
import { stageJson, stageLine } from '../stage-lines.ts';
import { pipelineRequest, runFlags } from '../study-flags.ts';
import type { RunFlags } from '../study-flags.ts';

type StageFlags = RunFlags & { readonly force?: boolean };

/** What a command says of the result of its stage, beside what every stage says. */
type Show = (study: Study) => Promise<{ readonly json: Record<string, unknown>; readonly text: string }>;

/** The command of a stage: runs what is stale up to and including it, with its options as flags. */
export function stageCommand(name: string, show?: Show): AnyCommandSpec {
  const place = stages.findIndex((stage) => stage.name === name);
  const stage = stages[place];
  if (stage === undefined) throw new Error(`there is no stage ${name}`);
  const before = stages[place - 1];
  const own = optionFlags(stage.options);
  for (const option of Object.keys(own)) {
    if (option in runFlags || option === 'force')
      throw new Error(`the option ${option} of stage ${name} hides a flag of every stage`);
  }
  return defineCommand<StageFlags>({
    usage: '[--study DIR] [flags]',
    about: aboutOf(stage, before),
    flags: {
      ...runFlags,
      force: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: 'Run this stage even if its result is fresh',
      },
      ...own,
    },
    writes: stage.writes.filter((artefact): artefact is TableName => artefact in tables),
    examples: [
      { line: `crosscurrent ${name} --study my-study`, about: `Bring ${name} up to date` },
      exampleWithOption(name, Object.keys(own)[0], stage),
    ],
    async run(session, flags) {
      const configured = await pipelineRequest(flags, session);
      const overridden = overrideOptions(stage, configured.options[name], givenOptions(flags, Object.keys(own)));
      const onStage = (outcome: StageOutcome): void => session.print(stageLine(outcome));
      const request = { ...configured, options: { ...configured.options, [name]: overridden }, onStage };
      const outcomes = await configured.study.exclusively(async () => {
        const earlier = before === undefined ? [] : await runPipeline(request, before.name);
        const last = await runStage(stage, { ...request, options: overridden, force: flags.force === true });
        onStage(last);
        return [...earlier, last];
      });
      const json = { study: configured.study.folder, stages: outcomes.map(stageJson) };
      if (show === undefined) return { json };
      const shown = await show(configured.study);
      return { json: { ...json, ...shown.json }, text: shown.text };
    },
  });
}

function aboutOf(stage: Stage, before: Stage | undefined): string {
  const lines = [`${stage.brief}.`];
  if (before !== undefined) lines.push(`Stages before it (up to ${before.name}) run first where they are stale.`);
  lines.push(
    'Options given as flags hold for this run only: the next run without them finds the stage stale again.',
    `Options that should stay belong into crosscurrent.yaml, under "${stage.name}:".`,
  );
  return lines.join('\n');
}

function exampleWithOption(name: string, option: string | undefined, stage: Stage): { line: string; about: string } {
  const defaults = stage.options.safeParse({}).data as Record<string, unknown> | undefined;
  const value = option === undefined ? undefined : defaults?.[option];
  if (option === undefined || value === undefined) {
    return {
      line: `crosscurrent ${name} --study my-study --force --json`,
      about: 'Run it again, and print the outcome as JSON',
    };
  }
  return {
    line: `crosscurrent ${name} --study my-study --${kebab(option)} ${JSON.stringify(value)}`,
    about: `Set ${kebab(option).replaceAll('-', ' ')} for this run`,
  };
}

/** The options that were given as flags. */
function givenOptions(flags: object, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(flags).filter(([name, value]) => names.includes(name) && value !== undefined),
  );
}
