// A draft in its form: saved as one writes, to the address to which the form is sent. Nothing that is typed is lost:
// it stays in the page until the server has it, and, once the writer has pressed Save, in this tab (sessionStorage).
const PAUSE = 2_000; // milliseconds without a key before what is typed is sent
const LONGEST = 15_000; // of writing without a pause
const LOOK = 30_000; // how often the page says that it is open
const RETRIES = [2_000, 5_000, 10_000, 30_000, 60_000];
const UNTOLD = new Set(["csrf_token", "go", "add", "drop", "up", "down", "narrow"]);

const form = document.querySelector("form[data-behaviour~=draft]");
const said = form.querySelector("[data-said]");
const others = form.querySelector("[data-others]");
const key = `draft ${location.pathname.slice(3)}`;
let sent = asServed(); // what the server has
let pressed = sessionStorage.getItem("drafts") === "kept"; // the writer has pressed Save in this tab
let stopped = false; // somebody else has changed the same place: only the writer can go on
let saving = null;
let leaving = false; // by a button of the form
let failed = 0;
let waiting = 0;
let since = 0;
let lastTime = "";

// Say words of the page, which the server wrote in the reader's language.
function words(name, values = {}) {
  const found = form.querySelector(`template[data-words=${name}]`);
  let told = found ? found.content.textContent : "";
  for (const [place, value] of Object.entries(values)) told = told.replace(`{${place}}`, value);
  return told;
}

function say(name, values) {
  const told = words(name, values);
  if (said.textContent !== told) said.textContent = told;
}

function pairs(of = form) {
  return [...new FormData(of)].filter(([name, value]) => !UNTOLD.has(name) && typeof value === "string");
}

function text(of = form) {
  return JSON.stringify(pairs(of).filter(([name]) => name !== "number"));
}

// The form as it came: somebody may have typed before this module was there.
function asServed() {
  const served = form.cloneNode(true);
  served.reset();
  return text(served);
}

const isChanged = () => text() !== sent;

function tellOthers(names) {
  const told = names.length ? words("others", { names: names.join(", ") }) : "";
  if (others.textContent !== told) others.textContent = told;
}

function keepHere() {
  if (pressed) sessionStorage.setItem(key, JSON.stringify({ number: form.elements.number.value, pairs: pairs() }));
}

function later(after) {
  clearTimeout(waiting);
  waiting = setTimeout(save, after);
}

// Send what the form says. Tell whether the server has it.
async function save() {
  clearTimeout(waiting);
  if (saving) return saving;
  if (stopped) return false;
  if (!isChanged()) return true;
  saving = send();
  const done = await saving;
  saving = null;
  since = 0;
  if (done && isChanged()) later(PAUSE);
  return done;
}

async function send() {
  const sending = text();
  const body = new URLSearchParams(new FormData(form));
  say("saving");
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "error" });
    if (answer.status >= 500) throw new Error(answer.status);
  } catch {
    keepHere();
    say(pressed ? "kept" : "lost");
    later(RETRIES[Math.min(failed++, RETRIES.length - 1)]);
    return false;
  }
  failed = 0;
  if (!answer.ok) {
    stopped = true; // the form itself, sent by its button, shows why
    keepHere();
    say(answer.status === 409 ? "conflict" : "refused");
    return false;
  }
  const told = await answer.json();
  if (told.form) takeIn(told.form, sending);
  form.elements.number.value = told.number;
  lastTime = told.time;
  sent = told.form ? text() : sending;
  if (text() === sent) sessionStorage.removeItem(key);
  say(told.form ? "merged" : "saved", { time: told.time });
  tellOthers(told.others);
  return true;
}

// What somebody else has written comes into the form, where the writer has typed nothing since.
function takeIn(theirs, sending) {
  const mine = new Map();
  for (const [name, value] of JSON.parse(sending)) mine.set(name, [...(mine.get(name) ?? []), value]);
  const now = new Map();
  for (const [name, value] of theirs) now.set(name, [...(now.get(name) ?? []), value]);
  const isNew = [...now.keys()].some((name) => !form.elements[name]);
  for (const control of form.elements) {
    if (!control.name || UNTOLD.has(control.name) || control.type === "hidden") continue;
    const values = now.get(control.name) ?? [];
    const were = mine.get(control.name) ?? [];
    if (control.type === "checkbox") {
      if (control.checked === were.includes(control.value)) control.checked = values.includes(control.value);
    } else if (control.value === (were[0] ?? "") && values.length) control.value = values[0];
  }
  if (isNew) location.reload(); // it has rows or sections that this form has not
}

// What could not be sent before the page was loaded again.
function bringBack() {
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  if (!kept) return;
  const values = new Map();
  for (const [name, value] of kept.pairs) values.set(name, [...(values.get(name) ?? []), value]);
  for (const control of form.elements) {
    if (!control.name || UNTOLD.has(control.name) || control.type === "hidden") continue;
    const found = values.get(control.name);
    if (control.type === "checkbox") control.checked = Boolean(found?.includes(control.value));
    else if (found) control.value = found[0];
  }
  for (const [name, value] of kept.pairs) {
    if (form.elements[name] || !value) continue; // of a row that this page has not: it is sent with the rest
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  form.elements.number.value = kept.number; // on which it was written: what others did since is compared with that
  if (isChanged()) say("back");
  else sessionStorage.removeItem(key);
}

form.addEventListener("input", (event) => {
  if (event.target.name === "narrow" || stopped) return;
  if (!isChanged()) return;
  say(failed ? (pressed ? "kept" : "lost") : "unsaved");
  if (failed) keepHere();
  since ||= Date.now();
  if (!saving && !failed) later(Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
});

// A button leads on, or adds a row, once the server has everything. Without a connection the page stays.
form.addEventListener("submit", (event) => {
  pressed = true;
  sessionStorage.setItem("drafts", "kept");
  leaving = stopped;
  if (stopped) return; // the server answers with both versions, or with the reason
  event.preventDefault();
  onward(event.submitter);
});

async function onward(button) {
  if (saving) await saving;
  failed = 0;
  const done = await save();
  if (!done && !stopped) return keepHere();
  if (done && !button?.value) return lastTime && say("saved", { time: lastTime });
  if (done) sessionStorage.removeItem(key);
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: button?.name || "go", value: button?.value ?? "" });
  form.append(field);
  leaving = true;
  form.submit();
}

addEventListener("beforeunload", (event) => {
  if (leaving || !isChanged()) return;
  keepHere();
  event.preventDefault();
});
addEventListener("online", () => isChanged() && later(0));
// Who signs out takes along what is kept in the tab.
for (const out of document.querySelectorAll(".desk-nav form")) out.addEventListener("submit", () => sessionStorage.clear());

async function look() {
  if (document.hidden) return;
  try {
    const answer = await fetch(form.dataset.state, { headers: { Accept: "application/json" }, redirect: "error" });
    if (answer.ok) tellOthers((await answer.json()).others);
  } catch {} // the next one tells
}
setInterval(look, LOOK);
bringBack();
if (isChanged()) later(PAUSE);
form.dataset.ready = "";
