// The part of the page "GPT" that follows one head through its block, step by step.
import { html } from '../elements/draw.js';
import { labelled } from '../elements/controls.js';
import { floats, percent, shown, words } from '../told.js';
import './gpt-vectors.js';

const BEFORE = ['input', 'asked'];
const PROJECTED = ['query', 'key', 'value'];
const MATCHED = ['products', 'scores', 'weights'];
const HATCHED = 24; // tokens
const AFTER = ['mixed', 'output', 'attended', 'normed', 'hidden', 'added', 'result'];

export class GptBlock {
  #studio;
  #sizes;
  #go;
  #steps = {}; // by name: the element that draws it
  #parts = {};
  #tokens = [];
  #block = null; // decoded: { key, numbers: { name: { shape, values } } }
  #asked = null;

  constructor(studio, sizes, go) {
    this.#studio = studio;
    this.#sizes = sizes;
    this.#go = go;
    this.section = this.#section();
  }

  /** What is shown of the block, for export. */
  numbers() {
    return this.#block?.numbers;
  }

  stop() {
    this.#asked?.abort();
  }

  #section() {
    const { t } = this.#studio;
    const select = (name, count) => {
      const control = html('select', {}, ...Array.from({ length: count }, (_, i) => html('option', { value: i }, String(i + 1))));
      control.addEventListener('change', () => this.#go({ [name]: control.value }));
      this.#parts[name] = control;
      return labelled(t(name), control);
    };
    this.#parts.title = html('h2', { id: 'block' });
    this.#parts.told = html('p', { class: 'told', 'aria-live': 'polite' });
    const group = (names, kind) => html('div', { class: `steps ${kind}` }, ...names.map(name => this.#step(name)));
    this.#parts.steps = html('div', {}, group(BEFORE, 'wide'), group(PROJECTED, 'three'), group(MATCHED, 'three'), group(AFTER, 'wide'));
    return html(
      'section',
      { 'aria-labelledby': 'block' },
      this.#parts.title,
      html('uv-formula', { block: '', tex: '' }),
      html('div', { class: 'controls' }, select('layer', this.#sizes.layers), select('head', this.#sizes.heads)),
      this.#parts.told,
      this.#parts.steps,
    );
  }

  #step(name) {
    const { t } = this.#studio;
    const { norm, network, depth, heads, inner } = this.#sizes;
    const kind = { asked: `norm.${norm}`, normed: `normed.${norm}`, hidden: `hidden.${network}` }[name] ?? name;
    const note = { asked: 'norm', normed: 'norm', query: 'query', key: 'key', value: 'value', products: 'products', scores: 'scores', weights: 'weights', mixed: 'mixed', output: 'output', hidden: 'hidden' }[name];
    const element = MATCHED.includes(name) ? html('uv-matrix', { cell: 3, greatest: 26 }) : html('gpt-vectors');
    element.id = `step-${name}`;
    if (MATCHED.includes(name)) element.addEventListener('cellselect', event => this.#go({ token: event.detail.row }));
    else element.addEventListener('row', event => this.#go({ token: event.detail.row }));
    this.#steps[name] = element;
    return html(
      'figure',
      { class: 'step' },
      html('figcaption', {}, html('strong', {}, t(`step.${kind}`)), note ? html('span', { class: 'soft' }, ' ', t(`note.${note}`, { depth, heads, inner: inner.toLocaleString(this.#studio.lang) })) : ''),
      element,
    );
  }

  /** Shows a head of a layer, its weights at once; computes the layer if it is not the one that is there. */
  async place(asked, tokens, { layer, head, token, weights }) {
    const { t, api } = this.#studio;
    this.#tokens = tokens;
    this.#parts.title.textContent = t('block', { layer: layer + 1, head: head + 1 });
    this.#parts.layer.value = layer;
    this.#parts.head.value = head;
    const formula = this.section.querySelector('uv-formula');
    formula.setAttribute('tex', `\\mathbf{H}_{${head + 1}} = \\operatorname{softmax}\\left(\\frac{\\mathbf{Q}_{${head + 1}}\\mathbf{K}_{${head + 1}}^T}{\\sqrt{${this.#sizes.depth}}}\\right)\\mathbf{V}_{${head + 1}}`);
    const key = JSON.stringify([asked, layer]);
    this.#asked?.abort();
    this.#asked = null;
    this.#parts.steps.removeAttribute('aria-busy');
    this.#fill('weights', [tokens.length, tokens.length], weights, `${key} ${head}`);
    if (this.#block?.key !== key) {
      const mine = (this.#asked = new AbortController());
      this.#parts.steps.setAttribute('aria-busy', 'true');
      let told;
      try {
        told = await api('/api/gpt/block', { ...asked, layer }, { signal: mine.signal });
      } catch (error) {
        if (error.name === 'AbortError') return;
        this.#block = null;
        this.#others(false); // they are another head's
        throw error;
      } finally {
        if (this.#asked === mine) this.#parts.steps.removeAttribute('aria-busy');
      }
      const numbers = Object.fromEntries(Object.entries(told).map(([name, packed]) => [name, { shape: packed.shape, values: floats(packed) }]));
      this.#block = { key, numbers };
    }
    this.#draw(head, token);
  }

  /** Shows the steps beside the weights, or hides them. */
  #others(are) {
    for (const [name, element] of Object.entries(this.#steps)) if (name !== 'weights') element.parentElement.hidden = !are;
    if (!are) this.#parts.told.textContent = '';
  }

  #draw(head, token) {
    this.#others(true);
    for (const [name, element] of Object.entries(this.#steps)) {
      const { shape, values } = this.#block.numbers[name];
      const own = shape.length === 3; // a matrix for each head
      const size = own ? shape[1] * shape[2] : 0;
      if (own) this.#fill(name, shape.slice(1), values.subarray(head * size, (head + 1) * size), `${this.#block.key} ${head}`);
      else this.#fill(name, shape, values, this.#block.key);
      if (!MATCHED.includes(name)) element.selected = token;
      else if ((element.cursor?.row ?? -1) !== token) element.cursor = token < 0 ? null : { row: token, column: token };
    }
    this.#parts.told.textContent = token < 0 ? '' : this.#looks(token);
  }

  /** Gives a step's picture its numbers, unless it has them. */
  #fill(name, [rows, columns], values, key) {
    const element = this.#steps[name];
    if (element.data?.key === key) return;
    const labels = this.#tokens.map(shown);
    const label = element.parentElement.querySelector('strong').textContent;
    element.data = { rows, columns, values, rowLabels: labels, label, key, ...(MATCHED.includes(name) ? squared(name, labels, values) : {}) };
  }

  #looks(token) {
    const { t, lang } = this.#studio;
    const { data } = this.#steps.weights;
    const row = data.values.subarray(token * data.columns, (token + 1) * data.columns);
    const list = words(this.#tokens)
      .map(({ text, from, to }) => ({ text, weight: row.subarray(from, to).reduce((one, other) => one + other, 0) }))
      .sort((one, other) => other.weight - one.weight)
      .slice(0, 3)
      .filter(({ weight }) => weight > 0.005)
      .map(({ text, weight }) => `${text} ${percent(weight, lang)}`)
      .join(', ');
    return t('sees', { token: data.rowLabels[token], list });
  }
}

/** What a matrix of tokens by tokens has besides its numbers. The future is hatched where that can be seen, else −∞. */
function squared(name, labels, values) {
  const most = name === 'weights' ? 1 : undefined;
  if (name === 'products') return { columnLabels: labels };
  if (labels.length <= HATCHED) return { columnLabels: labels, most, mask: labels.map((_, row) => labels.map((_, column) => column <= row)) };
  if (name === 'weights') return { columnLabels: labels, most };
  return { columnLabels: labels, values: values.map((value, i) => (i % labels.length > i / labels.length ? -Infinity : value)) };
}
