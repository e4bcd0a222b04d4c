// What the panel is made of: facts, issues, charts and evidence.

const part = (title, ...children) => el("section", { class: "part" }, el("h3", {}, title), children);
const fact = (name, value, lang) =>
  value === "" || value === null || value === undefined ? null : el("div", {}, el("dt", {}, w(name)), el("dd", { lang }, value));

const drawCommand = (issue) => {
  const quote = (text) => (/^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
  const command = `jospar correct ${quote(doc.id)} ${quote(issue.id)}`;
  const code = el("code", { tabindex: "0" }, command);
  const copy = el(
    "button",
    {
      type: "button",
      class: "quiet",
      onclick: () => {
        getSelection().selectAllChildren(code);
        document.execCommand("copy");
        copy.textContent = w("copied");
      },
    },
    w("copy"),
  );
  return el("div", { class: "command" }, el("span", {}, w("begin_correction")), code, copy);
};

const drawIssueCard = (issue, inFull) =>
  el(
    "div",
    { class: `card ${issue.severity} ${issue.state}` },
    el(
      "p",
      { class: "card-head" },
      icon(issue.severity),
      el("strong", {}, w(`severity_${issue.severity}`)),
      isOpen(issue) ? null : el("span", { class: "tag" }, w("accepted")),
    ),
    el("p", {}, issueMeaning(issue.code), issue.detail ? el("span", { class: "detail", lang: "en" }, ` (${issue.detail})`) : null),
    issue.printed || issue.suggestion
      ? el(
          "p",
          { class: "change" },
          issue.printed ? el("q", { lang: doc.language }, issue.printed) : null,
          issue.suggestion ? [" → ", el("strong", { lang: doc.language }, issue.suggestion)] : null,
        )
      : null,
    el("p", { class: "remedy" }, `${w("to_do")}: ${issueRemedy(issue.code)}`),
    issue.remark ? el("p", { class: "remark" }, `${w("remark")}: `, issue.remark) : null,
    isOpen(issue) ? drawCommand(issue) : null,
    inFull ? null : el("button", { type: "button", class: "ref", onclick: () => openPanel(issueIdOf(issue)) }, w("where_printed")),
  );

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
  const expected =
    value?.component === component ? failing(value).filter((check) => check.expected !== undefined && check.records.length === 1) : [];
  dots.push(...expected.map((check) => [value.column, Number(check.expected), "expected", 4]));
  const label = values.map((found) => `${columnLabel(columns[found.column])}: ${valueText(found) || w("status_blank")}`).join(", ");
  return el(
    "figure",
    {},
    drawChart({ lines: lines.map((points) => ({ points, name: "" })), dots, labels: columns.map((column) => String(column.year)), label }),
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

// What speaks against a value comes before its print, what speaks for it after.
const drawEvidence = (value) => {
  const [holds, fails] = [holding(value), failing(value)];
  const rowIssues = value.record.issues.filter((issue) => issue.year === undefined);
  const against = fails.length || value.issues.length;
  const contradicts = part(
    w("contradicts"),
    against
      ? [fails.map((check) => drawCheck(check)), value.issues.map((issue) => drawIssueCard(issue, true))]
      : el("p", { class: "none" }, w("nothing_contradicts")),
  );
  return [
    against ? contradicts : null,
    part(w("where_printed"), drawSource([value.line, value.cell])),
    part(
      w("confirms"),
      holds.length
        ? holds.map((check) => drawCheck(check))
        : el("p", { class: "none" }, value.confirmations ? w("confirmed_by", { n: value.confirmations }) : w("nothing_confirms")),
    ),
    against ? null : contradicts,
    rowIssues.length
      ? part(
          w("of_the_row"),
          rowIssues.map((issue) => drawIssueCard(issue)),
        )
      : null,
  ];
};

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
      ? [fact("unit", [record.label || w("no_unit"), record.unit === undefined ? "" : ` (${describeUnit(units[record.unit])})`])]
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
        drawTarget(record, true),
      )
    : null,
  record.isRow ? drawSeries(record, null) : null,
  drawRecordFacts(record),
  record.issues.length
    ? part(
        w("noticed"),
        record.issues.map((issue) => drawIssueCard(issue)),
      )
    : null,
  record.checks.length
    ? part(
        w("tested"),
        record.checks.map((check) => drawCheck(check)),
      )
    : null,
  part(w("where_printed"), drawSource(record.at)),
];

const drawValuePart = (record, value) => [drawSeries(record, value), drawValueFacts(value), drawEvidence(value)];
