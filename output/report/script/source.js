// Where something is printed: the row of the source with the cell outlined, and the picture of its page where there is one.

const lines = data.lines.map(([page, line, table, row, cells, columnsOfCells, heads, boxes]) => ({
  page,
  line,
  table,
  row,
  cells,
  columnsOfCells: columnsOfCells || cells.map((_, i) => i + 1),
  heads,
  boxes,
}));
const pictures = new Map(data.pictures.map(([page, width, height, address]) => [page, { page, width, height, address }]));
const ZOOM = 1.35;

const placeOf = ([line]) => (line === NOWHERE ? "" : describePlace(lines[line].page, lines[line].line, lines[line].table, lines[line].row));

const readBox = (text) => {
  const box = (text || "").split(",").map(Number);
  return box.length === 4 && box.every(Number.isFinite) ? box : null;
};

const outlineOn = (box, scale) => {
  const node = el("div", { class: "outline-box" });
  const [left, top, right, bottom] = box.map((size) => size * scale);
  Object.assign(node.style, {
    left: `${left - 2}px`,
    top: `${top - 2}px`,
    width: `${right - left + 4}px`,
    height: `${bottom - top + 4}px`,
  });
  return node;
};

const drawPage = (picture, box, scale) => {
  const image = el("img", { src: picture.address, alt: w("page_picture", { n: picture.page }), decoding: "async" });
  const sheet = el("div", { class: "paper" }, image, box ? outlineOn(box, scale) : null);
  Object.assign(sheet.style, { width: `${picture.width * scale}px`, height: `${picture.height * scale}px` });
  return sheet;
};

const drawPicture = (picture, box) => {
  const frame = el(
    "div",
    { class: "paper-window", tabindex: "0", role: "region", "aria-label": w("page_picture", { n: picture.page }) },
    drawPage(picture, box, ZOOM),
  );
  requestAnimationFrame(() => {
    if (!box) return;
    frame.scrollLeft = ((box[0] + box[2]) / 2) * ZOOM - frame.clientWidth / 2;
    frame.scrollTop = ((box[1] + box[3]) / 2) * ZOOM - frame.clientHeight / 2;
  });
  return el(
    "div",
    { class: "picture" },
    frame,
    el("button", { type: "button", class: "quiet", onclick: () => openSheet(picture, box) }, w("whole_page")),
  );
};

const openSheet = (picture, box) => {
  const dialog = byId("sheet");
  const scale = Math.min((innerWidth - 64) / picture.width, 1.8);
  put(
    dialog,
    el(
      "div",
      { class: "sheet-head" },
      el("h2", { id: "sheet-title" }, w("place_page", { n: picture.page })),
      el("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, w("close")),
    ),
    el("div", { class: "sheet-body", tabindex: "0" }, drawPage(picture, box, scale)),
  );
  dialog.showModal();
  if (box) dialog.querySelector(".sheet-body").scrollTop = box[1] * scale - innerHeight / 3;
};

// A row of the source beside the header of its table, one cell a line: narrow panels have no room for ten columns.
const drawCells = (line, cell) => {
  // Of a header in several rows the lowest that has the column says most.
  const headOf = (column) => {
    for (const head of line.heads.map((number) => lines[number]).reverse()) {
      const at = head.columnsOfCells.indexOf(column);
      if (at !== -1) return head.cells[at];
    }
    return "";
  };
  return el(
    "table",
    { class: "source-row" },
    el(
      "tbody",
      {},
      line.cells.map((text, i) =>
        el(
          "tr",
          { class: i === cell ? "here" : null, "aria-current": i === cell ? "true" : null },
          el(
            "th",
            { scope: "row", lang: doc.language },
            headOf(line.columnsOfCells[i]) || (line.table ? String(line.columnsOfCells[i] || i + 1) : ""),
          ),
          el("td", { lang: doc.language, translate: "no" }, text),
        ),
      ),
    ),
  );
};

const drawSource = ([number, cell], ownBox) => {
  if (number === NOWHERE) return el("p", { class: "none" }, w("nowhere"));
  const line = lines[number];
  const picture = pictures.get(line.page);
  const box = readBox(cell !== NOWHERE && line.boxes ? line.boxes[cell] : ownBox);
  const missing = line.page && !picture && data.leftOut ? el("p", { class: "none" }, w("picture_left_out")) : null;
  return [el("p", { class: "place" }, placeOf([number])), picture ? drawPicture(picture, box) : missing, drawCells(line, cell)];
};
