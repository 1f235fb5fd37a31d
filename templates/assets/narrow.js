// Narrows a list that stands whole on its page, as the ways above it would by leading to other pages.
{
  const list = document.querySelector("[data-narrowed]");
  const ways = [...document.querySelectorAll(".filters [data-to]")];
  const name = list.dataset.narrowed;
  const told = document.createElement("p");
  told.className = "unseen";
  told.setAttribute("role", "status");
  list.after(told);

  function narrow(wanted) {
    for (const item of list.children) {
      item.hidden = Boolean(wanted) && !item.dataset.in.split(" ").includes(wanted);
    }
    for (const way of ways) {
      if (way.dataset.to === wanted) way.setAttribute("aria-current", "true");
      else way.removeAttribute("aria-current");
    }
  }

  // The address keeps its path, so that the page's own relative links stay right.
  const asked = () => new URLSearchParams(location.search).get(name) ?? "";
  for (const way of ways) {
    way.addEventListener("click", (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      const wanted = way.dataset.to;
      narrow(wanted);
      told.textContent = way.textContent;
      try {
        history.pushState(null, "", location.pathname + (wanted && `?${name}=${encodeURIComponent(wanted)}`));
      } catch {}
    });
  }
  addEventListener("popstate", () => narrow(asked()));
  if (ways.some((way) => way.dataset.to === asked())) narrow(asked());
}
