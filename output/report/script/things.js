// What there is to look at: all that is noticed of one value is one thing, the most severe first.

const rankOf = (issue) => (isOpen(issue) ? 0 : SEVERITIES.length) + SEVERITIES.indexOf(issue.severity);
const worstFirst = (a, b) => rankOf(a) - rankOf(b) || a.number - b.number;

const gatherThings = (found) => {
  const things = new Map();
  for (const issue of [...found].sort(worstFirst)) {
    const ofValue = issue.record?.isRow && issue.year !== undefined;
    const key = ofValue ? `${issue.record.number}/${issue.year}/${issue.state}` : `#${issue.number}`;
    if (!things.has(key)) things.set(key, []);
    things.get(key).push(issue);
  }
  return [...things.values()];
};

const detailOf = (issue) => (typeof issue.detail === "string" ? issue.detail : issue.detail[language]);
// Formulas belong to no language; what has words is in English where it was not translated.
const drawDetail = (issue) => {
  const text = detailOf(issue);
  const english = text === issue.detail && /[a-z]{3}/i.test(text);
  return text ? el("span", { class: "detail", lang: english ? "en" : null }, ` (${text})`) : null;
};

// The print, where it is not all of the name that stands beside it, and what would be in its place.
const LONGEST_PRINT = 60;
const printOf = (issue) => (issue.printed && issue.printed.length <= LONGEST_PRINT ? issue.printed : "");
const drawChange = (issue, print = printOf(issue)) => {
  if (!print && !issue.suggestion) return null;
  const said = { lang: doc.language, translate: "no" };
  return el(
    "span",
    { class: "change" },
    print ? el(issue.suggestion ? "s" : "q", said, print) : null,
    issue.suggestion ? [print ? " → " : "→ ", el("b", said, issue.suggestion)] : null,
  );
};

// The others of a thing: what they mean, and their own suggestion where it differs.
const drawOthers = ([lead, ...others]) =>
  others.length
    ? el(
        "span",
        { class: "also" },
        w("also"),
        " ",
        others.map((issue, i) => [
          i ? "; " : "",
          issueMeaning(issue.code),
          issue.suggestion && issue.suggestion !== lead.suggestion ? [" ", drawChange(issue)] : null,
        ]),
      )
    : null;

// In a table the arrows lead to it, elsewhere the Tab key.
const drawIssueLine = (thing, inTable = false) => {
  const [lead] = thing;
  return el(
    "button",
    {
      type: "button",
      class: `issue-line ${lead.severity} ${lead.state}`,
      tabindex: inTable ? "-1" : null,
      dataset: { key: issueIdOf(lead) },
      lang: language,
      onclick: () => openPanel(issueIdOf(lead)),
    },
    icon(lead.severity, w(`severity_${lead.severity}`)),
    el(
      "span",
      { class: "issue-words" },
      lead.year ? `${lead.year}: ` : "",
      issueMeaning(lead.code),
      " ",
      drawChange(lead),
      isOpen(lead) ? null : ` (${w("accepted")})`,
      drawOthers(thing),
    ),
  );
};

// What a person should see first: the worst of each kind, with how many more there are.
const FIRST_THINGS = 4;

const drawFirst = () => {
  const section = byId("first");
  const kinds = new Map();
  for (const thing of gatherThings(issues.filter((issue) => isOpen(issue) && issue.severity !== "info"))) {
    const [{ code }] = thing;
    if (!kinds.has(code)) kinds.set(code, []);
    kinds.get(code).push(thing);
  }
  section.hidden = !kinds.size || viewNow() !== "outline";
  if (section.hidden) return put(section);
  const line = ([thing, ...others]) => {
    const [lead] = thing;
    const where = lead.record ? `${lead.record.code || lead.record.name.slice(0, 40)}` : placeOf(lead.at);
    return el(
      "li",
      {},
      el(
        "button",
        {
          type: "button",
          class: `first-thing ${lead.severity}`,
          dataset: { key: issueIdOf(lead) },
          onclick: () => openPanel(issueIdOf(lead), true),
        },
        icon(lead.severity, w(`severity_${lead.severity}`)),
        el("b", { class: "first-place" }, where, lead.year ? ` · ${lead.year}` : ""),
        el("span", {}, issueMeaning(lead.code), " ", drawChange(lead)),
      ),
      others.length
        ? el(
            "button",
            { type: "button", class: "ref", onclick: () => showIssues(lead.code) },
            w("other_places", { n: number(String(others.length)) }),
          )
        : null,
    );
  };
  return put(
    section,
    el(
      "div",
      { class: "first-head" },
      el("h2", { id: "first-title" }, w("needs_person")),
      el(
        "button",
        { type: "button", class: "ref", onclick: () => showIssues("") },
        `${w("all_issues")}: ${number(String(issues.filter(isOpen).length))}`,
      ),
    ),
    el("ul", {}, [...kinds.values()].slice(0, FIRST_THINGS).map(line)),
  );
};

const showIssues = (code) => {
  choose({ view: "issues", issue: code });
  showFilters();
  drawTabs();
  drawView();
  byId("main").focus();
};
