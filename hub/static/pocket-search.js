// The search of the pocket edition: over the texts that are kept, on the site's search page.
import { keptJson } from "./pocket-keep.js";
import { spans } from "./pocket-text.js";

const LONGEST = 300; // characters of a query
const MOST = 30; // results
const EXCERPT = 200; // characters
const RUN_UP = 60; // of them before the first hit
const TITLE = 8; // how much more a word counts in the title than in the text
const BESIDE = 2; // and one beside its neighbour of the query

// Whether a word of a text answers one of the query: with its marks if it was typed with some; the last may be unfinished.
function answers(asked, isLast, form) {
  const [mine, other] = asked.marked ? [asked.exact, form.exact] : [asked.folded, form.folded];
  return mine === other || (isLast && (asked.marked ? form.exact : form.plain).startsWith(asked.marked ? asked.exact : asked.plain));
}

// Where the words of a query stand in a text: the places by word, as numbers of the text's words.
function places(query, forms) {
  return query.map((asked, at) => forms.flatMap((form, place) => (answers(asked, at === query.length - 1, form) ? [place] : [])));
}

function weight(query, row) {
  const [title, text, more] = [row.title, row.text, row.more].map((part) => places(query, spans(part)));
  let sum = 0;
  for (const at of query.keys()) {
    if (!title[at].length && !text[at].length && !more[at].length) return 0;
    sum += (title[at].length ? TITLE : 0) + (more[at].length ? 1 : 0) + Math.log1p(text[at].length);
    for (const found of [title, text]) {
      if (at && found[at].some((place) => found[at - 1].includes(place - 1))) sum += found === title ? BESIDE * TITLE : BESIDE;
    }
  }
  return sum;
}

// Every text with all the words, the best first. Words with marks are looked for without them if nothing has them so.
export function search(texts, typed) {
  const query = spans(typed.slice(0, LONGEST));
  const ranked = (words) => texts.map((row) => [weight(words, row), row]).filter(([sum]) => sum > 0).sort((one, other) => other[0] - one[0]);
  if (!query.length) return [];
  const found = ranked(query);
  const shown = found.length ? found : ranked(query.map((asked) => ({ ...asked, marked: false })));
  return shown.slice(0, MOST).map(([, row]) => row);
}

// A text in pieces, those that answer the query in <mark>.
function marked(text, query, start = 0, end = text.length) {
  const pieces = [];
  let at = start;
  for (const form of spans(text)) {
    const isHit = form.start >= start && form.end <= end && query.some((asked, number) => answers(asked, number === query.length - 1, form));
    if (!isHit) continue;
    const hit = document.createElement("mark");
    hit.textContent = text.slice(form.start, form.end);
    pieces.push(text.slice(at, form.start), hit);
    at = form.end;
  }
  return [...pieces, text.slice(at, end)];
}

function excerpt(text, query) {
  const line = text.normalize("NFC").replace(/\s+/g, " ");
  const first = spans(line).find((form) => query.some((asked, at) => answers(asked, at === query.length - 1, form)))?.start ?? 0;
  const start = first < RUN_UP ? 0 : line.lastIndexOf(" ", first - RUN_UP / 2) + 1;
  const reach = start + EXCERPT;
  const end = reach >= line.length ? line.length : Math.max(line.lastIndexOf(" ", reach), start + 1);
  return [start ? "… " : "", ...marked(line, query, start, end), end < line.length ? " …" : ""];
}

function element(name, children, attributes = {}) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

function result(row, query) {
  const lang = row.lang ? { lang: row.lang } : {};
  return element("li", [
    element("p", [element("span", [row.kind])], { class: "meta" }),
    element("h2", [element("a", marked(row.title, query), { href: row.url })], lang),
    element("p", excerpt(row.text, query), lang),
  ], { class: "result" });
}

// Answer on the search page: what was typed stands in the address, or was moved from there into the history's state.
export async function show(now) {
  const asked = location.search || (typeof history.state === "string" ? history.state : "");
  const typed = (new URLSearchParams(asked).get("q") ?? "").replace(/\s+/g, " ").trim();
  const { words, texts } = await keptJson(now.index, now);
  const form = document.querySelector("main form.search");
  form.after(element("p", [words.note], { class: "hint" }));
  if (!typed) return;
  form.querySelector("input").value = typed;
  const query = spans(typed.slice(0, LONGEST));
  const found = search(texts, typed);
  const said = found.length ? words.found.replace("{count}", found.length) : words.nothing;
  const results = element("ol", found.map((row) => result(row, query)), { class: "results", role: "list" });
  form.parentElement.querySelector("section")?.remove(); // the examples of an empty search
  form.nextElementSibling.after(element("p", [said], { class: "quiet", role: "status" }), ...(found.length ? [results] : []));
}
