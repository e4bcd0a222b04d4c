// The document as it is built: headings, what they aim at, and the rows below them.

const ROWS_IN_BLOCK = 24;
const ROW_HEIGHT = 74;
// A heading is one level below the one above it, whatever levels a document has.
const levelOf = (record) => Math.min(6, record.above ? levelOf(record.above) + 1 : 2);

const countOpen = (record) => {
  const own = [...record.issues, ...record.nearby, ...below(record).flatMap((child) => [...child.issues, ...child.nearby])].filter(isOpen);
  return SEVERITIES.map((severity) => own.filter((issue) => issue.severity === severity).length);
};

const drawCounts = (counts) =>
  counts.some(Boolean)
    ? el(
        "span",
        { class: "counts" },
        counts.map((count, i) =>
          count ? el("span", { class: `pill ${SEVERITIES[i]}` }, icon(SEVERITIES[i], w(`severity_${SEVERITIES[i]}`)), String(count)) : null,
        ),
      )
    : null;

const drawHeading = (record) => {
  const found = [...record.issues, ...record.nearby];
  return el(
    "section",
    { class: `heading ${record.kind}`, id: `at-${record.number}` },
    el(
      "div",
      { class: "heading-line" },
      el("span", { class: "kind" }, w(record.kind)),
      el(
        `h${levelOf(record)}`,
        { lang: doc.language },
        el(
          "button",
          { type: "button", class: "name-button", dataset: { key: idOf(record) }, onclick: () => openPanel(idOf(record)) },
          record.code ? [el("span", { class: "code" }, record.code), " "] : null,
          record.name,
        ),
      ),
      record.kind === "direction" ? drawCounts(countOpen(record)) : null,
    ),
    record.target ? drawTargetBlock(record) : null,
    found.length
      ? el(
          "div",
          { class: "issue-lines" },
          gatherThings(found).map((thing) => drawIssueLine(thing)),
        )
      : null,
  );
};

const cutRows = (shown, label) => {
  const blocks = [];
  for (let i = 0; i < shown.length; i += ROWS_IN_BLOCK) {
    const part = shown.slice(i, i + ROWS_IN_BLOCK);
    blocks.push({ weight: part.length, height: 36 + part.length * ROW_HEIGHT, keys: part, draw: () => drawTable(part, label) });
  }
  return blocks;
};

const outlineBlocks = (shown) => {
  const blocks = [];
  const add = (siblings, heading) => {
    const own = siblings.filter((record) => record.isRow && shown.has(record));
    blocks.push(...cutRows(own, heading ? `${heading.code || ""} ${heading.name}` : doc.title));
    for (const record of siblings) {
      if (record.isRow || !shown.has(record)) continue;
      blocks.push({ weight: 2, height: record.target ? 140 : 64, keys: [record], draw: () => drawHeading(record) });
      add(record.children, record);
    }
  };
  add(roots, null);
  return blocks;
};

const MANY_HEADINGS = 60;

const drawContents = (shown) => {
  const item = (record) => {
    const counts = countOpen(record);
    const inner = record.children.filter((child) => !child.isRow && shown.has(child));
    const link = el(
      "button",
      { type: "button", class: "jump", dataset: { jump: record.id }, lang: doc.language, title: record.name, onclick: () => goTo(record) },
      el("span", { class: "jump-code" }, record.code || "·"),
      el("span", { class: "jump-name" }, record.name),
      counts[0] || counts[1]
        ? el(
            "span",
            { class: `spot ${counts[0] ? "error" : "warning"}` },
            icon(counts[0] ? "error" : "warning", w("open_issues")),
            String(counts[0] + counts[1]),
          )
        : null,
    );
    if (!inner.length) return el("li", {}, link);
    const list = el("ul", {});
    const headings = records.length - rows.length;
    const details = el(
      "details",
      { open: headings <= MANY_HEADINGS, ontoggle: () => details.open && !list.childElementCount && addAll(list, inner.map(item)) },
      el("summary", { "aria-label": `${w("contents")}: ${record.code || record.name}` }),
      list,
    );
    if (headings <= MANY_HEADINGS) addAll(list, inner.map(item));
    return el("li", {}, link, details);
  };
  put(byId("contents"), el("h2", {}, w("contents")), el("ul", {}, roots.filter((record) => !record.isRow && shown.has(record)).map(item)));
};
