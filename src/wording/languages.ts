/** The languages in which crosscurrent speaks to people. */

/** Codes of the interface languages; the first is the default. */
export const interfaceLanguages = ['en', 'zh', 'uk', 'ru'] as const;

/** Code of an interface language. */
export type InterfaceLanguage = (typeof interfaceLanguages)[number];

/** What each language calls itself. */
export const ownNames: Readonly<Record<InterfaceLanguage, string>> = {
  en: 'English',
  zh: '简体中文',
  uk: 'Українська',
  ru: 'Русский',
};

/** BCP 47 tags, for `lang` attributes and `Intl`. */
export const languageTags: Readonly<Record<InterfaceLanguage, string>> = {
  en: 'en',
  zh: 'zh-Hans',
  uk: 'uk',
  ru: 'ru',
};

/** Whether a text is the code of an interface language. */
export function isInterfaceLanguage(code: string | undefined): code is InterfaceLanguage {
  return (interfaceLanguages as readonly (string | undefined)[]).includes(code);
}

/**
 * The interface language that an `Accept-Language` header (RFC 9110, 12.5.4) likes best; English where it
 * likes none of them.
 */
export function preferredLanguage(accept: string | undefined): InterfaceLanguage {
  const wanted = (accept ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', quality] = part.trim().split(/\s*;\s*q=/u);
      return { code: tag.toLowerCase().split('-')[0]!, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { code } of wanted) if (isInterfaceLanguage(code)) return code;
  return interfaceLanguages[0];
}
