// Translate: a sentence, its translation, where every head looked, how the beam found it, and RNNsearch's alignment.
import { html } from '../elements/draw.js';
import { labelled } from '../elements/controls.js';
import { percent } from '../told.js';
import { TranslateAttention } from './translate-attention.js';
import { throughOneVector } from './translate-vector.js';
import { TranslateSearch } from './translate-search.js';

export const TIRED = "The cat didn't cross the street because it was too tired.";
const LONG = 'The cat was very tired, and the old street was wide, but the dog wanted to cross the street.';
const EXAMPLES = { tired: TIRED, wide: "The cat didn't cross the street because it was too wide.", learning: 'I am learning AI.', long: LONG };
const IT = new Set(['tired', 'wide']);
const WIDEST_BEAM = 8;
const NOTHING = { it: null, found: null, stack: null, layer: null, head: null, word: null, step: null };

export default {
  id: 'translate',
  async mount(root, studio) {
    const page = new TranslatePage(root, studio);
    await page.begin();
    return { unmount: () => page.end() };
  },
};

class TranslatePage {
  #root;
  #studio;
  #about;
  #seen = null;
  #asked = null; // aborts what was asked before
  #parts = {};
  #attention = null;
  #search = null;

  constructor(root, studio) {
    this.#root = root;
    this.#studio = studio;
  }

  async begin() {
    const { t, api, state } = this.#studio;
    this.#about = await api('/api/translate/about');
    this.#parts.result = html('div');
    this.#root.append(html('h1', {}, t('heading')), html('p', { class: 'lead' }, t('lead')), this.#form(), this.#parts.result);
    state.onChange(() => this.#show());
    await this.#show();
  }

  end() {
    this.#search?.stop();
  }

  #form() {
    const { t } = this.#studio;
    const text = html('input', { type: 'text', maxLength: 2000, autocomplete: 'off', spellcheck: false });
    const into = html('select', {}, html('option', { value: '' }, t('byScript')));
    for (const language of this.#about.languages)
      into.append(html('option', { value: language }, ['en', 'uk'].includes(language) ? t(`language.${language}`) : language));
    const beam = html('select');
    for (let width = 1; width <= WIDEST_BEAM; width++) beam.append(html('option', { value: width }, String(width)));
    Object.assign(this.#parts, { text, into, beam });
    const form = html(
      'form',
      { class: 'ask' },
      html('div', { class: 'controls' }, labelled(t('text'), text), labelled(t('into'), into), labelled(t('beam'), beam), html('button', { type: 'submit', class: 'primary' }, t('translate'))),
      html(
        'fieldset',
        { class: 'controls' },
        html('legend', {}, t('examples')),
        html('div', { class: 'choices' }, ...Object.entries(EXAMPLES).map(([name, sentence]) => this.#example(name, sentence))),
      ),
      html('p', { class: 'soft' }, t('model', { name: this.#about.model })),
    );
    form.addEventListener('submit', event => {
      event.preventDefault();
      this.#ask({ text: text.value, into: into.value || null, beam: beam.value });
    });
    for (const select of [into, beam]) select.addEventListener('change', () => form.requestSubmit());
    return form;
  }

  #example(name, text) {
    const button = html('button', { type: 'button', onclick: () => this.#ask({ text, into: null, it: IT.has(name) ? 1 : null }) }, this.#studio.t(`example.${name}`));
    button.dataset.example = name;
    return button;
  }

  #ask(values) {
    this.#studio.state.set({ ...NOTHING, ...values });
    return this.#show();
  }

  /** Shows what the address says; translates only if that is not what is there. */
  async #show() {
    const { state } = this.#studio;
    const wanted = { text: state.get('text', TIRED), into: state.get('into'), beam: Number(state.get('beam', 4)) };
    this.#parts.text.value = wanted.text;
    this.#parts.into.value = wanted.into;
    this.#parts.beam.value = wanted.beam;
    const key = JSON.stringify(wanted);
    this.#asked?.abort(); // what is on its way is not what is wanted any more
    if (this.#seen?.key === key) {
      this.#parts.result.removeAttribute('aria-busy');
      return this.#place();
    }
    const asked = (this.#asked = new AbortController());
    this.#parts.result.setAttribute('aria-busy', 'true');
    try {
      const body = { text: wanted.text, beam: wanted.beam, ...(wanted.into ? { language: wanted.into } : {}) };
      this.#seen = { ...(await this.#studio.api('/api/translate/see', body, { signal: asked.signal })), key };
      this.#draw();
      this.#studio.announce(this.#studio.t('done', { text: this.#seen.candidates[0].text }));
    } catch (error) {
      if (error.name === 'AbortError') return;
      this.#seen = null;
      this.#parts.result.replaceChildren(html('p', { class: 'failure', role: 'alert' }, error.message));
    } finally {
      if (asked === this.#asked) this.#parts.result.removeAttribute('aria-busy');
    }
  }

  #draw() {
    this.#search?.stop();
    const sees = this.#seen.stacks.length > 0;
    this.#attention = sees ? new TranslateAttention(this.#studio, this.#seen, values => this.#go(values)) : null;
    this.#search = new TranslateSearch(this.#studio, this.#seen, values => this.#go(values));
    this.#parts.result.replaceChildren(
      this.#translation(),
      ...throughOneVector(this.#studio, this.#seen, this.#about.oneVector),
      this.#attention?.section ?? html('p', {}, this.#studio.t('noAttention')),
      this.#search.section,
      ...(sees ? [this.#attention.alignment(this.#about.aligner)] : []),
    );
    this.#place();
  }

  /** Keeps in the address what was chosen, and shows it. */
  #go(values) {
    this.#studio.state.set(values, { replace: true });
    this.#place();
  }

  #place() {
    this.#attention?.place();
    this.#search?.place();
  }

  #translation() {
    const { t, lang } = this.#studio;
    const { candidates, unknown, language } = this.#seen;
    const section = html('section', { 'aria-labelledby': 'translation' }, html('h2', { id: 'translation' }, t('translation')));
    section.append(html('p', { class: 'translation', lang: language }, candidates[0].text));
    for (const { word, suggestions } of unknown) {
      const instead = suggestion => this.#ask({ text: replaced(this.#parts.text.value, word, suggestion) });
      section.append(
        html(
          'p',
          { class: 'unknown' },
          t(suggestions.length ? 'unknownSuggestions' : 'unknown', { word }),
          ...suggestions.flatMap(suggestion => [' ', html('button', { type: 'button', onclick: () => instead(suggestion) }, suggestion)]),
        ),
      );
    }
    if (candidates.length > 1)
      section.append(
        html(
          'details',
          {},
          html('summary', {}, t('others')),
          html(
            'ol',
            { start: 2 },
            ...candidates.slice(1).map(one => html('li', { lang: language }, t('candidate', { text: one.text, probability: percent(one.probability, lang) }))),
          ),
        ),
      );
    return section;
  }
}

/** A text with one word, the first of its kind, instead of another. */
function replaced(text, word, other) {
  const plain = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}'’])${plain}(?![\\p{L}\\p{N}'’])`, 'u'), () => other);
}
