// <uv-tokens>: tokens in a row that can be pointed at. Arrow keys go from one to the next.
//   .tokens = (string | { text, title? })[]    spaces and line ends are made visible
//   .weights = number[] | null                 each token's shade, 0 to 1
//   .selected = index | -1                     label (attribute): what the row is
//   tells "token" { index, how: 'hover' | 'focus' | 'select' } and "tokenleave"
import { css, html, inkOn, ramp } from './draw.js';

export class UvTokens extends HTMLElement {
  #tokens = [];
  #weights = null;
  #selected = -1;
  #abort = null;

  connectedCallback() {
    this.setAttribute('role', 'group');
    if (this.getAttribute('label')) this.setAttribute('aria-label', this.getAttribute('label'));
    this.#abort = new AbortController();
    const signal = this.#abort.signal;
    const told = (how, event) => {
      const button = event.target.closest('button');
      if (button) this.#tell(Number(button.dataset.index), how);
    };
    this.addEventListener('pointerover', event => told('hover', event), { signal });
    this.addEventListener('focusin', event => told('focus', event), { signal });
    this.addEventListener('click', event => told('select', event), { signal });
    this.addEventListener('pointerleave', () => this.dispatchEvent(new CustomEvent('tokenleave', { bubbles: true })), { signal });
    this.addEventListener('keydown', event => this.#key(event), { signal });
    document.addEventListener('uv-theme', () => this.#shade(), { signal });
    this.#draw();
  }

  disconnectedCallback() {
    this.#abort.abort();
  }

  get tokens() {
    return this.#tokens;
  }

  set tokens(tokens) {
    this.#tokens = tokens;
    if (this.#selected >= tokens.length) this.#selected = -1;
    if (this.isConnected) this.#draw();
  }

  get weights() {
    return this.#weights;
  }

  set weights(weights) {
    this.#weights = weights;
    this.#shade();
  }

  get selected() {
    return this.#selected;
  }

  set selected(index) {
    this.#selected = index;
    this.#mark();
  }

  #tell(index, how) {
    this.dispatchEvent(new CustomEvent('token', { bubbles: true, detail: { index, how } }));
  }

  #key(event) {
    const buttons = [...this.querySelectorAll('button')];
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined || !buttons[to]) return;
    event.preventDefault();
    buttons.forEach((button, index) => (button.tabIndex = index === to ? 0 : -1));
    buttons[to].focus();
  }

  #draw() {
    this.replaceChildren(
      ...this.#tokens.map((token, index) => {
        const text = typeof token === 'string' ? token : token.text;
        const button = html('button', { type: 'button', tabIndex: index === Math.max(0, this.#selected) ? 0 : -1 }, ...visible(text));
        if (token.title) button.title = token.title;
        button.dataset.index = index;
        return button;
      }),
    );
    this.#mark();
    this.#shade();
  }

  #mark() {
    this.querySelectorAll('button').forEach((button, index) => button.setAttribute('aria-pressed', String(index === this.#selected)));
  }

  #shade() {
    const colourOf = ramp(1);
    this.querySelectorAll('button').forEach((button, index) => {
      const weight = this.#weights?.[index];
      const background = weight === undefined ? null : colourOf(weight);
      button.style.background = background ? css(background) : '';
      button.style.color = background ? inkOn(background) : '';
    });
  }
}

/** A token's text with its spaces and line ends to be seen. */
export function visible(text) {
  return text
    .split(/([ \n\t])/)
    .filter(part => part)
    .map(part => {
      const mark = { ' ': '␣', '\n': '⏎', '\t': '⇥' }[part];
      return mark ? html('span', { class: 'uv-space' }, mark) : part;
    });
}

customElements.define('uv-tokens', UvTokens);
