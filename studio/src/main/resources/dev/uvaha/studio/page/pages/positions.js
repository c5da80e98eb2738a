// Positions: what tells attention the order of its input, and what another order changes.
import { html, number } from '../elements/draw.js';
import { button, choice, picker, range, slider, soon } from '../elements/controls.js';

const KINDS = ['sinusoidal', 'learned', 'rotary'];
const LENGTHS = range(8, 128, 2);
const WIDTHS = [...range(4, 32, 2), ...range(36, 256, 4)];
const FORMULAS = {
  sinusoidal:
    '\\mathrm{PE}_{t,2i} = \\sin\\!\\left(\\frac{t}{10000^{2i/d}}\\right),\\quad \\mathrm{PE}_{t,2i+1} = \\cos\\!\\left(\\frac{t}{10000^{2i/d}}\\right)',
  learned: '\\mathbf{x}_t = \\mathbf{e}_{w_t} + \\mathbf{p}_t,\\quad \\mathbf{P} \\in \\mathbb{R}^{n \\times d}',
  rotary:
    '\\begin{pmatrix} q_i \\\\ q_{i+d/2} \\end{pmatrix} \\mapsto \\begin{pmatrix} \\cos t\\theta_i & -\\sin t\\theta_i \\\\ \\sin t\\theta_i & \\cos t\\theta_i \\end{pmatrix} \\begin{pmatrix} q_i \\\\ q_{i+d/2} \\end{pmatrix},\\quad \\theta_i = 10000^{-2i/d}',
};

export default {
  id: 'positions',
  async mount(root, studio) {
    const { t, state } = studio;
    const models = await studio.api('/api/positions/models');
    const whole = (name, otherwise, values) => {
      const given = Number(state.get(name, otherwise));
      return values.includes(given) ? given : otherwise;
    };
    const now = {};
    const read = () => {
      now.kind = KINDS.includes(state.get('kind')) ? state.get('kind') : 'sinusoidal';
      now.length = whole('length', 50, LENGTHS);
      now.width = whole('width', 128, WIDTHS);
      now.pair = Math.max(0, Number(state.get('pair', '4')) || 0);
      now.model = models.names.includes(state.get('model')) ? state.get('model') : models.names[0];
      now.words = state.get('words', t('words.default'));
      now.order = state.get('order', '');
      now.told = [...KINDS, 'none'].includes(state.get('told')) ? state.get('told') : 'none';
    };
    read();
    let view = null;
    let turn = 0; // of asking: the last one counts

    const kind = choice({
      legend: t('kind'),
      options: KINDS.map(value => ({ value, label: t(`kind.${value}`) })),
      value: now.kind,
      onChange: value => set({ kind: value }),
    });
    const length = slider({ label: t('length'), values: LENGTHS, value: now.length, onChange: soon(value => set({ length: value })) });
    const width = slider({ label: t('width'), values: WIDTHS, value: now.width, onChange: soon(value => set({ width: value })) });
    const model = models.names.length
      ? picker({
          label: t('model'),
          options: models.names.map(value => ({ value, label: value })),
          value: now.model,
          onChange: value => set({ model: value }),
        })
      : html('span');
    const about = html('p');
    const formula = document.createElement('uv-formula');
    formula.setAttribute('block', '');
    formula.tabIndex = 0; // on a phone it scrolls
    const failure = html('p', { class: 'failure', role: 'alert' });
    const matrix = document.createElement('uv-matrix');
    matrix.cell = 3;
    matrix.greatest = 12;
    const similarity = document.createElement('uv-matrix');
    similarity.cell = 3;
    similarity.greatest = 9;
    const curves = document.createElement('uv-plot');
    const distances = document.createElement('uv-plot');
    const pairBox = html('div', { class: 'controls' });
    const drawn = html(
      'div',
      {},
      html('h2', {}, t('matrix')),
      html('p', {}, t('matrix.text')),
      matrix,
      html(
        'div',
        { class: 'side-by-side' },
        html('section', { class: 'half' }, html('h2', {}, t('curves')), html('p', {}, t('curves.text')), curves, pairBox),
        html('section', { class: 'half' }, html('h2', {}, t('distances')), html('p', {}, t('distances.text')), distances),
      ),
      html('h2', {}, t('similarity')),
      html('p', {}, t('similarity.text')),
      similarity,
    );
    const missing = html('div', { class: 'box', hidden: true }, html('p', {}, t('learned.none')), html('pre', { class: 'scrolls', tabIndex: 0 }, html('code', {}, './uvaha train jdk-prose --out runs/jdk-prose')));
    root.append(
      html('h1', {}, t('title')),
      html('p', { class: 'lead' }, t('lead')),
      html('div', { class: 'controls' }, kind, length, width, model),
      about,
      formula,
      failure,
      missing,
      drawn,
    );

    matrix.addEventListener('cell', event => setPair(now.kind === 'rotary' ? event.detail.column % (view.rows[0].length / 2) : Math.floor(event.detail.column / 2)));

    function set(values) {
      state.set(values);
      read();
      load();
    }

    function setPair(pair) {
      now.pair = pair;
      state.set({ pair }, { replace: true });
      pairBox.firstChild?.set(pair);
      drawCurves();
    }

    async function load() {
      const mine = ++turn;
      kind.set(now.kind);
      about.textContent = t(`about.${now.kind}`);
      formula.setAttribute('tex', FORMULAS[now.kind]);
      model.hidden = now.kind !== 'learned';
      const none = now.kind === 'learned' && !models.names.length;
      missing.hidden = !none;
      drawn.hidden = none;
      if (none) return;
      try {
        const asked = { kind: now.kind, length: now.length, width: now.width };
        if (now.kind === 'learned') asked.model = now.model;
        const told = await studio.api('/api/positions/table', asked);
        if (mine !== turn) return; // something else was chosen meanwhile
        view = told;
        failure.textContent = '';
      } catch (error) {
        if (error.name !== 'AbortError' && mine === turn) failure.textContent = error.message;
        return;
      }
      const rows = view.rows.length;
      const columns = view.rows[0].length;
      matrix.describe = (row, column, value) => t('cell', { row, column, value: number(value) });
      matrix.data = { rows, columns, values: view.rows, label: t('matrix') };
      similarity.describe = (row, column, value) => t('alike', { row, column, value: number(value) });
      similarity.data = { rows, columns: rows, values: view.similarity, label: t('similarity'), most: 1 };
      const pairs = Math.max(1, Math.floor(columns / 2));
      now.pair = Math.min(now.pair, pairs - 1);
      const pair = slider({ label: t('pair'), values: range(0, pairs - 1), value: now.pair, onChange: setPair });
      pairBox.replaceChildren(pair);
      drawCurves();
      const spread = view.byDistance.some(one => one.largest - one.least > 1e-3);
      distances.data = {
        lines: [
          { name: t('mean'), points: view.byDistance.map((one, at) => [at, one.mean]) },
          ...(spread
            ? ['least', 'largest'].map(name => ({ name: t(name), points: view.byDistance.map((one, at) => [at, one[name]]), dashed: true }))
            : []),
        ],
        x: t('distance'),
        y: t('cosine'),
        label: t('distances'),
      };
    }

    function drawCurves() {
      const columns = now.kind === 'rotary' ? [now.pair, now.pair + view.rows[0].length / 2] : [2 * now.pair, 2 * now.pair + 1];
      curves.data = {
        lines: columns.filter(column => column < view.rows[0].length).map(column => ({ name: t('dimension', { column }), points: view.rows.map((row, at) => [at, row[column]]) })),
        x: t('position'),
        y: t('value'),
        label: t('curves'),
      };
    }

    const permutation = permutations(studio, now, models, number);
    root.append(...permutation.elements);
    state.onChange(() => {
      read();
      length.set(now.length);
      width.set(now.width);
      model.set?.(now.model);
      load();
      permutation.show();
    });
    await load();
    await permutation.show();
  },
};

/** Words in two orders: what attention makes of each. */
function permutations(studio, now, models, number) {
  const { t, state } = studio;
  const kinds = ['none', 'sinusoidal', ...(models.names.length ? ['learned'] : []), 'rotary'];
  let picked = -1;
  let turn = 0; // of asking: the last one counts
  const words = () => now.words.trim().split(/\s+/).slice(0, models.words);
  const order = () => {
    const all = words().map((_, at) => at);
    const given = now.order.split('-').map(Number);
    return given.length === all.length && [...given].sort((a, b) => a - b).every((one, at) => one === at) ? given : all.toReversed();
  };
  const told = choice({
    legend: t('told'),
    options: kinds.map(value => ({ value, label: t(`kind.${value}`) })),
    value: now.told,
    onChange: value => set({ told: value }),
  });
  const text = html('input', { type: 'text', value: now.words, maxLength: 200 });
  text.addEventListener('change', () => set({ words: text.value.trim() || null, order: null }));
  const shuffle = button(t('shuffle'), () => {
    const shuffled = order();
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1));
      [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
    }
    set({ order: shuffled.join('-') });
  });
  const tokens = document.createElement('uv-tokens');
  tokens.setAttribute('label', t('order'));
  const verdict = html('p', { class: 'verdict', role: 'status' });
  const failure = html('p', { class: 'failure', role: 'alert' });
  const maps = ['inOrder', 'permuted', 'restored'].map(name => {
    const map = document.createElement('uv-matrix');
    map.greatest = 30;
    map.dataset.name = name;
    return { name, map, box: html('section', { class: 'third' }, html('h3', {}, t(name)), map) };
  });

  tokens.addEventListener('token', event => {
    if (event.detail.how !== 'select') return;
    if (picked < 0 || picked === event.detail.index) {
      picked = picked < 0 ? event.detail.index : -1;
      tokens.selected = picked;
      return;
    }
    const swapped = order();
    [swapped[picked], swapped[event.detail.index]] = [swapped[event.detail.index], swapped[picked]];
    picked = -1;
    set({ order: swapped.join('-') });
  });

  function set(values) {
    state.set(values);
    Object.assign(now, { told: state.get('told', 'none'), words: state.get('words', t('words.default')), order: state.get('order', '') });
    return show();
  }

  async function show() {
    const mine = ++turn;
    told.set(kinds.includes(now.told) ? now.told : 'none');
    text.value = now.words;
    tokens.tokens = order().map(at => words()[at]);
    tokens.selected = picked;
    const asked = { kind: kinds.includes(now.told) ? now.told : 'none', words: words(), order: order() };
    if (asked.kind === 'learned') asked.model = now.model;
    let view;
    try {
      view = await studio.api('/api/positions/permutation', asked);
      if (mine !== turn) return;
      failure.textContent = '';
    } catch (error) {
      if (error.name !== 'AbortError' && mine === turn) failure.textContent = error.message;
      return;
    }
    for (const { name, map } of maps) {
      const { queries, keys, weights } = view[name];
      map.data = { rows: queries.length, columns: keys.length, values: weights, rowLabels: queries, columnLabels: keys, label: t(name), most: 1 };
    }
    const counts = view.difference > 1e-4;
    verdict.textContent = t(counts ? 'counts' : 'countsNot', { difference: number(view.difference) });
    verdict.dataset.difference = view.difference;
  }

  return {
    show,
    elements: [
      html('h2', {}, t('permutation')),
      html('p', {}, t('permutation.text')),
      html('div', { class: 'controls' }, told, html('label', { class: 'words' }, html('span', {}, t('words')), text), shuffle),
      html('p', { class: 'soft' }, t('order.text')),
      tokens,
      failure,
      verdict,
      html('div', { class: 'side-by-side' }, ...maps.map(one => one.box)),
    ],
  };
}
