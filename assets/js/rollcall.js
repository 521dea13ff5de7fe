// Every page works without this: it only makes the design system's components easier to use. What we use of the
// Ministry of Justice's needs none.
import { initAll } from "govuk-frontend/dist/govuk/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
