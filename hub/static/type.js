// Be Vietnam Pro comes after the words. Text must not move under the eyes: where it would, or where the type is late,
// the page stays as it is, and the next one has the type from the cache.
const LATE = 1500; // milliseconds
const begun = performance.now();
const file = (name) => fetch(new URL(name, import.meta.url)).then((answer) => (name.endsWith(".css") ? answer.text() : answer.arrayBuffer()));
// The sheet says what each file is for; without scripts it is used as it is.
const rules = (await file("type.css")).match(/@font-face{[^}]+}/g);
const said = (rule, name) => rule.match(`${name}:([^;}]+)`)[1];
const faces = await Promise.all(rules.map(async (rule) => {
  const data = await file(rule.match(/url\(([^)]+)\)/)[1]);
  return new FontFace("Be Vietnam Pro", data, { weight: said(rule, "font-weight"), unicodeRange: said(rule, "unicode-range") }).load();
}));
const shown = [...document.querySelectorAll("main *, .nav, .foot")];
const places = () => shown.map((it) => it.getBoundingClientRect()).map(({ top, bottom, height }) => (bottom > 0 && top < innerHeight && height ? top : null));
const before = places();
for (const face of faces) document.fonts.add(face);
const painted = performance.getEntriesByType("paint").length > 0;
const after = painted ? places() : before;
const moved = before.some((top, n) => top !== null && (after[n] === null || Math.abs(after[n] - top) > 2));
if (moved || (painted && performance.now() - begun > LATE)) for (const face of faces) document.fonts.delete(face);
