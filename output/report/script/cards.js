// What the panel is made of: facts, charts, and the parts of a record or a value.

const part = (title, ...children) => el("section", { class: "part" }, el("h3", {}, title), children);
const fact = (name, value, lang) =>
  value === "" || value === null || value === undefined ? null : el("div", {}, el("dt", {}, w(name)), el("dd", { lang }, value));

// A chart for each component of a pair: they have no scale in common.
const drawSeries = (record, value) =>
  [...new Set(record.values.map((found) => found.component))].map((component) => drawComponent(record, component, value));

const drawComponent = (record, component, value) => {
  const values = record.values.filter((found) => found.component === component);
  const lines = linesOf({ values });
  if (!lines.length) return null;
  const dots = values
    .filter((found) => found.size !== null)
    .map((found) => [
      found.column,
      found.size,
      found === value ? `here ${stateOf(found)}` : stateOf(found) || "plain",
      found === value ? 5 : 2.6,
    ]);
  const broken = component === 0 ? record.relations.filter((relation) => isPattern(relation) && relation.outcome === "fails") : [];
  const aim = broken.length ? patternPoints(broken[0]) : [];
  dots.push(
    ...aim
      .filter(([column, size]) => values.some((found) => found.column === column && found.size !== size))
      .map((point) => [...point, "expected", 4]),
  );
  const label = values.map((found) => `${columnLabel(columns[found.column])}: ${valueText(found) || w("status_blank")}`).join(", ");
  return el(
    "figure",
    {},
    drawChart({
      lines: lines.map((points) => ({ points, name: "" })),
      dots,
      labels: columns.map((column) => String(column.year)),
      label,
      aim,
    }),
    el(
      "div",
      { class: "years", role: "group", "aria-label": w("years") },
      values.map((found) =>
        el(
          "button",
          {
            type: "button",
            class: `year ${stateOf(found)}`,
            "aria-pressed": String(found === value),
            "aria-label": describeValue(found),
            onclick: () => openPanel(valueIdOf(found)),
          },
          el("span", {}, columnLabel(columns[found.column])),
          el("b", {}, valueText(found) || "\u00a0"),
        ),
      ),
    ),
  );
};

const drawValueFacts = (value) =>
  el(
    "dl",
    { class: "facts" },
    fact(
      "printed_text",
      value.text === "" ? w("status_blank") : el("span", { class: "print", lang: doc.language, translate: "no" }, value.text),
    ),
    fact("parsed_value", value.amount === null ? w(`status_${value.status}`) : bounded(value.amount, value.upper, value.bound)),
    fact("unit", value.unit === undefined ? w("no_unit") : describeUnit(units[value.unit]) || w("no_unit")),
    fact("stage", columns[value.column].stage ? w(`stage_${columns[value.column].stage}`) : ""),
    fact("origin", w(`origin_${value.origin}`)),
  );

const drawRecordFacts = (record) => {
  const kinds = (numbers) =>
    numbers.length
      ? el(
          "ul",
          { class: "names" },
          numbers.map((number) => el("li", { lang: doc.language }, parties[number].name)),
        )
      : "";
  return el(
    "dl",
    { class: "facts" },
    record.printedCode && record.printedCode !== record.code ? fact("printed_code", record.printedCode) : null,
    record.printedName ? fact("printed_name", record.printedName, doc.language) : null,
    record.isRow
      ? fact(
          "unit",
          [
            record.label,
            record.label && " ",
            describedUnit(record) && (record.label ? `(${describedUnit(record)})` : describedUnit(record)),
          ]
            .filter(Boolean)
            .join("") || w("no_unit"),
        )
      : null,
    fact("executors", kinds(record.executors)),
    fact("stakeholders", kinds(record.stakeholders)),
  );
};

const drawRecord = (record) => [
  record.target
    ? part(
        w("target"),
        el("p", { class: "target-in-full" }, el("strong", {}, targetText(record.target)), " ", targetSubject(record.target)),
        drawOutcome(record),
        drawTarget(record, true),
      )
    : null,
  record.isRow ? drawSeries(record, null) : null,
  drawRecordFacts(record),
  record.issues.length ? part(w("noticed"), drawThings(record.issues)) : null,
  record.relations.length
    ? part(
        w("tested"),
        record.relations.map((relation) => drawRelation(relation)),
      )
    : null,
  part(w("where_printed"), drawSource(record.at)),
];

const drawValuePart = (record, value) => [drawSeries(record, value), drawValueFacts(value), drawEvidence(value)];

// An issue that is about no single value.
const drawIssuePart = (record, issue) => [
  drawThings([issue], true),
  record?.target && !record.isRow ? part(w("target"), drawTarget(record, true)) : null,
  part(w("where_printed"), drawSource(issue.at, issue.box)),
  record?.isRow ? part(w("line"), drawSeries(record, null)) : null,
];
