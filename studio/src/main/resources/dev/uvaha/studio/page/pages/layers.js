// Layers: what self-attention, recurrence and convolution cost, by the lecture's table.
import { html } from '../elements/draw.js';
import { slider, soon } from '../elements/controls.js';

const powers = (from, to) => {
  const values = [];
  for (let value = from; value <= to; value *= 2) {
    values.push(value);
    if (value >= 4 && value * 1.5 <= to) values.push(value * 1.5);
  }
  return values;
};
const SIZES = {
  length: { letter: 'n', values: powers(1, 65536), otherwise: 64 },
  width: { letter: 'd', values: powers(1, 8192), otherwise: 512 },
  kernel: { letter: 'k', values: [1, 3, 5, 7, 9, 11, 15, 21, 31], otherwise: 3 },
  neighbours: { letter: 'r', values: powers(1, 4096), otherwise: 16 },
};
const FORMULAS = {
  SELF_ATTENTION: ['O(n^2 \\cdot d)', 'O(1)', 'O(1)'],
  RECURRENT: ['O(n \\cdot d^2)', 'O(n)', 'O(n)'],
  CONVOLUTIONAL: ['O(k \\cdot n \\cdot d^2)', 'O(1)', 'O(n/k)'],
  RESTRICTED: ['O(r \\cdot n \\cdot d)', 'O(1)', 'O(n/r)'],
};

export default {
  id: 'layers',
  async mount(root, studio) {
    const { t, state } = studio;
    const size = name => {
      const { values, otherwise } = SIZES[name];
      const given = Number(state.get(name, otherwise));
      return values.includes(given) ? given : otherwise;
    };
    const times = value => {
      const rounded = Number(value.toFixed(1));
      return t(`times.${new Intl.PluralRules(studio.lang).select(rounded)}`, { times: rounded.toLocaleString(studio.lang) });
    };
    const whole = value => Math.round(value).toLocaleString(studio.lang);
    const sliders = Object.entries(SIZES).map(([name, { letter, values }]) =>
      slider({
        label: `${t(name)} ${letter} =`,
        values,
        value: size(name),
        text: whole,
        onChange: soon(value => {
          state.set({ [name]: value }, { replace: true });
          load();
        }, 30),
      }),
    );
    const body = html('tbody');
    const heads = ['layer', 'operations', 'sequential', 'path'].map(name => html('th', { scope: 'col' }, t(name)));
    const table = html('table', {}, html('caption', { class: 'unseen' }, t('table')), html('thead', {}, html('tr', {}, ...heads)), body);
    const verdict = html('p', { class: 'verdict', role: 'status' });
    const dilated = html('p', { class: 'soft' });
    const plots = Object.fromEntries(
      ['overLength', 'overWidth', 'sequential', 'path'].map(name => {
        const plot = document.createElement('uv-plot');
        plot.setAttribute('height', '280');
        return [name, plot];
      }),
    );
    const failure = html('p', { class: 'failure', role: 'alert' });
    const measured = html('section');
    let turn = 0; // of asking: the last one counts
    root.append(
      html('h1', {}, t('title')),
      html('p', { class: 'lead' }, t('lead')),
      html('div', { class: 'controls' }, ...sliders),
      failure,
      html('div', { class: 'scrolls', tabIndex: 0, role: 'region', 'aria-label': t('table') }, table),
      verdict,
      dilated,
      html('div', { class: 'plots' }, ...Object.entries(plots).map(([name, plot]) => html('section', {}, html('h2', {}, t(`plot.${name}`)), plot))),
      measured,
    );

    async function load() {
      const mine = ++turn;
      let view;
      try {
        view = await studio.api('/api/layers/table', Object.fromEntries(Object.keys(SIZES).map(name => [name, size(name)])));
        if (mine !== turn) return;
        failure.textContent = '';
      } catch (error) {
        if (error.name !== 'AbortError' && mine === turn) failure.textContent = error.message;
        return;
      }
      const cheapest = Math.min(...view.rows.map(row => row.operations));
      body.replaceChildren(
        ...view.rows.map(row => {
          const [operations, sequential, path] = FORMULAS[row.kind];
          return html(
            'tr',
            {},
            html('th', { scope: 'row' }, t(row.kind)),
            cell(operations, row.operations, row.operations === cheapest),
            cell(sequential, row.sequential),
            cell(path, row.path),
          );
        }),
      );
      const [attention, recurrent] = view.rows;
      const [n, d] = [size('length'), size('width')];
      verdict.textContent = t(n < d ? 'cheaper' : n === d ? 'equal' : 'dearer', {
        n: whole(n),
        d: whole(d),
        times: times(n < d ? recurrent.operations / attention.operations : attention.operations / recurrent.operations),
      });
      dilated.textContent = t('dilated', { path: whole(view.dilatedPath) });
      const over = (xs, values, label, x) => ({
        lines: view.rows.map((row, at) => ({ name: t(row.kind), points: xs.map((one, i) => [one, values(row)[i]]), dashed: at === 3 })),
        x,
        y: label,
        xLog: true,
        yLog: true,
        label,
      });
      plots.overLength.data = over(view.lengths, row => row.overLength.operations, t('operations'), 'n');
      plots.overWidth.data = over(view.widths, row => row.overWidth, t('operations'), 'd');
      plots.sequential.data = over(view.lengths, row => row.overLength.sequential, t('sequential'), 'n');
      plots.path.data = over(view.lengths, row => row.overLength.path, t('path'), 'n');
    }

    function cell(tex, value, best = false) {
      const formula = document.createElement('uv-formula');
      formula.setAttribute('tex', tex);
      const figure = html('span', { class: 'figure' }, whole(value));
      figure.dataset.value = value;
      return html('td', { class: best ? 'best' : '' }, formula, figure, ...(best ? [html('span', { class: 'unseen' }, ` (${t('least')})`)] : []));
    }

    state.onChange(() => {
      Object.keys(SIZES).forEach((name, at) => sliders[at].set(size(name)));
      load();
    });
    await load();
    const { tables } = await studio.api('/api/layers/measured');
    if (!tables.length) return;
    measured.append(
      html('h2', {}, t('measured')),
      html('p', {}, t('measured.text')),
      ...tables.map(one => {
        const title = html('h3', { lang: 'en' }, one.title);
        const printed = html(
          'table',
          { lang: 'en' },
          html('thead', {}, html('tr', {}, ...one.header.map(name => html('th', { scope: 'col' }, name)))),
          html('tbody', {}, ...one.rows.map(row => html('tr', {}, ...row.map((text, at) => html(at ? 'td' : 'th', at ? {} : { scope: 'row' }, text))))),
        );
        return html('div', {}, title, html('div', { class: 'scrolls', tabIndex: 0, role: 'region', 'aria-label': one.title }, printed));
      }),
    );
  },
};
