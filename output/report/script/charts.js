// Drawings of numbers. Each has words for those who do not see it, or stands beside the same numbers in text.

// Runs of neighbours without a gap: a missing value breaks the line.
const runsOf = (points) => {
  const runs = [];
  let last = null;
  for (const point of points) {
    if (last !== null && point[0] === last + 1) runs.at(-1).push(point);
    else runs.push([point]);
    last = point[0];
  }
  return runs;
};

// Where numbers fall in a box: x by column, y by size, with room for the marks at the edges.
const makeScale = (count, lines, box) => {
  const sizes = lines.flat().map((point) => point[1]);
  let low = Math.min(...sizes);
  let high = Math.max(...sizes);
  if (low === high) [low, high] = [low - Math.abs(low || 1) * 0.5, high + Math.abs(high || 1) * 0.5];
  const step = count > 1 ? (box.right - box.left) / (count - 1) : 0;
  return {
    low,
    high,
    x: (column) => (count > 1 ? box.left + column * step : (box.left + box.right) / 2),
    y: (size) => box.bottom - ((size - low) / (high - low)) * (box.bottom - box.top),
  };
};

const pathOf = (run, scale) => run.map(([x, y], i) => `${i ? "L" : "M"}${scale.x(x).toFixed(1)} ${scale.y(y).toFixed(1)}`).join("");

const drawLine = (points, scale, name) =>
  runsOf(points).map((run) =>
    run.length > 1
      ? svg("path", { class: `line ${name}`, d: pathOf(run, scale) })
      : svg("circle", { class: `dot ${name}`, cx: scale.x(run[0][0]).toFixed(1), cy: scale.y(run[0][1]).toFixed(1), r: 1.8 }),
  );

const dot = (scale, column, size, name, radius) =>
  svg("circle", { class: `dot ${name}`, cx: scale.x(column).toFixed(1), cy: scale.y(size).toFixed(1), r: radius });

// A series in little: its line, its last point, marks on what is doubtful, and the line that it should keep to.
const drawSpark = (lines, marks, count, label = null, aim = []) => {
  const [width, height] = [104, 30];
  const box = { left: 5, right: width - 5, top: 5, bottom: height - 5 };
  const drawn = lines.filter((line) => line.length);
  const node = svg("svg", {
    class: "spark",
    preserveAspectRatio: "xMinYMid",
    viewBox: `0 0 ${width} ${height}`,
    role: label ? "img" : null,
    "aria-label": label,
    "aria-hidden": label ? null : "true",
  });
  for (const line of drawn) {
    const scale = makeScale(count, [line, aim], box);
    if (aim.length) node.append(svg("path", { class: "aim-line", d: pathOf(aim, scale) }));
    const [run] = runsOf(line);
    if (drawn.length === 1 && run.length === line.length && run.length > 1) {
      const ground = `${pathOf(run, scale)}L${scale.x(run.at(-1)[0]).toFixed(1)} ${height}L${scale.x(run[0][0]).toFixed(1)} ${height}Z`;
      node.append(svg("path", { class: "ground", d: ground }));
    }
    node.append(...drawLine(line, scale, ""), dot(scale, ...line.at(-1), "end", 2.2));
    for (const [column, size, state] of marks) {
      if (line.some((point) => point[0] === column && point[1] === size)) node.append(dot(scale, column, size, state, 3));
    }
  }
  return node;
};

// A series at reading size. `lines`: [{points, name}]; `dots`: [[column, size, name, radius]]; `marks` draws more on
// its scale; `labels`: a word for each column.
const drawChart = ({ lines, dots, labels, label, aim = [], marks = () => [], width = 392, height = 168 }) => {
  const box = { left: 68, right: width - 14, top: 14, bottom: height - 26 };
  const dotted = dots.map((mark) => [mark[0], mark[1]]);
  const scale = makeScale(labels.length, [...lines.map((line) => line.points), dotted, aim], box);
  const node = svg("svg", { class: "chart", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label });
  for (const size of [scale.low, (scale.low + scale.high) / 2, scale.high]) {
    const y = scale.y(size).toFixed(1);
    node.append(svg("path", { class: "grid", d: `M${box.left} ${y}H${box.right}` }));
    node.append(svg("text", { class: "tick", x: box.left - 11, y: Number(y) + 3.5, "text-anchor": "end" }, shorten(size)));
  }
  const every = Math.ceil(labels.length / 8);
  labels.forEach((text, column) => {
    if (column % every) return;
    node.append(svg("text", { class: "tick", x: scale.x(column), y: height - 8, "text-anchor": "middle" }, text));
  });
  if (aim.length) node.append(svg("path", { class: "aim-line", d: pathOf(aim, scale) }));
  for (const line of lines) node.append(...drawLine(line.points, scale, line.name));
  for (const [column, size, name, radius] of dots) node.append(dot(scale, column, size, name, radius));
  node.append(...marks(scale));
  return node;
};

// A number for the edge of a chart: short, since the exact one stands beside it.
const shorten = (size) => {
  const big = Math.abs(size);
  for (const [power, key] of [
    [9, "scale_9"],
    [6, "scale_6"],
    [3, "scale_3"],
  ]) {
    if (big >= 10 ** (power + 1)) return `${number(String(Number((size / 10 ** power).toPrecision(4))))} ${w(`${key}_short`)}`;
  }
  return number(String(Number(size.toPrecision(4))));
};

const drawRing = (grade, label) => {
  const round = 2 * Math.PI * 32;
  const level = grade >= 95 ? "ok" : grade >= 80 ? "warning" : "error";
  return svg(
    "svg",
    { class: "ring", viewBox: "0 0 80 80", role: "img", "aria-label": label },
    svg("circle", { class: "ring-ground", cx: 40, cy: 40, r: 32 }),
    svg("circle", {
      class: `ring-part ${level}`,
      cx: 40,
      cy: 40,
      r: 32,
      "stroke-dasharray": `${(round * grade) / 100} ${round}`,
      transform: "rotate(-90 40 40)",
    }),
    svg("text", { x: 40, y: 47, "text-anchor": "middle" }, String(grade)),
  );
};

// Parts of a whole, side by side; `parts`: [[count, name]].
const drawStack = (parts, whole, label) => {
  const node = svg("svg", {
    class: "stack",
    viewBox: "0 0 100 6",
    preserveAspectRatio: "none",
    role: label ? "img" : null,
    "aria-label": label,
    "aria-hidden": label ? null : "true",
  });
  node.append(svg("rect", { class: "part rest", width: 100, height: 6 }));
  let left = 0;
  for (const [count, name] of parts) {
    const width = whole ? (100 * count) / whole : 0;
    if (count) node.append(svg("rect", { class: `part ${name}`, x: left.toFixed(3), width: Math.max(width, 0.6).toFixed(3), height: 6 }));
    left += width;
  }
  return node;
};
