// The part of the page "GPT" that shows what comes next, and lets it be drawn.
import { decimal, html } from '../elements/draw.js';
import { labelled, soon } from '../elements/controls.js';
import { percent, shown } from '../told.js';
import './gpt-vectors.js';
import { distribution } from './gpt-sampling.js';

const SHOWN = 12;
const PAUSE = 120; // milliseconds between tokens that are written on

export class GptNext {
  #studio;
  #sizes;
  #act; // { go(values), add(id) → a promise, takeBack() }
  #parts = {};
  #pass = null;
  #asked = null;
  #running = false;
  #busy = false;

  constructor(studio, sizes, act) {
    this.#studio = studio;
    this.#sizes = sizes;
    this.#act = act;
    this.section = this.#section();
  }

  stop() {
    this.#running = false;
    this.#parts.run.textContent = this.#studio.t('run');
  }

  /** What is shown, for export: the likeliest tokens under the settings. */
  get items() {
    return this.#parts.bars.items;
  }

  settings() {
    const { state } = this.#studio;
    return { temperature: Number(state.get('temperature', 1)), topK: Number(state.get('k', 0)), topP: Number(state.get('p', 1)) };
  }

  #section() {
    const { t } = this.#studio;
    const slider = (name, key, least, most, step, byDefault) => {
      const told = html('output');
      const control = html('input', { type: 'range', min: least, max: most, step });
      const keep = soon(() => this.#act.go({}), 250);
      control.addEventListener('input', () => {
        this.#studio.state.set({ [key]: Number(control.value) === byDefault ? null : control.value }, { replace: true });
        this.draw();
        keep();
      });
      Object.assign(this.#parts, { [name]: control, [`${name}Told`]: told });
      return labelled(t(name), html('span', { class: 'slider' }, control, told));
    };
    const bars = html('uv-bars', { most: 1 });
    bars.setAttribute('selectable', '');
    bars.setAttribute('label', t('bars'));
    bars.addEventListener('bar', event => this.#once(() => this.#take(this.#parts.ids[event.detail.index])));
    const normalised = html('gpt-vectors', { id: 'step-normalised' });
    const formula = html('uv-formula');
    formula.setAttribute('block', '');
    formula.setAttribute('tex', 'z = W_U \\, x, \\quad p = \\operatorname{softmax}\\Big(\\frac{z}{\\tau}\\Big)');
    const seed = html('input', { type: 'number', min: 0, max: 999999, step: 1 });
    seed.addEventListener('change', () => this.#act.go({ seed: seed.value }));
    const button = (name, act) => (this.#parts[name] = html('button', { type: 'button', onclick: act }, t(name)));
    Object.assign(this.#parts, { bars, normalised, seed, kept: html('p', { class: 'soft' }), told: html('p', { class: 'told', 'aria-live': 'polite' }) });
    const section = html(
      'section',
      { 'aria-labelledby': 'next' },
      html('h2', { id: 'next' }, t('next')),
      html('p', { class: 'soft' }, t('nextNote')),
      html('figure', { class: 'step' }, html('figcaption', {}, html('strong', {}, t(`step.last.${this.#sizes.norm}`)), html('span', { class: 'soft' }, ' ', t('note.last'))), normalised),
      formula,
      html(
        'div',
        { class: 'controls' },
        slider('temperature', 'temperature', 0, 2, 0.05, 1),
        slider('topK', 'k', 0, 50, 1, 0),
        slider('topP', 'p', 0.05, 1, 0.05, 1),
        labelled(t('seed'), seed),
      ),
      html('div', { class: 'controls' }, button('sample', () => this.#once(() => this.#sample())), button('likeliest', () => this.#once(() => this.#take(this.#pass.likeliest[0].id))), button('run', () => this.#run()), button('takeBack', () => this.#act.takeBack())),
      this.#parts.told,
      bars,
      this.#parts.kept,
    );
    this.#parts.sample.className = 'primary';
    return section;
  }

  place(asked, pass) {
    this.#asked = asked;
    this.#pass = pass;
    const label = this.#studio.t(`step.last.${this.#sizes.norm}`);
    this.#parts.normalised.data = { rows: 1, columns: pass.normalised.length, values: pass.normalised, rowLabels: [shown(pass.tokens.at(-1))], label };
    this.draw();
  }

  draw() {
    if (!this.#pass) return;
    const { t, lang, state } = this.#studio;
    const settings = this.settings();
    const { probabilities, kept } = distribution(this.#pass.numbers, settings);
    const best = this.#pass.likeliest.slice(0, SHOWN);
    const { bars, temperature, topK, topP, seed, temperatureTold, topKTold, topPTold } = this.#parts;
    this.#parts.ids = best.map(({ id }) => id);
    bars.items = best.map(({ id, token }) => ({ label: token, value: probabilities[id], note: t('bar', { logit: decimal(this.#pass.numbers[id], 2), probability: percent(probabilities[id], lang) }) }));
    temperature.value = settings.temperature;
    topK.value = settings.topK;
    topP.value = settings.topP;
    seed.value = state.get('seed', 1);
    temperatureTold.textContent = settings.temperature.toLocaleString(lang);
    topKTold.textContent = settings.topK || t('topKAll');
    topPTold.textContent = settings.topP.toLocaleString(lang);
    this.#parts.kept.textContent = settings.temperature === 0 ? t('greedy') : t('kept', { count: kept.toLocaleString(lang), all: probabilities.length.toLocaleString(lang) });
    const full = this.#pass.ids.length >= this.#sizes.most;
    for (const name of ['sample', 'likeliest', 'run']) this.#parts[name].disabled = full;
    this.#parts.takeBack.disabled = this.#asked.added.length === 0;
    if (full) this.#parts.told.textContent = t('full', { most: this.#sizes.most });
  }

  /** One at a time: a second click would draw the same place again. */
  async #once(act) {
    if (this.#busy) return;
    this.#busy = true;
    try {
      await act();
    } catch (error) {
      if (error.name !== 'AbortError') this.#parts.told.textContent = error.message;
    } finally {
      this.#busy = false;
    }
  }

  async #take(id) {
    if (this.#pass.ids.length < this.#sizes.most) await this.#act.add(id);
  }

  /** @returns whether there is more to come */
  async #sample() {
    const { t, api, state } = this.#studio;
    const asked = this.#asked;
    const seed = Number(state.get('seed', 1)) + asked.added.length;
    const drawn = await api('/api/gpt/next', { ...asked, ...this.settings(), seed });
    if (asked !== this.#asked) return true; // another text stands there by now
    if (drawn.id === null || drawn.id === undefined) {
      this.#parts.told.textContent = t('ended');
      return false;
    }
    await this.#act.add(drawn.id);
    this.#parts.told.textContent = t('sampled', { token: shown(drawn.token) });
    return this.#pass.ids.length < this.#sizes.most;
  }

  async #run() {
    if (this.#running) return this.stop();
    this.#running = true;
    this.#parts.run.textContent = this.#studio.t('stop');
    await this.#once(async () => {
      while (this.#running && (await this.#sample())) await new Promise(resolve => setTimeout(resolve, PAUSE));
    });
    return this.stop();
  }
}
