// Load what a page shows later, after its first paint: the sheet of paper, and the behaviours, each a module of its own.
const files = new URL(document.querySelector("script[data-files]").dataset.files, document.baseURI);
const sheets = performance.getEntriesByType("resource").filter((file) => file.name.endsWith(".css"));
const drawn = new Promise((resolve) => {
  if (PerformanceObserver.supportedEntryTypes?.includes("paint")) {
    new PerformanceObserver(resolve).observe({ type: "paint", buffered: true });
  } else {
    addEventListener("load", resolve);
  }
});
// On a later visit everything is in the cache, and nothing needs to wait.
if (!sheets.some((file) => file.transferSize === 0)) {
  await drawn;
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame); // the first paint may hold the top of the page alone
}
document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", media: "print", href: new URL("print.css", files) }));
// A page names further behaviours where it needs them: data-behaviour="now stars".
const named = [...document.querySelectorAll("[data-behaviour]")].flatMap((it) => it.dataset.behaviour.split(" "));
if (navigator.serviceWorker?.controller) named.push("pocket"); // only a reader who keeps the pocket edition has one
for (const behaviour of new Set(["type", "anchor", "unfold", ...named])) import(new URL(behaviour + ".js", files));
