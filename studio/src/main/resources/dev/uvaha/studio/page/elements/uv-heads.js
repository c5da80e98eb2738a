// <uv-heads>: every head of every layer as a small matrix, on one canvas; one is chosen by mouse or arrow keys.
//   .data = { layers, heads, rows, columns, weights: Float32Array | number[] of [layer][head][row][column],
//             label: what it is, names: { layer, head } in the page's language }
//   .selected = { layer, head }        .off = Set of `${layer}.${head}` that are drawn crossed out
//   tells "head" { layer, head } as another is chosen
import { html, ramp, redrawn, sized } from './draw.js';

const GAP = 4;
const SIDE = 30; // for the layers' numbers
const TOP = 20; // for the heads' numbers

export class UvHeads extends HTMLElement {
  #data = null;
  #selected = { layer: 0, head: 0 };
  #off = new Set();
  #abort = null;
  #pictures = null; // of the theme in which they were painted
  #canvas = html('canvas', { tabIndex: 0, role: 'img' });
  #told = html('p', { class: 'uv-told', 'aria-live': 'polite' });

  connectedCallback() {
    this.replaceChildren(html('div', { class: 'scrolls' }, this.#canvas), this.#told);
    this.#abort = new AbortController();
    const signal = this.#abort.signal;
    this.#canvas.addEventListener('click', event => this.#choose(this.#at(event)), { signal });
    this.#canvas.addEventListener('keydown', event => this.#key(event), { signal });
    redrawn(this, () => ((this.#pictures = null), this.#draw()), signal);
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
    this.#pictures = null;
    if (data && !this.#inside(this.#selected)) this.#selected = { layer: 0, head: 0 };
    this.#draw();
  }

  get selected() {
    return this.#selected;
  }

  set selected({ layer, head }) {
    this.#selected = { layer, head };
    this.#draw();
  }

  get off() {
    return this.#off;
  }

  set off(off) {
    this.#off = off;
    this.#draw();
  }

  #inside({ layer, head }) {
    return layer >= 0 && head >= 0 && layer < this.#data.layers && head < this.#data.heads;
  }

  #size() {
    const room = Math.max(200, this.clientWidth) - SIDE;
    return Math.max(16, Math.min(76, Math.floor(room / this.#data.heads) - GAP));
  }

  #at(event) {
    const step = this.#size() + GAP;
    return { layer: Math.floor((event.offsetY - TOP) / step), head: Math.floor((event.offsetX - SIDE) / step) };
  }

  #choose(at) {
    if (!this.#data || !this.#inside(at)) return;
    if (at.layer === this.#selected.layer && at.head === this.#selected.head) return;
    this.#selected = at;
    this.#draw();
    this.dispatchEvent(new CustomEvent('head', { bubbles: true, detail: { ...at } }));
  }

  #key(event) {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!step) return;
    event.preventDefault();
    this.#choose({ layer: this.#selected.layer + step[0], head: this.#selected.head + step[1] });
  }

  /** Every matrix as a picture of one pixel a weight. */
  #paint() {
    const { layers, heads, rows, columns, weights } = this.#data;
    const colourOf = ramp(1);
    const shades = Array.from({ length: 256 }, (_, i) => colourOf(Math.sqrt(i / 255))); // small weights are to be seen too
    return Array.from({ length: layers * heads }, (_, index) => {
      const picture = new OffscreenCanvas(columns, rows);
      const context = picture.getContext('2d');
      const image = context.createImageData(columns, rows);
      const first = index * rows * columns;
      for (let i = 0; i < rows * columns; i++) {
        const shade = shades[Math.max(0, Math.min(255, Math.round(weights[first + i] * 255)))];
        image.data.set([shade[0], shade[1], shade[2], 255], 4 * i);
      }
      context.putImageData(image, 0, 0);
      return picture;
    });
  }

  #draw() {
    if (!this.isConnected || !this.#data) return;
    const { layers, heads, label, names } = this.#data;
    this.#pictures ??= this.#paint();
    const size = this.#size();
    const step = size + GAP;
    const context = sized(this.#canvas, SIDE + heads * step, TOP + layers * step);
    const style = getComputedStyle(document.documentElement);
    const [soft, line, accent, bad] = ['--soft', '--line', '--accent', '--bad'].map(name => style.getPropertyValue(name).trim());
    context.imageSmoothingEnabled = this.#data.columns > size;
    context.font = `12px ${getComputedStyle(document.body).fontFamily}`;
    context.textBaseline = 'middle';
    context.textAlign = 'center';
    context.fillStyle = soft;
    for (let head = 0; head < heads; head++) context.fillText(String(head + 1), SIDE + head * step + size / 2, TOP / 2);
    for (let layer = 0; layer < layers; layer++) {
      context.fillStyle = soft;
      context.fillText(String(layer + 1), SIDE / 2 - 2, TOP + layer * step + size / 2);
      for (let head = 0; head < heads; head++) {
        const x = SIDE + head * step;
        const y = TOP + layer * step;
        const off = this.#off.has(`${layer}.${head}`);
        context.globalAlpha = off ? 0.25 : 1;
        context.drawImage(this.#pictures[layer * heads + head], x, y, size, size);
        context.globalAlpha = 1;
        const chosen = layer === this.#selected.layer && head === this.#selected.head;
        context.strokeStyle = chosen ? accent : line;
        context.lineWidth = chosen ? 3 : 1;
        context.strokeRect(x - 0.5, y - 0.5, size + 1, size + 1);
        if (!off) continue;
        context.strokeStyle = bad;
        context.lineWidth = 2;
        context.beginPath();
        context.moveTo(x + 4, y + 4);
        context.lineTo(x + size - 4, y + size - 4);
        context.stroke();
      }
    }
    const chosen = `${names.layer} ${this.#selected.layer + 1}, ${names.head} ${this.#selected.head + 1}`;
    this.#canvas.setAttribute('aria-label', `${label ?? ''}. ${chosen}`);
    if (this.#told.textContent !== chosen) this.#told.textContent = chosen;
  }
}

customElements.define('uv-heads', UvHeads);
