// <uv-bars>: labelled bars, such as the probabilities of next tokens.
//   .items = { label, value, note? }[]     .most = what fills the width (else the greatest value)
//   .format = value => text (percent)      label (attribute): what the list is
//   with the attribute `selectable`, each is a button, .selected is marked, and a click tells "bar" { index }
import { decimal, html } from './draw.js';
import { visible } from './uv-tokens.js';

export class UvBars extends HTMLElement {
  #items = [];
  #selected = -1;
  most = null;
  format = value => `${decimal(100 * value, value < 0.0995 ? 1 : 0)} %`;

  connectedCallback() {
    this.#draw();
  }

  get items() {
    return this.#items;
  }

  set items(items) {
    this.#items = items;
    if (this.isConnected) this.#draw();
  }

  get selected() {
    return this.#selected;
  }

  set selected(index) {
    this.#selected = index;
    if (this.isConnected) this.#draw();
  }

  #draw() {
    const most = this.most ?? Math.max(...this.#items.map(item => item.value), 1e-9);
    const list = html('ol', { 'aria-label': this.getAttribute('label') ?? '' }, ...this.#items.map((item, index) => this.#bar(item, index, most)));
    this.replaceChildren(list);
  }

  #bar(item, index, most) {
    const fill = html('span', { class: 'uv-fill' });
    fill.style.width = `${Math.max(0, Math.min(100, (100 * item.value) / most))}%`;
    const parts = [
      html('span', { class: 'uv-label' }, ...visible(item.label)),
      html('span', { class: 'uv-track', 'aria-hidden': 'true' }, fill),
      html('span', { class: 'uv-value' }, item.note ?? this.format(item.value)),
    ];
    if (!this.hasAttribute('selectable')) return html('li', { class: 'uv-bar' }, ...parts);
    const button = html('button', { type: 'button', class: 'uv-bar', 'aria-pressed': String(index === this.#selected) }, ...parts);
    button.addEventListener('click', () => this.dispatchEvent(new CustomEvent('bar', { bubbles: true, detail: { index } })));
    return html('li', {}, button);
  }
}

customElements.define('uv-bars', UvBars);
