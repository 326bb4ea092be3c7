// Stars: sessions that the reader saves on this device, a list of slugs in localStorage, from the first press on.
const KEY = "stars";
const LOOKED = "looked"; // what since.js keeps for who has stars
const MOST = 200;
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
let spare = null; // the list of this page alone, where the browser saves nothing
let damaged = false;

export function read() {
  if (spare) return spare;
  damaged = false;
  let text = null;
  try {
    text = localStorage.getItem(KEY);
  } catch {} // storage is switched off: nothing was saved
  if (text === null) return [];
  try {
    const list = JSON.parse(text);
    if (Array.isArray(list)) return [...new Set(list.filter((it) => typeof it === "string" && SLUG.test(it)))].slice(0, MOST);
  } catch {}
  damaged = true;
  return [];
}

// Tell whether the browser saves the list; if it does not, this page goes on with it.
export function write(list) {
  try {
    if (list.length) localStorage.setItem(KEY, JSON.stringify(list));
    else for (const key of [KEY, LOOKED]) localStorage.removeItem(key);
    spare = null;
    return true;
  } catch {
    spare = list;
    return false;
  }
}

export const address = (list) => (list.length ? `?s=${list.join(".")}` : "");

export function show() {
  const list = read();
  for (const star of document.querySelectorAll("button[data-star]")) {
    star.setAttribute("aria-pressed", star.dataset.star.split(" ").some((slug) => list.includes(slug)));
  }
  for (const link of document.querySelectorAll("[data-stars]")) {
    link.setAttribute("href", link.pathname + address(list));
    const count = link.querySelector("[data-count]");
    count.textContent = list.length;
    count.parentElement.hidden = !list.length;
  }
}

// Put words, written by the server, into the page's status line, beside what was pressed.
export function say(name, pressed) {
  const line = document.querySelector("[data-said]");
  const words = document.querySelector(`template[data-say=${name}]`);
  if (!line || !words) return;
  if (pressed) (pressed.closest(".slot") ?? pressed.parentElement).append(line);
  line.replaceChildren();
  // A screen reader announces what comes into an element that it has already seen in its place.
  setTimeout(() => {
    line.replaceChildren(words.content.cloneNode(true));
    show();
  }, 50);
}

function press(star) {
  const slugs = star.dataset.star.split(" ");
  const before = read();
  const again = damaged;
  const rest = before.filter((slug) => !slugs.includes(slug));
  const list = rest.length < before.length ? rest : [...rest, slugs[0]];
  if (list.length > MOST) return say("full", star);
  const saved = write(list);
  show();
  if (!saved) say("off", star);
  else if (!before.length && !again) say("kept", star);
}

for (const link of document.querySelectorAll("a[data-star]")) {
  const star = document.createElement("button");
  const focused = document.activeElement === link;
  star.type = "button";
  star.className = link.className;
  star.dataset.star = link.dataset.star;
  star.append(...link.childNodes);
  star.addEventListener("click", () => press(star));
  link.replaceWith(star);
  if (focused) star.focus();
}
addEventListener("pageshow", show);
addEventListener("storage", show); // another tab has changed the list
show();
if (damaged) say("damaged");
