// The page of the pocket edition: say how much it is, keep it, remove it. Nothing is stored before the button is pressed.
import { keep, leftovers, offered, possible, remove, state } from "./pocket-keep.js";
import { inHanoi } from "./pocket.js";

const lang = document.documentElement.lang;
const root = document.querySelector("[data-behaviour~=offline]");
const parts = [...root.querySelectorAll("[data-when]")];
const progress = root.querySelector("progress");
const amount = root.querySelector("[data-amount]");
const sentences = new Map();

const size = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} KB` : `${(bytes / 1e6).toLocaleString(lang, { maximumFractionDigits: 1 })} MB`);

// Sentences come from the server, with places for what only the browser knows.
function fillIn(values) {
  for (const each of root.querySelectorAll("[data-fill]")) {
    if (!sentences.has(each)) sentences.set(each, each.textContent);
    each.textContent = sentences.get(each).replace(/{(\w+)}/g, (place, name) => values[name] ?? place);
  }
}

function show(when) {
  for (const part of parts) if (part.dataset.when !== "missing") part.hidden = !part.dataset.when.split(" ").includes(when);
}

async function look() {
  const now = await state();
  if (now) {
    fillIn({ time: inHanoi(now.asOf, lang) });
    return show(now.lang === lang ? "kept" : "other");
  }
  const offer = await offered(lang);
  if (!offer.files.length) return show("unable");
  fillIn({ size: size(offer.bytes) });
  return show((await leftovers()) ? "broken" : "idle");
}

async function press() {
  root.querySelector("[data-removed]").hidden = true;
  show("busy");
  try {
    await keep(lang, (done, all) => {
      Object.assign(progress, { value: done, max: all });
      amount.textContent = `${size(done)} / ${size(all)}`;
    });
    await look();
  } catch {
    show("broken");
  }
  root.querySelector("[data-when]:not([hidden]) :is(button, h2)")?.focus();
}

async function drop() {
  await remove();
  await look().catch(() => show("unreached"));
  root.querySelector("[data-removed]").hidden = false;
}

for (const button of root.querySelectorAll("[data-keep]")) button.addEventListener("click", press);
for (const button of root.querySelectorAll("[data-drop]")) button.addEventListener("click", drop);
if (possible()) await look().catch(() => show("unreached"));
else show("unable");
