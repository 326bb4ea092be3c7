// Tell readers who have starred sessions what has changed of these since they last looked. Without stars nothing is kept.
const STARS = "stars"; // in localStorage, written by stars.js: the slugs of the sessions
const LOOKED = "looked"; // in localStorage: the moment of the newest change that a page has told

function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // storage is switched off
  }
}

function starred() {
  try {
    const found = JSON.parse(kept(STARS));
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

// Moments are the server's, as it wrote them: the reader's clock may be wrong, and a page kept offline is older.
const moment = (text) => Date.parse(text ?? "") || 0;

function tell(box, stars) {
  const looked = moment(kept(LOOKED));
  const source = box.querySelector("template")?.content ?? document;
  const news = [...source.querySelectorAll("[data-at][data-session]")].filter(
    (each) => moment(each.dataset.at) > looked && each.dataset.session.split(" ").some((slug) => stars.includes(slug)),
  );
  const says = !news.length ? "nothing" : looked ? "since" : "first";
  for (const line of box.querySelectorAll("[data-says]")) line.hidden = line.dataset.says !== says;
  box.querySelector("ul").replaceChildren(...news.map((each) => each.cloneNode(true)));
  box.hidden = !news.length && !looked;
  if (moment(box.dataset.latest) > looked) localStorage.setItem(LOOKED, box.dataset.latest);
}

function look() {
  const box = document.querySelector('[data-behaviour~="since"]');
  const stars = starred();
  if (stars.length) tell(box, stars);
  else if (kept(LOOKED) !== null) localStorage.removeItem(LOOKED);
}

// A page opened in the background has not been looked at.
if (document.visibilityState === "visible") look();
else document.addEventListener("visibilitychange", look, { once: true });
