/* The worktable with the keys, for somebody with a hundred voices before lunch. Everything works without this.
   The keys count only while the focus is in the table (WCAG 2.1.4): j and k walk, x ticks, b goes to the bundles,
   / to the search. */
(() => {
  "use strict";
  const place = document.querySelector("[data-worktable]");
  const table = place?.querySelector(".brink-dense");
  const panel = document.getElementById("open");
  const rows = table ? [...table.querySelectorAll("tbody tr")] : [];
  const link = (row) => row.querySelector("a");
  const tick = (row) => row.querySelector("input[type=checkbox]");

  /* Who came from one row to the next goes on from that row; where only the item is in sight, from there. */
  const here = rows.find((row) => row.matches("[aria-current]"));
  if (!document.querySelector(".brink-not-sent")) {
    if (here && link(here).offsetParent) link(here).focus({ preventScroll: true });
    else if (panel) panel.focus({ preventScroll: true });
  }
  if (!table) return;

  const cell = table.querySelector("[data-all]");
  const label = document.createElement("label"), said = document.createElement("span"), all = document.createElement("input");
  said.className = "brink-hidden";
  said.textContent = cell.dataset.all;
  all.type = "checkbox";
  label.append(said, all);
  cell.append(label);
  all.addEventListener("change", () => { for (const row of rows) tick(row).checked = all.checked; });

  table.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const at = rows.indexOf(event.target.closest("tr"));
    if (at < 0) return;
    if (event.key === "j" || event.key === "ArrowDown") link(rows[Math.min(at + 1, rows.length - 1)]).focus();
    else if (event.key === "k" || event.key === "ArrowUp") link(rows[Math.max(at - 1, 0)]).focus();
    else if (event.key === "x") tick(rows[at]).checked = !tick(rows[at]).checked;
    else if (event.key === "b") document.getElementById("bulk-bundel")?.focus();
    else if (event.key === "/") place.querySelector("input[type=search]").focus();
    else return;
    event.preventDefault();
  });
  for (const hint of document.querySelectorAll("[data-keys]")) hint.hidden = false;
})();
