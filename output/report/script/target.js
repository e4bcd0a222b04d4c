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

// What checks say of the target: fails where one fails, holds where one holds and none fails.
const targetOutcome = (target) => {
  const outcomes = target.checks.map((number) => checks[number].outcome);
  return outcomes.includes("fails") ? "fails" : outcomes[0] || "";
};

const drawTargetChecks = (target) =>
  target.checks.length
    ? el(
        "span",
        { class: "target-checks" },
        target.checks.map((number) => {
          const { outcome, years } = checks[number];
          return el("span", { class: outcome }, icon(SIGNS[outcome], w(`outcome_${outcome}`)), ` ${yearsOf(years)}`);
        }),
      )
    : null;

// The last column that the target reaches to: that of its year, or the end of the table.
const targetEnd = (target) => {
  const at = target.year ? columns.findLastIndex((column) => column.year <= target.year) : -1;
  return at === -1 ? columns.length - 1 : at;
};

const drawTarget = (task, big = false) => {
  const target = task.target;
  const lines = counterpartLines(target).filter((line) => line.length);
  const outcome = targetOutcome(target);
  const labels = columns.map((column) => String(column.year));
  const end = targetEnd(target);
  const goal = Number(target.to);
  const aim = target.from
    ? [
        [0, Number(target.from)],
        [end, goal],
      ]
    : [
        [0, goal],
        [end, goal],
      ];
  const label = `${w("target")}: ${targetText(target)}. ${targetSubject(target)}${lines.length === 1 ? `: ${lines[0].map(([column, size]) => `${labels[column]} ${roughly(size)}`).join(", ")}` : ""}`;
  if (!columns.length) return null;
  if (big) {
    return drawChart({
      lines: lines.map((points) => ({ points, name: outcome === "fails" ? "fails" : "" })),
      dots: [
        [aim[0][0], aim[0][1], "aim", target.from ? 3.5 : 0],
        [end, goal, "aim", 4.5],
        ...lines.map((line) => [...line.at(-1), "end", 3]),
      ],
      labels,
      label,
      aim,
    });
  }
  const [width, height] = [220, 48];
  const box = { left: 6, right: width - 6, top: 7, bottom: height - 7 };
  const scale = makeScale(columns.length, [...lines, aim], box);
  const node = svg("svg", { class: `target-chart ${outcome}`, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label });
  node.append(svg("path", { class: "aim-line", d: pathOf(aim, scale) }));
  for (const line of lines)
    node.append(...drawLine(line, scale, outcome === "fails" ? "fails" : ""), dot(scale, ...line.at(-1), "end", 2.4));
  if (target.from) node.append(dot(scale, ...aim[0], "aim", 3));
  node.append(dot(scale, end, goal, "aim", 4));
  return node;
};

const drawTargetBlock = (task) => {
  const target = task.target;
  const outcome = targetOutcome(target);
  return el(
    "button",
    { type: "button", class: `target ${outcome}`, dataset: { key: idOf(task) }, onclick: () => openPanel(idOf(task)) },
    el(
      "span",
      { class: "target-words" },
      el("span", { class: "target-title" }, target.year ? w("target_in", { year: target.year }) : w("target")),
      el("strong", {}, targetText(target)),
      el("span", { class: "target-about" }, targetSubject(target)),
      drawTargetChecks(target),
    ),
    drawTarget(task),
  );
};
