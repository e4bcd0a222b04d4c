// The target in a task's heading, drawn against the measures that it is about.

// The sizes of a measure by column, in the scale of the target.
const scaledTo = (record, mult) => {
  const shift = 10 ** (units[record.unit][1] - mult);
  const found = new Map();
  for (const value of record.values)
    if (value.size !== null && value.component === 0 && !found.has(value.column)) found.set(value.column, value.size * shift);
  return found;
};

// The lines to draw: the sum of the measures where it makes sense, only of years in which each has a number; else each by itself.
const counterpartLines = (target) => {
  const mult = units[target.unit][1];
  const sizes = target.measures.map((number) => scaledTo(records[number], mult));
  if (!target.summed) return sizes.map((found) => [...found]);
  const summed = columns.map((_, column) => [column, sizes.map((found) => found.get(column))]);
  return [
    summed
      .filter(([, parts]) => parts.every((part) => part !== undefined))
      .map(([column, parts]) => [column, parts.reduce((a, b) => a + b, 0)]),
  ];
};

const targetText = (target) => {
  const unit = describeUnit(units[target.unit]);
  const start = target.from ? `${number(target.from)} → ` : "";
  return `${start}${bounded(target.to, target.upper, target.bound)}${unit ? `\u00a0${unit}` : ""}`;
};

const targetSubject = (target) => {
  if (!target.measures.length) return w("target_alone");
  const codes = target.measures.map((number) => records[number].code || records[number].name.slice(0, 24));
  const shown = codes.length > 4 ? `${codes[0]} … ${codes.at(-1)}` : codes.join(target.summed ? " + " : ", ");
  return target.summed ? w("target_sum", { codes: shown }) : w("target_measures", { codes: shown });
};

// What is said of a target: in which years its measures come to it, and where they do not, by how much.
const targetTests = (target) => target.checks.map((number) => checks[number]);
const UNLIKE = ["target_unlike", "target_unconfirmed"];
const isUnlike = (task) => task.issues.some((issue) => isOpen(issue) && UNLIKE.includes(issue.code));

const targetOutcome = (task) => {
  const outcomes = targetTests(task.target).map((test) => test.outcome);
  return outcomes.includes("fails") || isUnlike(task) ? "fails" : outcomes[0] || "not_testable";
};

const describeGap = (target) => {
  const lines = counterpartLines(target).filter((line) => line.length);
  return lines.length === 1 ? w("target_apart", { from: roughly(lines[0][0][1]), to: roughly(lines[0].at(-1)[1]) }) : w("target_differs");
};

const drawOutcome = (task) => {
  const tests = targetTests(task.target);
  const outcomeMark = (outcome, text) => el("span", { class: `outcome ${outcome}` }, icon(SIGNS[outcome]), ` ${text}`);
  const failing = tests
    .filter((test) => test.outcome === "fails")
    .map((test) =>
      outcomeMark("fails", w("target_misses", { year: yearsOf(test.years), found: number(test.found), expected: number(test.expected) })),
    );
  const holding = tests.filter((test) => test.outcome === "holds");
  return el(
    "span",
    { class: "outcomes" },
    failing,
    holding.length ? outcomeMark("holds", `${w("outcome_holds")}: ${yearsOf(holding.flatMap((test) => test.years))}`) : null,
    isUnlike(task) ? outcomeMark("fails", describeGap(task.target)) : null,
    failing.length || holding.length || isUnlike(task) ? null : outcomeMark("not_testable", w("outcome_not_testable")),
  );
};

const columnIn = (year) => columns.findIndex((column) => column.year === year);

// The columns that a target begins and ends in: those of the years that it was tested in, else those of the whole table.
const targetSpan = (target) => {
  const tested = targetTests(target).flatMap((test) => test.years);
  const last = columns.findLastIndex((column) => column.year <= (tested.length ? Math.max(...tested) : target.year || Infinity));
  const first = target.from && tested.length ? columnIn(Math.min(...tested)) : 0;
  return [Math.max(first, 0), last === -1 ? columns.length - 1 : last];
};

// The line of a target with its two ends; without a baseline it is level.
const aimOf = (target) => {
  const [start, end] = targetSpan(target);
  const goal = Number(target.to);
  if (!target.from)
    return [
      [start, goal],
      [end, goal],
    ];
  return start === end
    ? [[end, goal]]
    : [
        [start, Number(target.from)],
        [end, goal],
      ];
};

// The ground between a target and the line that should meet it.
const gapPath = (line, aim, scale) => {
  const within = line.filter(([column]) => column >= aim[0][0] && column <= aim.at(-1)[0]);
  return within.length > 1 ? `${pathOf([...within, ...[...aim].reverse()], scale)}Z` : "";
};

// Marks of a target on a chart: where it is met, where it is missed and by how much, and where nothing meets it.
const drawMarks = (task, lines, aim, scale, big) => {
  const { target } = task;
  const tests = targetTests(target).filter((test) => test.outcome !== "not_testable");
  const at = (column, size) => [scale.x(column), scale.y(size)];
  const nodes = [];
  if (isUnlike(task) && lines.length === 1) nodes.push(svg("path", { class: "gap", d: gapPath(lines[0], aim, scale) }));
  const ends = target.from ? aim : aim.slice(-1);
  nodes.push(...ends.map(([column, size]) => dot(scale, column, size, "aim", big ? 4.5 : 3.5)));
  for (const test of tests) {
    const column = columnIn(test.years[0]);
    if (column === -1) continue;
    const [x, y] = at(column, Number(test.found));
    if (test.outcome === "fails")
      nodes.push(svg("path", { class: "miss", d: `M${x.toFixed(1)} ${y.toFixed(1)}V${scale.y(Number(test.expected)).toFixed(1)}` }));
    nodes.push(drawSign(SIGNS[test.outcome], x, y, big ? 17 : 13));
  }
  return nodes;
};

const describeTarget = (task, lines) => {
  const said = lines.length === 1 ? lines[0].map(([column, size]) => `${columns[column].year} ${roughly(size)}`).join(", ") : "";
  return [`${w("target")}: ${targetText(task.target)}`, targetSubject(task.target), said, drawOutcome(task).textContent.trim()]
    .filter(Boolean)
    .join(". ");
};

// The small one stands beside the same in words, within a button that has them as its name.
const drawTarget = (task, big = false) => {
  if (!columns.length) return null;
  const lines = counterpartLines(task.target).filter((line) => line.length);
  const aim = aimOf(task.target);
  const outcome = targetOutcome(task);
  if (big) {
    const marks = (scale) => drawMarks(task, lines, aim, scale, true);
    return drawChart({
      lines: lines.map((points) => ({ points, name: "" })),
      dots: [],
      labels: columns.map((column) => String(column.year)),
      label: describeTarget(task, lines),
      aim,
      marks,
    });
  }
  const [width, height] = [220, 52];
  const box = { left: 9, right: width - 9, top: 9, bottom: height - 9 };
  const scale = makeScale(columns.length, [...lines, aim], box);
  const node = svg("svg", { class: `target-chart ${outcome}`, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
  node.append(svg("path", { class: "aim-line", d: pathOf(aim, scale) }));
  for (const line of lines) node.append(...drawLine(line, scale, ""));
  node.append(...drawMarks(task, lines, aim, scale, false));
  return node;
};

const drawTargetBlock = (task) => {
  const { target } = task;
  return el(
    "button",
    { type: "button", class: `target ${targetOutcome(task)}`, dataset: { key: idOf(task) }, onclick: () => openPanel(idOf(task)) },
    el(
      "span",
      { class: "target-words" },
      el("span", { class: "target-title" }, target.year ? w("target_in", { year: target.year }) : w("target")),
      el("strong", {}, targetText(target)),
      el("span", { class: "target-about" }, targetSubject(target)),
      drawOutcome(task),
    ),
    drawTarget(task),
  );
};
