// The pocket edition in the browser: filled when the reader asks for it, compared with the site later, removed whole.
const NAME = "pocket";
const STATE = "/-/pocket"; // in the cache `pocket`: which cache is whole, in which language, and when it was compared
const WORKER = "/sw.js";
const AT_ONCE = 4; // files
const TRIES = 5; // an edit may come in between: its pages are there at once, the list of files a little later
const PAUSE = 2000; // milliseconds between two of them
const DROPPED = ["content-encoding", "content-length", "vary"]; // true of what was sent, not of what is kept

const policy = globalThis.trustedTypes?.createPolicy("hub", {
  createScriptURL: (address) => {
    if (address === WORKER) return address;
    throw new TypeError(address);
  },
});

export const possible = () => "caches" in globalThis && "serviceWorker" in navigator && Boolean(globalThis.crypto?.subtle);

// Ask a cache by name: opening it would make it.
const found = (address, cacheName) => caches.match(address, { cacheName, ignoreVary: true });
const names = async () => (await caches.keys()).filter((name) => name.startsWith(NAME));

export async function state() {
  return possible() ? (await found(STATE, NAME))?.json() : undefined;
}

export const leftovers = async () => possible() && (await names()).length > 0;

export async function keptJson(address, { cache }) {
  return (await found(address, cache))?.json();
}

async function digest(bytes) {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).slice(0, 8);
  return [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function got(address) {
  const answer = await fetch(address, { cache: "no-cache", credentials: "omit" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const bytes = await answer.arrayBuffer();
  const headers = [...answer.headers].filter(([name]) => !DROPPED.includes(name));
  return { bytes, digest: await digest(bytes), answer: new Response(bytes, { headers }) };
}

export async function offered(lang) {
  const list = await got(`/${lang}/offline.json`);
  return { ...JSON.parse(new TextDecoder().decode(list.bytes)), cache: `${NAME}-${list.digest}`, list };
}

// Fill a cache; false if the site has changed meanwhile. What an older cache has under the same digest is not fetched.
async function fill(offer, before, told, isWanted) {
  const cache = await caches.open(offer.cache);
  const older = new Map((before?.files ?? []).map((file) => [file.digest, file.url]));
  const queue = [...offer.files];
  let done = 0;
  let same = true;
  const work = async () => {
    for (let file = queue.shift(); file && same; file = queue.shift()) {
      if (!(await isWanted())) throw new Error("removed meanwhile");
      let answer = await cache.match(file.url, { ignoreVary: true });
      if (!answer) {
        answer = older.has(file.digest) ? await found(older.get(file.digest), before.cache) : undefined;
        if (!answer) {
          const sent = await got(file.url);
          same &&= sent.digest === file.digest;
          answer = sent.answer;
        }
        if (same) await cache.put(file.url, answer);
      }
      told((done += file.bytes), offer.bytes);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return same;
}

async function brought(lang, told, isWanted) {
  const had = await state();
  const before = had && { ...(await keptJson(had.list, had)), cache: had.cache };
  for (let tries = 0; tries < TRIES; tries += 1) {
    const offer = await offered(lang);
    if (!offer.files.length) return remove();
    if (offer.cache === had?.cache || (await fill(offer, before, told, isWanted))) {
      const list = `/${lang}/offline.json`;
      const { cache, home, page, find, index, days } = offer;
      if (cache !== had?.cache) await (await caches.open(cache)).put(list, offer.list.answer);
      const now = { cache, list, lang, home, page, find, index, days, asOf: Date.now() };
      if (!(await isWanted())) throw new Error("removed meanwhile");
      await (await caches.open(NAME)).put(STATE, new Response(JSON.stringify(now)));
      for (const name of await names()) if (name !== NAME && name !== cache) await caches.delete(name);
      return now;
    }
    await caches.delete(offer.cache);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  throw new Error("the site keeps changing");
}

// One tab at a time; `busy` is given where another one is at it.
const alone = (work, options = {}) => (navigator.locks ? navigator.locks.request(NAME, options, work) : work({}));

export async function keep(lang, told) {
  const now = await alone(() => brought(lang, told, async () => true));
  if (!now) return undefined;
  await navigator.serviceWorker.register(policy ? policy.createScriptURL(WORKER) : WORKER);
  await navigator.serviceWorker.ready;
  return now;
}

// Bring what is kept up to date, if the reader has kept anything and still wants it.
export function refresh() {
  const work = async (lock) => {
    const had = lock && (await state());
    const isWanted = async () => (await state()) !== undefined;
    if (!had) return undefined;
    try {
      return await brought(had.lang, () => {}, isWanted);
    } finally {
      if (!(await isWanted())) await forget();
    }
  };
  return alone(work, { ifAvailable: true });
}

async function forget() {
  for (const name of await names()) await caches.delete(name);
}

export async function remove() {
  await forget();
  for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister();
}
