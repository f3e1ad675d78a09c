/* The decision as a workbench. Everything works without this: one part is open by the browser itself, closed parts are
   sent along. This opens what a link points at where the browser does not, and counts what is not saved. */
(() => {
  "use strict";
  const form = document.querySelector(".brink-bench__parts");
  if (!form) return;
  const reveal = () => {
    const asked = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    if (!asked) return;
    for (let one = asked.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
    asked.scrollIntoView();
  };
  window.addEventListener("hashchange", reveal);
  reveal();

  const told = form.querySelector("[data-unsaved]");
  const fields = [...form.querySelectorAll("input:not([type=hidden]), textarea, select")];
  const was = new Map(fields.map((one) => [one, one.type === "checkbox" || one.type === "radio" ? one.defaultChecked : one.defaultValue]));
  form.addEventListener("input", () => {
    const changed = fields.filter((one) => one.tagName !== "SELECT"
      && (one.type === "checkbox" || one.type === "radio" ? one.checked && !was.get(one) : one.value !== was.get(one)));
    if (told) told.textContent = changed.length ? `${changed.length} ${told.dataset.unsaved}` : "";
  });
})();
