"use strict";
(() => {
  const byId = id => document.getElementById(id);
  const stacks = JSON.parse(byId("data").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let stack, layer, head, asked = null; // head == stack.heads: the mean; asked: {side, index} of a token that is pinned
  let colours, ink, faint, glow, line, geometry;

  // --- weights: one byte each, 255 · √weight, deflated, by layer, head, query, key ---
  async function inflate(base64) {
    const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  function maps(stack, bytes) {
    const size = stack.queries.length * stack.keys.length;
    const maps = [];
    for (let l = 0; l < stack.layers; l++) {
      const heads = [], mean = new Float32Array(size);
      for (let h = 0; h < stack.heads; h++) {
        const map = new Float32Array(size), start = (l * stack.heads + h) * size;
        for (let i = 0; i < size; i++) {
          map[i] = (bytes[start + i] / 255) ** 2;
          mean[i] += map[i] / stack.heads;
        }
        heads.push(map);
      }
      maps.push([...heads, mean]);
    }
    return maps;
  }

  const weight = (t, s) => stack.maps[layer][head][t * stack.keys.length + s];
  const percent = w => w >= .0995 ? Math.round(w * 100) + "%" : (w * 100).toFixed(1) + "%";
  const colour = w => colours[Math.min(255, Math.round(Math.sqrt(w) * 255))];
  const rgb = c => `rgb(${c[0]},${c[1]},${c[2]})`;
  const inkOn = c => c[0] * .299 + c[1] * .587 + c[2] * .114 > 140 ? "#10151c" : "#fff";

  function readTheme() {
    const style = getComputedStyle(document.documentElement);
    const value = name => style.getPropertyValue(name).trim();
    [ink, faint, glow, line] = ["--ink", "--faint", "--glow", "--line"].map(value);
    const stops = value("--scale").split(",").map(hex => [1, 3, 5].map(i => parseInt(hex.trim().slice(i, i + 2), 16)));
    colours = Array.from({length: 256}, (_, i) => {
      const at = i / 255 * (stops.length - 1), low = Math.min(Math.floor(at), stops.length - 2);
      return stops[low].map((c, k) => Math.round(c + (stops[low + 1][k] - c) * (at - low)));
    });
  }

  // --- overview ---
  function drawTile(canvas, map, rows, columns) {
    canvas.width = columns;
    canvas.height = rows;
    const image = new ImageData(columns, rows);
    for (let i = 0; i < map.length; i++) image.data.set([...colour(map[i]), 255], i * 4);
    canvas.getContext("2d").putImageData(image, 0, 0);
  }

  function drawGrid() {
    const grid = byId("grid"), columns = stack.heads + 1;
    const rows = stack.queries.length, keys = stack.keys.length;
    grid.style.gridTemplateColumns = `max-content repeat(${columns}, minmax(30px, 130px))`;
    const cells = [text("layer")];
    for (let h = 0; h < columns; h++) cells.push(text(h < stack.heads ? (h ? "" : "head ") + (h + 1) : "mean"));
    stack.maps.forEach((heads, l) => {
      cells.push(text(l + 1));
      heads.forEach((map, h) => {
        const button = document.createElement("button"), canvas = document.createElement("canvas");
        button.ariaLabel = mapName(l, h);
        button.title = mapName(l, h);
        button.style.aspectRatio = Math.min(2, Math.max(.5, keys / rows));
        button.ariaPressed = l === layer && h === head;
        button.onclick = () => {
          [layer, head] = [l, h];
          [...grid.querySelectorAll("button")].forEach(b => b.ariaPressed = b === button);
          drawLarge();
          if (byId("large").getBoundingClientRect().top > innerHeight * .6) byId("large").scrollIntoView({behavior: "smooth"});
        };
        drawTile(canvas, map, rows, keys);
        button.append(canvas);
        cells.push(button);
      });
    });
    grid.replaceChildren(...cells);
  }

  function text(content) {
    const span = document.createElement("span");
    span.textContent = content;
    return span;
  }

  const mapName = (l, h) => `${stack.title}, layer ${l + 1} of ${stack.layers}, ` + (h < stack.heads ? `head ${h + 1} of ${stack.heads}` : `mean of ${stack.heads} heads`);

  // --- the large map: labels that stay in sight while the cells scroll ---
  function prepare(canvas, width, height) {
    const scale = Math.min(devicePixelRatio || 1, 8000 / Math.max(width, height));
    canvas.width = Math.ceil(width * scale);
    canvas.height = Math.ceil(height * scale);
    canvas.style.width = width + "px";
    canvas.style.height = height + "px";
    const context = canvas.getContext("2d");
    context.scale(scale, scale);
    context.textBaseline = "middle";
    return context;
  }

  const family = '"DejaVu Sans", system-ui, "Segoe UI", sans-serif';

  function measure() {
    const rows = stack.queries.length, columns = stack.keys.length;
    const room = byId("scroller").clientWidth || 600;
    const context = byId("corner").getContext("2d");
    const longest = (tokens, size) => {
      context.font = size + "px " + family;
      return Math.min(150, Math.ceil(Math.max(...tokens.map(t => context.measureText(t).width)) + 12));
    };
    let font = 14, left = longest(stack.queries, font);
    let cell = Math.floor((room - left - 24) / columns);
    cell = Math.max(13, Math.min(46, cell));
    font = Math.min(15, Math.max(10, cell - 3));
    left = longest(stack.queries, font);
    const tallest = longest(stack.keys, font), slope = Math.PI / 3;
    const top = Math.ceil(tallest * Math.sin(slope) + font * .7);
    const overhang = Math.ceil(tallest * Math.cos(slope));
    geometry = {rows, columns, cell, font, left, top, slope, overhang};
  }

  function drawLabels(lit) {
    const {rows, columns, cell, font, left, top, slope, overhang} = geometry;
    prepare(byId("corner"), left, top);
    const rowLabels = prepare(byId("left"), left, rows * cell);
    rowLabels.textAlign = "right";
    for (let t = 0; t < rows; t++) label(rowLabels, stack.queries[t], t === lit?.t, font, left - 6, (t + .5) * cell, left - 8);
    const columnLabels = prepare(byId("top"), columns * cell + overhang, top);
    for (let s = 0; s < columns; s++) {
      columnLabels.save();
      columnLabels.translate((s + .5) * cell, top - 5);
      columnLabels.rotate(-slope);
      label(columnLabels, stack.keys[s], s === lit?.s, font, 0, 0, 150);
      columnLabels.restore();
    }
  }

  function label(context, token, isLit, font, x, y, room) {
    context.font = (isLit ? "bold " : "") + font + "px " + family;
    context.fillStyle = isLit ? glow : isSpecial(token) ? faint : ink;
    context.fillText(token, x, y, room);
  }

  const isSpecial = token => /^<(\/?s|pad|unk|2[^>]+)>$/.test(token);

  function drawCells(lit) {
    const {rows, columns, cell, overhang} = geometry;
    const context = prepare(byId("cells"), columns * cell + overhang, rows * cell);
    const gap = cell >= 16 ? 1 : 0;
    context.textAlign = "center";
    context.font = Math.min(14, Math.floor(cell * .36)) + "px " + family;
    for (let t = 0; t < rows; t++)
      for (let s = 0; s < columns; s++) {
        const w = weight(t, s), c = colour(w);
        context.fillStyle = rgb(c);
        context.fillRect(s * cell, t * cell, cell - gap, cell - gap);
        if (cell >= 30 && w >= .095) {
          context.fillStyle = inkOn(c);
          context.fillText(Math.round(w * 100), (s + .5) * cell, (t + .53) * cell);
        }
      }
    context.strokeStyle = glow;
    context.lineWidth = 2;
    if (lit?.t !== undefined) context.strokeRect(0, lit.t * cell, columns * cell - gap, cell - gap);
    if (lit?.s !== undefined) context.strokeRect(lit.s * cell, 0, cell - gap, rows * cell - gap);
  }

  function drawLarge() {
    byId("name").textContent = mapName(layer, head);
    byId("explanation").textContent = stack.explanation + " Point at a token, or tap it to keep it lit.";
    byId("cells").ariaLabel = byId("name").textContent;
    measure();
    light();
  }

  // Redraws for what the pointer is at: {t, s}, either alone for a whole row or column.
  function light(at) {
    const lit = at || (asked ? {[asked.side]: asked.index} : undefined);
    drawLabels(lit);
    drawCells(lit);
    const {rows, columns} = geometry;
    const row = lit?.t !== undefined, column = lit?.s !== undefined;
    paint(byId("queries"), rows, t => column && !row ? weight(t, lit.s) : undefined, row ? lit.t : -1);
    paint(byId("keys"), columns, s => row ? weight(lit.t, s) : undefined, column && !row ? lit.s : -1);
    byId("readout").textContent = describe(lit, row, column);
  }

  function paint(line, count, weightOf, askedIndex) {
    for (let i = 0; i < count; i++) {
      const span = line.children[i + 1], w = weightOf(i), c = w === undefined ? null : colour(w);
      span.style.background = c ? rgb(c) : "";
      span.style.color = c ? inkOn(c) : "";
      span.classList.toggle("asked", i === askedIndex);
    }
  }

  function describe(lit, row, column) {
    if (row && column) return `${stack.queries[lit.t]} ← ${stack.keys[lit.s]}: ${percent(weight(lit.t, lit.s))}`;
    if (row) return `${stack.queries[lit.t]} ← ` + greatest(stack.keys, s => weight(lit.t, s));
    if (column) return `${stack.keys[lit.s]} → ` + greatest(stack.queries, t => weight(t, lit.s));
    return "";
  }

  function greatest(tokens, weightOf) {
    return tokens.map((token, i) => [weightOf(i), token]).sort((a, b) => b[0] - a[0]).slice(0, 4)
      .filter(([w]) => w >= .02).map(([w, token]) => `${token} ${percent(w)}`).join(", ");
  }

  // --- tokens and pointer ---
  function tokenLine(id, title, tokens, side) {
    const heading = document.createElement("b");
    heading.textContent = title;
    byId(id).replaceChildren(heading, ...tokens.map((token, index) => {
      const span = text(token);
      span.classList.toggle("special", isSpecial(token));
      span.onpointerenter = () => light({[side]: index});
      span.onpointerleave = () => light();
      span.onclick = () => {
        asked = asked && asked.side === side && asked.index === index ? null : {side, index};
        light();
      };
      return span;
    }));
  }

  function point(event) {
    const box = byId("cells").getBoundingClientRect(), {cell, rows, columns} = geometry;
    const t = Math.floor((event.clientY - box.top) / cell), s = Math.floor((event.clientX - box.left) / cell);
    const tip = byId("tip");
    tip.hidden = !(t >= 0 && t < rows && s >= 0 && s < columns);
    if (tip.hidden) return light();
    light({t, s});
    tip.textContent = describe({t, s}, true, true);
    const right = event.clientX + 16 + tip.offsetWidth > innerWidth;
    tip.style.left = Math.max(4, right ? event.clientX - 16 - tip.offsetWidth : event.clientX + 16) + "px";
    tip.style.top = Math.max(4, event.clientY - 14 - tip.offsetHeight) + "px";
  }

  // --- start ---
  async function show(next) {
    stack = next;
    if (!stack.maps) stack.maps = maps(stack, await inflate(stack.weights));
    layer = stack.clearest;
    head = stack.heads;
    asked = null;
    [...byId("stacks").children].forEach((button, i) => button.ariaPressed = stacks[i] === stack);
    tokenLine("queries", stack.rows, stack.queries, "t");
    tokenLine("keys", stack.columns, stack.keys, "s");
    document.querySelector("main").hidden = false;
    drawGrid();
    drawLarge();
  }

  const redraw = () => { if (stack?.maps) { readTheme(); drawGrid(); drawLarge(); } };
  readTheme();
  byId("stacks").append(...stacks.map(each => {
    const button = document.createElement("button");
    button.textContent = each.title;
    button.onclick = () => show(each).catch(fail);
    return button;
  }));
  byId("ticks").append(...[0, .01, .1, .25, .5, 1].map(w => {
    const span = text(w * 100 + (w === 1 ? "%" : ""));
    span.style.left = Math.sqrt(w) * 100 + "%";
    return span;
  }));
  byId("cells").onpointermove = point;
  byId("cells").onpointerdown = point;
  byId("cells").onpointerleave = () => { byId("tip").hidden = true; light(); };
  dark.onchange = redraw;
  onresize = () => { clearTimeout(redraw.later); redraw.later = setTimeout(redraw, 150); };
  const fail = problem => {
    byId("trouble").hidden = false;
    byId("trouble").textContent = "This browser can't show the maps (" + problem.message + "): open the page in a newer one.";
  };
  show(stacks[0]).catch(fail);
})();
