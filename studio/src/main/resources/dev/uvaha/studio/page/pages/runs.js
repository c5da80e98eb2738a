// Runs: curves of trainings as they go, compared; and the attention of their checkpoints over the time of training.
import { html, number } from '../elements/draw.js';
import { choice } from '../elements/controls.js';
import { attention } from './runs-attention.js';
import { scalingLaw } from './runs-law.js';

const EVERY = 2000; // milliseconds between looks
const MOST = 6; // runs that are compared: each has a colour of its own
const SERIES = ['loss', 'validation_loss', 'metric', 'bits_per_byte', 'rate', 'gradient_norm'];
const OVER = ['steps', 'seconds', 'size'];

export default {
  id: 'runs',
  async mount(root, studio) {
    const { t, state } = studio;
    let found = await studio.api('/api/runs/list');
    let curves = {};
    let sizes = null; // asked for where they are drawn over
    let fetched = 0; // turn of asking: the last one counts
    let timer = 0;
    let ended = false;
    const failure = html('p', { class: 'failure', role: 'alert' });
    root.append(html('h1', {}, t('title')), html('p', { class: 'lead' }, t('lead')));

    const chosen = () => {
      const named = state.get('runs', null);
      const known = found.runs.map(run => run.name);
      if (named === null) return bySize() ? comparable(found.runs) : known.slice(0, 1);
      return named.split('|').filter(name => known.includes(name)).slice(0, MOST);
    };
    const series = () => (SERIES.includes(state.get('series')) ? state.get('series') : 'loss');
    const over = () => (OVER.includes(state.get('over')) ? state.get('over') : 'steps');
    const bySize = () => over() === 'size';
    const logarithmic = () => state.get('scale') === 'log';

    const body = html('tbody');
    const columns = ['name', 'task', 'state', 'step', 'loss', 'best', 'kept'];
    const table = html(
      'table',
      {},
      html('caption', { class: 'unseen' }, t('title')),
      html('thead', {}, html('tr', {}, ...columns.map(name => html('th', { scope: 'col' }, t(`column.${name}`))))),
      body,
    );
    const none = html('div', { class: 'box' }, html('p', {}, t('none', { folder: found.folder })), html('pre', { class: 'scrolls', tabIndex: 0 }, html('code', {}, './uvaha train smoke --out runs/smoke')));
    const list = html('div', { class: 'scrolls', tabIndex: 0, role: 'region', 'aria-label': t('title') }, table);
    const what = choice({
      legend: t('series'),
      options: SERIES.map(value => ({ value, label: t(`series.${value}`) })),
      value: series(),
      onChange: value => change({ series: value }),
    });
    const axis = choice({
      legend: t('over'),
      options: OVER.map(value => ({ value, label: t(`over.${value}`) })),
      value: over(),
      onChange: value => {
        state.set({ over: value });
        fetchCurves();
      },
    });
    const scale = choice({
      legend: t('scale'),
      options: ['linear', 'log'].map(value => ({ value, label: t(`scale.${value}`) })),
      value: logarithmic() ? 'log' : 'linear',
      onChange: value => change({ scale: value }),
    });
    const plot = document.createElement('uv-plot');
    plot.setAttribute('height', '340');
    const empty = html('p', { class: 'soft' });
    const law = scalingLaw(t);
    const drawn = html('section', {}, html('h2', {}, t('curves')), html('div', { class: 'controls' }, what, axis, scale), empty, plot, law.element);
    const looked = attention(studio, t, () => found.runs.filter(run => run.parts.length));
    root.append(failure, none, list, drawn, looked.element);

    function change(values) {
      state.set(values);
      draw();
    }

    function toggle(name, on) {
      const now = chosen().filter(one => one !== name);
      if (on) now.push(name);
      state.set({ runs: now.slice(-MOST).join('|') });
      fetchCurves();
    }

    const rows = new Map(); // by run: a box that is being pressed stays where it is

    function rowOf(name) {
      if (rows.has(name)) return rows.get(name);
      const box = html('input', { type: 'checkbox' });
      box.dataset.run = name;
      box.addEventListener('change', () => toggle(name, box.checked));
      const swatch = html('span', { 'aria-hidden': 'true' });
      const head = html('th', { scope: 'row' }, html('label', { class: 'run' }, box, swatch, html('span', {}, name)));
      const row = { box, swatch, head, element: html('tr', {}, head) };
      rows.set(name, row);
      return row;
    }

    /** A run's row as it is now. */
    function filled(run, at) {
      const { latest } = run;
      const { box, swatch, head, element } = rowOf(run.name);
      box.checked = at >= 0;
      swatch.className = at >= 0 ? `uv-swatch uv-line-${(at % MOST) + 1}` : 'uv-swatch blank';
      const best = latest.bestMetric.length
        ? t('best.metric', { value: number(latest.bestMetric[0]) })
        : latest.bestValidation.length
          ? number(latest.bestValidation[0])
          : '–';
      while (head.nextSibling) head.nextSibling.remove();
      element.append(
        html('td', {}, [run.task, run.recipe].filter(Boolean).join(' · ') || '–'),
        html('td', {}, html('span', { class: `state ${run.state.toLowerCase()}` }, t(`state.${run.state}`)), html('span', { class: 'idle' }, ago(run.idle))),
        html('td', { class: 'figure' }, latest.step.length ? latest.step[0].toLocaleString(studio.lang) : '–'),
        html('td', { class: 'figure' }, latest.loss.length ? number(latest.loss[0]) : '–'),
        html('td', { class: 'figure' }, best),
        html('td', { class: 'figure' }, String(run.checkpoints.length)),
      );
      return element;
    }

    function listed() {
      none.hidden = found.runs.length > 0;
      list.hidden = drawn.hidden = !found.runs.length;
      const now = chosen();
      const wanted = found.runs.map(run => filled(run, now.indexOf(run.name)));
      if (wanted.length === body.children.length && wanted.every((row, at) => row === body.children[at])) return;
      const focused = document.activeElement?.dataset?.run;
      body.replaceChildren(...wanted);
      if (focused) body.querySelector(`input[data-run="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    }

    function ago(seconds) {
      const format = new Intl.RelativeTimeFormat(studio.lang, { numeric: 'auto', style: 'short' });
      for (const [unit, size] of [['day', 86400], ['hour', 3600], ['minute', 60]])
        if (seconds >= size) return format.format(-Math.floor(seconds / size), unit);
      return format.format(-seconds, 'second');
    }

    async function fetchCurves() {
      const names = chosen();
      const mine = ++fetched;
      try {
        const told = names.length ? (await studio.api('/api/runs/curves', { runs: names })).runs : {};
        const sized = !bySize() ? null : names.length ? await studio.api('/api/runs/sizes', { runs: names }) : { points: [], law: null };
        if (mine !== fetched) return; // others were chosen meanwhile
        curves = told;
        sizes = sized;
        failure.textContent = '';
      } catch (error) {
        if (error.name !== 'AbortError') failure.textContent = error.message;
        return;
      }
      listed();
      draw();
    }

    function draw() {
      what.set(series());
      axis.set(over());
      scale.set(logarithmic() ? 'log' : 'linear');
      const names = chosen();
      what.hidden = scale.hidden = bySize();
      law.show(bySize() ? sizes : null);
      if (bySize()) return drawSizes(names);
      for (const one of what.querySelectorAll('button')) one.hidden = one.dataset.value !== series() && !names.some(name => curves[name]?.[one.dataset.value]);
      const lines = names.map(name => {
        const curve = curves[name]?.[series()];
        return { name, points: curve ? curve[over()].map((x, at) => [x, curve.values[at]]) : [] };
      });
      const any = lines.some(line => line.points.length);
      empty.textContent = any ? '' : t(names.length ? 'noPoints' : 'noRun');
      empty.hidden = any;
      plot.hidden = !any;
      if (any) plot.data = { lines, x: t(`axis.${over()}`), y: t(`series.${series()}`), yLog: logarithmic(), label: t('curves') };
    }

    /** A point for each run, in its colour, and the law through them. */
    function drawSizes(names) {
      const points = sizes?.points ?? [];
      const lines = names.map(name => ({ name, dots: true, points: points.filter(one => one.run === name).map(one => [one.parameters, one.loss]) }));
      if (sizes?.law) lines.push({ name: t('law'), dashed: true, points: law.line(sizes) });
      empty.textContent = points.length ? '' : t(names.length ? 'noPoints' : 'noRun');
      empty.hidden = points.length > 0;
      plot.hidden = !points.length;
      if (points.length) plot.data = { lines, x: t('axis.size'), y: t('series.validation_loss'), xLog: true, yLog: true, label: t('curves') };
    }

    /** Looks again as long as the page is there; at the curves only while something moves. */
    async function look() {
      try {
        const before = JSON.stringify(found.runs);
        found = await studio.api('/api/runs/list');
        const moved = chosen().some(name => found.runs.find(run => run.name === name)?.state !== 'RESTS');
        if (moved) await fetchCurves();
        else if (JSON.stringify(found.runs) !== before) listed();
        looked.offer();
      } catch (error) {
        if (error.name === 'AbortError') return;
        failure.textContent = error.message;
      }
      if (!ended) timer = setTimeout(look, EVERY);
    }

    state.onChange(() => {
      fetchCurves();
      looked.read();
    });
    listed();
    await fetchCurves();
    looked.offer();
    timer = setTimeout(look, EVERY);
    return {
      unmount() {
        ended = true;
        clearTimeout(timer);
        looked.unmount();
      },
    };
  },
};

/** Runs that were validated and follow the same recipe as the newest of them. */
function comparable(runs) {
  const validated = runs.filter(run => run.latest.bestValidation.length);
  return validated.filter(run => run.task === validated[0].task && run.recipe === validated[0].recipe).slice(0, MOST).map(run => run.name);
}
