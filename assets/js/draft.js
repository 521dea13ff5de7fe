// A form that is filled in where there may be no signal. What is typed is kept in this browser, encrypted with a key that
// came with the page, until a page has said that it was recorded.
const form = document.querySelector("form[data-draft]");
const place = form && `rollcall-draft-${form.dataset.draft}`;
const keys = form ? JSON.parse(form.dataset.draftKeys) : {};
const DAY = 24 * 60 * 60 * 1000;
const bytes = (text) => Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));
const keyOf = (day) => crypto.subtle.importKey("raw", bytes(keys[day]), "AES-GCM", false, ["encrypt", "decrypt"]);

const typed = () =>
  [...new FormData(form)].filter(([name, value]) => !["csrf", "_whose"].includes(name) && typeof value === "string");

async function keep(sent) {
  const [day] = Object.keys(keys);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const clear = new TextEncoder().encode(JSON.stringify(typed()));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await keyOf(day), clear);
  const record = { day, sent, until: Date.now() + DAY, iv: text(iv), sealed: text(sealed) };
  localStorage.setItem(place, JSON.stringify(record));
}

async function kept() {
  const record = JSON.parse(localStorage.getItem(place) || "null");
  if (!record || !keys[record.day] || record.until < Date.now()) return null;
  const opened = { name: "AES-GCM", iv: bytes(record.iv) };
  const clear = await crypto.subtle.decrypt(opened, await keyOf(record.day), bytes(record.sealed));
  return JSON.parse(new TextDecoder().decode(clear));
}

function fill(pairs) {
  for (const field of form.elements) {
    const values = pairs.filter(([name]) => name === field.name).map(([, value]) => value);
    if (!field.name || ["csrf", "_whose"].includes(field.name)) continue;
    if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
    else if (values.length) field.value = values[0];
  }
}

function say(words, action) {
  const box = document.createElement("div");
  box.className = "govuk-inset-text";
  box.setAttribute("role", "status");
  box.append(words);
  if (action) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary rc-discard";
    button.textContent = "Discard it";
    button.addEventListener("click", () => {
      localStorage.removeItem(place);
      location.reload();
    });
    box.append(document.createElement("br"), button);
  }
  form.before(box);
}

if (form && window.crypto?.subtle) {
  const again = document.querySelector(".govuk-error-summary");
  const pairs = again ? null : await kept().catch(() => null);
  if (pairs) {
    fill(pairs);
    say("You typed this before, and it was not confirmed as sent. It was kept in this browser.", true);
  }
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => keep(false), 300);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    await keep(true).catch(() => null);
    if (navigator.onLine) form.submit();
    else say("There is no signal. It is kept in this browser: send it when there is one.");
  });
  form.dataset.draftReady = "yes";
}
