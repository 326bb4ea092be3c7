// Beside each moment in Hanoi's time write the reader's own, if its offset differs on that day. Offsets are compared, not the
// names of zones, of which browsers have several for one.
const note = document.querySelector("[data-behaviour~=zone]");
const two = (number) => String(number).padStart(2, "0");
function write() {
  for (const written of document.querySelectorAll("main time[datetime*=T]:not([data-own])")) {
    const text = written.getAttribute("datetime");
    const offset = text.match(/([+-])(\d\d):(\d\d)$/);
    const own = new Date(text);
    written.dataset.own = "";
    if (!offset || `${offset[1]}1` * (offset[2] * 60 + +offset[3]) === -own.getTimezoneOffset()) continue;
    const days = Date.UTC(own.getFullYear(), own.getMonth(), own.getDate()) - Date.parse(text.slice(0, 10));
    const words = note.dataset[days < 0 ? "before" : days > 0 ? "after" : "same"];
    const beside = document.createElement("span");
    beside.className = "quiet small";
    beside.textContent = ` (${words.replace("{time}", `${two(own.getHours())}:${two(own.getMinutes())}`)})`;
    written.parentElement.append(beside);
    note.hidden = false;
  }
}
document.addEventListener("renewed", write); // another behaviour has replaced a part of the page
write();
