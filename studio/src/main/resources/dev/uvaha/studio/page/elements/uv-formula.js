// <uv-formula tex="\alpha_{ij}">: a formula, set by KaTeX; with the attribute `block` on a line of its own.
import katex from '/lib/katex/katex.mjs';

const sheet = document.createElement('link');
sheet.rel = 'stylesheet';
sheet.href = '/lib/katex/katex.min.css';
document.head.append(sheet);

export class UvFormula extends HTMLElement {
  static observedAttributes = ['tex', 'block'];

  connectedCallback() {
    this.#draw();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#draw();
  }

  #draw() {
    katex.render(this.getAttribute('tex') ?? '', this, { displayMode: this.hasAttribute('block'), throwOnError: false });
  }
}

customElements.define('uv-formula', UvFormula);
