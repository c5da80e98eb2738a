// GPT: one pass of a language model from tokens to the probabilities of the next one, every step of it.
import { html, saveFile } from '../elements/draw.js';
import { textModelPage } from '../text-model.js';
import { floats, percent, shown } from '../told.js';
import { GptBlock } from './gpt-block.js';
import { GptHeads } from './gpt-heads.js';
import { GptLens } from './gpt-lens.js';
import { GptNext } from './gpt-next.js';
import { asSvg } from './gpt-svg.js';

const EXAMPLES = ['Returns the number of elements in this list.', 'Throws an exception if the argument is null', 'The cat sat on the mat because it was'];

export default {
  id: 'gpt',
  mount(root, studio) {
    return textModelPage(root, studio, {
      ask: '/api/gpt/about',
      show(content, sizes, name) {
        const page = new GptPage(content, studio, sizes, name);
        return { ready: page.show(), placed: () => page.show(), end: () => page.end() };
      },
      forget: ['added', 'off', 'layer', 'head', 'token'],
      pull: './uvaha pull openai-community/gpt2\n./uvaha studio --model checkpoints/gpt2',
    });
  },
};

class GptPage {
  #studio;
  #sizes;
  #name;
  #pass = null; // { asked, key, tokens, ids, maps, numbers (logits), likeliest, embedded, positioned, normalised }
  #whole = null; // the same without heads switched off
  #asking = null;
  #parts = {};
  #heads;
  #block;
  #lens;
  #next;

  /** @param name by which Java is asked for the model */
  constructor(content, studio, sizes, name) {
    this.#studio = studio;
    this.#sizes = sizes;
    this.#name = name;
    const go = values => this.#go(values);
    this.#heads = new GptHeads(studio, sizes, go);
    this.#block = new GptBlock(studio, sizes, go);
    this.#lens = new GptLens(studio);
    this.#next = new GptNext(studio, sizes, { go, add: id => this.#add(id), takeBack: () => this.#takeBack() });
    this.#parts.body = html('div', {}, this.#tokensSection(), this.#next.section, this.#heads.section, this.#block.section, this.#lens.section, this.#exportSection());
    this.#parts.failure = html('p', { class: 'failure', role: 'alert', hidden: true });
    content.append(this.#form(), this.#parts.failure, this.#parts.body);
    this.#parts.onTheme = () => this.#lens.draw();
    document.addEventListener('uv-theme', this.#parts.onTheme);
  }

  /** Asks nothing more: Java would open the model again. */
  end() {
    this.#asking?.abort();
    this.#next.stop();
    this.#block.stop();
    this.#lens.stop();
    document.removeEventListener('uv-theme', this.#parts.onTheme);
  }

  #form() {
    const { t, lang } = this.#studio;
    const { name, parameters, layers, heads, keys, width, vocabulary } = this.#sizes;
    const prompt = html('textarea', { rows: 2, maxLength: 2000, spellcheck: false });
    const ask = text => this.#ask({ prompt: text, added: null, token: null });
    this.#parts.prompt = prompt;
    this.#parts.count = html('output', { class: 'soft' });
    const compact = new Intl.NumberFormat(lang, { notation: 'compact', maximumSignificantDigits: 3 });
    const form = html(
      'form',
      { class: 'ask' },
      html('label', {}, t('prompt'), prompt),
      html('div', { class: 'controls' }, html('button', { type: 'submit', class: 'primary' }, t('look')), this.#parts.count),
      html(
        'fieldset',
        { class: 'controls' },
        html('legend', {}, t('examples')),
        html('div', { class: 'choices' }, ...EXAMPLES.map(text => html('button', { type: 'button', onclick: () => ask(text) }, text))),
      ),
      html(
        'p',
        { class: 'soft' },
        t('model', { name, parameters: compact.format(parameters), layers, heads, width, vocabulary: vocabulary.toLocaleString(lang) }),
        keys < heads ? t('modelShared', { share: heads / keys }) : '',
      ),
    );
    form.addEventListener('submit', event => {
      event.preventDefault();
      ask(prompt.value);
    });
    prompt.addEventListener('keydown', event => {
      if (event.key !== 'Enter' || event.shiftKey) return;
      event.preventDefault();
      form.requestSubmit();
    });
    return form;
  }

  #tokensSection() {
    const { t } = this.#studio;
    const tokens = html('uv-tokens');
    tokens.setAttribute('label', t('tokens'));
    tokens.addEventListener('token', ({ detail }) => detail.how === 'select' && this.#go({ token: detail.index === this.#token() ? null : detail.index }));
    const vectors = (id, label) => {
      const element = html('gpt-vectors', { id });
      element.addEventListener('row', event => this.#go({ token: event.detail.row }));
      this.#parts[id] = element;
      return html('figure', { class: 'step' }, html('figcaption', {}, html('strong', {}, label)), element);
    };
    const adds = ['learned', 'sinusoidal'].includes(this.#sizes.positions);
    Object.assign(this.#parts, { tokens, tokenTold: html('p', { class: 'told', 'aria-live': 'polite' }) });
    return html(
      'section',
      { 'aria-labelledby': 'tokens' },
      html('h2', { id: 'tokens' }, t('tokens')),
      html('p', { class: 'soft' }, t('tokensNote')),
      tokens,
      this.#parts.tokenTold,
      html('h2', {}, t('embedding')),
      html('p', { class: 'soft' }, t(adds ? 'embeddingNote' : 'embeddingRotary', { width: this.#sizes.width })),
      html(
        'div',
        { class: 'steps wide' },
        vectors('embedded', t('matrix.embedded')),
        ...(adds ? [vectors('position', t('matrix.position')), vectors('positioned', t('matrix.positioned'))] : []),
      ),
    );
  }

  #exportSection() {
    const { t } = this.#studio;
    const button = (name, act) => html('button', { type: 'button', id: `save-${name}`, onclick: act }, t(name));
    return html(
      'section',
      { 'aria-labelledby': 'export' },
      html('h2', { id: 'export' }, t('export')),
      html('p', { class: 'soft' }, t('exportNote')),
      html('div', { class: 'choices' }, button('svg', () => this.#saveSvg()), button('json', () => this.#saveJson())),
    );
  }

  #ask(values) {
    this.#next.stop();
    this.#studio.state.set(values);
    return this.show();
  }

  /** Keeps in the address what was chosen, and shows it. */
  #go(values) {
    this.#studio.state.set(values, { replace: true });
    return this.show();
  }

  #add(id) {
    this.#studio.state.set({ added: [...this.#asked().added, id].join(',') }, { replace: true });
    return this.show();
  }

  #takeBack() {
    const rest = this.#asked().added.slice(0, -1);
    return this.#go({ added: rest.length ? rest.join(',') : null, token: null });
  }

  #list(name) {
    return this.#studio.state.get(name).split(',').filter(Boolean);
  }

  #asked() {
    return { model: this.#name, prompt: this.#studio.state.get('prompt', EXAMPLES[0]), added: this.#list('added').map(Number), off: this.#list('off') };
  }

  #token() {
    return Number(this.#studio.state.get('token', -1));
  }

  /** Shows what the address says; reads the prompt only if that is not what is there. */
  async show() {
    const asked = this.#asked();
    this.#asking?.abort(); // what is on its way is not what is wanted any more
    this.#parts.failure.hidden = true;
    try {
      if (this.#pass?.key !== JSON.stringify(asked)) await this.#read(asked);
      await this.#place();
    } catch (error) {
      if (error.name === 'AbortError') return;
      this.#parts.failure.textContent = error.message;
      this.#parts.failure.hidden = false;
      if (this.#pass?.key !== JSON.stringify(asked)) this.#parts.body.hidden = true;
      this.#parts.prompt.value = asked.prompt;
    }
  }

  async #read(asked) {
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    if (this.#parts.prompt.value !== asked.prompt) this.#parts.prompt.value = asked.prompt;
    const pass = await this.#one(asked, signal);
    const whole = { ...asked, off: [] };
    if (!asked.off.length) this.#whole = pass;
    else if (this.#whole?.key !== JSON.stringify(whole)) this.#whole = await this.#one(whole, signal);
    this.#pass = pass;
    this.#parts.body.hidden = false;
    const { t, lang } = this.#studio;
    const { tokens, ids, likeliest } = pass;
    const count = { count: ids.length, most: this.#sizes.most };
    this.#parts.count.textContent = t('count', count);
    this.#parts.tokens.tokens = tokens.map((text, i) => ({ text, title: t('token', { index: i + 1, token: text, id: ids[i] }) }));
    const matrix = (values, label) => ({ rows: ids.length, columns: this.#sizes.width, values, rowLabels: tokens.map(shown), label });
    this.#parts.embedded.data = matrix(pass.embedded, t('matrix.embedded'));
    if (this.#parts.position) {
      this.#parts.position.data = matrix(pass.positioned.map((value, i) => value - pass.embedded[i]), t('matrix.position'));
      this.#parts.positioned.data = matrix(pass.positioned, t('matrix.positioned'));
    }
    this.#heads.show(pass, this.#whole);
    this.#next.place(asked, pass);
    this.#studio.announce(t('read', { count: ids.length, token: shown(likeliest[0].token), probability: percent(likeliest[0].probability, lang) }));
  }

  async #one(asked, signal) {
    const told = await this.#studio.api('/api/gpt/pass', asked, { signal });
    return {
      ...told,
      key: JSON.stringify(asked),
      maps: floats(told.maps),
      embedded: floats(told.embedded),
      positioned: floats(told.positioned),
      normalised: floats(told.normalised),
      numbers: floats(told.logits),
    };
  }

  #place() {
    const { state, t } = this.#studio;
    const within = (value, count) => Math.max(0, Math.min(count - 1, Number(value) || 0));
    const chosen = {
      layer: within(state.get('layer', this.#sizes.layers - 1), this.#sizes.layers),
      head: within(state.get('head', 0), this.#sizes.heads),
      token: Math.min(this.#token(), this.#pass.ids.length - 1),
    };
    const { tokens, tokenTold, embedded, position, positioned } = this.#parts;
    tokens.selected = chosen.token;
    for (const vectors of [embedded, position, positioned]) if (vectors) vectors.selected = chosen.token;
    tokenTold.textContent = chosen.token < 0 ? '' : t('token', { index: chosen.token + 1, token: shown(this.#pass.tokens[chosen.token]), id: this.#pass.ids[chosen.token] });
    this.#parts.chosen = chosen;
    this.#heads.place(this.#asked().off, chosen);
    this.#lens.place(this.#asked());
    return this.#block.place(this.#asked(), this.#pass.tokens, { ...chosen, weights: this.#heads.weights(chosen) });
  }

  #fileName(suffix) {
    const { layer, head } = this.#parts.chosen;
    return `gpt-layer-${layer + 1}-head-${head + 1}.${suffix}`;
  }

  #saveSvg() {
    const { layer, head } = this.#parts.chosen;
    const title = this.#studio.t('svgTitle', { model: this.#sizes.name, layer: layer + 1, head: head + 1 });
    const figure = element => ({ caption: element.querySelector('figcaption strong').textContent, element: element.querySelector('uv-matrix, gpt-vectors') });
    const of = section => [...section.querySelectorAll('figure')].map(figure);
    const figures = [
      ...of(this.#parts.body.firstElementChild),
      { caption: this.#studio.t('heads'), element: this.#heads.section.querySelector('uv-heads') },
      ...of(this.#block.section),
      ...of(this.#next.section),
    ];
    const text = this.#pass.tokens.join('').trim();
    saveFile(this.#fileName('svg'), 'image/svg+xml', asSvg({ title, text, figures, items: this.#next.items }));
  }

  #saveJson() {
    const { tokens, ids, likeliest, maps, embedded, positioned, normalised, numbers } = this.#pass;
    const steps = Object.fromEntries(Object.entries(this.#block.numbers() ?? {}).map(([name, { shape, values }]) => [name, { shape, values: [...values] }]));
    const { layer, head, token } = this.#parts.chosen;
    const view = { ...this.#asked(), model: this.#sizes, tokens, ids, layer, head, token, sampling: this.#next.settings(), likeliest, embedded: [...embedded], positioned: [...positioned], normalised: [...normalised], logits: [...numbers], triangles: [...maps], block: steps };
    saveFile(this.#fileName('json'), 'application/json', JSON.stringify(view));
  }
}
