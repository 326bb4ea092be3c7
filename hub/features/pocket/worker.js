// The worker of the pocket edition. It is registered, and anything is kept, only after a reader has asked for it on
// /L/offline/ (static/pocket-keep.js). The network comes first; nothing is ever added to what is kept from here.
const OFF = false; // the kill switch (HUB_POCKET): true removes this worker and all that is kept from every browser
const PATIENCE = 3000; // milliseconds that a page may take before the kept one is shown instead
const NAME = "pocket";
const STATE = "/-/pocket"; // which cache is whole, and the moment at which it was compared with the site
const UNTOUCHED = /^\/(vi|en)\/(contribute|account)\/|\/open\/$/;
const AWAY = "/leave?now";
const BLANK = "<!doctype html><html lang=\"vi\"><meta name=\"viewport\" content=\"width=device-width\"><title>HN 22.10</title>";
const answered = new Map(); // by the client that got it: how a page was answered from what is kept
let leaving = false;

const after = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const quietly = (promise) => promise.catch(() => undefined);

async function kept() {
  const found = await caches.match(STATE, { cacheName: NAME });
  return found && (await found.json());
}

async function keptAnswer(state, path) {
  return state && (await caches.match(path, { cacheName: state.cache, ignoreSearch: true, ignoreVary: true }));
}

async function forget() {
  for (const name of await caches.keys()) if (name.startsWith(NAME)) await caches.delete(name);
}

// Once: a reader may come back and keep it anew.
async function unregister() {
  if (leaving) await registration.unregister();
  leaving = false;
}

async function page(event, path) {
  const network = fetch(event.request);
  quietly(network); // its failure is looked at below, or does not matter any more
  const state = await kept();
  const mine = await keptAnswer(state, path === "/" ? state?.home : path);
  const answer = await (mine ? Promise.race([quietly(network), after(PATIENCE)]) : quietly(network));
  if (answer && (answer.status < 500 || !mine)) return answer;
  const shown = mine ?? (await keptAnswer(state, state?.page));
  if (!shown) return network;
  answered.set(event.resultingClientId, { asOf: state.asOf, missing: !mine });
  return shown;
}

async function file(event) {
  return (await keptAnswer(await kept(), new URL(event.request.url).pathname)) ?? fetch(event.request);
}

// Leaving takes everything along. Where there is no network, a blank page stands in for the other site; where there is,
// the browser has to ask for the way out itself: asked by a worker, the site would not have the browser cleared.
async function leave(event) {
  const answer = await Promise.race([quietly(fetch(AWAY, { method: "HEAD", redirect: "manual", cache: "no-store" })), after(PATIENCE)]);
  if (leaving) event.waitUntil(after(0).then(unregister));
  if (answer) return Response.redirect(AWAY, 303);
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "default-src 'none'", "Cache-Control": "no-store" };
  return new Response(BLANK, { headers });
}

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  event.waitUntil(OFF ? forget().then(() => registration.unregister()) : clients.claim());
});

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname, search } = new URL(url);
  if (OFF || method !== "GET" || origin !== location.origin) return;
  if (mode !== "navigate") {
    if (pathname.startsWith("/static/")) event.respondWith(file(event));
  } else if (pathname === "/leave") {
    if (!search) event.respondWith(leave(event));
  } else if (!UNTOUCHED.test(`${pathname}/`.replace("//", "/")) && !pathname.split("/").pop().includes(".")) {
    event.respondWith(page(event, pathname.replace(/\/?$/, "/")));
  }
});

addEventListener("message", (event) => {
  if (event.data === "leave") {
    leaving = true;
    event.waitUntil(forget().then(() => after(2 * PATIENCE)).then(unregister));
  } else {
    event.ports[0].postMessage(answered.get(event.source.id) ?? null);
    answered.delete(event.source.id);
  }
});
