// Toy lab: Fleuret's task, trained while one watches.
import { html } from '../elements/draw.js';
import { button, choice, picker, range, slider, soon } from '../elements/controls.js';

const RATES = ['0.0005', '0.001', '0.002', '0.003'];
const COMPARED = 3; // former trainings whose curves stay

export default {
  id: 'toy',
  mount(root, studio) {
    const { t, state } = studio;
    const networks = ['convolutions', 'attention', 'positions'];
    const setting = () => ({
      task: Number(state.get('task', '1')) === 2 ? 2 : 1,
      network: networks.includes(state.get('network')) ? state.get('network') : 'attention',
      rate: RATES.includes(state.get('rate')) ? state.get('rate') : '0.002',
    });
    let example = Math.max(0, Math.min(49, Number(state.get('example', '0')) || 0));
    let training = null; // { abort, session, running, loss, test, name }
    const former = [];

    const task = choice({
      legend: t('task'),
      options: [1, 2].map(value => ({ value, label: t(`task.${value}`) })),
      value: setting().task,
      onChange: value => change({ task: value }),
    });
    const network = choice({
      legend: t('network'),
      options: networks.map(value => ({ value, label: t(`network.${value}`) })),
      value: setting().network,
      onChange: value => change({ network: value }),
    });
    const rate = picker({
      label: t('rate'),
      options: RATES.map(value => ({ value, label: value.replace('.', t('decimal')) })),
      value: setting().rate,
      onChange: value => change({ rate: value }),
    });
    const begins = button(t('train'), begin, { class: 'primary' });
    const pauses = button(t('pause'), () => act(training.running ? 'pause' : 'run'), { disabled: true });
    const steps = button(t('step'), () => act('step'), { disabled: true });
    const ends = button(t('stop'), stop, { disabled: true });
    const facts = html('dl', { class: 'facts' });
    const failure = html('p', { class: 'failure', role: 'alert' });
    const explanation = html('p');
    const curves = document.createElement('uv-plot');
    const prediction = document.createElement('uv-plot');
    const shown = slider({
      label: t('example'),
      values: range(0, 49),
      value: example,
      text: value => String(value + 1),
      onChange: soon(value => {
        example = value;
        state.set({ example: value || null }, { replace: true });
        if (training?.session) control({ example: value });
      }),
    });
    const matrix = document.createElement('uv-matrix');
    matrix.cell = 3;
    matrix.greatest = 5;
    matrix.describe = (row, column, value) => t('looks', { row: row + 1, column: column + 1, value: percent(value) });
    const row = document.createElement('uv-plot');
    row.setAttribute('height', '200');
    const attention = html(
      'section',
      { class: 'attention', hidden: true },
      html('h2', {}, t('attention')),
      html('p', {}, t('attention.text')),
      html('div', { class: 'side-by-side' }, html('div', { class: 'map' }, matrix), html('div', { class: 'grows' }, row)),
    );
    const noAttention = html('p', { class: 'soft', hidden: true }, t('attention.none'));
    const hint = html('p', { class: 'soft' }, t('hint'));
    const results = html(
      'div',
      { hidden: true },
      html(
        'div',
        { class: 'side-by-side' },
        html('section', { class: 'grows' }, html('h2', {}, t('curves')), curves),
        html('section', { class: 'grows' }, html('h2', {}, t('prediction')), prediction, html('div', { class: 'controls' }, shown)),
      ),
      attention,
      noAttention,
    );
    root.append(
      html('h1', {}, t('title')),
      html('p', { class: 'lead' }, t('lead')),
      html('div', { class: 'controls' }, task, network, rate),
      explanation,
      html('div', { class: 'controls' }, begins, pauses, steps, ends),
      failure,
      facts,
      hint,
      results,
    );
    matrix.addEventListener('cell', event => drawRow(event.detail.row));

    const percent = value => `${(100 * value).toLocaleString(studio.lang, { maximumFractionDigits: 1 })} %`;
    const figure = value => value.toLocaleString(studio.lang, { maximumSignificantDigits: 3 });

    function explain() {
      const { task: number, network: kind } = setting();
      explanation.textContent = `${t(`task.${number}.text`)} ${t(`network.${kind}.text`)}`;
    }

    function change(values) {
      state.set(values);
      explain();
      if (training) begin();
    }

    function stop() {
      training?.abort.abort();
      keep();
      training = null;
      buttons();
    }

    function keep() {
      if (!training?.loss.length) return;
      former.unshift({ name: training.name, loss: training.loss });
      former.length = Math.min(former.length, COMPARED);
    }

    async function begin() {
      stop();
      const { task: number, network: kind, rate: speed } = setting();
      const mine = { abort: new AbortController(), session: null, running: true, loss: [], test: [], weights: null };
      mine.name = t('run.name', { task: number, network: t(`network.${kind}`), rate: speed.replace('.', t('decimal')) });
      training = mine;
      failure.textContent = '';
      buttons();
      studio.announce(t('begun'));
      try {
        const body = { task: number, network: kind, rate: Number(speed), seed: 1 };
        await studio.events('/api/toy/train', body, event => mine === training && heard(event), { signal: mine.abort.signal });
      } catch (error) {
        if (error.name === 'AbortError' || mine !== training) return;
        failure.textContent = error.message;
      }
      if (mine === training) stop();
    }

    function heard(event) {
      if (event.session) {
        training.session = event.session;
        training.parameters = event.parameters;
        training.floor = event.noiseFloor;
        if (example) control({ example });
        buttons();
        return;
      }
      training.running = event.running;
      if (event.loss.length) training.loss.push([event.step, event.loss[0]]);
      if (event.step) training.test.push([event.step, event.testError]);
      training.last = event;
      buttons();
      draw();
    }

    function draw() {
      hint.hidden = true;
      results.hidden = false;
      const { last } = training;
      const entries = [
        ['steps', last.step.toLocaleString(studio.lang)],
        ['loss', last.loss.length ? figure(last.loss[0]) : '–'],
        ['testError', figure(last.testError)],
        ['speed', last.stepsPerSecond.length ? figure(last.stepsPerSecond[0]) : '–'],
        ['parameters', training.parameters.toLocaleString(studio.lang)],
      ];
      facts.replaceChildren(...entries.map(([name, value]) => html('div', {}, html('dt', {}, t(name)), html('dd', {}, value))));
      facts.dataset.step = last.step;
      curves.data = {
        lines: [
          { name: t('loss'), points: training.loss },
          { name: t('testError'), points: training.test },
          ...former.map(one => ({ name: one.name, points: one.loss, dashed: true })),
        ],
        x: t('steps'),
        y: t('error'),
        yLog: true,
        label: t('curves'),
      };
      const points = values => values.map((value, at) => [at + 1, value]);
      prediction.data = {
        lines: [
          { name: t('input'), points: points(last.example.input), dashed: true },
          { name: t('target'), points: points(last.example.target) },
          { name: t('predicted'), points: points(last.example.prediction) },
        ],
        x: t('position'),
        y: t('height'),
        yRange: [-3, 27],
        label: t('prediction'),
      };
      const weights = last.example.attention;
      attention.hidden = !weights.length;
      noAttention.hidden = Boolean(weights.length);
      if (!weights.length) return;
      matrix.data = { rows: weights.length, columns: weights.length, values: weights, label: t('attention') };
      drawRow(matrix.cursor?.row ?? tallest(last.example.input));
    }

    const tallest = input => input.indexOf(Math.max(...input));

    function drawRow(at) {
      const { example: one } = training?.last ?? {};
      if (!one?.attention.length) return;
      const weights = one.attention[at];
      const scale = Math.max(...one.input) || 1;
      row.data = {
        lines: [
          { name: t('row', { position: at + 1 }), points: weights.map((value, i) => [i + 1, value]) },
          { name: t('input.scaled'), points: one.input.map((value, i) => [i + 1, (value / scale) * Math.max(...weights)]), dashed: true },
        ],
        x: t('position'),
        y: t('weight'),
        label: t('row', { position: at + 1 }),
      };
    }

    async function control(body) {
      try {
        await studio.api('/api/toy/control', { session: training.session, ...body });
      } catch (error) {
        if (error.name !== 'AbortError') failure.textContent = error.message;
      }
    }

    async function act(name) {
      await control({ act: name });
    }

    function buttons() {
      begins.textContent = training ? t('again') : t('train');
      const ready = Boolean(training?.session);
      pauses.disabled = steps.disabled = !ready;
      ends.disabled = !training;
      pauses.textContent = !training || training.running ? t('pause') : t('goOn');
    }

    state.onChange(() => {
      const now = setting();
      task.set(now.task);
      network.set(now.network);
      rate.set(now.rate);
      explain();
      if (training) begin();
    });
    explain();
    return { unmount: () => training?.abort.abort() };
  },
};
