// Every page works without this: it only makes the design systems' components easier to use.
import { initAll as initGovuk } from "govuk-frontend/dist/govuk/govuk-frontend.min.js";
import { initAll as initMoj } from "@ministryofjustice/frontend/moj/moj-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initGovuk();
initMoj();
