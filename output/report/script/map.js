// All values of the document at a glance: a column is a row of the document, a square is a year.

const MANY_ROWS = 1200;
const BAND = 180;
const NARROWEST = 210;
const NARROW_WINDOW = 640;

const mapStateOf = (value) => {
  const state = stateOf(value);
  if (["error", "warning", "confirmed"].includes(state)) return state;
  return value.size === null ? "missing" : "plain";
};

const drawBand = (heading, members, found) => {
  const step = rows.length > 400 ? 6 : 9;
  const side = step - 1.5;
  const width = members.length * step;
  const height = columns.length * step;
  const paths = new Map();
  members.forEach((row, x) => {
    for (const value of row.values) {
      if (value.component) continue;
      const key = `${mapStateOf(value)}${found.has(row) ? "" : " off"}`;
      paths.set(key, (paths.get(key) || "") + shapeOf(mapStateOf(value), x * step, value.column * step, side));
    }
  });
  const counts = countBy(
    members.flatMap((row) => row.values),
    mapStateOf,
  );
  const label = `${heading ? `${heading.code || ""} ${heading.name}` : doc.title}: ${[...counts].map(([state, count]) => `${w(`map_${state}`)} ${count}`).join(", ")}`;
  const at = (event) => {
    const box = drawing.getBoundingClientRect();
    const row = members[Math.floor(((event.clientX - box.left) / box.width) * members.length)];
    const column = Math.floor(((event.clientY - box.top) / box.height) * columns.length);
    return row ? { row, value: row.values.find((value) => value.column === column) } : null;
  };
  const drawing = svg(
    "svg",
    {
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "img",
      "aria-label": label,
      onmousemove: (event) => {
        const hit = at(event);
        byId("map-hover").textContent = hit
          ? `${hit.row.code || ""} ${hit.row.name.slice(0, 90)}${hit.value ? ` · ${describeValue(hit.value)}` : ""}`
          : "";
      },
      onmouseleave: () => {
        byId("map-hover").textContent = w("map_hint");
      },
      onclick: (event) => {
        const hit = at(event);
        if (hit) openPanel(hit.value ? valueIdOf(hit.value) : idOf(hit.row), true);
      },
    },
    [...paths].map(([state, d]) => svg("path", { class: state, d })),
  );
  const band = el(
    "div",
    { class: "map-band" },
    heading ? el("span", { class: "map-name", lang: doc.language, title: heading.name }, `${heading.code || ""} ${heading.name}`) : null,
    drawing,
  );
  band.style.width = `${Math.max(width, NARROWEST)}px`;
  return band;
};

// A direction in bands that a window can hold.
const drawBands = ([heading, members], found) => {
  const bands = [];
  for (let i = 0; i < members.length; i += BAND) bands.push(drawBand(heading, members.slice(i, i + BAND), found));
  return bands;
};

const drawMap = (found) => {
  const section = byId("map");
  const bands = new Map();
  for (const row of rows) {
    if (!row.values.length) continue;
    if (!bands.has(row.direction)) bands.set(row.direction, []);
    bands.get(row.direction).push(row);
  }
  section.hidden = !bands.size || viewNow() !== "outline";
  if (section.hidden) return put(section);
  const legend = (state) => el("li", {}, drawSwatch(state), w(`map_${state}`));
  const inside = el("div", { class: "map-bands" });
  const open = section.querySelector("details")?.open ?? (rows.length <= MANY_ROWS && innerWidth > NARROW_WINDOW);
  const fillIn = () =>
    put(
      inside,
      [...bands].map((band) => drawBands(band, found)),
    );
  if (open) fillIn();
  return put(
    section,
    el(
      "details",
      { open, ontoggle: (event) => event.target.open && !inside.childElementCount && fillIn() },
      el("summary", {}, el("h2", { id: "map-title" }, w("map"))),
      el(
        "div",
        { class: "map-about" },
        el("ul", { class: "legend" }, ["plain", "confirmed", "warning", "error", "missing"].map(legend)),
        el("span", { class: "map-hover", id: "map-hover" }, w("map_hint")),
      ),
      inside,
    ),
  );
};
