// The search page. Cards whose names match come first, in the order of ranking.js; below them is what
// Pagefind finds in all words or, where the site has no index of its words, in the list of cards.
// Everything found is put on the page as text, never as HTML.
const form = document.querySelector(".finder");
const asking = form.elements.q;
const narrowing = form.querySelector(".narrowing");
const status = document.querySelector(".status");
const list = document.querySelector(".found");
const more = document.querySelector(".more");
const everything = document.querySelector(".everything");
const kinds = ["claim", "actor", "source", "topic", "event", "page", "person"];
const names = ["q", "kind", "rating", "topic"];
const atOnce = 20;
const isFile = location.protocol === "file:";
let engine;
let turn = 0;

const passes = (entry, { kind, rating, topic }) => (
  (!kind || kinds[entry.kind] === kind)
  && (!rating || entry.rating?.[0] === rating)
  && (!topic || entry.topics.includes(topic)));

// Finds entries by names and by the words beside them; without a query all that pass, as they come.
function finder(entries) {
  const find = globalThis.factpressRanking.ranked(entries);
  return (query, filters) => {
    const found = query ? find(query) : { entries };
    return { ...found, entries: found.entries.filter((entry) => passes(entry, filters)) };
  };
}

// The list comes as a script: a page opened as a file may load nothing else.
async function listFinder() {
  const { load, added } = globalThis.factpressSearch;
  await Promise.all([load(), added([{ src: form.dataset.list, integrity: form.dataset.integrity }])]);
  const { ratings, topics, days, cards } = globalThis.factpressList;
  return finder(cards.map(([kind, title, url, about, beside, rating, on = [], day]) => ({
    kind,
    title,
    url,
    about,
    names: kind && beside ? beside.split("\n") : [],
    more: kind ? about : `${about} ${beside}`,
    isName: kind === 1 || kind === 3,
    rating: ratings[rating] && [ratings[rating]],
    topics: on.map((topic) => topics[topic]),
    asOf: days[day],
  })));
}

async function listed() {
  const find = await listFinder();
  for (const note of document.querySelectorAll("[data-only-list]")) note.hidden = false;
  return async (query, filters) => {
    const { entries } = find(query, filters);
    return { number: entries.length, first: async (count) => entries.slice(0, count) };
  };
}

// Results are a list that grows: `number` is how many there are, `first` gives the first of them. Here
// they are what the names give, then the pages that Pagefind found, each once. A page's fragment has the words
// around what was found; pages known by name get theirs from there.
function joined(known, results, { isExact, kindOf }) {
  const entries = known.map((entry) => ({ ...entry }));
  const byUrl = new Map(entries.map((entry) => [entry.url, entry]));
  let read = 0;
  async function readOn() {
    const some = await Promise.all(results.slice(read, read + atOnce).map((each) => each.data()));
    read += atOnce;
    for (const { raw_url: raw, url: plain, meta, excerpt } of some) {
      const url = raw ?? plain;
      const rating = meta.rating && [meta.rating];
      const entry = byUrl.get(url) ?? { kind: kindOf(url), title: meta.title, url, rating, excerpt };
      entry.asOf = meta.as_of;
      entry.about = meta.about;
      entry.excerpt ??= meta.about ? undefined : excerpt;
      entry.isRead = true;
      if (byUrl.has(url)) continue;
      if (isExact(entry.title)) entries.unshift(entry);
      else entries.push(entry);
    }
  }
  return {
    get number() { return read < results.length ? Math.max(entries.length, results.length) : entries.length; },
    async first(count) {
      const isShort = () => entries.length < count || entries.slice(0, count).some((each) => !each.isRead);
      while (read < results.length && (!read || isShort()) && read < 3 * count) await readOn();
      return entries.slice(0, count);
    },
  };
}

const same = (one, other) => {
  const { wordsOf } = globalThis.factpressRanking;
  return wordsOf(one).join(" ") === wordsOf(other).join(" ");
};

// Whether a page has a word as it was typed: Pagefind also gives pages with the beginning of a word.
async function isThere(query, [result]) {
  const marked = result ? (await result.data()).excerpt.match(/<mark>.*?<\/mark>/gsu) ?? [] : [];
  return marked.some((each) => same(each.replace(/<[^>]*>/gu, ""), query));
}

async function indexed() {
  const { load, titles: fetched } = globalThis.factpressSearch;
  const [pagefind, titles] = await Promise.all([import(new URL(form.dataset.engine, location.href)), fetched(), load()]);
  await pagefind.options({
    baseUrl: "/", excerptLength: 24, ranking: { metaWeights: { title: 10 }, pageLength: 0.3, termSaturation: 1 },
  });
  await pagefind.init();
  const named = finder(globalThis.factpressRanking.cardsOf(titles));
  const kindOf = (url) => titles.kinds.findIndex(([each]) => url.startsWith(each.split("*")[0]));
  let rest;
  return async (query, filters) => {
    const { kind, rating, topic } = filters;
    const chosen = [kind, rating && `rating ${rating}`, topic && `topic ${topic}`].filter(Boolean);
    const options = { filters: Object.fromEntries(chosen.map((each) => [each, "yes"])) };
    const { results } = await pagefind.search(query || null, options);
    const known = { isExact: (title) => query && same(title, query), kindOf };
    let found = named(query, filters);
    if (!query || (found.entries.length && found.meant === null)) return joined(found.entries, results, known);
    if (await isThere(query, results)) return joined([], results, known);
    // A large site has titles that only the list has.
    if (!found.entries.length && !titles.isWhole) found = (rest ??= await listFinder())(query, filters);
    const meant = found.meant ?? query;
    return joined(found.entries, (await pagefind.search(meant, options)).results, known);
  };
}

async function start() {
  if (!form.dataset.engine || isFile) return listed();
  return indexed().catch(listed);
}

function ready() {
  engine ??= start();
  return engine;
}

// A name without the slash it begins with is below the root; a folder of files must name its page.
function addressOf(url) {
  const found = new URL(url.replace(/^\/*/u, "./"), new URL(asking.dataset.root, location.href));
  if (isFile && found.pathname.endsWith("/")) found.pathname += "index.html";
  return found.href;
}

function line(className, ...children) {
  const made = document.createElement("p");
  made.className = className;
  made.append(...children);
  // A text may begin with a name of another script: here letters from the right decide.
  const isRtl = document.dir === "rtl" && /[\u0590-\u08ff]/u.test(made.textContent);
  made.dir = isRtl ? "rtl" : "auto";
  return made;
}

// An excerpt is text with some words in <mark>; whatever else might be in it is left out.
function excerptOf(html) {
  return [...new DOMParser().parseFromString(html, "text/html").body.childNodes].map((node) => {
    if (node.nodeName !== "MARK") return node.textContent;
    const mark = document.createElement("mark");
    mark.textContent = node.textContent;
    return mark;
  });
}

function entryItem({ kind, title, url, about, rating, asOf, excerpt }) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = addressOf(url);
  link.textContent = title; // A browser that looks for the direction of a line skips <bdi>.
  const badge = [...document.querySelectorAll("template[data-rating]")].find((each) => each.dataset.rating === rating?.[0]);
  const facts = line("facts-of", form.elements.kind.querySelector(`[value=${kinds[kind]}]`).text);
  if (badge) facts.append(" ", badge.content.cloneNode(true), " ", asOf ?? "");
  item.append(line("claim", link), facts);
  if (excerpt) item.append(line("about", ...excerptOf(excerpt)));
  else if (about) item.append(line("about", about));
  return item;
}

const given = () => Object.fromEntries(names.map((name) => [name, form.elements[name]?.value.trim() ?? ""]));
const counted = (number) => (
  number ? status.dataset[number === 1 ? "single" : "found"].replace("{number}", number.toLocaleString(document.documentElement.lang)) : status.dataset.none);

async function show(results, mine, from) {
  const entries = await results.first(from + atOnce);
  if (mine !== turn) return;
  if (!from) list.replaceChildren();
  const items = entries.slice(from).map(entryItem);
  list.append(...items);
  list.hidden = !entries.length;
  more.hidden = entries.length >= results.number;
  more.onclick = () => show(results, mine, entries.length);
  status.textContent = counted(results.number);
  if (from) items[0]?.querySelector("a").focus();
}

async function search() {
  const mine = ++turn;
  const { q, ...filters } = given();
  const isAsked = Boolean(q || Object.values(filters).some(Boolean));
  everything.hidden = isAsked;
  if (!isAsked) {
    list.hidden = more.hidden = true;
    status.textContent = "";
    return;
  }
  const waiting = setTimeout(() => { if (mine === turn) status.textContent = status.dataset.searching; }, 400);
  try {
    const results = await (await ready())(q, filters);
    if (mine === turn) await show(results, mine, 0);
  } catch {
    if (mine !== turn) return;
    everything.hidden = false;
    list.hidden = more.hidden = true;
    status.textContent = status.dataset.failed;
  } finally {
    clearTimeout(waiting);
  }
}

// The address has what is asked. A new search is a new entry of the history, each further letter is not.
let isNew = false;
function remember() {
  const parts = new URLSearchParams(Object.entries(given()).filter(([, value]) => value));
  const address = location.pathname + (parts.size ? `?${parts}` : "");
  try {
    if (isNew) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  } catch {}
  isNew = false;
}
function ask() {
  const parts = new URLSearchParams(location.search);
  for (const name of names) if (form.elements[name]) form.elements[name].value = parts.get(name) ?? "";
  isNew = Boolean(parts.size);
  return search();
}

let pause;
const soon = () => {
  clearTimeout(pause);
  pause = setTimeout(() => { remember(); search(); }, 200);
};
narrowing.disabled = narrowing.hidden = false;
asking.addEventListener("focus", () => { ready().catch(() => {}); }, { once: true });
form.addEventListener("input", soon);
form.addEventListener("change", () => { isNew = true; });
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(pause);
  remember();
  isNew = true;
  search();
});
addEventListener("popstate", ask);
if (location.search) ask();

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
