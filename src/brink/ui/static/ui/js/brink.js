/* Small comforts. Every page works without this file. */
(() => {
  "use strict";
  const focusOn = (root) => root.querySelector("[data-focus]")?.focus();

  /* A second press on a slow line must not send twice. The button keeps its look; only the second event is dropped. */
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

  /* Words somebody is typing survive a closed lid, in this tab only: <form data-draft="name">. They go when the answer
     came, which is a page that one was led to and that does not say that something was not sent. */
  const LEFT = "brink-left";
  const key = (form) => `brink-draft-${form.dataset.draft}`;
  const leave = (form) => {
    if (form.dataset.draft) try { sessionStorage.setItem(LEFT, key(form)); } catch { /* storage is a favour */ }
  };
  try {
    const left = sessionStorage.getItem(LEFT);
    sessionStorage.removeItem(LEFT);
    const how = performance.getEntriesByType("navigation")[0]?.type;
    const led = how === "navigate" && document.referrer.startsWith(location.origin);
    if (left && led && !document.querySelector(".brink-not-sent")) sessionStorage.removeItem(left);
  } catch { /* then the words stay a while longer */ }
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) try { sessionStorage.removeItem(LEFT); } catch { /* the same */ }
  });
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const fields = form.querySelectorAll("textarea");
    try {
      const kept = JSON.parse(sessionStorage.getItem(key(form)) || "{}");
      for (const field of fields) if (!field.value && kept[field.name]) field.value = kept[field.name];
    } catch { /* an unreadable draft is no draft */ }
    form.addEventListener("input", () => {
      const now = Object.fromEntries([...fields].map((field) => [field.name, field.value]));
      try { sessionStorage.setItem(key(form), JSON.stringify(now)); } catch { /* full or forbidden */ }
    });
  }

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

  focusOn(document);
  document.addEventListener("htmx:afterSettle", (event) => focusOn(event.target));
})();
