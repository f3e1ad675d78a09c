/* Laying words in bundles with the keys, for somebody with a hundred voices before lunch. The form works without this.
   The keys count only while the focus is on a voice in the list (WCAG 2.1.4): arrows or j and k walk, a number lays the
   ticked voices, or else this one, in the bundle with that number, n gives a new bundle its name. */
(() => {
  "use strict";
  const list = document.querySelector("[data-bundling]");
  if (!list) return;
  const form = list.closest("form"), select = form.elements.bundel, title = form.elements.title;
  const ticks = [...list.querySelectorAll("input[type=checkbox]")];
  const numbered = [...select.options].filter((option) => option.dataset.number);
  const PATIENCE = 700;
  let typed = "", clock = 0;

  const walk = (from, step) => ticks[Math.min(Math.max(ticks.indexOf(from) + step, 0), ticks.length - 1)].focus();
  const tickOne = (here) => { if (!ticks.some((one) => one.checked)) here.checked = true; };
  const lay = (here, option) => {
    tickOne(here);
    select.value = option.value;
    title.value = "";
    form.requestSubmit();
  };

  /* 1 acts at once when there is no bundle 10 or above that it could begin; else it waits for a second figure. */
  const figure = (here, digit) => {
    clearTimeout(clock);
    typed += digit;
    const exact = numbered.find((option) => option.dataset.number === typed);
    const longer = numbered.some((option) => option.dataset.number.startsWith(typed) && option !== exact);
    const act = () => { typed = ""; if (exact) lay(here, exact); };
    if (longer) clock = setTimeout(act, PATIENCE); else act();
  };

  list.addEventListener("keydown", (event) => {
    const here = event.target;
    if (!ticks.includes(here) || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "j") walk(here, 1);
    else if (event.key === "ArrowUp" || event.key === "k") walk(here, -1);
    else if (/^[0-9]$/.test(event.key)) figure(here, event.key);
    else if (event.key === "n") { tickOne(here); select.value = ""; title.focus(); }
    else return;
    event.preventDefault();
  });

  for (const hint of document.querySelectorAll("[data-keys]")) hint.hidden = false;
  /* After the browser went to #los itself, which takes the focus along. */
  if (location.hash === "#los") window.addEventListener("load", () => ticks[0]?.focus());
})();
