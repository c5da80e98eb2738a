// What pages share that look into one of several language models: which one, and what to do without any.
import { html } from './elements/draw.js';
import { picker } from './elements/controls.js';

/**
 * Shows a page for the model that the address names, the first if it names none, and anew for another.
 *
 * ask: the path that tells { model, failure, models, recipe }, for { model } or {}
 * show(content, model, name): fills an element, and returns { ready?: a promise, placed?(): the address changed, end() }
 * forget: values of the address that belong to a model
 * pull: what fetches one from elsewhere and shows it
 */
export async function textModelPage(root, studio, { ask, show, forget, pull }) {
  const { t, api, state } = studio;
  const choice = html('div', { class: 'controls' });
  const content = html('div');
  let page = null;
  let wanted = null; // as the address has it
  let turn = 0; // a later one overtakes an earlier one

  async function begin() {
    const mine = ++turn;
    page?.end();
    page = null;
    wanted = state.get('model');
    let told;
    try {
      told = await api(ask, wanted ? { model: wanted } : {});
    } catch (error) {
      if (error.name === 'AbortError') return;
      told = { failure: { message: error.message } };
    }
    if (mine !== turn) return;
    content.replaceChildren();
    if (told.models) offer(told.models);
    if (told.failure) content.append(html('p', { class: 'failure', role: 'alert' }, inWords(told.failure)));
    else if (!told.model) content.append(...advice(told.recipe));
    else {
      page = show(content, told.model, wanted || told.models[0]);
      await page.ready;
    }
  }

  const inWords = ({ code, message }) => (code ? t(`failed.${code}`, { message }) : message);

  /** The list itself stays, so that the keyboard does. */
  function offer(models) {
    const options = models.map(value => ({ value, label: value }));
    const shown = [...choice.querySelectorAll('option')].map(option => option.value);
    choice.hidden = models.length < 2 && models.includes(wanted || models[0]);
    if (shown.join('|') !== models.join('|'))
      choice.replaceChildren(
        picker({
          label: t('modelChoice'),
          options,
          onChange: model => {
            state.set({ model, ...Object.fromEntries(forget.map(name => [name, null])) });
            begin();
          },
        }),
      );
    choice.firstElementChild?.set(wanted || models[0]);
  }

  function advice(recipe) {
    const command = text => html('pre', { class: 'scrolls', tabIndex: 0 }, html('code', {}, text));
    return [html('p', {}, t('none')), command(`./uvaha train ${recipe}`), html('p', {}, t('noneThen')), command(pull)];
  }

  root.append(html('h1', {}, t('heading')), html('p', { class: 'lead' }, t('lead')), choice, content);
  state.onChange(() => (wanted === state.get('model') ? page?.placed?.() : begin()));
  await begin();
  return { unmount: () => page?.end() };
}
