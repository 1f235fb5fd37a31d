// Filters a list of claims that is whole on its page, by several filters at once. The links of the
// filters lead to pages with the same claims, for readers without a script.
{
  const rows = [...document.querySelectorAll("[data-narrowed] > li")];
  const filters = [...document.querySelectorAll(".filters [data-filter]")].map((box) => ({
    box,
    name: box.dataset.filter,
    links: [...box.querySelectorAll("[data-to]")],
    chosen: "",
  }));
  const shown = document.querySelector("[data-words]");
  const all = shown.textContent;

  const fits = (row, filter) =>
    !filter.chosen || row.dataset[filter.name].split(" ").includes(filter.chosen);

  // Each choice says how many claims it would leave, with the other filters as they are.
  function count(filter) {
    const others = filters.filter((each) => each !== filter);
    const left = rows.filter((row) => others.every((each) => fits(row, each)));
    const counts = { "": left.length };
    for (const row of left) {
      for (const id of row.dataset[filter.name].split(" ")) counts[id] = (counts[id] ?? 0) + 1;
    }
    for (const link of filter.links) {
      link.querySelector(".filter-count").textContent = counts[link.dataset.to] ?? 0;
      if (link.dataset.to === filter.chosen) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  function narrow() {
    let number = 0;
    for (const row of rows) {
      row.hidden = !filters.every((filter) => fits(row, filter));
      number += !row.hidden;
    }
    for (const list of document.querySelectorAll("[data-narrowed]")) {
      list.parentElement.hidden = ![...list.children].some((row) => !row.hidden);
    }
    for (const filter of filters) {
      count(filter);
      const said = filter.box.querySelector(".chosen");
      const link = filter.links.find((each) => each.dataset.to === filter.chosen);
      if (said) said.textContent = filter.chosen ? `: ${link.firstElementChild.textContent}` : "";
    }
    const isWhole = number === rows.length;
    shown.textContent = isWhole ? all : shown.dataset.words.replace("{shown}", number);
  }

  function read() {
    const asked = new URLSearchParams(location.search);
    for (const filter of filters) {
      const wanted = asked.get(filter.name) ?? "";
      filter.chosen = filter.links.some((link) => link.dataset.to === wanted) ? wanted : "";
    }
    narrow();
  }

  // The address keeps its path, so that the page's own relative links stay right.
  function address() {
    const query = new URLSearchParams(filters.filter((f) => f.chosen).map((f) => [f.name, f.chosen]));
    return location.pathname + (`${query}` && `?${query}`);
  }

  for (const filter of filters) {
    for (const link of filter.links) {
      link.addEventListener("click", (event) => {
        if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        filter.chosen = link.dataset.to;
        narrow();
        if (filter.box.open) {
          filter.box.open = false;
          filter.box.querySelector("summary").focus();
        }
        try {
          history.pushState(null, "", address());
        } catch {}
      });
    }
  }
  addEventListener("popstate", read);
  if (location.search) read();
}
