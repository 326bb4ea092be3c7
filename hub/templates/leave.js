// The quick exit and discreet reading. Nothing is stored in the browser before the reader asks for it.
const AWAY = "/leave";
const KEPT = "discreet"; // in sessionStorage: every link of this visit replaces the current page in the history
const TIMES = 3;
const WITHIN = 5000; // milliseconds

const sensitive = "sensitive" in document.body.dataset;
const replaced = document.querySelector("[data-replace]")?.dataset.replace.split(" ") ?? [];

function leave() {
  document.body.replaceChildren(); // a blank page first: clearing and the network take longer
  document.title = "HN 22.10";
  location.replace(AWAY);
  try {
    sessionStorage.clear();
    localStorage.clear();
  } catch {} // storage is switched off: then nothing was kept
}

function discreet(wanted) {
  try {
    if (wanted) sessionStorage.setItem(KEPT, "1");
    if (wanted === false) sessionStorage.removeItem(KEPT);
    return sessionStorage.getItem(KEPT) !== null;
  } catch {
    return false;
  }
}

// Help, searches and pages with a content note never appear in the Back list: entering or leaving them replaces the entry.
function takesPlace(url) {
  return url.origin === location.origin && (sensitive || discreet() || replaced.some((path) => url.pathname.startsWith(path)));
}

function replace(url) {
  history.replaceState(null, ""); // a page at the same address would inherit the state
  location.replace(url);
}

// Text that is true only with this script: a browser with scripts but without modules must not show it.
for (const each of document.querySelectorAll("[data-scripted]")) each.hidden = false;

const switches = document.querySelectorAll("[data-switch]");
function show() {
  for (const each of switches) {
    each.setAttribute("role", "button");
    each.setAttribute("aria-pressed", discreet());
  }
}
addEventListener("pageshow", show);
show();

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href],[data-switch]");
  if (!link || event.defaultPrevented) return;
  if (link.matches("[data-switch]")) {
    discreet(!discreet());
    show();
  } else if (link.getAttribute("href") === AWAY) {
    leave(); // whichever modifier key is held
  } else if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || link.target || link.hasAttribute("download") || !takesPlace(link)) {
    return;
  } else {
    replace(link.href);
  }
  event.preventDefault();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  const url = new URL(form.action);
  if (event.defaultPrevented || form.method !== "get" || !takesPlace(url)) return;
  event.preventDefault();
  url.search = new URLSearchParams(new FormData(form, event.submitter));
  replace(url);
});

// Remove the words of a search from the address; a reload finds them in the history state and searches again.
if (sensitive) {
  const asked = location.search;
  const hide = () => asked && history.replaceState(asked, "", location.pathname + location.hash);
  if (asked) {
    addEventListener("hashchange", hide);
    hide();
  } else if (typeof history.state === "string") {
    location.replace(location.pathname + history.state + location.hash);
  }
}

// Three presses of Shift alone also leave; another key, a click or a change of window in between starts the count again.
let alone = false;
let times = [];
const withOthers = (event) => event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.getModifierState("AltGraph");
const otherwise = () => {
  alone = false;
  times = [];
};
addEventListener("keydown", (event) => {
  if (event.key === "Shift") {
    if (!event.repeat) alone = !withOthers(event);
    return;
  }
  otherwise();
  if (event.key === " " && event.target.matches?.("a[data-switch]")) {
    event.preventDefault();
    event.target.click();
  }
}, true);
addEventListener("keyup", (event) => {
  if (event.key !== "Shift" || !alone) return;
  alone = false;
  if (withOthers(event)) return;
  times = [...times, event.timeStamp].slice(-TIMES);
  if (times.length === TIMES && event.timeStamp - times[0] <= WITHIN) leave();
}, true);
addEventListener("pointerdown", otherwise, true);
addEventListener("wheel", otherwise, { capture: true, passive: true }); // with Shift it scrolls sideways
addEventListener("blur", otherwise);
