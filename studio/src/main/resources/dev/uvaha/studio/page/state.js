// What a page shows, kept in its address: #/ID?name=value, so that a link or a reload shows the same. What no address
// holds, such as a drawn picture, is kept for this tab.
export class State {
  #id;
  #listeners = [];

  constructor(id, signal) {
    this.#id = id;
    addEventListener('hashchange', () => State.page() === id && this.#listeners.forEach(listener => listener()), { signal });
  }

  /** The id of the page that the address names, '' if none. */
  static page() {
    return location.hash.match(/^#\/([\w-]+)/)?.[1] ?? '';
  }

  static #values() {
    return new URLSearchParams(location.hash.split('?').slice(1).join('?'));
  }

  /** A value as a string; the default, as it is, if the address has none. */
  get(name, byDefault = '') {
    return State.#values().get(name) ?? byDefault;
  }

  /** Sets values; null removes one. A step back undoes it, unless it replaces. Tells no listener. */
  set(values, { replace = false } = {}) {
    if (State.page() !== this.#id) return; // the visitor has gone on
    const all = State.#values();
    for (const [name, value] of Object.entries(values)) {
      if (value === null || value === undefined) all.delete(name);
      else all.set(name, String(value));
    }
    const query = all.toString();
    const hash = `#/${this.#id}${query ? `?${query}` : ''}`;
    if (hash === location.hash) return;
    if (replace) history.replaceState(null, '', hash);
    else history.pushState(null, '', hash);
  }

  /** Keeps something for this tab, as JSON; where it is forbidden or too large it is not kept. */
  keep(value) {
    try {
      sessionStorage.setItem(`uvaha.${this.#id}`, JSON.stringify(value));
    } catch {
      // not kept, then
    }
  }

  /** What was kept; null if nothing was. */
  kept() {
    try {
      return JSON.parse(sessionStorage.getItem(`uvaha.${this.#id}`));
    } catch {
      return null;
    }
  }

  /** Calls the listener when the address changed by other means than set: back, forward, a link. */
  onChange(listener) {
    this.#listeners.push(listener);
  }
}
