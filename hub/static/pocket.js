// For a reader who keeps the pocket edition: say when a page is the kept one, and bring what is kept up to date.
import { keptJson, refresh, state } from "./pocket-keep.js";

const OFTEN = 5 * 60_000; // milliseconds between two comparisons with the site
const DAY = 24 * 3_600_000;
const SOON = DAY; // on a day on which something changes by the hour, a copy is old after this
const OLD = 7 * DAY;

// In Hanoi's time, as everywhere on the site; browsers know that zone under two names, and this offset under one.
export function inHanoi(moment, lang) {
  const said = (options) => new Intl.DateTimeFormat(lang === "vi" ? "vi-VN" : "en-GB", { timeZone: "Etc/GMT-7", ...options }).format(moment);
  const time = said({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const day = said(lang === "vi" ? { day: "2-digit", month: "2-digit", year: "numeric" } : { day: "numeric", month: "long", year: "numeric" });
  return lang === "vi" ? `${time} (GMT+7) ngày ${day}` : `${time} (GMT+7) on ${day}`;
}

export function isOld(asOf, now, days) {
  const today = new Date(now + 7 * 3_600_000).toISOString().slice(0, 10);
  return now - asOf > (days.includes(today) ? SOON : OLD);
}

// How this page was answered: nothing if it came from the site.
function answered() {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = (event) => resolve(event.data);
    navigator.serviceWorker.controller.postMessage("how", [channel.port2]);
  });
}

function element(name, text, attributes = {}) {
  const made = Object.assign(document.createElement(name), { textContent: text });
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  return made;
}

async function say({ asOf, missing }, now) {
  const { words } = await keptJson(now.list, now);
  const old = isOld(asOf, Date.now(), now.days);
  const bar = element("div", "", { class: `notice notice-${old ? "caution" : "info"}`, role: "status", lang: now.lang, "data-pocket": old ? "old" : "kept" });
  const told = element("p", `${words.kept.replace("{time}", inHanoi(asOf, now.lang))} ${old ? words.old : ""}`);
  const more = element("p", "");
  more.append(element("a", words.more, { href: now.page }));
  bar.append(told, ...(location.pathname === now.page ? [] : [more]));
  if (!missing) document.querySelector("main").prepend(bar);
  for (const each of document.querySelectorAll("[data-when=missing]")) each.hidden = !missing;
}

const now = await state();
const how = now && (await answered());
if (how) {
  await say(how, now);
  if (location.pathname === now.find) (await import("./pocket-search.js")).show(now);
} else if (now && Date.now() - now.asOf > OFTEN) {
  await refresh().catch(() => {}); // the next page tries again
}
