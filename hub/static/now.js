// Keep the page of now and next fresh: ask again when something begins or ends, when the reader comes back, and each minute.
// Moments are the server's, and durations this device's: its clock may be wrong.
const MINUTE = 60_000;
const LATE = 2000; // milliseconds that the server may take to turn
const SELECTOR = "[data-behaviour~=now]";
const part = document.querySelector(SELECTOR);
const stale = document.querySelector("[data-stale]");
const words = stale.querySelector("[data-words]");
const status = document.querySelector("main [role=status]");
const begun = Date.now();
let seen = begun; // when the server last answered
let asking = false;
let timer;

function fetched() {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // it reads a document without a policy for HTML in scripts, and runs nothing of it
    request.open("GET", location.pathname);
    request.responseType = "document";
    request.timeout = MINUTE / 2;
    request.onload = () => {
      const fresh = request.status === 200 && request.response?.querySelector(SELECTOR);
      fresh ? resolve(fresh) : reject(new Error(`${request.status}`));
    };
    request.onerror = request.ontimeout = reject;
    request.send();
  });
}

function renew(fresh) {
  if (fresh.dataset.version === part.dataset.version) return;
  const focus = part.contains(document.activeElement) && document.activeElement;
  part.replaceChildren(...document.importNode(fresh, true).childNodes);
  for (const name of ["now", "next", "version"]) {
    if (name in fresh.dataset) part.dataset[name] = fresh.dataset[name];
    else delete part.dataset[name];
  }
  const same = focus && [...part.querySelectorAll("a")].find((link) => link.href === focus.href);
  if (focus) (same ?? part).focus({ preventScroll: true });
  document.dispatchEvent(new Event("renewed"));
  status.textContent = fresh.dataset.said;
}

function told() {
  words.textContent = words.dataset.words.replace("{minutes}", Math.max(1, Math.round((Date.now() - seen) / MINUTE)));
  if (stale.hidden) status.textContent = words.textContent;
  stale.hidden = false;
}

async function ask() {
  if (asking || document.hidden) return;
  asking = true;
  clearTimeout(timer);
  try {
    renew(await fetched());
    seen = Date.now();
    stale.hidden = true;
  } catch {
    told();
  }
  asking = false;
  wait();
}

function wait() {
  const { now, next } = part.dataset;
  if (!next && stale.hidden) return; // nothing turns any more
  const due = Date.parse(next) - Date.parse(now) - (Date.now() - begun) + LATE;
  timer = setTimeout(ask, due > 0 ? Math.min(due, MINUTE) : MINUTE);
}

document.addEventListener("visibilitychange", ask);
addEventListener("online", ask);
wait();
