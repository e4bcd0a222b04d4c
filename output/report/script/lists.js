// The other views: what is noticed, who answers for what, whom it concerns, and what was tested.

const issueBlocks = (found) => {
  const groups = new Map();
  for (const thing of gatherThings(found)) {
    const key = `${rankOf(thing[0])}/${thing[0].code}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(thing);
  }
  return [...groups.values()].flatMap((group) => [
    { weight: 2, height: 70, keys: [], draw: () => drawIssueHead(group) },
    ...group.map((thing) => ({ weight: 1, height: 48, keys: thing, draw: () => drawIssueItem(thing) })),
  ]);
};

const drawIssueHead = (group) => {
  const [[{ code, severity, state }]] = group;
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

const drawIssueItem = (thing) => {
  const [issue] = thing;
  return el(
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
      { class: "issue-about" },
      issue.record ? el("span", { lang: doc.language }, `${issue.record.code || ""} ${issue.record.name}`) : null,
      issue.year ? el("strong", {}, ` ${issue.year}`) : null,
    ),
    el("span", { class: "issue-print" }, drawChange(issue), drawDetail(issue), drawOthers(thing)),
  );
};

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

// Relations by kind: kinds in which one fails come first, and in each those that fail.
const relationBlocks = (shown) => {
  const found = relations.filter((relation) => !isFiltered() || relation.records.some((record) => shown.has(record)));
  const order = (relation) => OUTCOMES.indexOf(relation.outcome);
  const kinds = new Map();
  for (const relation of [...found].sort((a, b) => order(a) - order(b) || a.number - b.number)) {
    if (!kinds.has(relation.check)) kinds.set(relation.check, []);
    kinds.get(relation.check).push(relation);
  }
  return [...kinds].flatMap(([kind, members]) => [
    { weight: 2, height: 56, keys: [], draw: () => drawRelationHead(kind, members) },
    ...members.map((relation) => ({ weight: 1, height: 54, keys: [relation], draw: () => drawRelationItem(relation) })),
  ]);
};

const drawRelationHead = (kind, members) => {
  const counts = countBy(members, (relation) => relation.outcome);
  return el(
    "div",
    { class: "issue-head" },
    el("h2", {}, el("span", {}, checkName(kind)), el("span", { class: "tally" }, number(String(members.length)))),
    el(
      "p",
      { class: "outcomes" },
      OUTCOMES.filter((outcome) => counts.has(outcome)).map((outcome) =>
        el(
          "span",
          { class: `outcome ${outcome}` },
          icon(SIGNS[outcome]),
          ` ${w(`outcome_${outcome}`)}: ${number(String(counts.get(outcome)))}`,
        ),
      ),
    ),
  );
};
