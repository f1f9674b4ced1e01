// Searching: results that change in place, and suggestions while typing. The
// page is complete without this file: a form, links, and lists that fold.
"use strict";
{
  const form = document.getElementById("query");
  const box = document.getElementById("q");
  const desk = document.querySelector(".desk");
  const rtl = document.documentElement.dir === "rtl";

  // say tells those who do not see what has changed; the same words twice are
  // told twice.
  const say = (words) => {
    const said = document.getElementById("said");
    said.textContent = "";
    setTimeout(() => { said.textContent = words; }, 60);
  };

  // wanted is the address of what the form asks for, empty fields left out.
  const wanted = () => {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) query.append(name, value);
    return form.getAttribute("action") + "?" + query;
  };

  const plainClick = (event) =>
    !event.defaultPrevented && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

  // ---- Results in place ----

  if (desk) {
    let asked; // the request under way
    let here = location.pathname + location.search;
    const count = () => document.getElementById("count");

    // again is how to find an element in the page that takes this one's place.
    const again = (element) => {
      if (!element || !desk.contains(element)) return "";
      if (element.id) return "#" + CSS.escape(element.id);
      if (element.name) return `[name="${CSS.escape(element.name)}"][value="${CSS.escape(element.value)}"]`;
      return "#count";
    };

    // show fetches an address of /search and puts its results in place of these.
    // how.push: as a new entry of the history; how.box: the query may be another;
    // how.top: go to the first result.
    const show = async (url, how) => {
      asked?.abort();
      const mine = asked = new AbortController();
      desk.setAttribute("aria-busy", "true");
      let page;
      try {
        const answer = await fetch(url, { signal: mine.signal, headers: { Accept: "text/html" } });
        if (!answer.ok) throw new Error(answer.status);
        page = new DOMParser().parseFromString(await answer.text(), "text/html");
      } catch {
        if (!mine.signal.aborted) location.assign(url); // the browser says what is wrong
        return;
      }
      if (mine.signal.aborted) return;
      const fresh = page.querySelector(".desk");
      if (!fresh) {
        location.assign(url);
        return;
      }
      const to = new URL(url, location.href);
      if (how.push && to.pathname + to.search !== here) history.pushState(null, "", to);
      here = to.pathname + to.search;

      const focus = again(document.activeElement);
      for (const fold of desk.querySelectorAll("details[id]")) {
        const same = fresh.querySelector("#" + CSS.escape(fold.id));
        if (same) same.open = fold.open;
      }
      desk.replaceChildren(...fresh.childNodes);
      desk.removeAttribute("aria-busy");
      document.title = page.title;
      if (how.box) box.value = page.getElementById("q").value;
      for (const part of [".tongues ul", 'link[type="application/atom+xml"]']) {
        const now = page.querySelector(part);
        if (now) document.querySelector(part)?.replaceWith(now);
      }
      ready();
      if (how.top) {
        count().focus({ preventScroll: true });
        desk.querySelector(".results").scrollIntoView();
      } else if (focus) {
        (desk.querySelector(focus) ?? count()).focus({ preventScroll: true });
      }
      say(count().textContent);
      document.dispatchEvent(new Event("ZoteroItemUpdated", { bubbles: true, cancelable: true }));
    };

    // ready readies what has just come: a filter applies when it is ticked, so
    // its button is not needed; the bars of the years are one stop of the Tab key.
    const ready = () => {
      desk.querySelector(".apply").hidden = true;
      desk.querySelectorAll(".timeline a").forEach((bar, i) => bar.setAttribute("tabindex", i ? "-1" : "0"));
    };
    ready();

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      show(wanted(), { push: true });
    });
    desk.addEventListener("change", (event) => {
      if (event.target.type === "checkbox") show(wanted(), { push: true });
    });
    desk.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (!link || !plainClick(event)) return;
      const url = new URL(link.getAttribute("href"), location.href);
      if (url.origin !== location.origin || url.pathname !== form.getAttribute("action")) return;
      event.preventDefault();
      show(url.href, { push: true, box: true, top: !!link.closest(".hits, .pages, .empty, .meant") });
    });
    addEventListener("popstate", () => {
      if (location.pathname + location.search !== here) show(location.href, { box: true });
    });

    // Years can be brushed with the mouse: from where it is pressed to where it is
    // let go. A press and release on one bar is a click on its link.
    let brush; // where it was pressed
    const brushed = (event) => [...brush.chart.querySelectorAll("a")].filter((bar) => {
      const { left, right } = bar.getBoundingClientRect();
      return right > Math.min(brush.x, event.clientX) && left < Math.max(brush.x, event.clientX);
    });
    desk.addEventListener("pointerdown", (event) => {
      const chart = event.target.closest(".chart svg");
      brush = chart && event.pointerType === "mouse" && plainClick(event) ? { chart, x: event.clientX } : null;
    });
    desk.addEventListener("dragstart", (event) => { if (brush) event.preventDefault(); });
    desk.addEventListener("pointermove", (event) => {
      if (!brush || !event.buttons) return;
      const bars = brushed(event);
      for (const bar of brush.chart.querySelectorAll("a")) bar.classList.toggle("in", bars.includes(bar));
    });
    desk.addEventListener("pointerup", (event) => {
      const bars = brush ? brushed(event) : [];
      brush = null;
      if (bars.length < 2) return;
      const years = bars.flatMap((bar) => bar.dataset.years.split("-").map(Number));
      document.getElementById("from").value = Math.min(...years);
      document.getElementById("to").value = Math.max(...years);
      show(wanted(), { push: true });
    });

    // Arrows walk along the bars, in the direction of the page; j and k from hit
    // to hit, unless someone has turned such keys off.
    const step = (list, by) => {
      const at = list.indexOf(document.activeElement);
      const next = list[at < 0 && by < 0 ? -1 : at + by];
      next?.focus();
      return next;
    };
    desk.addEventListener("keydown", (event) => {
      if (!event.target.closest(".timeline svg a")) return;
      const bars = [...desk.querySelectorAll(".timeline a")];
      const forth = rtl ? "ArrowLeft" : "ArrowRight", back = rtl ? "ArrowRight" : "ArrowLeft";
      if (event.key === forth) step(bars, 1);
      else if (event.key === back) step(bars, -1);
      else if (event.key === "Home") bars[0].focus();
      else if (event.key === "End") bars.at(-1).focus();
      else return;
      event.preventDefault();
    });
    document.addEventListener("keydown", (event) => {
      if ((event.key !== "j" && event.key !== "k") || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.closest("input, textarea, select, [contenteditable]")) return;
      if (localStorage.getItem("concordance.keys") === "off") return;
      if (step([...desk.querySelectorAll(".hit h3 a")], event.key === "j" ? 1 : -1)) event.preventDefault();
    });
  }

  // ---- Suggestions: a combobox with a list (ARIA 1.2) ----

  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.suggestions);
  list.hidden = true;
  box.after(list);
  box.type = "text"; // a search field may not be a combobox
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, "aria-haspopup": "listbox",
  })) box.setAttribute(name, value);

  let active = -1; // the option that the arrows are on
  let waiting, fetching;

  const mark = (i) => {
    const options = [...list.children];
    options[active]?.setAttribute("aria-selected", "false");
    active = i;
    const option = options[i];
    if (!option) {
      box.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", option.id);
  };

  const close = () => {
    clearTimeout(waiting);
    fetching?.abort();
    mark(-1);
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
  };

  const open = (found) => {
    mark(-1);
    list.replaceChildren(...found.map((one, i) => {
      const option = document.createElement("li");
      option.id = "suggestion-" + i;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.text = one.text;
      const label = document.createElement("span");
      label.dir = "auto";
      label.textContent = one.label;
      const kind = document.createElement("span");
      kind.className = "kind";
      kind.textContent = form.dataset[one.kind] ?? "";
      option.append(label, " ", kind);
      return option;
    }));
    list.hidden = !found.length;
    box.setAttribute("aria-expanded", String(!!found.length));
    if (found.length) say(form.dataset.suggested.replace("{n}", found.length));
  };

  const suggest = async () => {
    const typed = box.value.trim();
    if (!typed) return close();
    fetching?.abort();
    const mine = fetching = new AbortController();
    const language = form.querySelector("[name=lang]")?.value || document.documentElement.lang;
    try {
      const answer = await fetch("/api/v1/suggest?" + new URLSearchParams({ q: typed, lang: language }), { signal: mine.signal });
      const found = answer.ok ? (await answer.json()).suggestions : [];
      if (!mine.signal.aborted && document.activeElement === box) open(found);
    } catch {
      if (!mine.signal.aborted) close(); // suggestions can be done without
    }
  };

  const take = (option) => {
    box.value = option.dataset.text;
    close();
    form.requestSubmit();
  };

  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(suggest, 120);
  });
  box.addEventListener("blur", close);
  form.addEventListener("submit", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const last = list.children.length - 1;
    if (list.hidden) {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      suggest();
    } else if (event.key === "ArrowDown") {
      mark(active < last ? active + 1 : -1); // past the end, back in the box
    } else if (event.key === "ArrowUp") {
      mark(active < 0 ? last : active - 1);
    } else if (event.key === "Home" && active >= 0) {
      mark(0);
    } else if (event.key === "End" && active >= 0) {
      mark(last);
    } else if (event.key === "Enter" && active >= 0) {
      take(list.children[active]);
    } else if (event.key === "Escape") {
      close();
    } else {
      if (event.key.length === 1 || event.key === "ArrowLeft" || event.key === "ArrowRight") mark(-1); // typing goes on
      return;
    }
    event.preventDefault();
  });
}
