// <uv-plot>: lines over steps, as SVG, with a cursor for mouse and arrow keys that tells each line's value.
//   .data = { lines: { name, points: [x, y][], dashed?: true, dots?: true }[], x: its label, y: its label, label: what it is,
//             xRange?: [from, to], yRange?: [from, to], xLog?: true, yLog?: true }
//   height (attribute): in pixels, 260 if not said
//   tells "step" { x } as the cursor moves
import { decimal, html, number, power, redrawn, svg } from './draw.js';

const LEFT = 56;
const RIGHT = 14;
const TOP = 12;
const BOTTOM = 42;
const COLOURS = 6; // --line-1 … in elements.css

export class UvPlot extends HTMLElement {
  #data = null;
  #at = null; // x under the cursor
  #scales = null;
  #abort = null;

  connectedCallback() {
    this.#abort = new AbortController();
    redrawn(this, () => this.#draw(), this.#abort.signal);
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
    this.#draw();
  }

  #draw() {
    if (!this.isConnected || !this.#data) return;
    const focused = this.contains(document.activeElement);
    const { lines, x, y, label } = this.#data;
    const width = Math.max(240, this.clientWidth);
    const height = Number(this.getAttribute('height') ?? 260);
    const all = lines.flatMap(line => line.points).filter(point => point.every(Number.isFinite));
    const horizontal = scale(this.#data.xRange ?? extent(all, 0, this.#data.xLog), [LEFT, width - RIGHT], this.#data.xLog);
    const vertical = scale(this.#data.yRange ?? extent(all, 1, this.#data.yLog), [height - BOTTOM, TOP], this.#data.yLog);
    this.#scales = { horizontal, vertical, width, height };
    const picture = svg('svg', { viewBox: `0 0 ${width} ${height}`, width, height, tabindex: 0, role: 'img', 'aria-label': label ?? `${y}, ${x}` });
    for (const tick of horizontal.ticks(Math.max(2, Math.floor(width / 110)))) {
      const at = horizontal(tick);
      picture.append(
        svg('line', { class: 'uv-grid', x1: at, x2: at, y1: TOP, y2: height - BOTTOM }),
        svg('text', { x: at, y: height - BOTTOM + 16, 'text-anchor': 'middle' }, short(tick)),
      );
    }
    for (const tick of vertical.ticks(5)) {
      const at = vertical(tick);
      picture.append(
        svg('line', { class: 'uv-grid', x1: LEFT, x2: width - RIGHT, y1: at, y2: at }),
        svg('text', { x: LEFT - 6, y: at + 4, 'text-anchor': 'end' }, short(tick)),
      );
    }
    picture.append(
      svg('text', { x: (LEFT + width - RIGHT) / 2, y: height - 6, 'text-anchor': 'middle' }, x),
      svg('text', { transform: `translate(12 ${(TOP + height - BOTTOM) / 2}) rotate(-90)`, 'text-anchor': 'middle' }, y),
    );
    lines.forEach((line, index) => {
      const points = line.points.filter(point => point.every(Number.isFinite));
      if (line.dots) picture.append(...points.map(([px, py]) => svg('circle', { class: `uv-dot uv-line-${(index % COLOURS) + 1}`, cx: horizontal(px), cy: vertical(py), r: 5 })));
      const path = points
        .map(([px, py]) => `${horizontal(px).toFixed(1)} ${vertical(py).toFixed(1)}`)
        .join('L');
      if (path) picture.append(svg('path', { class: `uv-line uv-line-${(index % COLOURS) + 1}${line.dashed ? ' uv-dashed' : ''}`, d: `M${path}` }));
    });
    picture.append(svg('line', { class: 'uv-at', y1: TOP, y2: height - BOTTOM }));
    picture.addEventListener('pointermove', event => this.#moveTo(this.#nearest(horizontal.back(event.offsetX))));
    picture.addEventListener('pointerleave', () => document.activeElement !== picture && this.#moveTo(null));
    picture.addEventListener('keydown', event => this.#key(event));
    const legend = html(
      'ul',
      { class: 'uv-legend' },
      ...lines.map((line, index) =>
        html(
          'li',
          {},
          html('span', { class: `uv-swatch uv-line-${(index % COLOURS) + 1}${line.dashed ? ' uv-dashed' : ''}`, 'aria-hidden': 'true' }),
          html('span', {}, line.name),
          html('span', { class: 'uv-value' }),
        ),
      ),
    );
    this.replaceChildren(picture, legend, html('p', { class: 'uv-told', 'aria-live': 'polite' }));
    if (focused) picture.focus({ preventScroll: true });
    this.#mark();
  }

  #steps() {
    return [...new Set(this.#data.lines.flatMap(line => line.points.map(point => point[0])))].sort((a, b) => a - b);
  }

  #nearest(x) {
    const steps = this.#steps();
    return steps.length ? steps.reduce((best, step) => (Math.abs(step - x) < Math.abs(best - x) ? step : best)) : null;
  }

  #moveTo(x) {
    if (x === this.#at) return;
    this.#at = x;
    this.#mark();
    if (x !== null) this.dispatchEvent(new CustomEvent('step', { bubbles: true, detail: { x } }));
  }

  #key(event) {
    const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!move) return;
    event.preventDefault();
    const steps = this.#steps();
    const next = this.#at === null ? (move > 0 ? 0 : steps.length - 1) : steps.indexOf(this.#at) + move;
    if (steps[next] !== undefined) this.#moveTo(steps[next]);
  }

  #mark() {
    const line = this.querySelector('.uv-at');
    if (!line) return;
    const shown = this.#at !== null;
    line.classList.toggle('uv-shown', shown);
    if (shown) {
      line.setAttribute('x1', this.#scales.horizontal(this.#at));
      line.setAttribute('x2', this.#scales.horizontal(this.#at));
    }
    const values = this.#data.lines.map(one => one.points.find(point => point[0] === this.#at)?.[1]);
    this.querySelectorAll('.uv-legend .uv-value').forEach((element, index) => {
      element.textContent = shown && values[index] !== undefined ? number(values[index]) : '';
    });
    this.querySelector('.uv-told').textContent = shown ? `${this.#data.x} ${short(this.#at)}` : '';
  }
}

function extent(points, axis, log) {
  const values = points.map(point => point[axis]).filter(value => !log || value > 0);
  if (!values.length) return log ? [1, 10] : [0, 1];
  let from = Infinity;
  let to = -Infinity;
  for (const value of values) {
    from = Math.min(from, value);
    to = Math.max(to, value);
  }
  if (from === to) return log ? [from / 2, to * 2] : [from - 0.5, to + 0.5];
  return axis === 1 && !log && from > 0 && from < 0.4 * to ? [0, to] : [from, to];
}

/** A number's place in pixels; `ticks` are round numbers in between, `back` goes from pixels to numbers. */
function scale([from, to], [start, end], log) {
  const into = log ? Math.log10 : value => value;
  const [low, high] = [into(from), into(to)];
  const place = value => start + ((into(value) - low) / (high - low || 1)) * (end - start);
  place.back = pixel => {
    const value = low + ((pixel - start) / (end - start)) * (high - low);
    return log ? 10 ** value : value;
  };
  place.ticks = count => (log && high - low >= 1 ? powers(low, high, count) : round(from, to, count));
  return place;
}

function round(from, to, count) {
  const rough = (to - from) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find(factor => factor * power >= rough);
  const ticks = [];
  for (let i = Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
}

function powers(low, high, count) {
  const every = Math.max(1, Math.ceil((high - low) / count));
  const ticks = [];
  for (let power = Math.ceil(low); power <= high + 1e-9; power += every) ticks.push(10 ** power);
  return ticks;
}

function short(value) {
  const size = Math.abs(value);
  if (size >= 1e12 || (size !== 0 && size < 1e-3)) return power(value, 0);
  for (const [limit, letter] of [[1e9, 'G'], [1e6, 'M'], [1e4, 'k']])
    if (size >= limit) return `${plain(value / (letter === 'k' ? 1e3 : limit), 3)}${letter}`;
  return plain(value, 6);
}

/** With as many decimal places as it has, of so many digits. */
function plain(value, digits) {
  const short = String(Number(value.toPrecision(digits)));
  return decimal(Number(short), (short.split('.')[1] ?? '').length);
}

customElements.define('uv-plot', UvPlot);
