// Load the behaviours, each a module of its own, after the first paint.
// On a later visit everything is in the cache, and nothing needs to wait.
const cached = performance.getEntriesByType("resource").some((file) => file.name.endsWith("/site.css") && file.transferSize === 0);
const drawn = new Promise((resolve) => {
  if (PerformanceObserver.supportedEntryTypes?.includes("paint")) {
    new PerformanceObserver(resolve).observe({ type: "paint", buffered: true });
  } else {
    addEventListener("load", resolve);
  }
});
if (!cached) await drawn;
// A page names further behaviours where it needs them: data-behaviour="now stars".
const named = [...document.querySelectorAll("[data-behaviour]")].flatMap((it) => it.dataset.behaviour.split(" "));
if (navigator.serviceWorker?.controller) named.push("pocket"); // only a reader who keeps the pocket edition has one
for (const behaviour of new Set(["type", "anchor", "unfold", ...named])) import(`./${behaviour}.js`);
