// Chat: a conversation as it is written, with the tokens that might have come instead of each.
import { css, html, ramp } from '../elements/draw.js';
import { labelled } from '../elements/controls.js';
import { textModelPage } from '../text-model.js';
import { percent, shown } from '../told.js';

export default {
  id: 'chat',
  mount(root, studio) {
    return textModelPage(root, studio, {
      ask: '/api/chat/about',
      show(content, model, name) {
        const page = new ChatPage(content, studio, model, name);
        return { end: () => page.stop() };
      },
      forget: ['temperature', 'k', 'p'],
      pull: './uvaha pull HuggingFaceTB/SmolLM2-135M-Instruct\n./uvaha studio --model checkpoints/SmolLM2-135M-Instruct',
    });
  },
};

class ChatPage {
  #studio;
  #model;
  #name;
  #turns = []; // { role, content, tokens?, ending? }
  #parts = {};
  #writing = null; // aborts what is being written

  /** @param name by which Java is asked for the model */
  constructor(content, studio, model, name) {
    this.#studio = studio;
    this.#model = model;
    this.#name = name;
    this.#turns = this.#kept()[name] ?? [];
    const { t, lang } = studio;
    content.append(
      html('p', { class: 'soft' }, t('model', { name: model.name, context: model.context.toLocaleString(lang) }), ' ', t(model.talks ? 'talks' : 'continues')),
      this.#settings(),
      this.#conversation(),
      this.#form(),
    );
    this.#draw();
  }

  stop() {
    this.#writing?.abort();
  }

  #settings() {
    const { t, state } = this.#studio;
    const { sampling } = this.#model;
    const number = (name, key, byDefault, least, most, step) => {
      const control = html('input', { type: 'number', min: least, max: most, step });
      control.value = state.get(key, byDefault);
      control.addEventListener('change', () => state.set({ [key]: control.value }, { replace: true }));
      this.#parts[name] = control;
      return labelled(t(name), control);
    };
    return html(
      'details',
      {},
      html('summary', {}, t('settings')),
      html(
        'div',
        { class: 'controls' },
        number('temperature', 'temperature', sampling.temperature, 0, 2, 0.05),
        number('topK', 'k', sampling.topK, 0, 1000, 1),
        number('topP', 'p', sampling.topP, 0.01, 1, 0.01),
        number('seed', 'seed', 1, 0, 999999, 1),
        number('maximum', 'most', 96, 1, 512, 1),
      ),
    );
  }

  #conversation() {
    const { t } = this.#studio;
    const turns = html('ol', { class: 'turns' });
    const instead = html('section', { class: 'box instead', hidden: true, 'aria-live': 'polite' });
    Object.assign(this.#parts, { turns, instead });
    turns.addEventListener('pointerover', event => this.#offer(event.target.closest('button.written')));
    turns.addEventListener('focusin', event => this.#offer(event.target.closest('button.written')));
    turns.addEventListener('keydown', event => this.#key(event));
    return html('section', { class: 'conversation', 'aria-label': t('conversation') }, turns, instead);
  }

  #form() {
    const { t } = this.#studio;
    const text = html('textarea', { rows: 2, maxLength: 2000 });
    const send = html('button', { type: 'submit', class: 'primary' }, t('send'));
    const stop = html('button', { type: 'button', disabled: true, onclick: () => this.stop() }, t('stop'));
    const again = html('button', { type: 'button', onclick: () => this.#again() }, t('again'));
    const status = html('p', { class: 'soft', role: 'status' });
    const failure = html('p', { class: 'failure', role: 'alert', hidden: true });
    Object.assign(this.#parts, { text, send, stop, status, failure });
    const form = html('form', { class: 'say' }, html('label', {}, t(this.#model.talks ? 'say' : 'begin'), text), html('div', { class: 'controls' }, send, stop, again), status, failure);
    form.addEventListener('submit', event => {
      event.preventDefault();
      this.#say(text.value);
    });
    text.addEventListener('keydown', event => {
      if (event.key !== 'Enter' || event.shiftKey) return;
      event.preventDefault();
      form.requestSubmit();
    });
    return form;
  }

  #again() {
    this.stop();
    this.#turns = [];
    this.#keep();
    this.#draw();
    this.#parts.text.focus();
  }

  /** Conversations by their models, for a reload, for the other language, and for coming back. */
  #kept() {
    return this.#studio.state.kept() ?? {};
  }

  #keep() {
    this.#studio.state.keep({ ...this.#kept(), [this.#name]: this.#turns });
  }

  #say(said) {
    const content = this.#model.talks ? said.trim() : said;
    if (!content.trim() || this.#writing) return;
    this.#turns.push({ role: 'user', content });
    this.#parts.text.value = '';
    this.#answer([]);
  }

  /** Lets the model write its turn, after the tokens that it begins with. */
  async #answer(begun) {
    const { t, events } = this.#studio;
    const { send, stop, status, failure } = this.#parts;
    const messages = this.#turns.map(({ role, content }) => ({ role, content }));
    const turn = { role: 'assistant', content: begun.map(({ text }) => text).join(''), tokens: [...begun], ending: null };
    this.#turns.push(turn);
    this.#draw();
    this.#writing = new AbortController();
    failure.hidden = true;
    send.disabled = true;
    stop.disabled = false;
    status.textContent = t('writing');
    const setting = name => Number(this.#parts[name].value);
    const body = {
      model: this.#name,
      messages,
      begun: begun.map(({ id }) => id),
      temperature: setting('temperature'),
      topK: setting('topK'),
      topP: setting('topP'),
      seed: setting('seed'),
      maximumTokens: setting('maximum'),
    };
    try {
      await events('/api/chat/write', body, event => this.#came(turn, event), { signal: this.#writing.signal });
    } catch (error) {
      if (error.name === 'AbortError') turn.ending = 'cancelled';
      else {
        failure.textContent = error.message;
        failure.hidden = false;
        if (!turn.tokens.length) this.#takeBack(turn);
        this.#draw();
      }
    }
    this.#writing = null;
    this.#keep();
    send.disabled = false;
    stop.disabled = true;
    status.textContent = turn.ending ? t(`ending.${turn.ending.toLowerCase()}`) : '';
    this.#studio.announce(t('done', { tokens: turn.tokens.length }));
  }

  /** Nothing came: what was said may be said again. */
  #takeBack(turn) {
    const at = this.#turns.indexOf(turn);
    if (at < 1) return;
    this.#parts.text.value ||= this.#turns[at - 1].content;
    this.#turns.splice(at - 1);
  }

  #came(turn, event) {
    if (event.ending) {
      turn.ending = event.ending;
      return;
    }
    turn.content += event.text;
    for (const token of event.tokens) {
      turn.tokens.push(token);
      this.#parts.open?.append(this.#token(token, turn.tokens.length - 1));
    }
  }

  #draw() {
    const { t } = this.#studio;
    this.#parts.instead.hidden = true;
    this.#parts.turns.replaceChildren(
      ...this.#turns.map((turn, index) => {
        const body = turn.tokens ? html('p', { class: 'tokens' }, ...turn.tokens.map((token, place) => this.#token(token, place))) : html('p', {}, turn.content);
        body.dataset.turn = index;
        if (turn === this.#turns.at(-1)) this.#parts.open = turn.tokens ? body : null;
        return html('li', { class: turn.role }, html('strong', {}, t(turn.role === 'user' ? 'you' : 'assistant')), body);
      }),
    );
    this.#rove();
  }

  /** One token of each answer is reached by Tab, the others by arrow keys. */
  #rove() {
    for (const body of this.#parts.turns.querySelectorAll('.tokens')) body.querySelectorAll('button').forEach((button, index) => (button.tabIndex = index ? -1 : 0));
  }

  #token(token, place) {
    const { t, lang } = this.#studio;
    const button = html('button', { type: 'button', class: 'written', tabIndex: place ? -1 : 0, title: t('written', { token: shown(token.text), probability: percent(token.probability, lang) }) }, token.text);
    button.dataset.place = place;
    button.style.setProperty('--sure', css(ramp(1)(0.75 * Math.sqrt(1 - token.probability))));
    return button;
  }

  #key(event) {
    const at = event.target.closest('button.written');
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!at || !by) return;
    const to = by > 0 ? at.nextElementSibling : at.previousElementSibling;
    if (!to) return;
    event.preventDefault();
    for (const other of at.parentElement.children) other.tabIndex = other === to ? 0 : -1;
    to.focus();
  }

  /** Shows what might have stood in a token's place. */
  #offer(button) {
    if (!button) return;
    const { t, lang } = this.#studio;
    const index = Number(button.parentElement.dataset.turn);
    const place = Number(button.dataset.place);
    const { tokens } = this.#turns[index];
    const token = tokens[place];
    const bars = html('uv-bars', { most: 1, selected: token.instead.findIndex(({ id }) => id === token.id) });
    bars.setAttribute('selectable', '');
    bars.setAttribute('label', t('instead', { token: shown(token.text) }));
    bars.items = token.instead.map(({ text, probability }) => ({ label: text, value: probability, note: percent(probability, lang) }));
    bars.addEventListener('bar', event => this.#instead(index, place, token.instead[event.detail.index]));
    this.#parts.turns.querySelectorAll('[data-chosen]').forEach(other => other.removeAttribute('data-chosen'));
    button.dataset.chosen = '';
    this.#parts.instead.replaceChildren(html('h2', {}, t('instead', { token: shown(token.text) })), html('p', { class: 'soft' }, t('insteadHint')), bars);
    this.#parts.instead.hidden = false;
  }

  #instead(index, place, choice) {
    if (this.#writing) return;
    const before = this.#turns[index].tokens.slice(0, place);
    const { instead } = this.#turns[index].tokens[place];
    this.#turns.splice(index);
    this.#answer([...before, { ...choice, instead }]);
  }
}
