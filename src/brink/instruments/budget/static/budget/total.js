// The total below a ballot follows each press. Without this the server adds up, on "Reken opnieuw" and on sending.
for (const form of document.querySelectorAll("[data-budget]")) {
  const line = form.querySelector("[data-budget-total]"), said = form.dataset;
  const euros = (cents) => {
    const digits = cents % 100 ? 2 : 0;
    const format = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    return "€ " + (cents / 100).toLocaleString(document.documentElement.lang === "en" ? "en-GB" : "nl-NL", format);
  };
  form.addEventListener("input", () => {
    let plans = 0, cost = 0, given = 0;
    for (const row of form.querySelectorAll("[data-cost]")) {
      const field = row.querySelector("input");
      const mark = field.type === "checkbox" ? Number(field.checked) : Math.max(0, Number(field.value) || 0);
      if (mark) { plans += 1; cost += Number(row.dataset.cost); given += mark; }
    }
    if (!plans) { line.textContent = said.none; return; }
    const words = [(plans === 1 ? said.one : said.more).replace("{n}", plans).replace("{cost}", euros(cost))];
    const left = Number(said.amount) - cost;
    if (said.budget === "points") words.push(said.pointsLeft.replace("{left}", said.points - given));
    else if (said.within) words.push((left < 0 ? said.over : said.left).replace("{left}", euros(Math.abs(left))));
    line.textContent = words.join(" ");
  });
}
