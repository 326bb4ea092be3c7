// Open folded details before printing, and fold them again afterwards.
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  for (const fold of opened) fold.open = true;
});
addEventListener("afterprint", () => {
  for (const fold of opened) fold.open = false;
  opened = [];
});
// Open what an anchor leads into, in browsers that do not do so themselves.
const shown = () => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("details:not([open])");
function unfold() {
  const fold = shown();
  if (!fold) return;
  fold.open = true;
  fold.scrollIntoView();
}
addEventListener("hashchange", unfold);
unfold();
