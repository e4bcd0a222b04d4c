// Rows of measures and indicators as a table: name, line, and a button for each value.

const valueText = (value) => {
  if (value.amount === null) return value.status === "unreadable" ? value.text : value.status === "dash" ? "–" : "";
  return bounded(value.amount, value.upper, value.bound);
};

const describeValue = (value) => {
  const said = [columnLabel(columns[value.column]) + ": " + (valueText(value) || w("status_blank"))];
  if (value.status !== "reported") said.push(w(`status_${value.status}`));
  const state = stateOf(value);
  if (state && state !== "confirmed") said.push(w(`severity_${state}`));
  if (value.confirmations) said.push(w("confirmed_by", { n: value.confirmations }));
  if (value.origin !== "printed") said.push(w(`origin_${value.origin}`));
  return said.join(", ");
};

const drawValue = (value) => {
  const state = stateOf(value);
  return el(
    "button",
    {
      type: "button",
      tabindex: "-1",
      class: `value ${state} ${value.origin} ${value.status}`,
      "aria-label": describeValue(value),
      title: describeValue(value),
      lang: language,
      dataset: { key: valueIdOf(value) },
      onclick: () => openPanel(valueIdOf(value)),
    },
    valueText(value) || "\u00a0",
  );
};

// Years stand below each other in all tables, where there is room for that.
const ROOM_FOR_YEARS = 640;
const MOST_VALUES = 0.9;
const alignTables = () => {
  const usual = (texts) => texts.map((text) => text.length).sort((a, b) => a - b)[Math.floor(texts.length * MOST_VALUES)] || 0;
  const width = Math.max(44, usual(records.flatMap((record) => record.values.map(valueText))) * 7.6 + 20);
  const main = byId("main");
  main.style.setProperty("--year-width", `${Math.round(width)}px`);
  main.style.setProperty("--code-width", `${Math.round(Math.min(usual(rows.map((row) => row.code)), 12) * 7 + 20)}px`);
  main.classList.toggle("aligned", width * columns.length <= ROOM_FOR_YEARS);
};

const sparkOf = (record) => {
  const lines = linesOf(record);
  if (!lines.length) return null;
  const marks = record.values
    .filter((value) => value.size !== null && ["error", "warning"].includes(stateOf(value)))
    .map((value) => [value.column, value.size, stateOf(value)]);
  const [first, last] = [lines[0][0], lines[0].at(-1)];
  const label = w("trend", {
    first: `${columns[first[0]].year}: ${roughly(first[1])}`,
    last: `${columns[last[0]].year}: ${roughly(last[1])}`,
  });
  return drawSpark(lines, marks, columns.length, label);
};

const drawParties = (numbers) => numbers.map((number) => parties[number].name).join(" · ");

const drawRow = (record, withHeading) => {
  const byColumn = columns.map((_, column) => record.values.filter((value) => value.column === column));
  // An info of a year stands at its value alone, if there is one.
  const aside = gatherThings(record.issues).filter(
    ([lead]) => lead.year === undefined || !record.values.some((value) => value.year === lead.year) || lead.severity !== "info",
  );
  const unit = record.label
    ? el("span", { class: "unit" }, record.label)
    : el("span", { class: "unit", lang: language }, describedUnit(record));
  return el(
    "tr",
    { role: "row", class: `row ${record.kind}`, dataset: { row: record.id } },
    el(
      "td",
      { role: "gridcell", class: "code" },
      record.code || "",
      record.printedCode && record.printedCode !== record.code ? el("s", { title: w("printed") }, record.printedCode) : null,
    ),
    el(
      "th",
      { role: "rowheader", scope: "row", class: "name", lang: doc.language },
      el(
        "button",
        { type: "button", class: "name-button", tabindex: "-1", dataset: { key: idOf(record) }, onclick: () => openPanel(idOf(record)) },
        record.kind === "indicator" ? el("span", { class: "kind", lang: language }, w("indicator")) : null,
        record.name,
      ),
      el(
        "span",
        { class: "under" },
        record.label || describedUnit(record) ? unit : null,
        record.executors.length ? el("span", { class: "who" }, drawParties(record.executors)) : null,
      ),
      withHeading && record.above ? el("span", { class: "under" }, `${record.above.code || ""} ${record.above.name}`) : null,
      aside.map((thing) => drawIssueLine(thing, true)),
    ),
    el("td", { role: "gridcell", class: "trend" }, sparkOf(record)),
    byColumn.map((values, column) =>
      el("td", { role: "gridcell", class: "cell", dataset: { year: columnLabel(columns[column]) } }, values.map(drawValue)),
    ),
  );
};

const drawTable = (shown, label, withHeading = false) => {
  const table = el(
    "table",
    { role: "grid", class: "rows", "aria-label": label, onkeydown: moveInGrid, onfocusin: keepInGrid },
    el(
      "thead",
      { role: "rowgroup" },
      el(
        "tr",
        { role: "row" },
        el("th", { role: "columnheader", scope: "col", class: "code" }, w("code")),
        el("th", { role: "columnheader", scope: "col", class: "name" }, w("name_and_unit")),
        el("th", { role: "columnheader", scope: "col", class: "trend" }, w("line")),
        columns.map((column) => el("th", { role: "columnheader", scope: "col", class: "cell" }, columnLabel(column))),
      ),
    ),
    el(
      "tbody",
      { role: "rowgroup" },
      shown.map((record) => drawRow(record, withHeading)),
    ),
  );
  table.querySelector("tbody button")?.setAttribute("tabindex", "0");
  return el("div", { class: "scroll" }, table);
};

// A table is one stop of the Tab key; arrows go on in it.
const keepInGrid = (event) => {
  if (!event.target.matches("tbody button")) return;
  for (const button of event.currentTarget.querySelectorAll('tbody button[tabindex="0"]')) button.tabIndex = -1;
  event.target.tabIndex = 0;
};

const moveInGrid = (event) => {
  const button = event.target.closest("button");
  if (!button || event.ctrlKey || event.metaKey || event.altKey) return;
  const lines = [...event.currentTarget.querySelectorAll("tbody tr")];
  const line = button.closest("tr");
  const stops = [...line.querySelectorAll("button")];
  const at = stops.indexOf(button);
  const cell = button.closest("td, th").cellIndex;
  const across = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: stops.length - 1 };
  const down = { ArrowDown: 1, ArrowUp: -1 };
  let next = null;
  if (event.key in across) next = stops[across[event.key]];
  else if (event.key in down) {
    for (let i = lines.indexOf(line) + down[event.key]; lines[i] && !next; i += down[event.key])
      next = lines[i].cells[cell].querySelector("button");
  } else return;
  event.preventDefault();
  next?.focus();
};
