// The other views: what is noticed, who answers for what, whom it concerns, and what was tested.

const issueBlocks = (found) => {
  const order = (issue) => (isOpen(issue) ? 0 : 10) + SEVERITIES.indexOf(issue.severity);
  const groups = new Map();
  for (const issue of [...found].sort((a, b) => order(a) - order(b) || a.number - b.number)) {
    const key = `${order(issue)}/${issue.code}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(issue);
  }
  return [...groups.values()].flatMap((group) => [
    { weight: 2, height: 70, keys: [], draw: () => drawIssueHead(group) },
    ...group.map((issue) => ({ weight: 1, height: 48, keys: [issue], draw: () => drawIssueItem(issue) })),
  ]);
};

const drawIssueHead = (group) => {
  const [{ code, severity, state }] = group;
  return el(
    "div",
    { class: `issue-head ${state}` },
    el(
      "h2",
      {},
      icon(severity, w(`severity_${severity}`)),
      el("span", {}, issueMeaning(code)),
      el("span", { class: "tally" }, String(group.length)),
      state === "open" ? null : el("span", { class: "tag" }, w("accepted")),
    ),
    el("p", {}, w("to_do"), ": ", issueRemedy(code), " ", el("code", {}, code)),
  );
};

const drawIssueItem = (issue) =>
  el(
    "button",
    {
      type: "button",
      class: `issue-item ${issue.severity} ${issue.state}`,
      dataset: { key: issueIdOf(issue) },
      onclick: () => openPanel(issueIdOf(issue)),
    },
    el("span", { class: "issue-place" }, placeOf(issue.at)),
    el(
      "span",
      { class: "issue-about", lang: doc.language },
      issue.record ? `${issue.record.code || ""} ${issue.record.name}` : "",
      issue.year ? el("strong", {}, ` ${issue.year}`) : null,
    ),
    el(
      "span",
      { class: "issue-print", lang: doc.language },
      issue.printed ? el("q", {}, issue.printed) : null,
      issue.suggestion ? [" → ", el("strong", {}, issue.suggestion)] : null,
    ),
  );

const partyBlocks = (role, shown) => {
  const groups = new Map();
  for (const row of rows) {
    if (!shown.has(row)) continue;
    for (const group of new Set(row[role].map((number) => parties[number].group))) {
      if (!groups.has(group)) groups.set(group, []);
      groups.get(group).push(row);
    }
  }
  const most = Math.max(1, ...[...groups.values()].map((found) => found.length));
  return [...groups]
    .sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))
    .map(([group, found]) => ({ weight: 2, height: 46, keys: [group], draw: () => drawParty(role, group, found, most) }));
};

const FIRST_ROWS = 40;

// The outline of what one party has to do with.
const showOnly = (role, group) => {
  choose({ view: "", [role === "executors" ? "exec" : "stake"]: group });
  showFilters();
  drawTabs();
  drawView();
  byId("main").focus();
};

const drawParty = (role, group, found, most) => {
  const open = found.flatMap((row) => row.issues).filter(isOpen);
  const counts = SEVERITIES.map((severity) => open.filter((issue) => issue.severity === severity).length);
  const troubled = found.filter((row) => worstOf(row.issues) === "error").length;
  const doubtful = found.filter((row) => worstOf(row.issues) === "warning").length;
  const [name, ...others] = groupNames.get(group);
  const inside = el("div", { class: "party-rows" });
  const fillIn = (count) => {
    put(
      inside,
      el("button", { type: "button", class: "quiet only", onclick: () => showOnly(role, group) }, w("only_these")),
      drawTable(found.slice(0, count), name, true),
      found.length > count
        ? el(
            "button",
            { type: "button", class: "quiet more", onclick: () => fillIn(count + 4 * FIRST_ROWS) },
            w("show_more", { n: found.length - count }),
          )
        : null,
    );
  };
  return el(
    "details",
    { class: "party", ontoggle: (event) => event.target.open && !inside.childElementCount && fillIn(FIRST_ROWS) },
    el(
      "summary",
      {},
      el(
        "span",
        { class: "party-name" },
        el("span", { lang: doc.language }, name),
        others.length ? el("span", { class: "under", lang: doc.language }, others.join(" · ")) : null,
      ),
      el(
        "span",
        { class: "party-bar" },
        drawStack(
          [
            [troubled, "error"],
            [doubtful, "warning"],
            [found.length - troubled - doubtful, "plain"],
          ],
          most,
          "",
        ),
      ),
      el("span", { class: "party-count" }, w(role === "executors" ? "answers_for" : "concerns", { n: found.length })),
      drawCounts(counts) || el("span", { class: "counts" }),
    ),
    inside,
  );
};

const checkBlocks = (shown) => {
  const found = checks.filter((check) => !isFiltered() || check.records.some((record) => shown.has(record)));
  const order = { fails: 0, holds: 1, not_testable: 2 };
  const groups = new Map();
  for (const check of [...found].sort((a, b) => order[a.outcome] - order[b.outcome] || a.number - b.number)) {
    const key = `${check.outcome}/${check.check}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(check);
  }
  return [...groups.values()].flatMap((group) => [
    {
      weight: 2,
      height: 56,
      keys: [],
      draw: () =>
        el(
          "div",
          { class: "issue-head" },
          el(
            "h2",
            {},
            icon(SIGNS[group[0].outcome]),
            el("span", {}, checkName(group[0].check)),
            el("span", { class: "tag" }, w(`outcome_${group[0].outcome}`)),
            el("span", { class: "tally" }, String(group.length)),
          ),
        ),
    },
    ...group.map((check) => ({ weight: 1, height: 42, keys: [check], draw: () => drawCheck(check, false) })),
  ]);
};

const SIGNS = { holds: "ok", fails: "warning", not_testable: "info" };

const yearsOf = (years) => {
  if (years.length < 3) return years.join(", ");
  const whole = years.every((year, i) => i === 0 || year === years[i - 1] + 1);
  return whole ? `${years[0]}–${years.at(-1)}` : years.join(", ");
};

const drawCheck = (check, named = true) =>
  el(
    "div",
    { class: `check ${check.outcome}` },
    el(
      "p",
      { class: "check-line" },
      icon(SIGNS[check.outcome], w(`outcome_${check.outcome}`)),
      " ",
      named ? [el("strong", {}, checkName(check.check)), " "] : null,
      yearsOf(check.years),
    ),
    check.expected !== undefined || check.found !== undefined
      ? el(
          "p",
          { class: "check-numbers" },
          check.expected === undefined ? null : [w("expected"), " ", el("b", {}, number(check.expected))],
          check.found === undefined ? null : [" ", w("found"), " ", el("b", {}, number(check.found))],
          check.tolerance && Number(check.tolerance) ? ` (±\u202f${number(check.tolerance)})` : null,
        )
      : null,
    el(
      "p",
      { class: "check-records" },
      check.records.map((record) =>
        el(
          "button",
          { type: "button", class: "ref", lang: doc.language, title: record.name, onclick: () => openPanel(idOf(record), true) },
          el("span", { lang: language }, w(record.kind)),
          ` ${record.code || record.name.slice(0, 40)}`,
        ),
      ),
    ),
  );
