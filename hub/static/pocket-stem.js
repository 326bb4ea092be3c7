// Snowball's stemmer for English ("Porter 2"), step by step as the one that the server uses, so that both agree on every word.
const VOWELS = "aeiouy";
const DOUBLE = /(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/;
const SPECIAL = Object.fromEntries(
  "skis ski,skies sky,dying die,lying lie,tying tie,idly idl,gently gentl,ugly ugli,early earli,only onli,singly singl,sky sky,news news,howe howe,atlas atlas,cosmos cosmos,bias bias,andes andes,inning inning,innings inning,outing outing,outings outing,canning canning,cannings canning,herring herring,herrings herring,earring earring,earrings earring,proceed proceed,proceeds proceed,proceeded proceed,proceeding proceed,exceed exceed,exceeds exceed,exceeded exceed,exceeding exceed,succeed succeed,succeeds succeed,succeeded succeed,succeeding succeed"
    .split(",").map((pair) => pair.split(" ")),
);
const STEP_1A = ["sses", "ied", "ies", "us", "ss", "s"];
const STEP_1B = ["eedly", "ingly", "edly", "eed", "ing", "ed"];
// What a suffix becomes, how many letters go for it, and whether a second region that is too short becomes an e.
const STEP_2 = {
  ization: ["ize"], ational: ["ate", "e"], fulness: [4], ousness: ["ous"], iveness: ["ive", "e"], tional: [2], biliti: ["ble"], lessli: [2],
  entli: [2], ation: ["ate", "e"], alism: ["al"], aliti: ["al"], ousli: ["ous"], iviti: ["ive", "e"], fulli: [2], enci: ["e", "", 1], anci: ["e", "", 1],
  abli: ["e", "", 1], izer: ["ize"], ator: ["ate", "e"], alli: ["al"], bli: ["ble"], ogi: [1, /logi$/], li: [2, /[cdeghkmnrt]li$/],
};
const STEP_3 = { ational: ["ate"], tional: [2], alize: [3], icate: ["ic"], iciti: ["ic"], ative: [5], ical: ["ic"], ness: [4], ful: [3] };
const STEP_4 = ["ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion", "al", "er", "ic"];

const isVowel = (letter) => letter !== undefined && letter !== "" && VOWELS.includes(letter);
const cut = (text, letters) => text.slice(0, -letters);
const ending = (word, suffixes) => suffixes.find((suffix) => word.endsWith(suffix));

// What follows the first consonant after a vowel.
function region(text) {
  for (let at = 1; at < text.length; at += 1) if (!isVowel(text[at]) && isVowel(text[at - 1])) return text.slice(at + 1);
  return "";
}

function shorten(parts, letters) {
  return parts.map((part) => cut(part, letters));
}

// Put `tail` for the last letters; a region that is shorter than they are becomes empty, the second one `otherwise`.
function replaceEnd([word, r1, r2], letters, tail, otherwise = "") {
  return [cut(word, letters) + tail, r1.length >= letters ? cut(r1, letters) + tail : "", r2.length >= letters ? cut(r2, letters) + tail : otherwise];
}

function step1a(parts) {
  const [word] = parts;
  const suffix = ending(word, STEP_1A);
  if (suffix === "sses") return shorten(parts, 2);
  if (suffix === "ied" || suffix === "ies") return shorten(parts, word.length - 3 > 1 ? 2 : 1);
  if (suffix === "s" && [...cut(word, 2)].some(isVowel)) return shorten(parts, 1);
  return parts;
}

function step1b(parts) {
  const suffix = ending(parts[0], STEP_1B);
  if (!suffix) return parts;
  if (suffix.startsWith("eed")) return parts[1].endsWith(suffix) ? replaceEnd(parts, suffix.length, "ee") : parts;
  if (![...cut(parts[0], suffix.length)].some(isVowel)) return parts;
  const [word, r1, r2] = shorten(parts, suffix.length);
  if (/(at|bl|iz)$/.test(word)) return [`${word}e`, `${r1}e`, word.length > 4 || r1.length > 1 ? `${r2}e` : r2];
  if (DOUBLE.test(word)) return shorten([word, r1, r2], 1);
  const [third, second, last] = [word.at(-3), word.at(-2), word.at(-1)];
  const short = word.length >= 3 ? !isVowel(last) && !"wxY".includes(last) && isVowel(second) && !isVowel(third) : word.length === 2 && isVowel(second) && !isVowel(last);
  return r1 === "" && short ? [`${word}e`, r1, r2 && `${r2}e`] : [word, r1, r2];
}

function step1c(parts) {
  const [word] = parts;
  return word.length > 2 && /[yY]$/.test(word) && !isVowel(word.at(-2)) ? replaceEnd(parts, 1, "i") : parts;
}

function step2(parts) {
  const suffix = ending(parts[0], Object.keys(STEP_2));
  if (!suffix || !parts[1].endsWith(suffix)) return parts;
  const [tail, otherwise, letters] = STEP_2[suffix];
  if (typeof tail === "string") return replaceEnd(parts, letters ?? suffix.length, tail, otherwise);
  return !otherwise || otherwise.test(parts[0]) ? shorten(parts, tail) : parts;
}

function step3(parts) {
  const suffix = ending(parts[0], Object.keys(STEP_3));
  if (!suffix || !parts[1].endsWith(suffix)) return parts;
  const [tail] = STEP_3[suffix];
  if (typeof tail === "string") return replaceEnd(parts, suffix.length, tail);
  return suffix !== "ative" || parts[2].endsWith(suffix) ? shorten(parts, tail) : parts;
}

function step4(parts) {
  const suffix = ending(parts[0], STEP_4);
  if (!suffix || !parts[2].endsWith(suffix)) return parts;
  return suffix !== "ion" || "st".includes(parts[0].at(-4)) ? shorten(parts, suffix.length) : parts;
}

function step5([word, r1, r2]) {
  if (r2.endsWith("l") && word.at(-2) === "l") return cut(word, 1);
  if (r2.endsWith("e")) return cut(word, 1);
  const long = word.length >= 4 && (isVowel(word.at(-2)) || "wxY".includes(word.at(-2)) || !isVowel(word.at(-3)) || isVowel(word.at(-4)));
  return r1.endsWith("e") && long ? cut(word, 1) : word;
}

// The stem of a word of ASCII letters in lower case; anything else is returned as it is.
export function stem(text) {
  if (!/^[a-z]{3,}$/.test(text)) return text;
  if (Object.hasOwn(SPECIAL, text)) return SPECIAL[text];
  const letters = [...text];
  if (letters[0] === "y") letters[0] = "Y";
  for (let at = 1; at < letters.length; at += 1) if (letters[at] === "y" && isVowel(letters[at - 1])) letters[at] = "Y";
  const word = letters.join("");
  const prefix = /^(gener|commun|arsen)/.exec(word)?.[0];
  const r1 = prefix ? word.slice(prefix.length) : region(word);
  const parts = [step1a, step1b, step1c, step2, step3, step4].reduce((reached, step) => step(reached), [word, r1, region(r1)]);
  return step5(parts).replaceAll("Y", "y");
}
