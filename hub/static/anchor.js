// Keep the current section when switching languages: both languages use the same section ids.
const links = document.querySelectorAll("a[data-keep-anchor]");
function keep() {
  for (const link of links) link.hash = location.hash;
}
addEventListener("hashchange", keep);
keep();
