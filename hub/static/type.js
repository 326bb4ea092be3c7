// Be Vietnam Pro comes after the words. Text must not move under the eyes: where it plainly would, or where the type is late,
// the page stays as it is, and the next one has the type from the cache.
const LATE = 1500; // milliseconds
// Cumulative layout shift, of which 0.1 is still called good. A phone shows little more than the lines that are being read.
const SHIFT = innerWidth < 600 ? 0.001 : 0.01;
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
if (performance.getEntriesByType("paint").length) {
  const after = places();
  const moves = before.map((top, n) => (top === null ? 0 : Math.abs((after[n] ?? innerHeight) - top)));
  const first = before.find((_, n) => moves[n] > 2) ?? innerHeight;
  // As the browser would count it: how much of the window moves, and how far.
  const shift = ((innerHeight - Math.max(first, 0)) / innerHeight) * (Math.max(0, ...moves) / Math.max(innerWidth, innerHeight));
  if (shift > SHIFT || performance.now() - begun > LATE) for (const face of faces) document.fonts.delete(face);
}
