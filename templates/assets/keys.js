// The key "/" leads to the search, unless the reader has turned that off on the search page.
const ways = [...document.querySelectorAll("[data-search]")];
let isOff = false;
try {
  isOff = localStorage.getItem("slash") === "off";
} catch {}
addEventListener("keydown", (event) => {
  if (event.key !== "/" || isOff || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  const way = ways.find((each) => each.getClientRects().length);
  if (!way) return;
  event.preventDefault();
  way.focus();
  if (way.href) way.click();
});
// A folder opened as a file shows its list of files, so its page must be named.
if (location.protocol === "file:") {
  for (const way of ways) {
    if (way.href) way.pathname += "index.html";
    else way.form.action = new URL("index.html", way.form.action);
  }
}
