// A pile is typed in by keys: the figure of a box goes on to the next field by itself. Without this, Tab does.
for (const form of document.querySelectorAll("[data-pile-row]")) {
  const fields = () => [...form.querySelectorAll("input:not([type=hidden]), textarea, select, button")];
  form.addEventListener("input", (event) => {
    const field = event.target;
    if (!("key" in field.dataset) || field.value.length !== 1) return;
    fields()[fields().indexOf(field) + 1]?.focus();
  });
  // Back in the first field after each sheet, but not where something is to mend.
  if (!document.querySelector("[data-not-sent]") && location.search.includes("net=")) {
    form.querySelector("[name=printed_code]")?.focus();
  }
}
