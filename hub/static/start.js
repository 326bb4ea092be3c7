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
for (const behaviour of ["type", "anchor", "unfold"]) import(`./${behaviour}.js`);
