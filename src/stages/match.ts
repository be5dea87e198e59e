import { basename } from 'node:path';
import { z } from 'zod';
import { describeEmbedder, readCalibration } from '../embedders/create.ts';
import { memoFiles } from '../embedders/memo.ts';
import { throwIfAborted } from '../errors.ts';
import { defineStage } from '../stage.ts';
import { keepOnly, sha256OfFile, sha256OfJson, writeFileAtomic } from '../store/atomic.ts';
import { parquet, sqlText } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import { readNpy } from '../store/npy.ts';
import { tables } from '../store/tables.ts';
import { readMeans, readPosts } from '../store/vectors.ts';
import type { CandidatesSetup } from './candidates-shard.ts';
import { samplePath } from './embed-sample.ts';
import { articleShards, findCandidates, sampledByShard } from './match-candidates.ts';
import { sentencesOfCandidates } from './match-posts.ts';
import { chooseRepresentatives } from './match-representatives.ts';
import { describeScreening } from './match-sample.ts';
import { openScreen, sketchNarratives } from './match-screen.ts';
import { shareMatrix } from './match-setup.ts';
import type { MatchSetup, MatchTask } from './match-shard.ts';
import { chooseThresholds, loweredBy, uncalibrated } from './match-thresholds.ts';
import { dropOldShards, writeShards } from './shard-files.ts';

const version = 4;

const options = z.strictObject({
  thresholds: z
    .record(z.string().regex(/^[a-z]{2,3}-[a-z]{2,3}$|^(?:default|same|cross)$/), z.number().min(-1).max(1))
    .default({})
    .describe(
      'threshold per language pair "post-article" (zh-ru); "same" or "cross" for pairs within a language or across that were not calibrated; "default" for every pair not named',
    ),
  candidates: z
    .number()
    .int()
    .min(1)
    .max(20)
    .default(3)
    .describe('nearest narratives of a passage that are checked sentence by sentence'),
  floor: z
    .number()
    .min(-1)
    .max(1)
    .default(0.3)
    .describe('smallest centred cosine to the centre of a narrative to be a candidate, whatever the threshold'),
  representatives: z
    .number()
    .int()
    .min(1)
    .max(500)
    .default(64)
    .describe('post passages of a narrative, nearest to its centre, that an article is checked against'),
  nearest: z
    .number()
    .int()
    .min(1)
    .max(100)
    .default(20)
    .describe('of these, the nearest ones to the article that are averaged'),
  screen: z
    .record(z.string().regex(/^[a-z]{2,3}$|^default$/), z.number().min(-1).max(1))
    .default({})
    .describe(
      'smallest nearness of the sketch of an article passage to a narrative (cosine to the centre and alignment of sentences), per language of the article and "default"; passages below are not compared (no such floor in an exact study)',
    ),
  minPosts: z
    .number()
    .int()
    .min(1)
    .default(5)
    .describe(
      'in a large study: a passage whose sketch is near none but narratives of fewer posts is not compared; 1 where measure.minPosts is smaller, so that no figure counts what is missed (no effect in an exact study)',
    ),
  largeFrom: z.number().int().nonnegative().default(20_000).describe('article passages from which a study is large'),
  nearMiss: z
    .number()
    .min(0)
    .max(1)
    .default(0.05)
    .describe('width of the band below the threshold in which narratives are checked, and near misses kept'),
});

/** Finds the article passages that say the same thing as a narrative. */
export const match = defineStage({
  name: 'match',
  version,
  brief: 'Find the article passages that say the same thing as a narrative',
  reads: ['passage-shards', 'vectors', 'means', 'sketches', 'sketch-means', 'sample', 'centres', 'members', 'items'],
  writes: ['matches', 'near', 'calibration'],
  uses: ['embedder', 'exact'],
  options,
  async identity({ study, settings }) {
    const own = await readCalibration((await describeEmbedder(settings.embedder, study.folder)).id);
    const sketches = settings.exact ? undefined : await readCalibration((await describeEmbedder('static')).id);
    return sha256OfJson({ own: own ?? null, sketches: sketches ?? null });
  },
  async run(context) {
    const { study, settings, options, resources, report, signal, input, output } = context;
    const embedder = (await study.shards('vectors')).embedder!;
    const means = await readMeans(study, embedder);
    const calibration = await readCalibration(embedder);
    const thresholds = chooseThresholds(calibration, options.thresholds);
    using database = await study.database(resources);
    const representatives = await chooseRepresentatives(
      database,
      input('members'),
      await readPosts(study, database, means),
      options.representatives,
    );
    const centres = await readNpy(input('centres'));
    if (representatives.narratives.length !== centres.rows) {
      throw new Error(`${centres.rows} centres for ${representatives.narratives.length} narratives`);
    }
    const articles = await articleShards(context);
    const total = articles.reduce((sum, { passages }) => sum + passages.rows, 0);
    const minPosts = settings.exact || total < options.largeFrom ? 1 : options.minPosts;
    const sketched = await sketchNarratives(context, database, input('members'), minPosts);
    const screen =
      sketched &&
      (await openScreen(
        sketched,
        database,
        { sample: input('sample'), sampleVectors: study.path(await samplePath(study.folder, settings.embedder)) },
        options.screen,
        (language) => loweredBy(calibration, thresholds, language),
      ));
    throwIfAborted(signal);

    const common = sha256OfJson({
      stage: 'match',
      version,
      options,
      thresholds,
      embedder,
      floors: screen?.floors ?? null,
      minPosts,
      inputs: await Promise.all(
        (['means', 'sketch-means', 'centres', 'members'] as const).map((name) => sha256OfFile(input(name))),
      ),
    });
    const space = { choice: settings.embedder, base: study.folder, embedder, means };
    const { narratives, starts, languages, vectors } = representatives;
    const setup: CandidatesSetup = {
      space,
      thresholds,
      limits: {
        candidates: Math.min(options.candidates, centres.rows),
        floor: options.floor,
        nearest: options.nearest,
        nearMiss: options.nearMiss,
      },
      centres: shareMatrix(centres),
      representatives: { narratives, starts, languages, vectors },
      ...(screen === undefined ? {} : { screen }),
    };
    const sampled = await sampledByShard(context, database, articles, screen?.sampled ?? []);
    const candidates = await findCandidates(context, articles, setup, common, sampled);
    const files = candidates.map((shard) => study.path(shard.file));
    const { posts, memos } = await sentencesOfCandidates(context, database, representatives, files, space);

    const shards = candidates.map((shard) => ({ ...shard, file: shard.file.replace('/candidates/', '/matches/') }));
    await writeShards({
      kind: 'match',
      label: 'match',
      unit: 'passages',
      setup: {
        space,
        nearMiss: options.nearMiss,
        narratives,
        passageIds: representatives.passageIds,
        posts,
      } satisfies MatchSetup,
      tasks: shards.map((shard, place): MatchTask => ({
        passages: study.path(articles[place]!.passages.file),
        candidates: files[place]!,
        memo: study.path(articles[place]!.memo),
        to: study.path(shard.file),
      })),
      weights: shards.map((shard) => shard.rows),
      resources,
      report,
      signal,
    });

    const matched = shards.map((shard) => study.path(shard.file));
    const join = (where: string, name: 'matches' | 'near'): Promise<number> =>
      joinShards(database, matched, input('items'), where, name, embedder, output(name));
    const accepted = await join('verified_score >= threshold', 'matches');
    const near = await join('verified_score < threshold', 'near');
    const screened =
      screen === undefined
        ? undefined
        : await describeScreening(database, input('sample'), files, output('matches'), {
            members: input('members'),
            minPosts,
          });
    await writeFileAtomic(
      output('calibration'),
      `${JSON.stringify({ embedder, thresholds, calibrated: calibration?.pairs ?? {}, floors: screen?.floors ?? null, minPosts, screened: screened ?? null }, null, 1)}\n`,
    );
    return {
      counts: {
        article_passages: total,
        ...screened?.counts,
        matches: accepted,
        near_misses: near,
      },
      notes: [...notesOn(calibration === undefined, embedder, minPosts), ...(screened?.notes ?? [])],
      sweep: async () => {
        await dropOldShards(study.path('shards/candidates'), candidates);
        await dropOldShards(study.path('shards/matches'), shards);
        await keepOnly(
          study.path('vectors/memo'),
          [...articles.map(({ memo }) => memo), ...memos].flatMap(memoFiles).map((file) => basename(file)),
        );
      },
    };
  },
});

function notesOn(isUncalibrated: boolean, embedder: string, minPosts: number): string[] {
  return [
    ...(isUncalibrated
      ? [
          `the embedder ${embedder} has no calibrated thresholds: ${uncalibrated} was used throughout; judge a sample of matches before you quote a figure`,
        ]
      : []),
    ...(minPosts > 1
      ? [`matches to narratives of fewer than ${minPosts} posts are incomplete, and not measured (match.minPosts)`]
      : []),
  ];
}

async function joinShards(
  database: Database,
  files: readonly string[],
  items: string,
  where: string,
  name: 'matches' | 'near',
  embedder: string,
  to: string,
): Promise<number> {
  if (files.length === 0) return (await database.table(tables[name].columns)).write(to);
  return database.writeParquet(
    to,
    `SELECT m.narrative_id, m.passage_id, m.item_id, i.ecosystem, m.score, m.verified_score, m.threshold, m.post_passage_id, ${sqlText(embedder)} AS embedder
     FROM ${parquet(files)} m JOIN ${parquet(items)} i USING (item_id)
     WHERE ${where} ORDER BY m.narrative_id, m.verified_score DESC, m.passage_id`,
  );
}
