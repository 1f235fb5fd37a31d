// Follows the builds of the preview: loads the page again if it changed, else only what did.
(() => {
  "use strict";
  const { page, styles } = document.currentScript.dataset;
  const FOLDED = "factpress-folded";
  const CLOSED = "factpress-closed";
  const PLACE = "factpress-place";
  let shownStyles = JSON.stringify(JSON.parse(styles));
  let isLeaving = false;

  // A browser may keep nothing.
  const kept = (name) => {
    try {
      return sessionStorage.getItem(name);
    } catch {
      return null;
    }
  };
  const keep = (name, value) => {
    try {
      sessionStorage.setItem(name, value);
    } catch {}
  };

  // What is open, and where: found again after a change of the page by ids, or by words and number.
  const isOurs = (element) => element.closest("#factpress-problems, #factpress-building");
  const named = (tag) => {
    const numbers = new Map();
    const found = new Map();
    for (const element of document.querySelectorAll(tag)) {
      if (isOurs(element)) continue;
      const words = element.querySelector(":scope > summary")?.textContent ?? element.getAttribute("aria-label") ?? "";
      const name = element.id ? `#${element.id}` : `${element.localName} ${element.className} ${words.trim()}`;
      const number = numbers.get(name) ?? 0;
      numbers.set(name, number + 1);
      found.set(`${name} ${number}`, element);
    }
    return found;
  };
  const isShown = (element) => element.matches(":popover-open");
  const isScrolled = (element) => element.scrollLeft || element.scrollTop;
  const FOCUSED = "[id], a, button, summary, input";
  const leave = () => {
    if (isLeaving) return;
    isLeaving = true;
    const place = {
      path: location.pathname,
      x: scrollX,
      y: scrollY,
      details: [...named("details")].map(([name, element]) => [name, element.open]),
      popovers: [...named("[popover]")].filter(([, element]) => isShown(element)).map(([name]) => name),
      dialogs: [...named("dialog")].filter(([, element]) => element.open)
        .map(([name, element]) => [name, element.matches(":modal")]),
      scrolled: [...document.querySelectorAll("body *")].some(isScrolled)
        ? [...named("body *")].filter(([, element]) => isScrolled(element))
          .map(([name, element]) => [name, element.scrollLeft, element.scrollTop])
        : [],
      focus: document.activeElement === document.body ? undefined
        : [...named(FOCUSED)].find(([, element]) => element === document.activeElement)?.[0],
    };
    keep(PLACE, JSON.stringify(place));
    history.scrollRestoration = "manual";
    location.reload();
  };
  const arrive = (place) => {
    const details = named("details");
    for (const [name, open] of place.details) if (details.has(name)) details.get(name).open = open;
    const popovers = named("[popover]");
    for (const name of place.popovers) {
      if (popovers.has(name) && !isShown(popovers.get(name))) popovers.get(name).showPopover();
    }
    const dialogs = named("dialog");
    for (const [name, isModal] of place.dialogs) {
      const dialog = dialogs.get(name);
      if (dialog && !dialog.open) isModal ? dialog.showModal() : dialog.show();
    }
    const all = place.scrolled.length ? named("body *") : new Map();
    for (const [name, left, top] of place.scrolled) all.get(name)?.scrollTo({ left, top, behavior: "instant" });
    if (place.focus) named(FOCUSED).get(place.focus)?.focus({ preventScroll: true });
    scrollTo({ left: place.x, top: place.y, behavior: "instant" });
  };
  const place = JSON.parse(kept(PLACE) ?? "null");
  if (place) {
    keep(PLACE, "null");
    if (place.path === location.pathname) {
      // After the page's own scripts, which may open and close something.
      const restore = () => {
        arrive(place);
        history.scrollRestoration = "auto";
      };
      document.readyState === "complete" ? restore() : addEventListener("load", restore, { once: true });
    }
  }

  // A stylesheet is put beside the old one, which goes when the new one is there.
  const dress = (wanted) => {
    const links = [...document.querySelectorAll('link[rel~="stylesheet"]')]
      .filter((link) => !link.getAttribute("href").startsWith("/-preview/") && !link.dataset.old);
    if (links.length !== wanted.length) return leave();
    wanted.forEach(([href, integrity], number) => {
      const old = links[number];
      if (old.getAttribute("href") === href && old.integrity === integrity) return;
      const link = old.cloneNode();
      link.integrity = integrity;
      link.href = href;
      link.addEventListener("load", () => old.remove());
      link.addEventListener("error", leave);
      old.dataset.old = "yes";
      old.after(link);
    });
  };

  const problems = () => document.getElementById("factpress-problems");
  const equip = () => {
    const section = problems();
    if (!section) return;
    section.hidden = kept(CLOSED) === section.dataset.digest;
    const details = section.querySelector("details");
    const folded = kept(`${FOLDED}-${section.className}`);
    if (folded) details.open = folded === "no";
    details.addEventListener("toggle", () => keep(`${FOLDED}-${section.className}`, details.open ? "no" : "yes"));
    const close = section.querySelector(".close");
    close.hidden = false;
    close.addEventListener("click", () => {
      keep(CLOSED, section.dataset.digest);
      section.hidden = true;
    });
    section.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !details.open) return;
      event.stopPropagation();
      details.open = false;
      details.querySelector("summary").focus();
    });
  };
  const loadProblems = () => {
    const request = new XMLHttpRequest();
    request.open("GET", `/-preview/problems?page=${encodeURIComponent(location.pathname)}`);
    // The server has escaped every text in it, and no script in it would run.
    request.responseType = "document";
    request.addEventListener("load", () => {
      const found = request.response?.getElementById("factpress-problems");
      const hadFocus = problems()?.contains(document.activeElement);
      problems()?.remove();
      if (!found) return;
      document.body.append(document.importNode(found, true));
      equip();
      if (hadFocus) problems().querySelector("summary").focus();
    });
    request.send();
  };

  const showBuilding = (words) => {
    let line = document.getElementById("factpress-building");
    if (!line && words) {
      line = document.createElement("p");
      line.id = "factpress-building";
      line.lang = "en";
      line.dir = "ltr";
      line.setAttribute("role", "status");
      document.body.append(line);
    }
    if (words) line.textContent = words;
    else line?.remove();
  };

  const follow = (state) => {
    if (state.building !== undefined) return showBuilding(state.building);
    if (state.page !== page) return leave();
    const wanted = JSON.stringify(state.styles);
    if (wanted !== shownStyles) {
      shownStyles = wanted;
      dress(state.styles);
    }
    if (state.problems !== (problems()?.dataset.digest ?? "")) loadProblems();
  };
  const connect = () => {
    const socket = new WebSocket(`ws://${location.host}/-preview/reloads?page=${encodeURIComponent(location.pathname)}`);
    socket.addEventListener("message", (event) => follow(JSON.parse(event.data)));
    socket.addEventListener("close", () => setTimeout(connect, 500));
  };
  equip();
  connect();
})();
