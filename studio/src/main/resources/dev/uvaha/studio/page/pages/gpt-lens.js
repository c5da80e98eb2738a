// The part of the page "GPT" that shows what each layer would say came next.
import { css, html, inkOn, ramp } from '../elements/draw.js';
import { percent, shown } from '../controls.js';

export class GptLens {
  #studio;
  #table = html('div', { class: 'scrolls lens', tabIndex: 0, role: 'group' });
  #lens = null;
  #asked = null;

  constructor(studio) {
    this.#studio = studio;
    const { t } = studio;
    this.#table.setAttribute('aria-label', t('lens'));
    this.section = html('section', { 'aria-labelledby': 'lens' }, html('h2', { id: 'lens' }, t('lens')), html('p', { class: 'soft' }, t('lensNote')), this.#table);
  }

  async place(asked) {
    const key = JSON.stringify(asked);
    if (this.#lens?.key === key) return;
    this.#asked?.abort();
    this.#asked = new AbortController();
    try {
      this.#lens = { ...(await this.#studio.api('/api/gpt/lens', asked, { signal: this.#asked.signal })), key };
    } catch (error) {
      if (error.name === 'AbortError') return;
      throw error;
    }
    this.draw();
  }

  draw() {
    if (!this.#lens) return;
    const { t, lang } = this.#studio;
    const { tokens, rows } = this.#lens;
    const colourOf = ramp(1);
    const name = row => (row === 0 ? t('lens.embedding') : t('lens.layer', { layer: row }));
    const cell = (guess, row, column) => {
      const background = colourOf(guess.probability);
      const told = html('td', { class: guess.rank === 0 ? 'agrees' : '', title: t('lensCell', { after: shown(tokens[column]), row: name(row), token: shown(guess.token), probability: percent(guess.probability, lang) }) }, shown(guess.token));
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
