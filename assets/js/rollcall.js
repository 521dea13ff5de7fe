// Every page works without this: it only makes the design system's components easier to use. What we use of the
// Ministry of Justice's needs none.
import { initAll } from "govuk-frontend/dist/govuk/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// Drafts (see draft.js): gone once a page says that they were recorded, after their day, and at signing out.
const drafts = () => Object.keys(localStorage).filter((name) => name.startsWith("rollcall-draft-"));
const recorded = document.querySelector(".govuk-notification-banner--success");
for (const name of drafts()) {
  const { sent, until } = JSON.parse(localStorage.getItem(name));
  if (until < Date.now() || (sent && recorded)) localStorage.removeItem(name);
}
document.querySelector('form[action="/sign-out"]')?.addEventListener("submit", () => {
  for (const name of drafts()) localStorage.removeItem(name);
});

// The documents of a bundle can be dragged to where they belong; the buttons beside them do the same.
const move = document.getElementById("rc-move");
const rows = move ? [...document.querySelectorAll("tr[data-move]")] : [];
let dragged;
const below = (row, event) => event.clientY > row.getBoundingClientRect().top + row.offsetHeight / 2;
const unmark = () => rows.forEach((row) => row.classList.remove("rc-drop-before", "rc-drop-after"));
for (const row of rows) {
  row.draggable = true;
  row.addEventListener("dragstart", (event) => {
    dragged = row;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", row.dataset.move);
  });
  row.addEventListener("dragover", (event) => {
    if (!dragged || dragged === row) return;
    event.preventDefault();
    unmark();
    row.classList.add(below(row, event) ? "rc-drop-after" : "rc-drop-before");
  });
  row.addEventListener("drop", (event) => {
    if (!dragged || dragged === row) return;
    event.preventDefault();
    move.elements.document.value = dragged.dataset.move;
    move.elements.do.value = below(row, event) ? "after" : "before";
    move.elements.beside.value = row.dataset.move;
    move.submit();
  });
  row.addEventListener("dragend", () => {
    unmark();
    dragged = undefined;
  });
}
