import { beforeAll, describe, expect, it } from 'vitest';
import { languageCode, openLanguageDetector } from '../../src/formats/language.ts';
import type { DetectLanguage } from '../../src/formats/language.ts';

describe('languageCode', () => {
  it.each([
    ['zh-CN', 'zh'],
    ['zh_Hans', 'zh'],
    ['Chinese', 'zh'],
    ['中文', 'zh'],
    ['cmn', 'zh'],
    ['ua', 'uk'],
    ['ukr', 'uk'],
    ['Ukrainian', 'uk'],
    ['eng', 'en'],
    ['EN-us', 'en'],
    [' ru ', 'ru'],
    ['de', 'de'],
    ['und', undefined],
    ['', undefined],
    ['tlh', undefined],
    ['English (US)', undefined],
    ['Vietnamese', 'vi'],
    ['Hebrew', 'he'],
  ])('%s', (value, expected) => {
    expect(languageCode(value)).toBe(expected);
  });
});

describe('detection', () => {
  let detect: DetectLanguage;
  beforeAll(async () => {
    detect = await openLanguageDetector();
  });

  it.each([
    ['北川地震', 'zh'],
    ['一带一路 hello', 'zh'],
    ['OPEC宣布减产', 'zh'],
    ['これは日本語です', 'ja'],
    ['한국어 문장입니다', 'ko'],
    ['Президент України', 'uk'],
    ['Путін', 'uk'],
    ['Їжак', 'uk'],
    ['Россия и Украина', 'ru'],
    ['война', 'ru'],
    ['Мы ещё вернёмся', 'ru'],
    ['Глава МИД заявил: «Слава Україні» — это лозунг, который мы слышали вчера не раз', 'ru'],
    ['Українські військові знайшли листівку зі словом «мы»', 'uk'],
    ['Беларусь і Расія сёння падпісалі дамову ў Мінску', 'be'],
    ['Hello world', 'en'],
    ['Biden to deploy troops to Eastern Europe', 'en'],
    ['Die Bundesregierung hat heute beschlossen', 'de'],
    ['Le président de la République a déclaré', 'fr'],
    ['https://example.com/a/b @someone', 'und'],
    ['ok', 'und'],
    ['12345 !!!', 'und'],
    ['', 'und'],
    ['😀😀', 'und'],
  ])('%s', (text, expected) => {
    expect(detect(text)).toBe(expected);
  });
});
