// The part of the page "GPT" that shows all heads, switches them off, and says what that changes.
import { decimal, html } from '../elements/draw.js';
import { percent, shown } from '../told.js';
import { distribution, divergence } from './gpt-sampling.js';

export class GptHeads {
  #studio;
  #sizes;
  #go;
  #parts = {};
  #off = [];
  #chosen = { layer: 0, head: 0 };

  constructor(studio, sizes, go) {
    this.#studio = studio;
    this.#sizes = sizes;
    this.#go = go;
    this.section = this.#section();
  }

  #section() {
    const { t } = this.#studio;
    const heads = html('uv-heads');
    heads.addEventListener('head', event => this.#go(event.detail));
    heads.addEventListener('keydown', event => {
      if (event.key !== 'x' && event.key !== 'х') return; // on either keyboard
      event.preventDefault();
      this.#toggle();
    });
    const toggle = html('button', { type: 'button', onclick: () => this.#toggle() });
    const layer = html('button', { type: 'button', onclick: () => this.#toggleLayer() });
    const all = html('button', { type: 'button', onclick: () => this.#set([]) }, t('allOn'));
    this.#parts = { heads, toggle, layer, all, effect: html('p', { class: 'effect', 'aria-live': 'polite' }) };
    return html(
      'section',
      { 'aria-labelledby': 'heads' },
      html('h2', { id: 'heads' }, t('heads')),
      html('p', { class: 'soft' }, t('headsNote')),
      heads,
      html('div', { class: 'controls' }, toggle, layer, all),
      this.#parts.effect,
    );
  }

  #name({ layer, head } = this.#chosen) {
    return `${layer}.${head}`;
  }

  #set(off) {
    this.#go({ off: off.length ? off.join(',') : null });
  }

  #toggle() {
    const name = this.#name();
    this.#set(this.#off.includes(name) ? this.#off.filter(other => other !== name) : [...this.#off, name].sort());
  }

  #ofLayer() {
    return Array.from({ length: this.#sizes.heads }, (_, head) => this.#name({ layer: this.#chosen.layer, head }));
  }

  #toggleLayer() {
    const own = this.#ofLayer();
    const others = this.#off.filter(name => !own.includes(name));
    this.#set(own.every(name => this.#off.includes(name)) ? others : [...others, ...own].sort());
  }

  /** Shows a pass, and what the heads that are off change in it. */
  show(pass, whole) {
    const { t } = this.#studio;
    const { layers, heads } = this.#sizes;
    const length = pass.ids.length;
    const weights = new Float32Array(layers * heads * length * length);
    let at = 0;
    for (let row = 0; row < layers * heads * length; row++) {
      const seen = (row % length) + 1;
      weights.set(pass.maps.subarray(at, at + seen), row * length);
      at += seen;
    }
    this.#parts.heads.data = { layers, heads, rows: length, columns: length, weights, label: t('heads'), names: { layer: t('layer'), head: t('head') } };
    this.#parts.effect.textContent = pass === whole ? '' : this.#effect(pass, whole);
  }

  /** The weights of a head, a row after another. */
  weights({ layer, head }) {
    const { weights, heads, rows } = this.#parts.heads.data;
    const at = (layer * heads + head) * rows * rows;
    return weights.subarray(at, at + rows * rows);
  }

  #effect(pass, whole) {
    const { t, lang } = this.#studio;
    const { id, token } = whole.likeliest[0];
    const probability = numbers => percent(distribution(numbers, { temperature: 1, topK: 0, topP: 1 }).probabilities[id], lang);
    const count = new Set(this.#studio.state.get('off').split(',')).size;
    const changed = t('effect', { token: shown(token), before: probability(whole.numbers), after: probability(pass.numbers), divergence: decimal(divergence(whole.numbers, pass.numbers), 3) });
    return `${t('offCount', { count })} ${changed}`;
  }

  place(off, { layer, head }) {
    const { t } = this.#studio;
    this.#off = off;
    this.#chosen = { layer, head };
    const { heads, toggle, layer: layerButton, all } = this.#parts;
    heads.selected = { layer, head };
    if ([...heads.off].join() !== off.join()) heads.off = new Set(off);
    toggle.textContent = t(off.includes(this.#name()) ? 'toggleOn' : 'toggleOff');
    layerButton.textContent = t(this.#ofLayer().every(name => off.includes(name)) ? 'layerOn' : 'layerOff');
    all.disabled = off.length === 0;
  }
}
