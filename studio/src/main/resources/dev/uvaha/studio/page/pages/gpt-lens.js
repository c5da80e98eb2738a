// The part of the page "GPT" that shows what each layer would say came next.
import { css, html, inkOn, ramp } from '../elements/draw.js';
import { later, percent, shown } from '../controls.js';

const PATIENCE = 400; // milliseconds

export class GptLens {
  #studio;
  #table = html('div', { class: 'scrolls lens', tabIndex: 0, role: 'group' });
  #lens = null;
  #wanted = null;
  #asked = null;
  #later = later(PATIENCE, asked => this.#load(asked));

  constructor(studio) {
    this.#studio = studio;
    const { t } = studio;
    this.#table.setAttribute('aria-label', t('lens'));
    this.section = html('section', { 'aria-labelledby': 'lens' }, html('h2', { id: 'lens' }, t('lens')), html('p', { class: 'soft' }, t('lensNote')), this.#table);
  }

  /** Asks once the prompt has not changed for a while: this computes more than all the rest. */
  place(asked) {
    const key = JSON.stringify(asked);
    if (key === this.#wanted) return;
    this.#wanted = key;
    this.#asked?.abort();
    this.#later(asked);
  }

  async #load(asked) {
    this.#asked = new AbortController();
    try {
      this.#lens = await this.#studio.api('/api/gpt/lens', asked, { signal: this.#asked.signal });
      this.draw();
    } catch (error) {
      if (error.name === 'AbortError') return;
      this.#wanted = null;
      this.#table.replaceChildren(html('p', { class: 'failure' }, error.message));
    }
  }

  draw() {
    if (!this.#lens) return;
    const { t, lang } = this.#studio;
    const { tokens, rows } = this.#lens;
    const colourOf = ramp(1);
    const name = row => (row === 0 ? t('lens.embedding') : t('lens.layer', { layer: row }));
    const cell = (guess, row, column) => {
      const background = colourOf(guess.probability);
      const told = html('td', { class: guess.agrees ? 'agrees' : '', title: t('lensCell', { after: shown(tokens[column]), row: name(row), token: shown(guess.token), probability: percent(guess.probability, lang) }) }, shown(guess.token));
      told.style.background = css(background);
      told.style.color = inkOn(background);
      return told;
    };
    this.#table.replaceChildren(
      html(
        'table',
        {},
        html('thead', {}, html('tr', {}, html('td'), ...tokens.map(token => html('th', { scope: 'col' }, shown(token))))),
        html('tbody', {}, ...rows.map((guesses, row) => html('tr', {}, html('th', { scope: 'row' }, name(row)), ...guesses.map((guess, column) => cell(guess, row, column)))).reverse()),
      ),
    );
  }
}
