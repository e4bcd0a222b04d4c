// The page of a document: its figures, its views, and what is drawn of them now.

const VIEWS = ["outline", "issues", "executors", "stakeholders", "checks"];
let drawn = null;

const drawFigures = () => {
  const open = issues.filter(isOpen);
  const rest = doc.values - doc.confirmed - doc.contradicted - doc.unreadable;
  const legend = (name, count, text) =>
    el("li", {}, el("span", { class: `swatch ${name}` }), `${text} `, el("b", {}, number(String(count))));
  put(
    byId("figures"),
    el(
      "div",
      { class: "grade" },
      drawRing(doc.grade, `${w("grade")}: ${doc.grade}`),
      el(
        "div",
        {},
        el("span", { class: "figure-name" }, w("grade")),
        el("span", { class: "figure-note" }, w("grade_of")),
        el("p", { class: "figure-note" }, w("grade_note")),
      ),
    ),
    el(
      "div",
      { class: "figure" },
      el("span", { class: "figure-name" }, w("values"), " ", el("b", {}, number(String(doc.values)))),
      drawStack(
        [
          [doc.confirmed, "ok"],
          [doc.contradicted, "warning"],
          [doc.unreadable, "error"],
        ],
        doc.values,
        `${w("confirmed")}: ${doc.confirmed}, ${w("contradicted")}: ${doc.contradicted}, ${w("unreadable")}: ${doc.unreadable}`,
      ),
      el(
        "ul",
        { class: "legend" },
        legend("ok", doc.confirmed, w("confirmed")),
        legend("warning", doc.contradicted, w("contradicted")),
        legend("error", doc.unreadable, w("unreadable")),
        legend("rest", rest, w("unchecked")),
      ),
    ),
    el(
      "div",
      { class: "figure" },
      el(
        "span",
        { class: "figure-name" },
        w("cells_accounted"),
        " ",
        el("b", {}, `${number(String(doc.cells - doc.flagged))} / ${number(String(doc.cells))}`),
      ),
      drawStack(
        [
          [doc.cells - doc.flagged, "ok"],
          [doc.flagged, "warning"],
        ],
        doc.cells,
        "",
      ),
      el(
        "div",
        { class: "severities", role: "group", "aria-label": w("open_issues") },
        SEVERITIES.map((severity) => {
          const count = open.filter((issue) => issue.severity === severity).length;
          return el(
            "button",
            {
              type: "button",
              class: `severity ${severity}`,
              "aria-pressed": String(chosen.issue === severity),
              disabled: !count,
              onclick: () => {
                changeFilter({ issue: chosen.issue === severity ? "" : severity });
              },
            },
            icon(severity),
            w(`severity_${severity}s`),
            " ",
            el("b", {}, String(count)),
          );
        }),
        issues.length > open.length
          ? el(
              "button",
              {
                type: "button",
                class: "severity accepted",
                "aria-pressed": String(chosen.issue === "accepted"),
                onclick: () => changeFilter({ issue: chosen.issue === "accepted" ? "" : "accepted" }),
              },
              w("accepted"),
              " ",
              el("b", {}, String(issues.length - open.length)),
            )
          : null,
      ),
    ),
  );
};

const viewNow = () => (VIEWS.includes(chosen.view) ? chosen.view : "outline");
const hasView = (view) =>
  ({
    executors: rows.some((row) => row.executors.length),
    stakeholders: rows.some((row) => row.stakeholders.length),
    checks: checks.length > 0,
  })[view] ?? true;

const tallyOf = (view) => ({ issues: issues.filter(isOpen).length, checks: relations.length })[view];

const drawTabs = () => {
  put(
    byId("tabs"),
    VIEWS.filter(hasView).map((view) =>
      el(
        "button",
        {
          type: "button",
          "aria-current": view === viewNow() ? "page" : null,
          dataset: { view },
          onclick: () => {
            choose({ view: view === "outline" ? "" : view });
            drawTabs();
            drawView();
          },
        },
        w(`view_${view}`),
        tallyOf(view) ? el("span", { class: "tally" }, number(String(tallyOf(view)))) : null,
      ),
    ),
  );
};

const drawView = () => {
  const view = viewNow();
  const { found, shown } = findRecords();
  const foundIssues = findIssues();
  const blocks = {
    outline: () => outlineBlocks(shown),
    issues: () => issueBlocks(foundIssues),
    executors: () => partyBlocks("executors", found),
    stakeholders: () => partyBlocks("stakeholders", found),
    checks: () => relationBlocks(found),
  }[view]();
  const main = byId("main");
  drawn?.stop();
  main.className = `view-${view}`;
  alignTables();
  document.body.dataset.view = view;
  drawn = makeChunks(main, blocks, markSelected);
  if (!blocks.length) put(main, el("p", { class: "nothing" }, w("nothing_found")));
  drawFirst();
  drawMap(found);
  drawContents(shown);
  byId("contents").hidden = view !== "outline";
  const rowsFound = [...found].filter((record) => record.isRow).length;
  byId("count").textContent =
    `${w("rows_found", { n: number(String(rowsFound)), all: number(String(rows.length)) })} · ${w("issues_found", { n: number(String(foundIssues.length)), all: number(String(issues.length)) })}${data.leftOut ? ` · ${w("pictures_left_out", { n: data.leftOut })}` : ""}`;
};

const goTo = (record, focus = true) => {
  if (viewNow() !== "outline" || !findRecords().shown.has(record)) {
    choose({ view: "", ...(findRecords().shown.has(record) ? {} : Object.fromEntries(CRITERIA.map((key) => [key, ""]))) });
    drawTabs();
    showFilters();
    drawView();
  }
  drawn.reveal(record);
  const node = record.isRow ? document.querySelector(`[data-row="${CSS.escape(record.id)}"]`) : byId(`at-${record.number}`);
  if (!node) return;
  node.scrollIntoView({ block: record.isRow ? "center" : "start" });
  if (focus) node.querySelector(".name-button").focus({ preventScroll: true });
};

let waiting = 0;
changeFilter = (changes) => {
  choose(changes);
  showFilters();
  for (const button of document.querySelectorAll(".severity")) {
    const wanted = [...SEVERITIES, "accepted"].find((severity) => button.classList.contains(severity));
    button.setAttribute("aria-pressed", String(chosen.issue === wanted));
  }
  clearTimeout(waiting);
  waiting = setTimeout(drawView, "q" in changes ? 120 : 0);
};

startShell(() => {
  byId("back").href = `index.html${sharedAddress()}`;
  drawFigures();
  drawFilters();
  drawTabs();
  drawView();
  drawPanel();
  const found = chosen.sel && findSelected(chosen.sel);
  if (found?.record && viewNow() === "outline") goTo(found.record, false);
});
