// The page of a dataset: its documents by what is wrong with them, and what is open in all of them.

const data = readJson("data");
const SEVERITIES = ["error", "warning", "info"];
const ORDERS = {
  worst: (a, b) => a.grade - b.grade || b.open[0] - a.open[0] || b.open[1] - a.open[1],
  name: (a, b) => (a.id < b.id ? -1 : 1),
  open: (a, b) => b.open[0] - a.open[0] || b.open[1] - a.open[1] || b.open[2] - a.open[2],
  size: (a, b) => b.measures - a.measures,
};
const FIRST_OPEN = 60;
let drawn = null;
let shownOpen = FIRST_OPEN;

for (const item of data.documents) item.text = fold([item.id, item.title, item.organization].join("\n"));
const total = (key) => data.documents.reduce((sum, item) => sum + item[key], 0);
const most = Math.max(1, ...data.documents.map((item) => item.open[0] + item.open[1] + item.open[2]));

const drawFigures = () => {
  const grades = [0, 0, 0];
  for (const item of data.documents) grades[item.grade >= 95 ? 0 : item.grade >= 80 ? 1 : 2] += 1;
  const opens = SEVERITIES.map((_, i) => data.documents.reduce((sum, item) => sum + item.open[i], 0));
  const legend = (name, count, text) =>
    el("li", {}, el("span", { class: `swatch ${name}` }), `${text} `, el("b", {}, number(String(count))));
  put(
    byId("figures"),
    el(
      "div",
      { class: "figure" },
      el("span", { class: "figure-name" }, w("documents"), " ", el("b", {}, number(String(data.documents.length)))),
      drawStack(
        [
          [grades[0], "ok"],
          [grades[1], "warning"],
          [grades[2], "error"],
        ],
        data.documents.length,
        "",
      ),
      el(
        "ul",
        { class: "legend" },
        legend("ok", grades[0], w("grade_high")),
        legend("warning", grades[1], w("grade_middle")),
        legend("error", grades[2], w("grade_low")),
      ),
    ),
    el(
      "div",
      { class: "figure" },
      el("span", { class: "figure-name" }, w("values"), " ", el("b", {}, number(String(total("values"))))),
      drawStack(
        [
          [total("confirmed"), "ok"],
          [total("contradicted"), "warning"],
          [total("unreadable"), "error"],
        ],
        total("values"),
        "",
      ),
      el(
        "ul",
        { class: "legend" },
        legend("ok", total("confirmed"), w("confirmed")),
        legend("warning", total("contradicted"), w("contradicted")),
        legend("error", total("unreadable"), w("unreadable")),
        legend("rest", total("values") - total("confirmed") - total("contradicted") - total("unreadable"), w("unchecked")),
      ),
    ),
    el(
      "div",
      { class: "figure" },
      el("span", { class: "figure-name" }, w("open_issues"), " ", el("b", {}, number(String(opens[0] + opens[1] + opens[2])))),
      drawStack(
        opens.map((count, i) => [count, SEVERITIES[i]]),
        opens[0] + opens[1] + opens[2],
        "",
      ),
      el(
        "ul",
        { class: "legend" },
        SEVERITIES.map((severity, i) => legend(severity, opens[i], w(`severity_${severity}s`))),
      ),
    ),
  );
};
