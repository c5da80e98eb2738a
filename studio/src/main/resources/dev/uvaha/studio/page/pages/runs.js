// Runs: curves of trainings as they go, compared; and the attention of their checkpoints over the time of training.
import { decimal, html, number, power } from '../elements/draw.js';
import { button, choice, picker, range, slider } from '../elements/controls.js';

const EVERY = 2000; // milliseconds between looks
const MOST = 6; // runs that are compared: each has a colour of its own
const SERIES = ['loss', 'validation_loss', 'metric', 'bits_per_byte', 'rate', 'gradient_norm'];
const SIZES = [32, 64, 128, 256]; // widths to try
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

    function listed() {
      none.hidden = found.runs.length > 0;
      list.hidden = drawn.hidden = !found.runs.length;
      const now = chosen();
      const focused = document.activeElement?.dataset?.run;
      body.replaceChildren(
        ...found.runs.map(run => {
          const { latest } = run;
          const box = html('input', { type: 'checkbox', checked: now.includes(run.name) });
          box.dataset.run = run.name;
          box.addEventListener('change', () => toggle(run.name, box.checked));
          const at = now.indexOf(run.name);
          const swatch = html('span', { class: at >= 0 ? `uv-swatch uv-line-${(at % MOST) + 1}` : 'uv-swatch blank', 'aria-hidden': 'true' });
          const best = latest.bestMetric.length
            ? t('best.metric', { value: number(latest.bestMetric[0]) })
            : latest.bestValidation.length
              ? number(latest.bestValidation[0])
              : '–';
          return html(
            'tr',
            {},
            html('th', { scope: 'row' }, html('label', { class: 'run' }, box, swatch, html('span', {}, run.name))),
            html('td', {}, [run.task, run.recipe].filter(Boolean).join(' · ') || '–'),
            html('td', {}, html('span', { class: `state ${run.state.toLowerCase()}` }, t(`state.${run.state}`)), html('span', { class: 'idle' }, ago(run.idle))),
            html('td', { class: 'figure' }, latest.step.length ? latest.step[0].toLocaleString(studio.lang) : '–'),
            html('td', { class: 'figure' }, latest.loss.length ? number(latest.loss[0]) : '–'),
            html('td', { class: 'figure' }, best),
            html('td', { class: 'figure' }, String(run.checkpoints.length)),
          );
        }),
      );
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
        const sized = bySize() ? await studio.api('/api/runs/sizes', { runs: names }) : null;
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

/** What is told of the law beside its plot. */
function scalingLaw(t) {
  const formula = document.createElement('uv-formula');
  formula.setAttribute('block', '');
  formula.setAttribute('tex', 'L(N) = \\Big(\\frac{N_c}{N}\\Big)^{\\alpha}');
  const told = html('p', { 'aria-live': 'polite' });
  const commands = SIZES.map(width => `./uvaha train jdk-prose --set model.width=${width} --set training.limits.minutes=60 --out runs/prose-${width}`).join('\n');
  const how = html('pre', { class: 'scrolls', tabIndex: 0 }, html('code', {}, commands));
  const element = html('div', { class: 'law', hidden: true }, formula, told, how);
  return {
    element,
    line({ points, law }) {
      const sizes = points.map(point => point.parameters);
      return [Math.min(...sizes), Math.max(...sizes)].map(size => [size, (law.scale / size) ** law.exponent]);
    },
    show(sizes) {
      element.hidden = !sizes;
      if (!sizes) return;
      const { points, law } = sizes;
      const few = new Set(points.map(point => point.parameters)).size < 3;
      const numbers = law && { exponent: decimal(law.exponent, 3), scale: power(law.scale, 1), determination: decimal(law.determination, 3) };
      const text = law ? t('law.found', numbers) : t(few ? 'law.few' : 'law.none');
      if (told.textContent !== text) told.textContent = text; // it is read aloud
      how.hidden = !few;
    },
  };
}

/** The same text's attention at each checkpoint. */
function attention(studio, t, runs) {
  const { state } = studio;
  const parts = ['encoder', 'decoder', 'cross'];
  let view = null;
  let playing = 0;
  let offered = '';
  const failure = html('p', { class: 'failure', role: 'alert' });
  const which = html('span', { class: 'which' });
  const text = html('input', { type: 'text', maxLength: 500, value: state.get('text', t('text.default')) });
  const part = choice({ legend: t('part'), options: parts.map(value => ({ value, label: t(`part.${value}`) })), value: state.get('part', 'decoder'), onChange: value => again({ part: value }) });
  const look = button(t('look'), show, { class: 'primary' });
  const moment = html('div', { class: 'controls' });
  const heads = document.createElement('uv-heads');
  const matrix = document.createElement('uv-matrix');
  matrix.greatest = 34;
  const results = html(
    'div',
    { hidden: true },
    moment,
    html('div', { class: 'side-by-side' }, html('section', { class: 'all' }, html('h3', {}, t('heads')), heads), html('section', { class: 'map' }, html('h3', {}, t('weights')), matrix)),
  );
  const noneKept = html('p', { class: 'soft', hidden: true }, t('noneKept'));
  const element = html(
    'section',
    { class: 'attention', hidden: true },
    html('h2', {}, t('attention')),
    html('p', {}, t('attention.text')),
    html('div', { class: 'controls' }, which, html('label', { class: 'text' }, html('span', {}, t('text')), text), part, look),
    failure,
    noneKept,
    results,
  );
  text.addEventListener('change', () => state.set({ text: text.value }, { replace: true }));
  text.addEventListener('keydown', event => event.key === 'Enter' && show());
  heads.addEventListener('head', event => {
    state.set(event.detail, { replace: true });
    draw();
  });
  let run = null;
  let time = null;
  let asked = null; // the request on its way

  /** Which runs there are to look at. */
  function offer() {
    const names = runs().map(one => one.name);
    element.hidden = !names.length;
    if (names.join('|') === offered) return;
    offered = names.join('|');
    if (!names.length) return;
    run = names.includes(state.get('run')) ? state.get('run') : names.includes(run) ? run : names[0];
    which.replaceChildren(
      picker({
        label: t('run'),
        options: names.map(value => ({ value, label: value })),
        value: run,
        onChange: value => {
          run = value;
          allow();
          again({ run: value });
        },
      }),
    );
    allow();
    if (state.get('look') === '1' && !view) show();
  }

  /** Only the attention that the run's model has can be chosen. */
  function allow() {
    const had = runs().find(one => one.name === run).parts.map(one => one.toLowerCase());
    for (const one of part.querySelectorAll('button')) one.hidden = !had.includes(one.dataset.value);
    part.set(had.includes(chosenPart()) ? chosenPart() : had[0]);
  }

  /** Something else is asked for: what is shown would not be of it. */
  function again(values) {
    state.set(values);
    if (view) show();
  }

  const chosenPart = () => part.querySelector('[aria-pressed="true"]')?.dataset.value;

  async function show() {
    stop();
    failure.textContent = '';
    state.set({ run, text: text.value, part: chosenPart(), look: 1 }, { replace: true });
    asked?.abort();
    const mine = (asked = new AbortController());
    look.disabled = true;
    try {
      view = await studio.api('/api/runs/attention', { run, text: text.value, part: chosenPart() }, { signal: mine.signal });
    } catch (error) {
      if (error.name !== 'AbortError') failure.textContent = error.message;
      return;
    } finally {
      if (asked === mine) look.disabled = false;
    }
    const { moments } = view;
    noneKept.hidden = moments.length > 1;
    const last = moments.length - 1;
    time = slider({
      label: t('moment'),
      values: range(0, last),
      value: Math.min(last, Number(state.get('moment', String(last))) || 0),
      text: at => (moments[at].step === null ? t('used') : t('step', { step: moments[at].step.toLocaleString(studio.lang) })),
      onChange: at => {
        state.set({ moment: at }, { replace: true });
        draw();
      },
    });
    const play = button(t('play'), () => (playing ? stop() : start(last)));
    play.dataset.play = '';
    moment.replaceChildren(...(last ? [time, play] : []));
    results.hidden = false;
    draw();
  }

  const at = () => Number(time.querySelector('input').value);

  function start(last) {
    moment.querySelector('[data-play]').textContent = t('pause');
    let next = at() === last ? 0 : at() + 1;
    playing = setInterval(() => {
      time.set(next);
      draw();
      if (next === last) stop();
      next++;
    }, 900);
  }

  function stop() {
    clearInterval(playing);
    playing = 0;
    const play = moment.querySelector('[data-play]');
    if (play) play.textContent = t('play');
  }

  function draw() {
    const { queries, keys, moments } = view;
    const maps = moments[at()].maps;
    const layers = Math.max(...maps.map(map => map.layer)) + 1;
    const count = maps.length / layers;
    const weights = new Float32Array(maps.length * queries.length * keys.length);
    maps.forEach((map, index) => map.weights.forEach((row, i) => weights.set(row, (index * queries.length + i) * keys.length)));
    heads.data = { layers, heads: count, rows: queries.length, columns: keys.length, weights, label: t('heads'), names: { layer: t('layer'), head: t('head') } };
    const layer = Math.min(layers - 1, Number(state.get('layer', '0')) || 0);
    const head = Math.min(count - 1, Number(state.get('head', '0')) || 0);
    heads.selected = { layer, head };
    const map = maps[layer * count + head];
    matrix.data = { rows: queries.length, columns: keys.length, values: map.weights, rowLabels: queries, columnLabels: keys, label: t('weights'), most: 1 };
  }

  return {
    element,
    offer,
    read() {
      const before = JSON.stringify([run, text.value, chosenPart()]);
      text.value = state.get('text', t('text.default'));
      offered = ''; // the run is chosen anew
      part.set(state.get('part', chosenPart()));
      offer();
      if (!view) return;
      if (JSON.stringify([run, text.value, chosenPart()]) === before) draw();
      else show();
    },
    unmount: stop,
  };
}
