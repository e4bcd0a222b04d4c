// The shapes of states, so that none is known by its colour alone, and the signs on charts.

const shapeOf = (state, x, y, side) => {
  const half = side / 2;
  if (state === "warning") return `M${x + half} ${y}l${half} ${side}h-${side}z`;
  if (state === "error") return `M${x + half} ${y}l${half} ${half}l-${half} ${half}l-${half} -${half}z`;
  if (state !== "plain") return `M${x} ${y}h${side}v${side}h-${side}z`;
  const inset = side / 4;
  return `M${x + inset} ${y + inset}h${half}v${half}h-${half}z`;
};

const drawSwatch = (state) =>
  svg("svg", { class: "shape", viewBox: "-1 -1 12 12", "aria-hidden": "true" }, svg("path", { class: state, d: shapeOf(state, 0, 0, 10) }));

// A sign of `ICONS` on a chart, its middle at a point.
const drawSign = (kind, x, y, size) => {
  const sign = svg(
    "g",
    { class: `icon ${kind}`, transform: `translate(${(x - size / 2).toFixed(1)} ${(y - size / 2).toFixed(1)}) scale(${size / 16})` },
    svg("path", { class: "icon-ground", d: ICONS[kind] }),
    svg("path", { class: "icon-mark", d: MARKS[kind] }),
  );
  return sign;
};
