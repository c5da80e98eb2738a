// Texts in the chosen language: i18n/NAME.LANGUAGE.json, with {placeholders}.
const KEY = 'uvaha.language';

/** What was chosen here once, or else what the browser prefers: 'en' or 'uk'. */
export function language() {
  let chosen = null;
  try {
    chosen = localStorage.getItem(KEY);
  } catch {
    // storage may be forbidden
  }
  chosen ??= current ?? (navigator.language.startsWith('uk') ? 'uk' : 'en');
  return chosen;
}

let current = null;

export function chooseLanguage(next) {
  current = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // not remembered, then
  }
}

export class Texts {
  #name;
  #texts;
  #parent;

  constructor(name, texts, parent) {
    this.#name = name;
    this.#texts = texts;
    this.#parent = parent;
  }

  /** Those of a page fall back to the frame's. */
  static async load(name, language, parent) {
    return new Texts(name, await fetchTexts(name, language), parent);
  }

  async reload(language) {
    this.#texts = await fetchTexts(this.#name, language);
  }

  has(key) {
    return key in this.#texts || Boolean(this.#parent?.has(key));
  }

  t = (key, values = {}) => {
    if (!(key in this.#texts)) {
      if (this.#parent?.has(key)) return this.#parent.t(key, values);
      console.error(`no text '${key}' in i18n/${this.#name}`);
      return key;
    }
    return this.#texts[key].replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  };
}

async function fetchTexts(name, language) {
  const response = await fetch(`i18n/${name}.${language}.json`);
  if (!response.ok) throw new Error(`i18n/${name}.${language}.json: ${response.status}`);
  return response.json();
}
