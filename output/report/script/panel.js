// The panel beside the outline: all that is known of a value, a record or an issue.

let opener = null;

const findSelected = (key) => {
  const [, kind, id] = /^([vri]):(.*)$/s.exec(key || "") || [];
  if (kind === "i") {
    const issue = issues.find((found) => issueIdOf(found) === key);
    return issue ? { issue, record: issue.record, value: issue.record?.values.find((value) => value.year === issue.year) ?? null } : null;
  }
  const [recordId, number] = kind === "v" ? [id.slice(0, id.lastIndexOf(":")), Number(id.slice(id.lastIndexOf(":") + 1))] : [id, null];
  const record = records.find((found) => found.id === recordId);
  if (!record || (kind === "v" && !record.values[number])) return null;
  return { record, value: kind === "v" ? record.values[number] : null, issue: null };
};

const openPanel = (key, jump = false) => {
  const from = document.activeElement;
  if (!byId("panel").contains(from)) opener = from?.dataset.key ? from.dataset.key : null;
  choose({ sel: key });
  drawPanel();
  const found = findSelected(key);
  if (jump && found?.record) goTo(found.record, false);
  byId("panel").focus({ preventScroll: true });
};

const closePanel = () => {
  const key = opener || chosen.sel;
  choose({ sel: "" });
  drawPanel();
  const record = findSelected(key)?.record;
  if (record) drawn?.reveal(record);
  (document.querySelector(`[data-key="${CSS.escape(key)}"]`) || byId("main")).focus({ preventScroll: true });
  opener = null;
};

const markSelected = () => {
  for (const node of document.querySelectorAll(".selected")) node.classList.remove("selected");
  if (!chosen.sel) return;
  for (const node of document.querySelectorAll(`[data-key="${CSS.escape(chosen.sel)}"]`)) node.classList.add("selected");
};

const drawPanel = () => {
  const panel = byId("panel");
  const found = findSelected(chosen.sel);
  panel.hidden = !found;
  document.body.classList.toggle("with-panel", Boolean(found));
  markSelected();
  if (!found) return put(panel);
  const { record, value, issue } = found;
  const title = record
    ? [record.code ? el("span", { class: "code" }, `${record.code} `) : null, el("span", { lang: doc.language }, record.name)]
    : w("issue");
  put(
    panel,
    el(
      "div",
      { class: "panel-head" },
      el(
        "div",
        {},
        el("p", { class: "kind" }, record ? w(record.kind) : w("document"), value ? ` · ${columnLabel(columns[value.column])}` : ""),
        el("h2", { id: "panel-title" }, title),
      ),
      el(
        "button",
        { type: "button", class: "close", "aria-label": w("close"), title: `${w("close")} (Esc)`, onclick: closePanel },
        svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: "M3.5 3.5 12.5 12.5M12.5 3.5 3.5 12.5" })),
      ),
    ),
    el(
      "div",
      { class: "panel-body" },
      value ? drawValuePart(record, value) : issue ? drawIssuePart(record, issue) : drawRecord(record),
      record
        ? el(
            "p",
            { class: "panel-foot" },
            el("button", { type: "button", class: "quiet", onclick: () => goTo(record) }, w("show_in_outline")),
          )
        : null,
    ),
  );
  panel.scrollTop = 0;
  return panel;
};

addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || byId("panel").hidden || byId("sheet").open) return;
  event.preventDefault();
  closePanel();
});
