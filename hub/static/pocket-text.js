// The text chain of the search, as the server has it (hub/search/query/text.py): the same words for the same text.
import { stem } from "./pocket-stem.js";

const INVISIBLE = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2064\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb";
const UNSEEN = new RegExp(`[${INVISIBLE}]+`, "g");
const MARKS = /[\u0300-\u036f]+/g;
const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;
const UNDECOMPOSED = { "\u0111": "d", "\u00f0": "d", "\u0256": "d" }; // đ, and the lower case of its two lookalikes
const ARTIFICIAL = "\u1d00\u026a"; // AI in capitals; "ai" (who) is a common word
const AI = /(?<![\p{L}\p{N}])AI(?![\p{L}\p{N}])/gu;
const WORD = new RegExp(`((?:[\\p{L}\\p{N}]|[\u0300-\u036f${INVISIBLE}])+)(?:['’ʼ]s(?![\\p{L}\\p{N}]))?`, "giu");
const SPOKEN = /[\p{L}\p{N}]/u;
const ONSET = "(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|r|s|th?|tr|v|x)";
const CONSONANT_Y = new RegExp(`^${ONSET}y$`);

// Case folding (Unicode's full one) of a letter: by its upper case, so that ß and ſ become s. Dotless ı stays what it
// is, and the letters of Cherokee fold to their upper case.
const CHEROKEE = /[\u13a0-\u13fd\uab70-\uabbf]/;
const foldedLetter = (letter) => (letter === "\u0131" ? letter : CHEROKEE.test(letter) ? letter.toUpperCase() : letter.toLowerCase().toUpperCase().toLowerCase().replace("\u03c2", "\u03c3"));
const plainAscii = /^[\x00-\x7f]*$/;
const caseFolded = (text) => (plainAscii.test(text) ? text.toLowerCase() : Array.from(text, foldedLetter).join(""));

export function fold(text) {
  const bare = caseFolded(text.normalize("NFD")).normalize("NFD").replace(MARKS, "");
  return bare.replace(/[đðɖ]/g, (letter) => UNDECOMPOSED[letter]).normalize("NFC");
}

export function words(text) {
  const lower = caseFolded(text.replace(UNSEEN, "").normalize("NFC").replace(AI, ARTIFICIAL)).normalize("NFC");
  return Array.from(lower.matchAll(WORD), (found) => found[1]).filter((each) => SPOKEN.test(each));
}

// A syllable with its tone at the end, and i for the y of "kỹ".
function toneLast(text) {
  const decomposed = text.normalize("NFD");
  const tones = decomposed.match(TONE) ?? [];
  const base = decomposed.replace(TONE, "").normalize("NFC");
  return (CONSONANT_Y.test(base) ? `${base.slice(0, -1)}i` : base) + (tones[0] ?? "");
}

export function word(text) {
  if (text === ARTIFICIAL) return { exact: ARTIFICIAL, folded: "ai", plain: "ai", marked: false };
  const plain = fold(text);
  return { exact: toneLast(text), folded: stem(CONSONANT_Y.test(plain) ? `${plain.slice(0, -1)}i` : plain), plain, marked: plain !== text };
}

// Each word of a text with its place in it.
export function spans(text) {
  const composed = text.normalize("NFC").replace(AI, ARTIFICIAL);
  return Array.from(composed.matchAll(WORD))
    .filter((found) => SPOKEN.test(found[1]))
    .map((found) => ({ start: found.index, end: found.index + found[1].length, ...word(caseFolded(found[1].replace(UNSEEN, "")).normalize("NFC")) }));
}
