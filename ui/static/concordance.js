// Small comforts; every page is complete without them.
"use strict";

// "/" goes to the search box, unless someone is typing or has turned it off
// (localStorage "concordance.keys" = "off").
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (localStorage.getItem("concordance.keys") === "off") return;
  const box = document.getElementById("q");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// An open list of languages closes on Escape and on a click elsewhere.
const tongues = document.querySelector(".tongues");
if (tongues) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && tongues.open) {
      tongues.open = false;
      tongues.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (tongues.open && !tongues.contains(event.target)) tongues.open = false;
  });
}

// A copy button beside every ready-made citation. Its words come with the page.
const words = document.querySelector("[data-copy]");
if (words && navigator.clipboard) {
  for (const text of document.querySelectorAll(".copy")) {
    const value = text.textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-button";
    button.lang = document.documentElement.lang;
    button.dir = document.documentElement.dir;
    button.textContent = words.dataset.copy;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(value);
      button.textContent = words.dataset.copied;
      setTimeout(() => { button.textContent = words.dataset.copy; }, 2000);
    });
    text.append(button);
  }
}
