// The search: through Pagefind's index where there is one, else through a list of names. Nothing is
// loaded before somebody turns to it. Everything found is put on the page as text, never as HTML.
const form = document.querySelector(".finder");
const field = form.elements.q;
const narrowing = form.querySelector(".narrowing");
const status = document.querySelector(".status");
const findings = document.querySelector(".findings");
const everything = document.querySelector(".everything");
const root = new URL(form.dataset.root, location.href);
const kinds = ["claim", "actor", "source", "topic", "page", "event"];
const atOnce = 10;
const isFile = location.protocol === "file:";
let engine;
let turn = 0;

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const wordsOf = (text) => plain(text).split(/\s+/u).filter(Boolean);

// A name without the slash it begins with is below the root; a folder of files must name its page.
function addressOf(url) {
  const found = new URL(url.replace(/^\/+/, ""), root);
  if (isFile && found.pathname.endsWith("/")) found.pathname += "index.html";
  return found.href;
}

async function indexed() {
  const pagefind = await import(new URL(form.dataset.engine, location.href));
  await pagefind.options({ baseUrl: "/", excerptLength: 24 });
  await pagefind.init();
  return async (query, filters) => {
    const chosen = Object.entries(filters).map(([name, value]) => [`${name} ${value}`, "yes"]);
    const asked = kinds.map((kind) => (
      pagefind.search(query || null, { filters: Object.fromEntries([[kind, "yes"], ...chosen]) })));
    return (await Promise.all(asked)).map(({ results }) => results.map((result) => async () => {
      const { raw_url, url, meta, excerpt } = await result.data();
      return { title: meta.title, url: raw_url ?? url, rating: meta.rating, asOf: meta.as_of, about: meta.about, excerpt };
    }));
  };
}

// The list comes as a script: a page opened as a file may load nothing else.
async function listed() {
  await new Promise((loaded, failed) => {
    const script = document.createElement("script");
    const { list: src, integrity = "" } = form.dataset;
    Object.assign(script, { src, integrity, onload: loaded, onerror: failed });
    document.head.append(script);
  });
  const { ratings, topics, days, cards } = globalThis.factpressList;
  const folded = cards.map(([, title, , about, more]) => [plain(title), plain(`${title} ${about} ${more}`)]);
  for (const note of document.querySelectorAll("[data-only-list]")) note.hidden = false;
  return (query, filters) => {
    const words = wordsOf(query);
    const found = kinds.map(() => []);
    cards.forEach(([kind, title, url, about, , rating, on, day], number) => {
      if (filters.rating && ratings[rating] !== filters.rating) return;
      if (filters.topic && !on?.some((topic) => topics[topic] === filters.topic)) return;
      const [name, all] = folded[number];
      if (!words.every((word) => all.includes(word))) return;
      const rank = words.filter((word) => name.includes(word)).length;
      found[kind].push({ rank, give: () => ({ title, url, about, rating: ratings[rating], asOf: days[day] }) });
    });
    return found.map((each) => each.sort((a, b) => b.rank - a.rank).map(({ give }) => give));
  };
}

async function start() {
  if (!form.dataset.engine || isFile) return listed();
  try {
    return await indexed();
  } catch {
    return listed();
  }
}

function ready() {
  engine ??= start();
  return engine;
}

// An excerpt is text with some words in <mark>; whatever else might be in it is left out.
function excerptOf(html) {
  const line = document.createElement("p");
  for (const node of new DOMParser().parseFromString(html, "text/html").body.childNodes) {
    const piece = node.nodeName === "MARK" ? document.createElement("mark") : line;
    if (piece === line) line.append(node.textContent);
    else { piece.textContent = node.textContent; line.append(piece); }
  }
  return line;
}

function entry({ title, url, about, rating, asOf, excerpt }) {
  const item = document.createElement("li");
  const link = item.appendChild(document.createElement("a"));
  link.href = addressOf(url);
  link.appendChild(document.createElement("bdi")).textContent = title;
  const badge = [...document.querySelectorAll("template[data-rating]")].find((each) => each.dataset.rating === rating);
  if (badge) item.append(" ", badge.content.cloneNode(true), " ", asOf ?? "");
  if (excerpt) item.append(excerptOf(excerpt));
  else if (about) {
    const line = item.appendChild(document.createElement("span"));
    line.className = "aside";
    line.textContent = about;
  }
  return item;
}

async function show(kind, results, mine) {
  const section = findings.querySelector(`[data-kind="${kind}"]`);
  if (!section) return;
  const list = section.querySelector("ul");
  const more = section.querySelector(".more");
  const add = async () => {
    const from = list.children.length;
    const entries = await Promise.all(results.slice(from, from + atOnce).map((give) => give()));
    if (mine !== turn) return;
    list.append(...entries.map(entry));
    more.hidden = list.children.length >= results.length;
    return list.children[from]?.querySelector("a");
  };
  const first = await Promise.all(results.slice(0, atOnce).map((give) => give()));
  if (mine !== turn) return;
  list.replaceChildren(...first.map(entry));
  section.querySelector("h2 span").textContent = results.length;
  section.hidden = !results.length;
  more.hidden = first.length >= results.length;
  more.onclick = async () => (await add())?.focus();
}

async function search() {
  const mine = ++turn;
  const query = field.value.trim();
  const filters = {};
  for (const select of narrowing.querySelectorAll("select")) if (select.value) filters[select.name] = select.value;
  const isAsked = Boolean(query || Object.keys(filters).length);
  everything.hidden = isAsked;
  if (!isAsked) {
    findings.hidden = true;
    status.textContent = "";
    return;
  }
  try {
    const waiting = setTimeout(() => { if (mine === turn) status.textContent = status.dataset.searching; }, 400);
    const found = await (await ready())(query, filters);
    clearTimeout(waiting);
    if (mine !== turn) return;
    await Promise.all(found.map((results, number) => show(kinds[number], results, mine)));
    if (mine !== turn) return;
    const number = found.reduce((sum, results) => sum + results.length, 0);
    findings.hidden = false;
    status.textContent = number ? status.dataset.found.replace("{number}", number) : status.dataset.none;
  } catch {
    if (mine !== turn) return;
    everything.hidden = false;
    status.textContent = status.dataset.failed;
  }
}

function remember() {
  const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  const mark = asked.size ? "?" : "";
  try {
    history.replaceState(null, "", location.pathname + mark + asked);
  } catch {}
}

let pause;
const soon = () => {
  clearTimeout(pause);
  pause = setTimeout(() => { remember(); search(); }, 200);
};
narrowing.disabled = narrowing.hidden = false;
field.addEventListener("focus", ready, { once: true });
form.addEventListener("input", soon);
form.addEventListener("submit", (event) => { event.preventDefault(); remember(); search(); });

const asked = new URLSearchParams(location.search);
for (const name of ["q", "rating", "topic"]) {
  if (form.elements[name] && asked.has(name)) form.elements[name].value = asked.get(name);
}
if ([...asked.values()].some(Boolean)) search();

// A key that does something by itself can be turned off: WCAG 2.1.4.
const shortcut = document.querySelector(".shortcut");
if (shortcut) {
  const box = shortcut.querySelector("input");
  try {
    box.checked = localStorage.getItem("slash") !== "off";
    box.addEventListener("change", () => {
      if (box.checked) localStorage.removeItem("slash");
      else localStorage.setItem("slash", "off");
    });
    shortcut.hidden = false;
  } catch {}
}
