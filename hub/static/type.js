// Be Vietnam Pro comes after the words. Where it is late it waits in the cache for the next page: text must not move under the eyes.
const LATE = 1500; // milliseconds
const begun = performance.now();
const at = (name) => new URL(name, import.meta.url);
const fonts = ["latin-400", "latin-700", "vietnamese-400", "vietnamese-700"];
const files = ["type.css", ...fonts.map((font) => `fonts/be-vietnam-pro-${font}.woff2`)];
await Promise.all(files.map((file) => fetch(at(file)).then((answer) => answer.arrayBuffer())));
if (performance.now() - begun < LATE) {
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = at("type.css");
  document.head.append(sheet);
}
