// <gpt-vectors>: a vector for each token as a row of colours, as wide as there is room.
//   .data = { rows, columns, values: Float32Array row by row, rowLabels: string[], label }
//   .selected = row | -1            tells "row" { row } on a click, and as arrow keys move
// Few numbers are far from the rest in a residual stream: colours are full at the 99th hundredth of the sizes.
import { html, number, ramp, redrawn, sized } from '../elements/draw.js';

const TALLEST = 18;
const LEAST = 3;
const HEIGHT = 300; // of all rows, if there are many
const SHADES = 64; // on each side of 0
const SAMPLED = 4096; // numbers by which the full colour is chosen

// Not every browser tells when it is idle.
const whenIdle = window.requestIdleCallback ? act => requestIdleCallback(act, { timeout: 300 }) : act => setTimeout(act, 1);
const notWhenIdle = window.cancelIdleCallback ?? clearTimeout;

export class GptVectors extends HTMLElement {
  #data = null;
  #selected = -1;
  #picture = null;
  #abort = null;
  #waits = 0;
  #canvas = html('canvas', { tabIndex: 0, role: 'img' });
  #told = html('p', { class: 'uv-told' });

  connectedCallback() {
    this.replaceChildren(this.#canvas, this.#told);
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const listen = (name, act) => this.#canvas.addEventListener(name, event => this.#data && act(event), { signal });
    listen('pointermove', event => this.#tell(this.#at(event)));
    listen('pointerleave', () => this.#tell(null));
    listen('click', event => this.#choose(this.#at(event).row));
    listen('keydown', event => this.#key(event));
    redrawn(this, () => this.#draw(), signal);
    document.addEventListener('uv-theme', () => ((this.#picture = null), this.#draw()), { signal });
    this.#draw();
  }

  disconnectedCallback() {
    this.#abort.abort();
    notWhenIdle(this.#waits);
  }

  get data() {
    return this.#data;
  }

  set data(data) {
    this.#data = data;
    this.#picture = null;
    this.#drawLater();
  }

  get selected() {
    return this.#selected;
  }

  set selected(row) {
    if (row === this.#selected) return;
    this.#selected = row;
    this.#drawLater();
  }

  #height() {
    return Math.max(LEAST, Math.min(TALLEST, Math.floor(HEIGHT / this.#data.rows)));
  }

  #at(event) {
    const { rows, columns } = this.#data;
    const row = Math.floor(event.offsetY / this.#height());
    const column = Math.floor((event.offsetX / this.#canvas.clientWidth) * columns);
    return { row: Math.max(0, Math.min(rows - 1, row)), column: Math.max(0, Math.min(columns - 1, column)) };
  }

  #choose(row) {
    this.dispatchEvent(new CustomEvent('row', { bubbles: true, detail: { row } }));
  }

  #key(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.#choose(Math.max(0, Math.min(this.#data.rows - 1, this.#selected + step)));
  }

  #tell(at) {
    const { values, columns, rowLabels } = this.#data;
    this.#told.textContent = at ? `${rowLabels[at.row]} · ${at.column + 1}: ${number(values[at.row * columns + at.column])}` : '';
  }

  #paint() {
    const { rows, columns, values } = this.#data;
    const every = Math.ceil(values.length / SAMPLED);
    const sizes = Float32Array.from({ length: Math.floor(values.length / every) }, (_, i) => Math.abs(values[i * every])).sort();
    const most = sizes[Math.floor(0.99 * (sizes.length - 1))] || 1;
    const colourOf = ramp(1);
    const shades = Array.from({ length: 2 * SHADES + 1 }, (_, i) => colourOf((i - SHADES) / SHADES));
    const picture = new OffscreenCanvas(columns, rows);
    const context = picture.getContext('2d');
    const image = context.createImageData(columns, rows);
    const pixels = image.data;
    for (let i = 0; i < values.length; i++) {
      const shade = shades[SHADES + Math.round(SHADES * Math.max(-1, Math.min(1, values[i] / most)))];
      pixels[4 * i] = shade[0];
      pixels[4 * i + 1] = shade[1];
      pixels[4 * i + 2] = shade[2];
      pixels[4 * i + 3] = 255;
    }
    context.putImageData(image, 0, 0);
    return picture;
  }

  /** Draws when nothing else is to be done: there are many of these on the page. */
  #drawLater() {
    notWhenIdle(this.#waits);
    this.#waits = whenIdle(() => this.#draw());
  }

  #draw() {
    if (!this.isConnected || !this.#data || !this.clientWidth) return;
    this.#picture ??= this.#paint();
    const { rows, columns, label } = this.#data;
    const width = Math.min(this.clientWidth, columns * TALLEST);
    const height = this.#height();
    const context = sized(this.#canvas, width, rows * height);
    context.imageSmoothingEnabled = columns > width;
    context.drawImage(this.#picture, 0, 0, width, rows * height);
    const style = getComputedStyle(document.documentElement);
    context.strokeStyle = style.getPropertyValue('--line').trim();
    context.strokeRect(0.5, 0.5, width - 1, rows * height - 1);
    if (this.#selected >= 0 && this.#selected < rows) {
      context.strokeStyle = style.getPropertyValue('--warm').trim();
      context.lineWidth = 2;
      context.strokeRect(1, this.#selected * height + 0.5, width - 2, Math.max(2, height - 1));
    }
    this.#canvas.setAttribute('aria-label', `${label}, ${rows} × ${columns}`);
  }
}

customElements.define('gpt-vectors', GptVectors);
