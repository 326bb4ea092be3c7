// Whatever can wait comes after the page has been drawn; each behaviour is a module of its own.
// A reader who has been here before has it all in the cache: then nothing needs to wait.
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
