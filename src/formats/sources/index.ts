/** Every source whose files are read by a recipe of their own, in the order in which they are tried. */
import type { Content } from '../content.ts';
import type { Recipe } from '../recipe.ts';
import type { Format, Source } from '../sniff.ts';
import { gdeltDoc, gdeltGal, gdeltGkg, mediaCloud } from './catalogues.ts';
import {
  minet,
  newspaper4kJson,
  newspaper4kTable,
  newsPlease,
  trafilaturaJson,
  trafilaturaTable,
} from './extractors.ts';
import { atom, jsonFeed, newsSitemap, rss } from './feeds.ts';
import { fourcat, telegram, zeeschuimer } from './platforms.ts';
import { weiboCrawlerCsv, weiboCrawlerJson } from './weibo-crawler.ts';
import { bazhuayu, weiboNghuyong, weiboSearch } from './weibo-search.ts';
import { weiboSpiderCsv, weiboSpiderJson } from './weibo-spider.ts';

/** All recipes. */
export const recipes: readonly Recipe[] = [
  weiboCrawlerCsv,
  weiboCrawlerJson,
  weiboSpiderCsv,
  weiboSpiderJson,
  weiboSearch,
  weiboNghuyong,
  fourcat,
  bazhuayu,
  zeeschuimer,
  telegram,
  mediaCloud,
  gdeltDoc,
  gdeltGal,
  gdeltGkg,
  trafilaturaJson,
  trafilaturaTable,
  newspaper4kJson,
  newspaper4kTable,
  newsPlease,
  minet,
  rss,
  atom,
  jsonFeed,
  newsSitemap,
];

/** The recipe whose files a content is one of; undefined where it is of no known source. */
export function recogniseSource(content: Content): Recipe | undefined {
  return recipes.find((recipe) => readAs(recipe, content.format) !== undefined && recipe.recognises(content));
}

/** The recipe of a source for a content of this format; undefined where the source has no such files. */
export function recipeOf(source: Source, format: Format): Recipe | undefined {
  return recipes.find((recipe) => recipe.source === source && readAs(recipe, format) !== undefined);
}

/**
 * What a content is read as by a recipe; undefined where it cannot be. A table without quotes looks like
 * any other; a document may stand on one line, and objects in lines or in an array.
 */
export function readAs({ format, records }: Recipe, sniffed: Format): Format | undefined {
  if (sniffed === 'json' || sniffed === 'ndjson') {
    if (format !== 'json' && format !== 'ndjson') return undefined;
    return records === undefined ? sniffed : 'json';
  }
  return format === sniffed || (format === 'tsv' && sniffed === 'csv') ? format : undefined;
}
