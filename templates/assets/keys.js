// The key "/" leads to the search, unless the reader has turned that off on the search page. What the
// search needs is loaded when its field gets the focus, never before.
const ways = [...document.querySelectorAll("[data-search]")];
const field = document.querySelector("input[data-suggestions]");
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

// Adds scripts of the site, which run in this order; `integrity` is a digest that the browser checks.
const added = (scripts) => Promise.all(scripts.map(({ src, integrity = "" }) => new Promise((loaded, failed) => {
  const script = document.createElement("script");
  Object.assign(script, { src, integrity, async: false, onload: loaded, onerror: failed });
  document.head.append(script);
})));
if (field) {
  const needed = field.parentElement.querySelector("template").content;
  let loading;
  let asked;
  // The titles of cards; null where there are none to read: pages opened as files may fetch nothing.
  const titles = () => {
    asked ??= location.protocol === "file:" ? Promise.resolve(null)
      : fetch(field.dataset.titles).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
    return asked;
  };
  const load = () => {
    titles();
    // In a template an address is text: it has no page to be relative to.
    loading ??= added([...needed.children].map((each) => ({ src: each.getAttribute("src"), integrity: each.integrity })));
    return loading;
  };
  globalThis.factpressSearch = { added, load, titles };
  const roles = { role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-haspopup": "listbox" };
  for (const [name, value] of Object.entries(roles)) field.setAttribute(name, value);
  field.addEventListener("focus", () => { load().catch(() => {}); }, { once: true });
  const hint = field.parentElement.querySelector(".hint");
  if (hint) {
    hint.hidden = isOff;
    hint.setAttribute("aria-hidden", "true");
  }
}

// A folder opened as a file shows its list of files, so links must name its page.
if (location.protocol === "file:") {
  for (const name of ["href", "action"]) {
    for (const each of document.querySelectorAll(`a[${name}], form[${name}]`)) {
      const [, path, rest] = each.getAttribute(name).match(/^([^?#]*)(.*)$/su);
      const to = new URL(path, location.href);
      if (path && to.protocol === "file:" && to.pathname.endsWith("/")) {
        each.setAttribute(name, `${path.replace(/\/?$/u, "/")}index.html${rest}`);
      }
    }
  }
}
