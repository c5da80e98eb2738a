// The part of the page "GPT" that shows what each layer would say came next.
import { css, html, inkOn, ramp } from '../elements/draw.js';
import { soon } from '../elements/controls.js';
import { percent, shown } from '../told.js';

const PATIENCE = 400; // milliseconds

export class GptLens {
  #studio;
  #table = html('div', { class: 'scrolls lens', role: 'group' });
  #told = html('p', { class: 'told', 'aria-live': 'polite' });
  #lens = null;
  #wanted = null;
  #asked = null;
  #later = soon(asked => this.#load(asked), PATIENCE);

  constructor(studio) {
    this.#studio = studio;
    const { t } = studio;
    this.#table.setAttribute('aria-label', t('lens'));
    this.section = html('section', { 'aria-labelledby': 'lens' }, html('h2', { id: 'lens' }, t('lens')), html('p', { class: 'soft' }, t('lensNote')), this.#table, this.#told);
    this.#table.addEventListener('keydown', event => this.#key(event));
  }

  /** Asks once the prompt has not changed for a while: this computes more than all the rest. */
  place(asked) {
    const key = JSON.stringify(asked);
    if (key === this.#wanted) return;
    this.#wanted = key;
    this.#asked?.abort();
    this.#later(asked);
  }

  stop() {
    this.#later.stop();
    this.#asked?.abort();
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

  /** Arrows move from cell to cell. */
  #key(event) {
    const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key] ?? [];
    const from = event.target.closest('tbody td');
    if (down === undefined || !from) return;
    event.preventDefault();
    const row = from.parentElement;
    const to = row.parentElement.children[[...row.parentElement.children].indexOf(row) + down]?.children[from.cellIndex + right];
    if (to?.localName !== 'td') return;
    from.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  }

  draw() {
    if (!this.#lens) return;
    const { t, lang } = this.#studio;
    const { tokens, rows } = this.#lens;
    const colourOf = ramp(1);
    const name = row => (row === 0 ? t('lens.embedding') : t('lens.layer', { layer: row }));
    const cell = (guess, row, column) => {
      const background = colourOf(guess.probability);
      const first = row === rows.length - 1 && column === 0;
      const said = t('lensCell', { after: shown(tokens[column]), row: name(row), token: shown(guess.token), probability: percent(guess.probability, lang) });
      const told = html('td', { class: guess.agrees ? 'agrees' : '', tabIndex: first ? 0 : -1, title: said }, shown(guess.token));
      told.addEventListener('focus', () => (this.#told.textContent = said));
      told.style.background = css(background);
      told.style.color = inkOn(background);
      return told;
    };
    this.#told.textContent = '';
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
