// Rows that keep one value, one step or one rate: what they keep, and the line that they would keep to.

const PATTERNS = ["constant_value", "constant_step", "constant_growth"];
const isPattern = (relation) => PATTERNS.includes(relation.check);
const signed = (text) => (text.startsWith("-") ? number(text) : `+${number(text)}`);

// `+200 every year`; a rate as a percentage, since a factor says less.
const patternWords = (relation) => {
  const change = relation.tests.find((test) => test.outcome === "holds")?.expected;
  if (change === undefined) return "";
  if (relation.check === "constant_value") return w("always", { n: number(change) });
  if (relation.check === "constant_step") return w("every_year", { n: signed(change) });
  return w("every_year", { n: `${signed(String(Number(((Number(change) - 1) * 100).toFixed(2))))}\u202f%` });
};

// The numbers that fit, and in the years that do not what would fit there.
const patternPoints = (relation) => {
  const [record] = relation.records;
  const points = new Map();
  for (const { outcome, years, expected } of relation.tests) {
    for (const year of years) {
      const value = valueIn(record, year);
      if (!value) continue;
      if (outcome === "fails") points.set(value.column, Number(expected));
      else if (!points.has(value.column)) points.set(value.column, value.size);
    }
  }
  return [...points].sort((a, b) => a[0] - b[0]);
};

const drawPattern = (relation) => {
  const [record] = relation.records;
  const failing = relation.tests.filter((test) => test.outcome === "fails");
  const line = record.values.filter((value) => value.component === 0 && value.size !== null).map((value) => [value.column, value.size]);
  const marks = failing
    .flatMap((test) => test.years.map((year) => valueIn(record, year)).filter(Boolean))
    .map((value) => [value.column, value.size, "error"]);
  return el(
    "div",
    { class: "pattern" },
    line.length ? drawSpark([line], marks, columns.length, null, failing.length ? patternPoints(relation) : []) : null,
    el(
      "p",
      {},
      el("b", {}, patternWords(relation)),
      failing.map((test) =>
        el(
          "span",
          { class: "misfit" },
          w("misfit", { year: yearsOf(test.years), found: number(test.found), expected: number(test.expected) }),
        ),
      ),
    ),
  );
};
