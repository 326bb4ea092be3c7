// Load Be Vietnam Pro after the first paint. If the change would visibly move text, or the font arrives late, this page keeps
// its system fonts, and the next one has the font from the cache. A phone shows few lines at once, of which nearly any change
// moves some, and laying out all the text anew takes it long: it has the font where that is there before the first paint.
const LATE = 1500; // milliseconds
const SHIFT = 0.01; // limit of the cumulative layout shift, of which 0.1 counts as good
const PHONE = innerWidth < 600;
const begun = performance.now();
const file = (name) => fetch(new URL(name, import.meta.url)).then((answer) => (name.endsWith(".css") ? answer.text() : answer.arrayBuffer()));
// type.css says which characters each file covers; without scripts it is used directly.
const rules = (await file("type.css")).match(/@font-face{[^}]+}/g);
const files = await Promise.all(rules.map((rule) => file(rule.match(/url\(([^)]+)\)/)[1])));
const painted = () => performance.getEntriesByType("paint").length > 0;
const tooLate = () => painted() && (PHONE || performance.now() - begun > LATE);

const descriptor = (rule, name) => rule.match(`${name}:([^;}]+)`)[1];
function face(rule, n) {
  return new FontFace("Be Vietnam Pro", files[n], { weight: descriptor(rule, "font-weight"), unicodeRange: descriptor(rule, "unicode-range") }).load();
}

function places() {
  const shown = [...document.querySelectorAll("main *, .nav, .foot")].map((it) => it.getBoundingClientRect());
  return shown.map(({ top, bottom, height }) => (bottom > 0 && top < innerHeight && height ? top : null));
}

// Estimate the shift as the browser does: the share of the window that moves, times the distance.
function shift(before, after) {
  const moves = before.map((top, n) => (top === null ? 0 : Math.abs((after[n] ?? innerHeight) - top)));
  const first = before.find((_, n) => moves[n] > 2) ?? innerHeight;
  return ((innerHeight - Math.max(first, 0)) / innerHeight) * (Math.max(0, ...moves) / Math.max(innerWidth, innerHeight));
}

const faces = tooLate() ? [] : await Promise.all(rules.map(face));
if (!tooLate()) {
  const before = painted() && places();
  for (const it of faces) document.fonts.add(it);
  if (before && shift(before, places()) > SHIFT) for (const it of faces) document.fonts.delete(it);
}
