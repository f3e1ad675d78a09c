// What stands below the options follows each press. Without this the server adds up, on "Reken opnieuw" and on sending.
for (const form of document.querySelectorAll("[data-advice]")) {
  const line = form.querySelector("[data-advice-total]"), said = form.dataset;
  const cells = [...form.querySelectorAll("[data-advice-effects] dd")];
  const units = cells.map((cell) => cell.dataset.unit || "");
  const language = document.documentElement.lang === "en" ? "en-GB" : "nl-NL";
  const figure = (value, digits = 0) =>
    value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const amount = (value) =>
    said.advice === "money" ? "€ " + figure(value / 100, value % 100 ? 2 : 0) : (figure(value) + " " + said.unit).trim();
  form.addEventListener("input", () => {
    let sum = 0, count = 0;
    const spans = cells.map(() => [0, 0]);
    for (const label of form.querySelectorAll("label[data-amount]")) {
      const taken = Number(label.dataset.amount);
      if (!label.querySelector("input").checked || !taken) continue;
      sum += taken; count += 1;
      label.dataset.effects.split(";").filter(Boolean).forEach((span, at) => {
        span.split(",").forEach((end, side) => { spans[at][side] += Number(end); });
      });
    }
    cells.forEach((cell, at) => {
      const [low, high] = spans[at];
      cell.textContent = ((low === high ? figure(low) : figure(low) + " – " + figure(high)) + " " + units[at]).trim();
    });
    if (!count) { line.textContent = said.none; return; }
    const limit = Number(said.limit), words = [said.have.replace("{have}", amount(sum)).replace("{whole}", amount(limit))];
    if (said.advice === "goal") {
      words.push(sum < limit ? said.short.replace("{left}", amount(limit - sum)) : said.reached);
    } else if (sum > limit) words.push(said.over.replace("{left}", amount(sum - limit)));
    else words.push(said.left.replace("{left}", amount(limit - sum)), said.rest);
    line.textContent = words.filter(Boolean).join(" ");
  });
}
