/* Small comforts; pages work without. */
(() => {
  "use strict";
  const focusOn = (root) => root.querySelector("[data-focus]")?.focus();

  /* A second press on a slow line must not send twice. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
    leave(form);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
    }
  });

  /* Words being typed survive a closed lid, another language and another form on the page: in this tab only, for
     every form that is sent. They go when the answer came, which is a page that one was led to and that does not say
     that something was not sent. A field that holds something else by now keeps that; the words stand below it. */
  const LEFT = "brink-left", STORE = "brink-draft-";
  const stored = (name) => { try { return JSON.parse(sessionStorage.getItem(name) || "{}"); } catch { return {}; } };
  const store = (name, what) => {
    try { sessionStorage.setItem(name, JSON.stringify(what)); } catch { /* a favour */ }
  };
  const drop = (name) => { try { sessionStorage.removeItem(name); } catch { /* a favour */ } };
  const places = new Map();
  const key = (form) => {
    if (form.dataset.draft) return STORE + form.dataset.draft;
    const path = new URL(form.getAttribute("action") || "", location.href).pathname;
    const told = /^(section|do|act|appeal|other|voice)$/;
    const marks = [...form.querySelectorAll("input[type=hidden]")].filter((one) => told.test(one.name));
    return STORE + [location.pathname, path, ...marks.map((one) => one.value)].join(" ");
  };
  /* Not what opens something for whoever has it: a code, a password. */
  const typed = (form) => [...form.querySelectorAll("textarea, input:not([type]), input[type=text], input[type=email]")]
    .filter((one) => one.name && !one.readOnly && !/off|one-time-code|password/.test(one.autocomplete));
  const leave = (form) => {
    if (form.matches("[data-forget]")) {
      for (const name of Object.keys(sessionStorage)) if (name.startsWith(STORE)) drop(name);
    } else if (places.has(form)) store(LEFT, places.get(form));
  };
  const left = stored(LEFT);
  drop(LEFT);
  const how = performance.getEntriesByType("navigation")[0]?.type;
  const led = how === "navigate" && document.referrer.startsWith(location.origin);
  if (typeof left === "string" && led && !document.querySelector(".brink-not-sent")) drop(left);
  window.addEventListener("pageshow", (event) => { if (event.persisted) drop(LEFT); });
  for (const form of document.querySelectorAll("form[method=post]")) {
    const fields = typed(form);
    if (!fields.length || location.pathname.startsWith("/account/")) continue;
    const name = key(form), kept = stored(name);
    places.set(form, name);
    for (const field of fields) {
      const was = kept[field.name];
      if (!was || was.now === field.value) continue;
      if (field.value === was.then) field.value = was.now;
      else if (!document.querySelector(".brink-not-sent")) {
        const told = document.createElement("p");
        told.className = "brink-field__hint";
        told.textContent = `${document.body.dataset.typed} ${was.now}`;
        field.after(told);
      }
    }
    form.addEventListener("input", () => {
      store(name, Object.fromEntries(fields.filter((one) => one.value !== one.defaultValue || kept[one.name])
        .map((one) => [one.name, { then: kept[one.name]?.then ?? one.defaultValue, now: one.value }])));
    });
  }

  /* Whoever was done on a shared computer left pages behind. One of before shows nothing typed: it is asked for again,
     or its fields are as it came. The answer to a form has no state: Back would empty it. */
  const FORGOTTEN = "brink-forgotten", OPENED = "brink-opened-";
  const answer = document.body.dataset.posted && OPENED + document.querySelector("[name=key]")?.value;
  const opened = (answer ? stored(answer) : history.state)?.opened ?? Date.now();
  if (answer) store(answer, { opened });
  else history.replaceState({ ...history.state, opened }, "");
  try {
    if (document.querySelector("[data-forgotten]")) localStorage.setItem(FORGOTTEN, String(opened));
  } catch { /* a favour */ }
  window.addEventListener("pageshow", (event) => {
    let done = 0;
    try { done = Number(localStorage.getItem(FORGOTTEN) || 0); } catch { /* a favour */ }
    if (opened >= done) return;
    if (event.persisted || answer) location.replace(location.pathname + location.search);
    else for (const form of document.forms) form.reset();
  });

  /* How much still fits, when it gets tight. Counted as the site counts: a line break is one, and so is any sign. */
  for (const told of document.querySelectorAll("[data-most]")) {
    const field = told.parentElement.querySelector("textarea, input");
    const count = () => {
      const most = Number(told.dataset.most), left = most - [...field.value.replace(/\r\n/g, "\n")].length;
      told.hidden = left > Math.min(200, most / 5);
      told.textContent = (left < 0 ? told.dataset.over : told.dataset.left).replace("{n}", String(Math.abs(left)));
    };
    if (field) { field.addEventListener("input", count); count(); }
  }

  /* A code can be copied where the browser lets us; otherwise it stands there to be selected. */
  for (const button of navigator.clipboard ? document.querySelectorAll("[data-copy]") : []) {
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
        button.textContent = button.dataset.copied;
      } catch { button.hidden = true; }
    });
  }

  focusOn(document);
  document.addEventListener("htmx:afterSettle", (event) => focusOn(event.target));
})();
