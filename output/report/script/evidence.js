// What is noticed of a value or a record, as cards, and what speaks for and against a number.

const drawCommand = (issue) => {
  const quote = (text) => (/^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
  const command = `jospar correct ${quote(doc.id)} ${issueIdOf(issue).slice(2)}`;
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

// The check that an issue tells of: its formula says more than the words in brackets.
const CHECK_OF = {
  target_unmet: "target_met",
  total_unmet: "total",
  share_broken: "share",
  step_broken: "constant_step",
  growth_broken: "constant_growth",
  value_differs: "constant_value",
};

// The failing relations that an issue of a value or a heading is about.
const relationsOf = (issue) =>
  (issue.record?.relations || []).filter(
    (relation) =>
      relation.check === CHECK_OF[issue.code] &&
      relation.tests.some((test) => test.outcome === "fails" && (issue.year === undefined || test.years.includes(issue.year))),
  );

const drawFailing = (relation, year) =>
  isPattern(relation)
    ? drawPattern(relation)
    : relation.tests
        .filter((test) => test.outcome === "fails" && (year === undefined || test.years.includes(year)))
        .map((test) => drawFormula(test));

const drawIssueWords = (issue, lead) => {
  const about = relationsOf(issue);
  const own = issue === lead || issue.suggestion !== lead.suggestion;
  return [
    el("p", {}, issueMeaning(issue.code), about.length ? null : drawDetail(issue), own ? [" ", drawChange(issue)] : null),
    about.map((relation) => drawFailing(relation, issue.year)),
  ];
};

// One card for all that is noticed of one value; `inFull` where its place is shown beside it.
const drawThing = (thing, inFull) => {
  const [lead] = thing;
  return el(
    "div",
    { class: `card ${lead.severity} ${lead.state}` },
    el(
      "p",
      { class: "card-head" },
      icon(lead.severity),
      el("strong", {}, w(`severity_${lead.severity}`)),
      isOpen(lead) ? null : el("span", { class: "tag" }, w("accepted")),
    ),
    thing.map((issue) => drawIssueWords(issue, lead)),
    el("p", { class: "remedy" }, `${w("to_do")}: ${issueRemedy(lead.code)}`),
    thing.map((issue) => (issue.remark ? el("p", { class: "remark" }, `${w("remark")}: `, issue.remark) : null)),
    isOpen(lead) && lead.severity !== "info" ? drawCommand(lead) : null,
    inFull ? null : el("button", { type: "button", class: "ref", onclick: () => openPanel(issueIdOf(lead)) }, w("where_printed")),
  );
};

const drawThings = (found, inFull) => gatherThings(found).map((thing) => drawThing(thing, inFull));

// What speaks against a value comes before its print, what speaks for it after.
const drawEvidence = (value) => {
  const told = new Set(value.issues.flatMap(relationsOf));
  const failing = value.checks.filter((check) => check.outcome === "fails" && !told.has(check.relation));
  const holding = value.checks.filter((check) => check.outcome === "holds");
  const rowIssues = value.record.issues.filter((issue) => issue.year === undefined);
  const things = gatherThings([...value.issues, ...rowIssues.filter((issue) => issue.allYears)]);
  const doubts = things.filter(([lead]) => isOpen(lead) && lead.severity !== "info");
  const others = things.filter((thing) => !doubts.includes(thing));
  const rest = rowIssues.filter((issue) => !issue.allYears);
  const none = (text) => el("p", { class: "none" }, text);
  const contradicts = part(
    w("contradicts"),
    doubts.length ? doubts.map((thing) => drawThing(thing, true)) : none(w("nothing_contradicts")),
  );
  const confirms = holding.length
    ? holding.map((check) => drawRelation(check.relation, value.year))
    : none(value.confirmations ? w("confirmed_by", { n: value.confirmations }) : w("nothing_confirms"));
  return [
    doubts.length ? contradicts : null,
    others.length
      ? part(
          w("noticed"),
          others.map((thing) => drawThing(thing, true)),
        )
      : null,
    failing.length
      ? part(
          w("fails_elsewhere"),
          failing.map((check) => drawRelation(check.relation, value.year)),
        )
      : null,
    part(w("where_printed"), drawSource([value.line, value.cell])),
    part(w("confirms"), confirms),
    doubts.length || failing.length ? null : contradicts,
    rest.length ? part(w("of_the_row"), drawThings(rest)) : null,
  ];
};
