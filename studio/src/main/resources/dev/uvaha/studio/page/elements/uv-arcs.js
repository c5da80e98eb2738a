// <uv-arcs>: tokens that look, left; tokens that are looked at, right; lines between them, the stronger the weight.
//   .data = { from: string[], to: string[], weights: number[][] or flat row by row, label: what it is }
//   .selected = index of the left token whose lines alone are shown, or -1 for all
//   tells "token" { side: 'from' | 'to', index, how: 'hover' | 'focus' | 'select' } and "tokenleave"
// Pointing at a token shows its lines alone, and shades the other side by its weights.
import { css, decimal, flat, html, inkOn, ramp, redrawn, svg } from './draw.js';
import { visible } from './uv-tokens.js';

const LEAST = 0.03; // weights below are not drawn

export class UvArcs extends HTMLElement {
  #data = null;
  #weights = [];
  #selected = -1;
  #pointed = null; // { side, index }
  #abort = null;

  connectedCallback() {
    this.#abort = new AbortController();
    const signal = this.#abort.signal;
    const told = (how, event) => {
      const button = event.target.closest?.('button');
      if (!button) return;
      const detail = { side: button.dataset.side, index: Number(button.dataset.index), how };
      if (how !== 'select') this.#point(detail);
      this.dispatchEvent(new CustomEvent('token', { bubbles: true, detail }));
    };
    this.addEventListener('pointerover', event => told('hover', event), { signal });
    this.addEventListener('focusin', event => told('focus', event), { signal });
    this.addEventListener('click', event => told('select', event), { signal });
    const left = () => {
      this.#point(null);
      this.dispatchEvent(new CustomEvent('tokenleave', { bubbles: true }));
    };
    this.addEventListener('pointerleave', left, { signal });
    this.addEventListener('focusout', left, { signal });
    this.addEventListener('keydown', event => this.#key(event), { signal });
    redrawn(this, () => this.#lines(), signal);
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
    this.#weights = data ? flat(data.weights) : [];
    this.#pointed = null;
    if (data && this.#selected >= data.from.length) this.#selected = -1;
    if (this.isConnected) this.#draw();
  }

  get selected() {
    return this.#selected;
  }

  set selected(index) {
    this.#selected = index;
    this.#lines();
  }

  #point(at) {
    this.#pointed = at;
    this.#lines();
  }

  #key(event) {
    const at = document.activeElement;
    if (!at?.dataset?.side) return;
    const column = [...this.querySelectorAll(`button[data-side=${at.dataset.side}]`)];
    const index = column.indexOf(at);
    const to =
      event.key === 'ArrowDown'
        ? column[index + 1]
        : event.key === 'ArrowUp'
          ? column[index - 1]
          : event.key === 'ArrowRight' || event.key === 'ArrowLeft'
            ? this.querySelector(`button[data-side=${event.key === 'ArrowRight' ? 'to' : 'from'}]`)
            : null;
    if (!to) return;
    event.preventDefault();
    for (const button of this.querySelectorAll(`button[data-side=${to.dataset.side}]`)) button.tabIndex = button === to ? 0 : -1;
    to.focus();
  }

  #column(side) {
    return html(
      'div',
      { class: `uv-${side}` },
      ...this.#data[side].map((token, index) => {
        const button = html('button', { type: 'button', tabIndex: index ? -1 : 0 }, ...visible(token));
        button.dataset.side = side;
        button.dataset.index = index;
        return button;
      }),
    );
  }

  #draw() {
    if (!this.#data) return;
    this.setAttribute('role', 'group');
    this.setAttribute('aria-label', this.#data.label ?? '');
    this.replaceChildren(this.#column('from'), svg('svg', { 'aria-hidden': 'true' }), this.#column('to'));
    requestAnimationFrame(() => this.#lines()); // once the tokens have their places
  }

  #lines() {
    const picture = this.querySelector('svg');
    if (!picture || !this.#data) return;
    const { from, to } = this.#data;
    const shown = this.#pointed ?? (this.#selected >= 0 ? { side: 'from', index: this.#selected } : null);
    const middle = button => button.offsetTop + button.offsetHeight / 2 - picture.parentElement.firstChild.offsetTop;
    const places = side => [...this.querySelectorAll(`button[data-side=${side}]`)].map(middle);
    const [left, right] = [places('from'), places('to')];
    const width = picture.clientWidth;
    const lines = [];
    for (let i = 0; i < from.length; i++)
      for (let j = 0; j < to.length; j++) {
        const weight = this.#weights[i * to.length + j];
        if (weight < LEAST || (shown && (shown.side === 'from' ? shown.index !== i : shown.index !== j))) continue;
        lines.push(
          svg('path', {
            d: `M0 ${left[i]} C${width / 2} ${left[i]} ${width / 2} ${right[j]} ${width} ${right[j]}`,
            'stroke-opacity': (shown ? Math.sqrt(weight) : weight).toFixed(3),
            'stroke-width': (1 + 3 * weight).toFixed(2),
          }),
        );
      }
    picture.replaceChildren(...lines);
    this.#shade(shown);
  }

  #shade(shown) {
    const colourOf = ramp(1);
    for (const button of this.querySelectorAll('button')) {
      const { side } = button.dataset;
      const index = Number(button.dataset.index);
      const weight =
        shown && side !== shown.side
          ? this.#weights[side === 'to' ? shown.index * this.#data.to.length + index : index * this.#data.to.length + shown.index]
          : null;
      const background = weight === null ? null : colourOf(weight);
      button.style.background = background ? css(background) : '';
      button.style.color = background ? inkOn(background) : '';
      button.toggleAttribute('data-chosen', Boolean(shown && side === shown.side && index === shown.index));
      button.title = weight === null ? '' : decimal(weight, 3);
    }
  }
}

customElements.define('uv-arcs', UvArcs);
