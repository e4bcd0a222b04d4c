// Relations between numbers, each as a small formula whose parts lead to the values in it.

const SIGNS = { holds: "ok", fails: "warning", not_testable: "info" };
const OUTCOMES = ["fails", "holds", "not_testable"];
const LONGEST_SUM = 7;

const valueIn = (record, year) => record.values.find((value) => value.year === year && value.component === 0 && value.size !== null);

// Runs of years: `2024, 2026–2029`.
const yearsOf = (years) => {
  const runs = [];
  for (const year of [...new Set(years)].sort((a, b) => a - b)) {
    if (runs.length && runs.at(-1)[1] === year - 1) runs.at(-1)[1] = year;
    else runs.push([year, year]);
  }
  return runs.map(([first, last]) => (first === last ? first : last === first + 1 ? `${first}, ${last}` : `${first}–${last}`)).join(", ");
};

// The text of a decimal moved by powers of ten, digit by digit.
const shift = (text, power) => {
  if (!power || !text) return text;
  const [sign, digits] = text.startsWith("-") ? ["-", text.slice(1)] : ["", text];
  const [whole, part = ""] = digits.split(".");
  const all = power > 0 ? whole + part.padEnd(power, "0") : whole.padStart(1 - power, "0") + part;
  const point = power > 0 ? whole.length + power : Math.max(whole.length + power, 1);
  const rest = all.slice(point).replace(/0+$/, "");
  return sign + (all.slice(0, point).replace(/^0+(?=\d)/, "") || "0") + (rest ? `.${rest}` : "");
};

const nameOf = (record) => record.code || (record.name.length > 28 ? `${record.name.slice(0, 27)}…` : record.name);

// A number of a formula, with whose it is; `text` where it is no value of the record, such as the target in a heading.
const drawPart = (record, year, { text, unit = "", power = 0 } = {}) => {
  const value = text === undefined ? valueIn(record, year) : null;
  const key = value ? valueIdOf(value) : idOf(record);
  const state = value ? doubtOf(value) : "";
  return el(
    "button",
    {
      type: "button",
      class: `formula-part ${state}`,
      title: `${w(record.kind)} ${record.code || ""} ${record.name}`,
      "aria-current": key === chosen.sel ? "true" : null,
      onclick: () => openPanel(key, true),
    },
    el("b", {}, state ? icon(state, w(`severity_${state}`)) : null, number(text ?? shift(value?.amount ?? "", power)) || "?", unit),
    el("span", { class: "formula-code", lang: record.code ? null : doc.language }, nameOf(record)),
  );
};

const operator = (sign) => el("span", { class: `operator ${sign === "≠" ? "unequal" : ""}` }, ` ${sign} `);
const result = (text) => el("b", { class: "formula-result" }, number(text));

const drawSum = (run, year, full, powerOf = () => 0) => {
  const shown = full || run.length <= LONGEST_SUM ? run : [...run.slice(0, 3), null, run.at(-1)];
  return shown.map((record, i) => [i ? operator("+") : null, record ? drawPart(record, year, { power: powerOf(record) }) : "…"]);
};

const powerTo = (task) => (record) => units[record.unit][1] - units[task.target.unit][1];

// What stands on both sides of a relation, by its kind; each with the fewest records that it makes sense of.
const FORMULAS = {
  share: [
    3,
    ([amount, share, base], year, test) => [
      drawPart(amount, year),
      operator(test.outcome === "fails" ? "≠" : test.expected === test.found ? "=" : "≈"),
      drawPart(share, year, { unit: "\u202f%" }),
      operator("×"),
      drawPart(base, year),
      test.outcome === "fails" ? [operator("="), result(test.expected)] : null,
    ],
  ],
  total: [
    2,
    ([total, ...run], year, test, full) => [
      drawSum(run, year, full),
      test.outcome === "fails" ? [operator("="), result(test.expected), operator("≠")] : operator("="),
      drawPart(total, year),
    ],
  ],
  target_met: [
    2,
    ([task, ...run], year, test, full) => [
      drawSum(run, year, full, powerTo(task)),
      test.outcome === "fails" ? [run.length > 1 ? [operator("="), result(test.found)] : null, operator("≠")] : operator("="),
      drawPart(task, year, { text: test.expected }),
    ],
  ],
};

const drawReference = (record) =>
  el(
    "button",
    { type: "button", class: "ref", title: record.name, onclick: () => openPanel(idOf(record), true) },
    el("span", {}, w(record.kind)),
    el("span", { lang: doc.language }, ` ${nameOf(record)}`),
  );

const drawFormula = (test, full = true) => {
  const { records: members, outcome } = test;
  const [fewest, draw] = FORMULAS[test.check] || [Infinity];
  if (outcome !== "not_testable" && members.length >= fewest && (test.check !== "target_met" || members[0].target)) {
    return el(
      "p",
      { class: `formula ${outcome}` },
      el("span", { class: "formula-year" }, yearsOf(test.years)),
      draw(members, test.years[0], test, full),
    );
  }
  const numbers = [
    test.expected === undefined ? null : [w("expected"), " ", el("b", {}, number(test.expected)), " "],
    test.found === undefined ? null : [w("found"), " ", el("b", {}, number(test.found)), " "],
  ];
  const why = outcome === "not_testable" && members[0]?.target ? [w(members.length === 1 ? "target_alone" : "target_differs"), " "] : null;
  return el("p", { class: `formula ${outcome}` }, why, numbers, members.map(drawReference));
};

// In which years a relation holds and in which not, in words.
const drawOutcomes = (tests) =>
  OUTCOMES.map((outcome) => [outcome, tests.filter((test) => test.outcome === outcome).flatMap((test) => test.years)])
    .filter(([, years]) => years.length)
    .map(([outcome, years]) =>
      el("span", { class: `outcome ${outcome}` }, icon(SIGNS[outcome]), ` ${w(`outcome_${outcome}`)}: ${yearsOf(years)}`),
    );

// The tests that say most: all that fail, and the last of the others; the rest unfolds.
const drawTests = (tests, full) => {
  const failing = tests.filter((test) => test.outcome === "fails");
  const others = tests.filter((test) => test.outcome !== "fails");
  const hidden = others.slice(0, -1);
  const inside = el("div", {});
  return [
    [...failing, ...others.slice(-1)].map((test) => drawFormula(test, full)),
    hidden.length
      ? el(
          "details",
          {
            class: "other-years",
            ontoggle: () =>
              inside.childElementCount ||
              addAll(
                inside,
                hidden.map((test) => drawFormula(test, full)),
              ),
          },
          el("summary", {}, w("other_years", { years: yearsOf(hidden.flatMap((test) => test.years)) })),
          inside,
        )
      : null,
  ];
};

// A relation in the panel; `year` leaves what is said of others out.
const drawRelation = (relation, year) => {
  const tests = year === undefined ? relation.tests : relation.tests.filter((test) => test.years.includes(year));
  const outcome = OUTCOMES.find((found) => tests.some((test) => test.outcome === found));
  return el(
    "div",
    { class: `relation ${outcome}` },
    el("p", { class: "relation-head" }, icon(SIGNS[outcome], w(`outcome_${outcome}`)), " ", el("strong", {}, checkName(relation.check))),
    isPattern(relation) ? drawPattern(relation) : drawTests(tests, true),
    year === undefined ? el("p", { class: "outcomes" }, drawOutcomes(tests)) : null,
  );
};

// A relation in the list of all of them, below the name of its kind.
const drawRelationItem = (relation) =>
  el(
    "div",
    { class: `relation-item ${relation.outcome}` },
    el("p", { class: "outcomes" }, drawOutcomes(relation.tests)),
    isPattern(relation)
      ? el(
          "div",
          { class: "relation-row" },
          el(
            "p",
            {},
            drawReference(relation.records[0]),
            " ",
            el("span", { class: "under", lang: doc.language }, relation.records[0].name),
          ),
          drawPattern(relation),
        )
      : el("div", {}, drawTests(relation.tests, false)),
  );
