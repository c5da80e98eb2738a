// The part of the page "Translate" that shows where every head looked, and RNNsearch's alignment beside.
import { html } from '../elements/draw.js';
import { choice } from '../elements/controls.js';
import { percent, shown, words } from '../told.js';

const MOST_TOLD = 3;
const LEAST_TOLD = 0.005;

/** What a row of weights gives to all tokens of a word. */
const sum = (row, { from, to }) => row.slice(from, to).reduce((one, other) => one + other, 0);

export class TranslateAttention {
  #studio;
  #seen;
  #go;
  #parts = {};
  #drawn = null;

  constructor(studio, seen, go) {
    this.#studio = studio;
    this.#seen = seen;
    this.#go = go;
    this.section = this.#section();
  }

  #section() {
    const { t } = this.#studio;
    const heads = html('uv-heads');
    const arcs = html('uv-arcs');
    const matrix = html('uv-matrix', { cell: 14, greatest: 34 });
    const told = html('p', { class: 'told', 'aria-live': 'polite' });
    const note = html('p', { class: 'soft' });
    const title = html('h3');
    const it = html('p', { class: 'it' });
    const kinds = choice({
      legend: t('kind'),
      options: this.#seen.stacks.map(({ name }) => ({ value: name, label: t(`stack.${name}`) })),
      value: '',
      onChange: stack => this.#go({ stack, layer: null, head: null, word: null, found: null }),
    });
    heads.addEventListener('head', event => this.#go({ ...event.detail, found: null }));
    arcs.addEventListener('token', event => this.#token(event.detail));
    arcs.addEventListener('tokenleave', () => this.#tell());
    matrix.addEventListener('cell', event => this.#tell(event.detail.row));
    matrix.addEventListener('cellleave', () => this.#tell());
    matrix.addEventListener('cellselect', event => this.#go({ word: event.detail.row }));
    this.#parts = { heads, arcs, matrix, told, note, title, it, kinds };
    return html(
      'section',
      { 'aria-labelledby': 'attention' },
      html('h2', { id: 'attention' }, t('attention')),
      html('div', { class: 'controls' }, kinds),
      note,
      html('p', { class: 'soft' }, t('heads')),
      heads,
      title,
      it,
      html('p', { class: 'soft' }, t('hint')),
      told,
      html('div', { class: 'side-by-side' }, html('div', { class: 'arcs' }, arcs), html('div', { class: 'matrix' }, matrix)),
    );
  }

  #stack() {
    const wanted = this.#studio.state.get('stack', 'cross');
    return this.#seen.stacks.find(stack => stack.name === wanted) ?? this.#seen.stacks.at(-1);
  }

  #axes({ name }) {
    const { source, written, target } = this.#seen;
    return { encoder: { from: source, to: source }, decoder: { from: target, to: target }, cross: { from: written, to: source } }[name];
  }

  #word() {
    return Number(this.#studio.state.get('word', -1));
  }

  /** Shows what the address says: a stack, a head of it, a word. */
  place() {
    const { state, t } = this.#studio;
    if (state.get('it')) this.#findIt();
    const { heads, arcs, matrix, note, title, it, kinds } = this.#parts;
    const stack = this.#stack();
    const { from, to } = this.#axes(stack);
    const layer = Math.min(stack.layers - 1, Number(state.get('layer', stack.layers - 1)));
    const head = Math.min(stack.heads - 1, Number(state.get('head', 0)));
    const weights = stack.maps[layer * stack.heads + head];
    if (this.#drawn !== stack) {
      this.#drawn = stack;
      kinds.set(stack.name);
      note.textContent = t(`stack.${stack.name}.note`);
      heads.data = {
        layers: stack.layers,
        heads: stack.heads,
        rows: from.length,
        columns: to.length,
        weights: stack.maps.flat(2),
        label: t(`stack.${stack.name}`),
        names: { layer: t('layerName'), head: t('headName') },
      };
    }
    heads.selected = { layer, head };
    title.textContent = t('head', { layer: layer + 1, head: head + 1 });
    if (matrix.data?.values !== weights) {
      const label = t('matrix', { layer: layer + 1, head: head + 1 });
      arcs.data = { from, to, weights, label };
      matrix.data = { rows: from.length, columns: to.length, values: weights, rowLabels: from.map(shown), columnLabels: to.map(shown), label, most: 1 };
    }
    arcs.selected = this.#word();
    const found = state.get('found');
    it.hidden = !found;
    it.textContent = found ? t(`it.${found}`) : '';
    this.#tell();
  }

  /** Goes to the head of the encoder in which "it" looks most at what it stands for. */
  #findIt() {
    const { state } = this.#studio;
    const { source, stacks, text } = this.#seen;
    const encoder = stacks.find(({ name }) => name === 'encoder');
    const noun = text.includes('wide') ? 'street' : 'cat';
    const word = spelt => words(source).find(one => one.text.toLowerCase() === spelt);
    const [it, meant] = [word('it'), word(noun)];
    if (!encoder || !it || !meant) return state.set({ it: null }, { replace: true });
    const weights = encoder.maps.map(map => sum(map[it.from], meant));
    const best = weights.indexOf(Math.max(...weights));
    const head = { layer: Math.floor(best / encoder.heads), head: best % encoder.heads };
    return state.set({ it: null, stack: 'encoder', ...head, word: it.from, found: noun }, { replace: true });
  }

  #token({ side, index, how }) {
    if (side !== 'from') return;
    if (how === 'select') this.#go({ word: this.#word() === index ? null : index });
    else this.#tell(index);
  }

  /** Says where a word looks, the chosen one if none is pointed at. */
  #tell(row = this.#word()) {
    const { t, lang } = this.#studio;
    const { from, to } = this.#axes(this.#stack());
    const weights = this.#parts.arcs.data?.weights[row];
    if (!weights) {
      this.#parts.told.textContent = '';
      return;
    }
    const list = words(to)
      .map(word => ({ text: word.text, weight: sum(weights, word) }))
      .sort((one, other) => other.weight - one.weight)
      .slice(0, MOST_TOLD)
      .filter(({ weight }) => weight > LEAST_TOLD)
      .map(({ text, weight }) => `${text} ${percent(weight, lang)}`)
      .join(', ');
    this.#parts.told.textContent = t('looks', { token: shown(from[row]), list });
  }

  /** RNNsearch's alignment beside the mean of the last layer's heads. */
  alignment(aligner) {
    const { t } = this.#studio;
    const { alignment, source, written, stacks } = this.#seen;
    const section = html('section', { 'aria-labelledby': 'alignment' }, html('h2', { id: 'alignment' }, t('alignment')));
    if (!alignment) {
      if (aligner) section.append(html('p', {}, t('alignmentOther', { name: aligner })));
      else section.append(html('p', {}, t('alignmentNone')), html('pre', { class: 'scrolls', tabIndex: 0 }, html('code', {}, t('alignmentCommand'))));
      return section;
    }
    const cross = stacks.find(({ name }) => name === 'cross');
    const last = cross.maps.slice(-cross.heads);
    const mean = last[0].map((row, i) => row.map((_, j) => last.reduce((sum, map) => sum + map[i][j], 0) / last.length));
    const picture = (id, label, rows, columns, values) => {
      const matrix = html('uv-matrix', { id, cell: 14, greatest: 30 });
      matrix.data = { rows: rows.length, columns: columns.length, values, rowLabels: rows.map(shown), columnLabels: columns.map(shown), label, most: 1 };
      return html('figure', {}, html('figcaption', {}, label), matrix);
    };
    section.append(
      html('p', { class: 'soft' }, t('alignmentNote')),
      html('p', {}, t('alignmentOwn', { name: aligner, text: alignment.text })),
      html(
        'div',
        { class: 'side-by-side' },
        picture('mean', t('alignment.transformer'), written, source, mean),
        picture('rnnsearch', t('alignment.rnnsearch', { name: aligner }), alignment.written, alignment.source, alignment.weights),
      ),
    );
    return section;
  }
}
