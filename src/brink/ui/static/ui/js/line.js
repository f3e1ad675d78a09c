/* A line that comes and goes, as in a village hall: a form with a [data-line] notice leaves only when the site can be
   reached. Until then it stays usable, says so in the words the page brought along, and is sent by itself, once: its
   key tells the site that a second arrival is the same. Without this file the form is sent as any other. */
(() => {
  "use strict";
  const PATIENCE = 5000;

  const reachable = async (address) => {
    if (!navigator.onLine) return false;
    const stop = new AbortController();
    const clock = setTimeout(() => stop.abort(), PATIENCE);
    try { return (await fetch(address, { cache: "no-store", signal: stop.signal })).ok; }
    catch { return false; }
    finally { clearTimeout(clock); }
  };

  const pause = () => new Promise((go) => {
    const clock = setTimeout(done, PATIENCE);
    function done() { clearTimeout(clock); window.removeEventListener("online", done); go(); }
    window.addEventListener("online", done);
  });

  document.addEventListener("submit", async (event) => {
    const form = event.target, button = event.submitter;
    const told = form.querySelector("[data-line]");
    /* A tap on a map. */
    if (!told || form.dataset.line === "here" || button?.type === "image") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.dataset.line) return;
    form.dataset.line = "asked";
    while (!await reachable(told.dataset.line)) {
      told.firstElementChild.hidden = false;
      await pause();
    }
    told.firstElementChild.hidden = true;
    form.dataset.line = "here";
    form.requestSubmit(button);
  }, true);
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-line]")) delete form.dataset.line;
  });
})();
