// The part of the page "Runs" that shows the attention of a run's checkpoints over the time of training.
import { html } from '../elements/draw.js';
import { button, choice, picker, range, slider } from '../elements/controls.js';

/** The same text's attention at each checkpoint. */
export function attention(studio, t, runs) {
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
