// The part of the page "Translate" that shows decoding step by step, with the beam's tree.
import { decimal, html } from '../elements/draw.js';
import { labelled } from '../elements/controls.js';
import { percent, shown } from '../told.js';
import { beamTree } from './beam-tree.js';

const PACE = 700; // milliseconds for a step

export class TranslateSearch {
  #studio;
  #seen;
  #go;
  #parts = {};
  #player = 0;

  constructor(studio, seen, go) {
    this.#studio = studio;
    this.#seen = seen;
    this.#go = go;
    this.section = this.#section();
  }

  stop() {
    clearInterval(this.#player);
    this.#player = 0;
    this.#parts.play.textContent = this.#studio.t('play');
  }

  #path() {
    return this.#seen.tree.filter(node => node.best);
  }

  #section() {
    const { t, state } = this.#studio;
    const steps = this.#path().length;
    const range = html('input', { type: 'range', min: 1, max: steps, step: 1 });
    const place = html('output', { class: 'soft' });
    const told = html('p', { class: 'told', 'aria-live': 'polite' });
    const tree = html('div', { class: 'tree' });
    const node = html('p', { class: 'told', 'aria-live': 'polite' });
    const dropped = html('input', { type: 'checkbox' });
    const play = html('button', { type: 'button', onclick: () => this.#play() }, t('play'));
    const move = by => this.#go({ step: Math.max(1, Math.min(steps, Number(range.value) + by)) });
    range.addEventListener('input', () => this.#go({ step: range.value }));
    dropped.addEventListener('change', () => this.#go({ dropped: dropped.checked ? 1 : null }));
    this.#parts = { range, place, told, tree, node, dropped, play };
    return html(
      'section',
      { 'aria-labelledby': 'decoding' },
      html('h2', { id: 'decoding' }, t('decoding')),
      html('p', { class: 'soft' }, t('decodingNote', { beam: state.get('beam', 4) })),
      html(
        'div',
        { class: 'controls steps' },
        html('button', { type: 'button', 'aria-label': t('previous'), onclick: () => move(-1) }, '←'),
        labelled(t('stepName'), range),
        html('button', { type: 'button', 'aria-label': t('next'), onclick: () => move(1) }, '→'),
        play,
        place,
        html('label', { class: 'tick' }, dropped, t('showDropped')),
      ),
      told,
      tree,
      node,
    );
  }

  #play() {
    if (this.#player) return this.stop();
    const { range, play } = this.#parts;
    const steps = Number(range.max);
    let step = Number(range.value) >= steps ? 0 : Number(range.value);
    play.textContent = this.#studio.t('pause');
    this.#player = setInterval(() => {
      this.#go({ step: ++step });
      if (step >= steps) this.stop();
    }, PACE);
    return undefined;
  }

  /** Shows the step that the address says, the last if it says none. */
  place() {
    const { t, lang, state } = this.#studio;
    const { range, place, told, tree, node: chosen, dropped } = this.#parts;
    const path = this.#path();
    const steps = path.length;
    const step = Math.max(1, Math.min(steps, Number(state.get('step', steps))));
    range.value = step;
    dropped.checked = state.get('dropped') === '1';
    place.textContent = t('step', { step, steps });
    const read = path.slice(0, step - 1).map(node => node.token);
    told.textContent = t('writes', { step, read: read.join('').trim() || '∅', written: shown(path[step - 1].token) });
    const score = node => decimal(node.score, 2);
    chosen.textContent = '';
    tree.replaceChildren(
      beamTree(this.#seen.tree, {
        step,
        dropped: dropped.checked,
        label: t('tree', { nodes: this.#seen.tree.length, steps, best: this.#seen.candidates[0].text }),
        name: {
          token: node => shown(node.token),
          whole: node => t('node', { token: shown(node.token), probability: percent(node.probability, lang), score: score(node) }),
        },
        tell: text => (chosen.textContent = text),
      }),
    );
    if (state.get('step')) tree.scrollLeft = (step / steps) * tree.scrollWidth - tree.clientWidth / 2;
  }
}
