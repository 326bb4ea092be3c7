// An agenda of one's own beside the list saved on this device. Nothing is saved before the reader presses.
import { address, read, say, show, write } from "./stars.js";

const shown = document.querySelector("[data-shown]").dataset.shown.split(".").filter(Boolean);
const form = document.querySelector("[data-choice]");
const clear = document.querySelector("[data-clear]");
let decided = false;

// The saved list by the slugs of today: a box of the form knows the earlier slugs of its session.
const today = new Map();
for (const box of form?.querySelectorAll("[name=s]") ?? []) {
  for (const slug of [box.value, ...(box.dataset.earlier?.split(" ") ?? [])]) today.set(slug, box.value);
}
const saved = () => [...new Set(read().map((slug) => today.get(slug)).filter(Boolean))];
const same = (list) => list.length === shown.length && list.every((slug) => shown.includes(slug));

function compare() {
  const list = saved();
  const differs = !same(list);
  const offers = differs && shown.length && !decided;
  for (const it of document.querySelectorAll("[data-offer]")) {
    it.hidden = !offers || it.dataset.offer !== (list.length ? "other" : "none");
  }
  document.querySelector("[data-resume]").hidden = !list.length || !differs || offers;
  document.querySelector("[data-same]").hidden = !shown.length || differs;
  clear.hidden = !read().length;
  show();
}

function decide(words) {
  decided = true;
  compare();
  if (words) say(words);
}

function on(selector, act) {
  for (const button of document.querySelectorAll(selector)) button.addEventListener("click", act);
}
on("[data-keep]", () => decide(write(shown) ? "kept" : "off"));
on("[data-look]", () => decide());
on("[data-clear]", () => decide(write([]) ? "cleared" : "off"));
on("[data-merge]", () => {
  const both = [...new Set([...saved(), ...shown])];
  if (write(both)) location.replace(address(both));
  else decide("off");
});

// While the page shows the saved list, a change of one is a change of the other.
on("[data-remove]", (event) => {
  if (same(saved())) write(shown.filter((slug) => slug !== event.currentTarget.dataset.remove));
});
form?.addEventListener("submit", () => {
  if (shown.length && same(saved())) write(new FormData(form).getAll("s"));
});

addEventListener("pageshow", compare);
addEventListener("storage", compare);
compare();
