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
    forget(form);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
    }
  });

  /* Words somebody is typing survive a closed lid, in this tab only, until they are sent: <form data-draft="name">. */
  const key = (form) => `brink-draft-${form.dataset.draft}`;
  const forget = (form) => {
    if (form.dataset.draft) try { sessionStorage.removeItem(key(form)); } catch { /* storage is a favour */ }
  };
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

  focusOn(document);
  document.addEventListener("htmx:afterSettle", (event) => focusOn(event.target));
})();
