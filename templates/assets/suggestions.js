// Suggests titles while somebody types in the search, as a combobox:
// https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
(async () => {
  const most = 8;
  const mostOfAKind = 5;
  const field = document.querySelector("input[data-suggestions]");
  const root = new URL(field.dataset.root, location.href);
  const titles = await globalThis.factpressSearch.titles();
  if (!titles) return;
  const { kinds } = titles;
  const { cardsOf, ranked } = globalThis.factpressRanking;
  const find = ranked(cardsOf(titles));
  const box = document.createElement("div");
  let options = [];
  let active = -1;

  const made = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  // The best few; others than of one kind alone, where there are any.
  function chosen(found) {
    const some = [];
    const counts = {};
    for (const entry of found) {
      counts[entry.kind] = (counts[entry.kind] ?? 0) + 1;
      if (counts[entry.kind] <= mostOfAKind) some.push(entry);
    }
    const rest = found.filter((entry) => !some.includes(entry));
    return [...some, ...rest].slice(0, most);
  }

  function badge([id, label, tone]) {
    const mark = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    mark.setAttribute("class", "mark");
    mark.setAttribute("aria-hidden", "true");
    mark.appendChild(document.createElementNS(mark.namespaceURI, "use")).setAttribute("href", `#m-${id}`);
    return made("span", { class: `rating tone-${tone}` }, mark, made("span", {}, label));
  }

  function option({ title, url, rating }) {
    const to = new URL(url.replace(/^\/*/u, "./"), root);
    if (to.protocol === "file:") to.pathname += "index.html";
    const words = made("span", {}, made("bdi", {}, title));
    const attributes = { role: "option", "aria-selected": "false", tabindex: "-1", href: to.href };
    return made("a", attributes, words, ...(rating ? [" ", badge(rating)] : []));
  }

  function show(entries) {
    const groups = new Map();
    for (const entry of entries) groups.set(entry.kind, [...(groups.get(entry.kind) ?? []), entry]);
    box.replaceChildren(...[...groups].map(([kind, some]) => {
      const heading = made("div", { class: "of", "aria-hidden": "true" }, kinds[kind][1]);
      return made("div", { role: "group", "aria-label": kinds[kind][1] }, heading, ...some.map(option));
    }));
    options = [...box.querySelectorAll("[role=option]")];
    options.forEach((each, number) => { each.id = `suggestion-${number}`; });
    choose(-1);
    box.hidden = !options.length;
    field.setAttribute("aria-expanded", String(!box.hidden));
  }

  function choose(number) {
    options[active]?.setAttribute("aria-selected", "false");
    active = number;
    if (!options[active]) return field.removeAttribute("aria-activedescendant");
    options[active].setAttribute("aria-selected", "true");
    options[active].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", options[active].id);
  }

  const close = () => show([]);
  const suggest = () => show(chosen(find(field.value).entries));
  const keys = {
    ArrowDown: () => { if (box.hidden) suggest(); choose(active + 1 < options.length ? active + 1 : -1); },
    ArrowUp: () => { if (box.hidden) suggest(); choose(active < 0 ? options.length - 1 : active - 1); },
    Enter: () => { if (!options[active]) return false; options[active].click(); },
    Escape: () => { if (box.hidden) return false; close(); },
  };

  Object.assign(box, { id: "suggestions", className: "suggestions", hidden: true });
  box.setAttribute("role", "listbox");
  box.setAttribute("aria-label", field.dataset.suggestions);
  field.after(box);
  field.setAttribute("aria-controls", box.id);
  field.addEventListener("input", suggest);
  field.addEventListener("blur", close);
  field.form.addEventListener("submit", close);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (keys[event.key] && keys[event.key]() !== false) event.preventDefault();
  });
  // The field keeps the focus, so that a press on a suggestion is a click and no blur.
  box.addEventListener("pointerdown", (event) => event.preventDefault());
  box.addEventListener("mousedown", (event) => event.preventDefault());
  const asked = new URLSearchParams(location.search).get("q") ?? "";
  if (document.activeElement === field && field.value !== asked) suggest();
})();
