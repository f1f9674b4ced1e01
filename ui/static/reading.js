// Comforts of reading a work; the page is complete without them.
"use strict";

const paragraphs = [...document.querySelectorAll(".provisions > .prov[id]")];

// The contents follow: the heading and the number of what is read are marked.
const entries = new Map([...document.querySelectorAll(".contents a")].map((a) => [decodeURIComponent(a.hash.slice(1)), a]));
const headings = [...document.querySelectorAll(".provisions .head[id]")];
let marked = [];
const mark = (paragraph) => {
  const before = headings.filter((h) => h.compareDocumentPosition(paragraph) & Node.DOCUMENT_POSITION_FOLLOWING);
  for (const a of marked) a.removeAttribute("aria-current");
  marked = [entries.get(before.at(-1)?.id), entries.get(paragraph.id)].filter(Boolean);
  for (const a of marked) a.setAttribute("aria-current", "location");
};
if (entries.size) {
  const seen = new Set();
  const watch = new IntersectionObserver((changes) => {
    for (const c of changes) c.isIntersecting ? seen.add(c.target) : seen.delete(c.target);
    const first = paragraphs.find((p) => seen.has(p));
    if (first) mark(first);
  }, { rootMargin: "0px 0px -50% 0px" });
  for (const p of paragraphs) watch.observe(p);
}

// j and k go from paragraph to paragraph, unless someone is typing or has
// turned keys off with the box above the text.
const off = () => localStorage.getItem("concordance.keys") === "off";
const box = document.getElementById("keys");
if (box) {
  box.checked = !off();
  box.closest(".keys").hidden = false;
  box.addEventListener("change", () => localStorage.setItem("concordance.keys", box.checked ? "on" : "off"));
}
document.addEventListener("keydown", (event) => {
  const step = { j: 1, k: -1 }[event.key];
  if (!box || !step || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || off()) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const at = document.activeElement.closest(".provisions > .prov[id]");
  const on = at ? paragraphs.indexOf(at) + step : paragraphs.findIndex((p) => p.getBoundingClientRect().bottom > 8);
  const link = paragraphs[on]?.querySelector(".num a");
  if (!link) return;
  event.preventDefault();
  link.focus({ preventScroll: true });
  paragraphs[on].scrollIntoView({ block: "start" });
});

// A citation of what is held shows its first words where the pointer or the
// focus rests on it; Escape takes them away, and the pointer may go into them.
let shown, timer;
const hide = () => { clearTimeout(timer); shown?.remove(); shown = undefined; };
const preview = async (a) => {
  const answer = await fetch(a.href);
  if (!answer.ok || !a.matches(":hover, :focus")) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const title = page.querySelector("h1"), text = page.querySelector(".official");
  hide();
  shown = document.createElement("div");
  shown.className = "preview";
  const name = document.createElement("strong"), words = document.createElement("p");
  name.textContent = title ? title.textContent : "";
  if (text) {
    words.lang = text.lang;
    words.dir = text.dir;
    const said = text.textContent.trim().replace(/\s+/g, " ");
    words.textContent = said.length > 320 ? said.slice(0, 320) + "…" : said;
  }
  shown.append(name, words);
  document.body.append(shown);
  const at = a.getBoundingClientRect(), wide = document.documentElement.clientWidth;
  shown.style.insetBlockStart = at.bottom + scrollY + "px";
  shown.style.left = Math.max(8, Math.min(at.left, wide - shown.offsetWidth - 8)) + "px";
  shown.addEventListener("pointerleave", hide);
};
for (const a of document.querySelectorAll(".official a.cite.held")) {
  const title = a.title;
  for (const type of ["pointerenter", "focus"]) a.addEventListener(type, () => {
    if (type === "pointerenter") a.title = ""; // else it would stand over the preview
    clearTimeout(timer);
    timer = setTimeout(() => preview(a), 400);
  });
  a.addEventListener("pointerleave", () => {
    a.title = title;
    clearTimeout(timer);
    timer = setTimeout(() => { if (!shown?.matches(":hover")) hide(); }, 300);
  });
  a.addEventListener("blur", hide);
}
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
