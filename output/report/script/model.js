// The document out of its JSON: records that know what stands above and below them, and values that know what speaks for and against them.

const data = readJson("data");
const doc = data.document;
const columns = data.columns.map(([year, stage]) => ({ year, stage }));
const units = data.units;
const SEVERITIES = ["error", "warning", "info"];
const STATUSES = ["reported", "dash", "blank", "unreadable"];
const ORIGINS = ["printed", "ocr", "corrected"];
const NOWHERE = -1;

const readValue = (raw, record, number) => {
  const [
    column,
    print,
    amount,
    line = 0,
    cell = 0,
    component = 0,
    status = 0,
    origin = 0,
    confirmations = 0,
    upper = null,
    unit = null,
    bound = null,
  ] = raw;
  return {
    record,
    number,
    column,
    text: print ?? data.lines[line][4][cell],
    line,
    cell,
    component,
    confirmations,
    upper,
    unit: unit ?? record.unit,
    bound,
    amount: amount ?? null,
    size: amount === null || amount === undefined ? null : Number(amount),
    year: columns[column].year,
    status: STATUSES[status],
    origin: ORIGINS[origin],
    issues: [],
    checks: [],
  };
};

const records = data.records.map((raw, number) => {
  const record = {
    executors: [],
    stakeholders: [],
    name: "",
    code: "",
    ...raw,
    number,
    children: [],
    issues: [],
    relations: [],
    nearby: [],
  };
  record.values = (raw.values || []).map((value, i) => readValue(value, record, i));
  record.isRow = record.kind === "measure" || record.kind === "indicator";
  return record;
});
const roots = [];
for (const record of records) {
  record.above = record.up === NOWHERE ? null : records[record.up];
  (record.above ? record.above.children : roots).push(record);
  record.direction = record.kind === "direction" ? record : (record.above?.direction ?? null);
}

const parties = data.parties.map(([name, party]) => ({ name, group: party || `=${fold(name)}` }));
// One name for each group of spellings: the one that the document prints most often.
const groupNames = (() => {
  const counts = new Map();
  for (const record of records) {
    for (const number of [...record.executors, ...record.stakeholders]) {
      const { name, group } = parties[number];
      if (!counts.has(group)) counts.set(group, new Map());
      counts.get(group).set(name, (counts.get(group).get(name) || 0) + 1);
    }
  }
  return new Map(
    [...counts].map(([group, names]) => [group, [...names].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name)]),
  );
})();

const issues = data.issues.map((raw, number) => ({
  state: "open",
  detail: "",
  ...raw,
  number,
  record: raw.record === undefined ? null : records[raw.record],
}));
const checks = data.checks.map((raw, number) => ({ ...raw, number, records: raw.records.map((record) => records[record]) }));
// The checks of the same records, year by year, are one relation.
const relations = [];
{
  const known = new Map();
  for (const check of checks) {
    const key = [check.check, ...check.records.map((record) => record.number)].join(" ");
    if (!known.has(key)) {
      known.set(key, { check: check.check, records: check.records, number: relations.length, tests: [] });
      relations.push(known.get(key));
    }
    check.relation = known.get(key);
    check.relation.tests.push(check);
  }
  for (const relation of relations) {
    relation.outcome = ["fails", "holds"].find((outcome) => relation.tests.some((test) => test.outcome === outcome)) || "not_testable";
    for (const record of relation.records) record.relations.push(relation);
  }
}
const isOpen = (issue) => issue.state === "open";

for (const issue of issues) {
  if (issue.record) {
    issue.record.issues.push(issue);
    if (issue.year !== undefined)
      issue.record.values.filter((value) => value.year === issue.year).forEach((value) => value.issues.push(issue));
    continue;
  }
  // What concerns no record stands beside the heading that comes next in the source, or the last one.
  const next = records.find((record) => record.at[0] >= issue.at[0] && record.at[0] !== NOWHERE) || records.at(-1);
  const heading = next && (next.isRow ? next.above || next : next);
  if (heading) heading.nearby.push(issue);
}
for (const check of checks) {
  for (const record of check.records) {
    for (const value of record.values) if (value.component === 0 && check.years.includes(value.year)) value.checks.push(check);
  }
}

const worstOf = (found) => SEVERITIES.find((severity) => found.some((issue) => isOpen(issue) && issue.severity === severity));

// Error or warning where a value is contradicted: by an issue of its year, or by one that doubts its whole row.
const doubtOf = (value) => {
  const worst = worstOf([...value.issues, ...value.record.issues.filter((issue) => issue.allYears)]);
  return worst === "info" ? "" : worst || "";
};

// What is to be said of a value at a glance: error, warning, info, confirmed, or nothing; as the grade counts them.
const stateOf = (value) => {
  if (value.status === "unreadable") return "error";
  return doubtOf(value) || (value.confirmations ? "confirmed" : worstOf(value.issues) || "");
};

const below = (record) => record.children.flatMap((child) => [child, ...below(child)]);
const rows = records.filter((record) => record.isRow);

for (const record of records) {
  const names = [...record.executors, ...record.stakeholders].map((number) => parties[number].name);
  record.text = fold(
    [
      record.code,
      record.printedCode || "",
      record.name,
      record.printedName || "",
      record.label || "",
      ...names,
      ...record.values.map((value) => value.text),
    ].join("\n"),
  );
}

const unitKey = (record) => (record.unit === undefined ? "" : units[record.unit].slice(0, 3).join("|"));
// The unit as it was read, for rows that print none of their own.
const describedUnit = (record) => {
  const unit = record.unit ?? record.values[0]?.unit;
  return unit === undefined ? "" : describeUnit(units[unit]);
};
const unitLabel = (unit) => units[unit][3] || describeUnit(units[unit]) || w("no_unit");

// The lines of a chart: one for each component of a pair, and for each stage where a year has two.
const linesOf = (record) => {
  const found = new Map();
  for (const value of record.values) {
    if (value.size === null) continue;
    const key = `${columns[value.column].stage}/${value.component}`;
    if (!found.has(key)) found.set(key, []);
    found.get(key).push([value.column, value.size]);
  }
  return [...found.values()];
};

const columnLabel = (column) => (column.stage ? `${column.year}\u00a0${w(`stage_${column.stage}`)}` : String(column.year));
const idOf = (record) => `r:${record.id}`;
const valueIdOf = (value) => `v:${value.record.id}:${value.number}`;
const issueIdOf = (issue) => `i:${issue.id.slice(issue.id.lastIndexOf("/") + 1)}`;
