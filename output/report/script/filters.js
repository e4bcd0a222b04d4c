// What the reader looks for: choices and a search, answered out of the data and not out of what is drawn.

const CRITERIA = ["q", "issue", "dir", "unit", "exec", "stake"];
const isFiltered = () => CRITERIA.some((key) => chosen[key]);

// `issue` is a severity, `accepted`, or a code of the catalogue.
const fitsIssue = (issue, wanted) => {
  if (!wanted) return true;
  if (wanted === "accepted") return !isOpen(issue);
  if (wanted === "open") return isOpen(issue);
  return SEVERITIES.includes(wanted) ? isOpen(issue) && issue.severity === wanted : issue.code === wanted;
};

const inDirection = (record) => !chosen.dir || record.direction?.id === chosen.dir;
const isParty = (numbers, group) => !group || numbers.some((number) => parties[number].group === group);

// Whether a record is asked for by everything but the words of the search.
const fits = (record) =>
  inDirection(record) &&
  (!chosen.unit || (record.isRow && unitKey(record) === chosen.unit)) &&
  isParty(record.executors, chosen.exec) &&
  isParty(record.stakeholders, chosen.stake) &&
  (!chosen.issue || [...record.issues, ...record.nearby].some((issue) => fitsIssue(issue, chosen.issue)));

const hasWords = (record, words) => words.every((word) => record.text.includes(word) || headedBy(record, word));
const headedBy = (record, word) => {
  for (let heading = record.above; heading; heading = heading.above) if (heading.text.includes(word)) return true;
  return false;
};
// The words of the search; what stands in quotes is one.
const wordsOf = () => [...fold(chosen.q || "").matchAll(/["«]([^"»]+)["»]|(\S+)/g)].map(([, phrase, word]) => phrase || word);

const issueText = (issue) =>
  fold(
    [
      issue.code,
      issueMeaning(issue.code),
      issue.detail,
      issue.printed || "",
      issue.suggestion || "",
      issue.record?.code || "",
      issue.record?.name || "",
    ].join("\n"),
  );

// The records that are asked for, and all headings above them.
const findRecords = () => {
  const words = wordsOf();
  const found = new Set(records.filter((record) => fits(record) && hasWords(record, words)));
  const shown = new Set(found);
  for (const record of found) for (let heading = record.above; heading && !shown.has(heading); heading = heading.above) shown.add(heading);
  return { found, shown };
};

const findIssues = () => {
  const words = wordsOf();
  return issues.filter(
    (issue) =>
      fitsIssue(issue, chosen.issue) &&
      (issue.record
        ? inDirection(issue.record) &&
          (!chosen.unit || unitKey(issue.record) === chosen.unit) &&
          isParty(issue.record.executors, chosen.exec) &&
          isParty(issue.record.stakeholders, chosen.stake)
        : !chosen.dir && !chosen.unit && !chosen.exec && !chosen.stake) &&
      words.every((word) => issueText(issue).includes(word)),
  );
};

const countBy = (items, key) => {
  const counts = new Map();
  for (const item of items) for (const found of [key(item)].flat()) counts.set(found, (counts.get(found) || 0) + 1);
  return counts;
};

const option = (value, text, title) => el("option", { value, title }, text);
const choiceOf = (key, label, options) =>
  el(
    "label",
    { class: "choice" },
    el("span", {}, label),
    el("select", { name: key, onchange: (event) => changeFilter({ [key]: event.target.value }) }, option("", w("all")), options),
  );

const issueOptions = () => {
  const open = issues.filter(isOpen);
  const bySeverity = countBy(open, (issue) => issue.severity);
  const byCode = [...countBy(issues, (issue) => issue.code)].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const accepted = issues.length - open.length;
  return [
    el(
      "optgroup",
      { label: w("by_severity") },
      SEVERITIES.filter((severity) => bySeverity.has(severity)).map((severity) =>
        option(severity, `${w(`severity_${severity}`)} (${bySeverity.get(severity)})`),
      ),
      accepted ? option("accepted", `${w("accepted")} (${accepted})`) : null,
    ),
    el(
      "optgroup",
      { label: w("by_kind") },
      byCode.map(([code, count]) => option(code, `${issueMeaning(code)} (${count})`, code)),
    ),
  ];
};

const partyOptions = (role) => {
  const counts = countBy(rows, (row) => [...new Set(row[role].map((number) => parties[number].group))]);
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([group, count]) => option(group, `${groupNames.get(group)[0]} (${count})`));
};

const unitOptions = () => {
  const counts = countBy(
    rows.filter((row) => row.unit !== undefined),
    (row) => row.unit,
  );
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([unit, count]) => option(units[unit].slice(0, 3).join("|"), `${unitLabel(unit)} (${count})`));
};

let changeFilter = () => {};

const drawFilters = () => {
  const form = byId("filters");
  const directions = records.filter((record) => record.kind === "direction");
  put(
    form,
    el(
      "label",
      { class: "choice search" },
      el("span", {}, w("search")),
      el("input", {
        id: "search",
        type: "search",
        name: "q",
        autocomplete: "off",
        spellcheck: "false",
        placeholder: w("search_hint"),
        value: chosen.q || "",
        oninput: (event) => changeFilter({ q: event.target.value }),
      }),
    ),
    el(
      "button",
      {
        type: "button",
        class: "quiet unfold",
        "aria-expanded": String(form.classList.contains("open")),
        onclick: (event) => event.currentTarget.setAttribute("aria-expanded", String(form.classList.toggle("open"))),
      },
      w("more_filters"),
    ),
    issues.length ? choiceOf("issue", w("issue"), issueOptions()) : null,
    directions.length > 1
      ? choiceOf(
          "dir",
          w("direction"),
          directions.map((record) => option(record.id, `${record.code} ${record.name}`)),
        )
      : null,
    choiceOf("unit", w("unit"), unitOptions()),
    rows.some((row) => row.executors.length) ? choiceOf("exec", w("executor"), partyOptions("executors")) : null,
    rows.some((row) => row.stakeholders.length) ? choiceOf("stake", w("stakeholder"), partyOptions("stakeholders")) : null,
    el(
      "button",
      {
        type: "button",
        id: "reset",
        class: "quiet",
        onclick: () => {
          changeFilter(Object.fromEntries(CRITERIA.map((key) => [key, ""])));
          drawFilters();
        },
      },
      w("reset"),
    ),
  );
  showFilters();
};

// The form as the address says, without being built anew: a reader may be typing in it.
const showFilters = () => {
  const form = byId("filters");
  for (const key of CRITERIA) {
    const field = form.elements[key];
    if (field && field !== document.activeElement) field.value = chosen[key] || "";
  }
  byId("reset").hidden = !isFiltered();
};
byId("filters").addEventListener("submit", (event) => event.preventDefault());
