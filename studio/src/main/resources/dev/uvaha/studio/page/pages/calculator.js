// Attention step by step. Every number comes from Java's attention module; nothing is computed here.
import { html, number } from '../elements/draw.js';

const NUMBERS = { q: '1 0\n0 1\n1 1', k: '2 0\n0 2\n1 1\n-1 0', v: '1 0\n0 1\n1 1\n0 -1' };
const WAIT = 250; // milliseconds that typing may pause before it is computed

const rowsOf = text =>
  text
    .trim()
    .split(/[\n;]+/)
    .map(row => row.trim().split(/[\s,]+/).map(Number));

const FORMULAS = {
  dot: 'QK^{\\top}',
  scaled: '\\frac{QK^{\\top}}{\\sqrt{d}}',
  additive: 'w_v^{\\top} \\tanh(W_q^{\\top} q_i + W_k^{\\top} k_j)',
  compared: '\\tanh(W_q^{\\top} q_i + W_k^{\\top} k_j)',
  masked: 'j > i \\Rightarrow s_{ij} = -\\infty',
};
const OF_QUERIES = ['products', 'scores', 'masked', 'weights', 'output']; // a row for each query

const masked = ({ scores, mayAttend }) => scores.map((row, i) => row.map((score, j) => (mayAttend[i][j] ? score : -Infinity)));

export default {
  id: 'calculator',
  async mount(root, studio) {
    const { t, state } = studio;
    const EXAMPLE = { words: t('words.example'), ...NUMBERS };
    let running = null;
    let waiting = 0;
    let steps = null;
    let followed = 0; // the query whose row is followed

    // --- what is asked
    const radios = (name, options, byDefault) => {
      const buttons = options.map(option => {
        const button = html('button', { type: 'button', 'aria-pressed': 'false' }, t(`${name}.${option}`));
        button.dataset.value = option;
        button.addEventListener('click', () => {
          const cleared = name === 'input' ? { order: null } : {};
          state.set({ [name]: option === byDefault ? null : option, ...cleared });
          update();
        });
        return button;
      });
      const mark = () => {
        const chosen = state.get(name, byDefault);
        buttons.forEach(button => button.setAttribute('aria-pressed', String(button.dataset.value === chosen)));
      };
      return { element: html('fieldset', {}, html('legend', {}, t(name)), html('div', { class: 'choices' }, ...buttons)), mark };
    };
    const input = radios('input', ['words', 'numbers'], 'words');
    const score = radios('score', ['dot', 'scaled', 'additive'], 'scaled');
    const mask = radios('mask', ['none', 'causal'], 'none');
    const positions = radios('positions', ['none', 'sinusoidal'], 'none');

    const typed = (name, element) => {
      element.id = `calculator-${name}`;
      element.spellcheck = false;
      element.addEventListener('input', () => {
        clearTimeout(waiting);
        waiting = setTimeout(() => {
          state.set({ [name]: element.value === EXAMPLE[name] ? null : element.value, order: null }, { replace: true });
          update();
        }, WAIT);
      });
      const fill = () => {
        const text = state.get(name, EXAMPLE[name]);
        if (element.value !== text) element.value = text;
      };
      return { element: html('label', {}, t(`${name}.label`), element), field: element, fill };
    };
    const words = typed('words', html('input', { type: 'text', maxLength: 200, autocomplete: 'off' }));
    const matrices = ['q', 'k', 'v'].map(name => typed(name, html('textarea', { rows: 4, cols: 14, maxLength: 1000 })));
    const wordsBox = html('div', { class: 'controls words' }, words.element);
    const numbersBox = html('div', { class: 'controls matrices' }, ...matrices.map(one => one.element));

    const order = html('ol', { class: 'order', 'aria-label': t('order') });
    const shuffle = html('button', { type: 'button' }, t('shuffle'));
    const restore = html('button', { type: 'button' }, t('restore'));
    const verdict = html('p', { class: 'verdict', role: 'status' });
    const failure = html('p', { class: 'failure', role: 'alert' });
    const shown = html('div', { class: 'steps' });

    root.append(
      html('h1', {}, t('title')),
      html('p', { class: 'lead' }, t('lead')),
      html('div', { class: 'controls' }, input.element, score.element, mask.element, positions.element),
      wordsBox,
      numbersBox,
      html('section', { class: 'box permuting', 'aria-label': t('order') }, html('div', { class: 'controls' }, html('div', {}, html('span', { class: 'soft' }, t('order')), order), shuffle, restore), verdict),
      failure,
      shown,
    );

    /** Of so many rows; an address may name another number of them, and then means none. */
    const currentOrder = rows => {
      const given = state.get('order').split(',').filter(Boolean).map(Number);
      return given.length === rows ? given : [];
    };
    const setOrder = (next, focus) => {
      const identity = next.every((row, at) => row === at);
      state.set({ order: identity ? null : next.join(',') }, { replace: true });
      update(focus);
    };
    shuffle.addEventListener('click', () => {
      if (!steps) return;
      const rows = steps.columns.map((_, row) => row);
      for (let i = rows.length - 1; i > 0; i--) {
        const j = Math.floor(Math.random() * (i + 1));
        [rows[i], rows[j]] = [rows[j], rows[i]];
      }
      if (rows.length > 1 && rows.every((row, at) => row === at)) rows.reverse();
      setOrder(rows);
    });
    restore.addEventListener('click', () => steps && setOrder(steps.columns.map((_, row) => row)));

    function drawOrder(focus) {
      const now = currentOrder(steps.columns.length);
      const rows = now.length ? now : steps.columns.map((_, row) => row);
      const move = (at, to) => {
        const next = [...rows];
        [next[at], next[to]] = [next[to], next[at]];
        setOrder(next, { at: to, by: to < at ? 'back' : 'on' });
      };
      order.replaceChildren(
        ...steps.columns.map((label, at) => {
          const back = html('button', { type: 'button', class: 'quiet', disabled: at === 0, 'aria-label': t('back', { row: label }) }, '←');
          const on = html('button', { type: 'button', class: 'quiet', disabled: at === rows.length - 1, 'aria-label': t('on', { row: label }) }, '→');
          back.addEventListener('click', () => move(at, at - 1));
          on.addEventListener('click', () => move(at, at + 1));
          return html('li', {}, back, html('span', {}, label), on);
        }),
      );
      const moved = order.children[focus?.at]?.querySelectorAll('button');
      if (moved) [...(focus.by === 'back' ? [moved[0], moved[1]] : [moved[1], moved[0]])].find(button => !button.disabled)?.focus();
      restore.disabled = !now.length;
      const noticed = steps.change > 1e-4;
      verdict.textContent = now.length ? t(noticed ? 'noticed' : 'unnoticed', { change: number(steps.change) }) : t('typed');
      verdict.classList.toggle('noticed', Boolean(now.length && noticed));
    }

    // --- what comes
    function request() {
      const asked = { score: state.get('score', 'scaled'), mask: state.get('mask', 'none'), positions: state.get('positions', 'none') };
      if (state.get('input', 'words') === 'words') {
        const list = words.field.value.trim().split(/\s+/).filter(Boolean);
        return { ...asked, words: list, order: currentOrder(list.length) };
      }
      const [queries, keys, values] = ['q', 'k', 'v'].map(name => rowsOf(state.get(name, EXAMPLE[name])));
      for (const [name, rows] of [['Q', queries], ['K', keys], ['V', values]])
        if (rows.some(row => row.some(value => !Number.isFinite(value)))) throw new Error(t('not-numbers', { matrix: name }));
      return { ...asked, queries, keys, values, order: currentOrder(keys.length) };
    }

    const figures = new Map();
    function figure(id, data, tex) {
      let one = figures.get(id);
      if (!one) {
        const matrix = document.createElement('uv-matrix');
        matrix.cell = 34;
        matrix.greatest = 46;
        const formula = document.createElement('uv-formula');
        const element = html('figure', { class: 'box' }, html('figcaption', {}, html('strong', {}, t(`step.${id}`)), ' ', formula), html('p', { class: 'soft' }, t(`why.${id}`)), matrix);
        element.dataset.step = id;
        one = { element, matrix, formula };
        figures.set(id, one);
        matrix.addEventListener('cell', event => point(id, event.detail.row));
      }
      one.formula.setAttribute('tex', tex);
      one.matrix.data = { rows: data.values.length, columns: data.values[0].length, numbers: true, label: t(`step.${id}`), ...data };
      return one.element;
    }

    /** The row of a query is followed through its steps. */
    function point(from, row) {
      if (!OF_QUERIES.includes(from)) return;
      for (const id of OF_QUERIES) {
        const one = figures.get(id);
        if (id === from || !one?.element.isConnected) continue;
        one.matrix.cursor = { row, column: Math.min(one.matrix.cursor?.column ?? 0, one.matrix.data.columns - 1) };
      }
      followed = row;
      if (steps.compared) compared();
    }

    /** What additive attention makes of the followed query and every key. */
    function compared() {
      const query = Math.min(followed, steps.rows.length - 1);
      const element = figure('compared', { values: steps.compared[query], rowLabels: steps.columns }, FORMULAS.compared);
      element.querySelector('p.soft').textContent = t('why.compared', { query: steps.rows[query] });
      return element;
    }

    function drawSteps() {
      const { rows, columns } = steps;
      const chosen = state.get('score', 'scaled');
      const pairs = { rowLabels: rows, columnLabels: columns };
      const list = [];
      if (steps.inputs) {
        list.push(figure('vectors', { values: steps.inputs.vectors, rowLabels: rows }, 'X'));
        if (state.get('positions', 'none') !== 'none') list.push(figure('placed', { values: steps.inputs.placed, rowLabels: rows }, 'X + \\text{PE}'));
      }
      const of = letter => (steps.inputs ? `${letter} = X W_${letter.toLowerCase()}^{\\top}` : letter);
      list.push(
        figure('queries', { values: steps.queries, rowLabels: rows }, of('Q')),
        figure('keys', { values: steps.keys, rowLabels: columns }, of('K')),
        figure('values', { values: steps.values, rowLabels: columns }, of('V')),
      );
      if (steps.products) list.push(figure('products', { values: steps.products, ...pairs }, FORMULAS.dot));
      if (steps.compared) list.push(compared());
      list.push(figure('scores', { values: steps.scores, ...pairs }, FORMULAS[chosen]));
      if (state.get('mask', 'none') !== 'none') list.push(figure('masked', { values: masked(steps), mask: steps.mayAttend, ...pairs }, FORMULAS.masked));
      list.push(
        figure('weights', { values: steps.weights, mask: steps.mayAttend, most: 1, ...pairs }, 'A = \\operatorname{softmax}(\\cdot)'),
        figure('output', { values: steps.output, rowLabels: rows }, 'Y = A V'),
      );
      shown.replaceChildren(...list);
    }

    async function update(focus) {
      [input, score, mask, positions].forEach(one => one.mark());
      const byWords = state.get('input', 'words') === 'words';
      wordsBox.hidden = !byWords;
      numbersBox.hidden = byWords;
      running?.abort();
      running = new AbortController();
      try {
        steps = await studio.api('/api/calculator/steps', request(), { signal: running.signal });
      } catch (error) {
        if (error.name === 'AbortError') return;
        failure.textContent = error.message;
        shown.hidden = true; // of something else
        return;
      }
      failure.textContent = '';
      shown.hidden = false;
      drawSteps();
      drawOrder(focus);
    }

    const fill = () => {
      words.fill();
      matrices.forEach(one => one.fill());
    };
    state.onChange(() => {
      fill();
      update();
    });
    fill();
    await update();
    return {
      unmount() {
        clearTimeout(waiting);
        running?.abort();
      },
    };
  },
};
