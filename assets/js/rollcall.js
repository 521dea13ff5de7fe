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
