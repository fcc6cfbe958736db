/** Names for messages in the catalogs, made from the English text, so that nobody has to invent one. */

const WORDS = 5;

/** FNV-1a over UTF-16 units: a name among some thousand texts, nothing that anybody relies on for security. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(36).padStart(7, "0");
}

/** Letters, digits and `_` only, as `_locales` demands: the first words, and a hash of the whole. */
export function messageId(english: string): string {
  const words = english.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return [...words.slice(0, WORDS), hashOf(english)].join("_");
}

/** Where the form of `other` for this plural category of CLDR stands. */
export function countedId(other: string, category: Intl.LDMLPluralRule): string {
  return `${messageId(other)}_${category}`;
}
