// <uv-matrix>: a matrix as a heat map on a canvas, with a cursor for mouse and keyboard.
//   .data = { rows, columns, values: Float32Array | number[] (row by row) | number[][],
//             label: what it is, for those who don't see it,
//             rowLabels?, columnLabels?: string[],
//             mask?: boolean[][] (false: hidden, drawn hatched),
//             most?: what has the full colour (else the greatest number),
//             numbers?: true to write the numbers into cells that have room }
//   .cursor = { row, column } | null        .cell = the least size of a cell in pixels (6), greatest = 40
//   .describe = (row, column, value) => the text under it
//   tells "cell" { row, column, value } as the cursor moves, "cellleave" as the mouse leaves,
//         "cellselect" { row, column, value } on a click or Enter
//   .toSvg(): the picture as a text
import { css, decimal, flat, greatest, html, inkOn, number, ramp, redrawn, sized } from './draw.js';

const FONT = 13;
const NUMBERS_FROM = 38; // pixels that a cell needs for its number

export class UvMatrix extends HTMLElement {
  #data = null;
  #values = [];
  #cursor = null;
  #layout = null;
  #abort = null;
  #canvas = html('canvas', { tabIndex: 0, role: 'img' });
  #told = html('p', { class: 'uv-told', 'aria-live': 'polite' });
  cell = 6;
  greatest = 40;
  describe = (row, column, value) =>
    `${this.#label('rowLabels', row)} → ${this.#label('columnLabels', column)}: ${number(value)}`;

  connectedCallback() {
    this.replaceChildren(html('div', { class: 'scrolls' }, this.#canvas), this.#told);
    this.#abort = new AbortController();
    const signal = this.#abort.signal;
    this.#canvas.addEventListener('pointermove', event => this.#moveTo(this.#at(event)), { signal });
    this.#canvas.addEventListener('pointerleave', () => this.#leave(), { signal });
    this.#canvas.addEventListener('click', event => this.#select(this.#at(event)), { signal });
    this.#canvas.addEventListener('keydown', event => this.#key(event), { signal });
    redrawn(this, () => this.#draw(), signal);
    this.#draw();
  }

  disconnectedCallback() {
    this.#abort.abort();
  }

  get data() {
    return this.#data;
  }

  set data(data) {
    this.#data = data;
    this.#values = data ? flat(data.values) : [];
    if (this.#cursor && !this.#inside(this.#cursor)) this.#cursor = null;
    this.#draw();
  }

  get cursor() {
    return this.#cursor;
  }

  set cursor(cursor) {
    this.#cursor = cursor && this.#inside(cursor) ? { row: cursor.row, column: cursor.column } : null;
    this.#draw();
  }

  value(row, column) {
    return this.#values[row * this.#data.columns + column];
  }

  #inside({ row, column }) {
    return this.#data && row >= 0 && column >= 0 && row < this.#data.rows && column < this.#data.columns;
  }

  #label(kind, index) {
    return this.#data[kind]?.[index] ?? String(index + 1);
  }

  #at(event) {
    if (!this.#layout) return null;
    const { left, top, size } = this.#layout;
    const at = { row: Math.floor((event.offsetY - top) / size), column: Math.floor((event.offsetX - left) / size) };
    return this.#inside(at) ? at : null;
  }

  #moveTo(at) {
    if (!at || (at.row === this.#cursor?.row && at.column === this.#cursor?.column)) return;
    this.#cursor = at;
    this.#draw();
    this.#tell('cell', at);
  }

  #leave() {
    if (document.activeElement === this.#canvas) return;
    this.#cursor = null;
    this.#draw();
    this.dispatchEvent(new CustomEvent('cellleave', { bubbles: true }));
  }

  #select(at) {
    if (!at) return;
    this.#moveTo(at);
    this.#tell('cellselect', at);
  }

  #tell(name, { row, column }) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: { row, column, value: this.value(row, column) } }));
  }

  #key(event) {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (step && this.#data) {
      event.preventDefault();
      const from = this.#cursor ?? { row: 0, column: -step[1] };
      const to = { row: from.row + step[0], column: from.column + step[1] };
      if (this.#inside(to)) this.#moveTo(to);
      else if (!this.#cursor) this.#moveTo({ row: 0, column: 0 });
    } else if (event.key === 'Enter' && this.#cursor) this.#tell('cellselect', this.#cursor);
  }

  #measure(context) {
    const { rows, columns, rowLabels, columnLabels } = this.#data;
    context.font = `${FONT}px ${getComputedStyle(document.body).fontFamily}`;
    const widest = labels => Math.ceil(Math.max(0, ...(labels ?? []).map(label => context.measureText(label).width)));
    const left = rowLabels ? Math.min(150, widest(rowLabels)) + 8 : 1;
    const room = Math.max(120, this.clientWidth) - left - 2;
    const size = Math.max(this.cell, Math.min(this.greatest, Math.floor(room / columns)));
    const wide = widest(columnLabels);
    const slanted = wide + 6 > size;
    const top = columnLabels ? (slanted ? Math.min(120, wide * 0.75) + 14 : FONT + 8) : 1;
    const right = columnLabels && slanted ? Math.min(120, wide) * 0.7 : 0;
    const full = left + columns * size + 1;
    return { left, top, size, slanted, width: Math.max(full, Math.min(full + right, left + room + 1)), height: top + rows * size + 1 };
  }

  #draw() {
    if (!this.isConnected || !this.#data) return;
    const { rows, columns, rowLabels, columnLabels, mask, most, numbers, label } = this.#data;
    const layout = (this.#layout = this.#measure(this.#canvas.getContext('2d')));
    const { left, top, size, slanted } = layout;
    const context = sized(this.#canvas, layout.width, layout.height);
    const style = getComputedStyle(document.documentElement);
    const [soft, ink, line, accent] = ['--soft', '--ink', '--line', '--accent'].map(name => style.getPropertyValue(name).trim());
    const colourOf = ramp(most ?? greatest(this.#values));
    const font = getComputedStyle(document.body).fontFamily;
    context.textBaseline = 'middle';
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const value = this.value(row, column);
        const x = left + column * size;
        const y = top + row * size;
        const hidden = mask && !mask[row][column];
        const background = colourOf(hidden || !Number.isFinite(value) ? 0 : value);
        context.fillStyle = css(background);
        context.fillRect(x, y, size, size);
        if (hidden) {
          context.strokeStyle = line;
          context.beginPath();
          context.moveTo(x + 2, y + size - 2);
          context.lineTo(x + size - 2, y + 2);
          context.stroke();
        } else if (numbers && size >= NUMBERS_FROM) {
          context.fillStyle = inkOn(background);
          context.font = `${size >= 50 ? 12 : 11}px ${font}`;
          context.textAlign = 'center';
          context.fillText(Number.isFinite(value) ? decimal(value, 2) : number(value), x + size / 2, y + size / 2 + 1);
        }
      }
    if (size >= 12) {
      context.strokeStyle = line;
      context.lineWidth = 1;
      context.beginPath();
      for (let row = 0; row <= rows; row++) {
        context.moveTo(left, top + row * size + 0.5);
        context.lineTo(left + columns * size, top + row * size + 0.5);
      }
      for (let column = 0; column <= columns; column++) {
        context.moveTo(left + column * size + 0.5, top);
        context.lineTo(left + column * size + 0.5, top + rows * size);
      }
      context.stroke();
    } else {
      context.strokeStyle = line;
      context.strokeRect(left + 0.5, top + 0.5, columns * size - 1, rows * size - 1);
    }
    context.font = `${FONT}px ${font}`;
    const every = Math.ceil(FONT / size); // labels that would lie on one another are left out
    if (rowLabels) {
      context.textAlign = 'right';
      rowLabels.forEach((text, row) => {
        if (row % every && row !== this.#cursor?.row) return;
        context.fillStyle = row === this.#cursor?.row ? ink : soft;
        context.fillText(shortened(context, text, 150), left - 6, top + (row + 0.5) * size);
      });
    }
    if (columnLabels)
      columnLabels.forEach((text, column) => {
        if (column % every && column !== this.#cursor?.column) return;
        context.save();
        context.fillStyle = column === this.#cursor?.column ? ink : soft;
        context.translate(left + (column + 0.5) * size, top - 8);
        context.textAlign = slanted ? 'left' : 'center';
        if (slanted) context.rotate(-Math.PI / 4);
        context.fillText(shortened(context, text, 120), 0, 0);
        context.restore();
      });
    if (this.#cursor) {
      const { row, column } = this.#cursor;
      context.strokeStyle = accent;
      context.lineWidth = 2;
      context.strokeRect(left + column * size + 0.5, top + row * size + 0.5, size, size);
    }
    const told = this.#cursor ? this.describe(this.#cursor.row, this.#cursor.column, this.value(this.#cursor.row, this.#cursor.column)) : '';
    this.#canvas.setAttribute('aria-label', told ? `${label ?? ''}. ${told}` : `${label ?? ''}, ${rows} × ${columns}`);
    if (this.#told.textContent !== told) this.#told.textContent = told;
  }

  toSvg() {
    const { rows, columns, rowLabels, columnLabels, mask, most } = this.#data;
    const { left, top, size, width, height, slanted } = this.#measure(document.createElement('canvas').getContext('2d'));
    const colourOf = ramp(most ?? greatest(this.#values));
    const escaped = text => text.replace(/[&<>"]/g, one => `&#${one.charCodeAt(0)};`);
    const parts = [`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="${FONT}">`];
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const value = mask && !mask[row][column] ? 0 : this.value(row, column);
        parts.push(
          `<rect x="${left + column * size}" y="${top + row * size}" width="${size}" height="${size}" fill="${css(colourOf(Number.isFinite(value) ? value : 0))}"><title>${escaped(this.describe(row, column, this.value(row, column)))}</title></rect>`,
        );
      }
    const ink = css(colourOf(0)) === 'rgb(255 255 255)' ? '#1f2328' : '#8a8f98';
    rowLabels?.forEach((text, row) =>
      parts.push(`<text x="${left - 6}" y="${top + (row + 0.65) * size}" text-anchor="end" fill="${ink}">${escaped(text)}</text>`),
    );
    columnLabels?.forEach((text, column) => {
      const x = left + (column + 0.5) * size;
      const turn = slanted ? ` transform="rotate(-45 ${x} ${top - 6})"` : ' text-anchor="middle"';
      parts.push(`<text x="${x}" y="${top - 6}"${turn} fill="${ink}">${escaped(text)}</text>`);
    });
    return `${parts.join('')}</svg>`;
  }
}

function shortened(context, text, most) {
  if (context.measureText(text).width <= most) return text;
  let end = text.length;
  while (end > 1 && context.measureText(`${text.slice(0, end)}…`).width > most) end--;
  return `${text.slice(0, end)}…`;
}

customElements.define('uv-matrix', UvMatrix);
