// The frame: navigation, language, theme, and the page that the address names (#/ID?name=value).
//
// A page is pages/ID.js: `export default { id, mount(root, studio) { …; return { unmount() {} } } }`; mount may be async.
// Its styles are pages/ID.css, under .page-ID; its texts i18n/ID.LANGUAGE.json. `studio` is what `show` makes.
import './elements/all.js';
import { Texts, language, chooseLanguage } from './texts.js';
import { State } from './state.js';
import { api, events } from './api.js';

const at = id => document.getElementById(id);
const LANGUAGES = { en: 'English', uk: 'Українська' };

const shell = await Texts.load('shell', language());
const { pages } = await api('/api/frame');
let mounted = null; // { id, page, sheet, abort }
let turn = 0; // of mounting: a later one overtakes an earlier one

function announce(text) {
  at('said').textContent = '';
  setTimeout(() => (at('said').textContent = text), 50); // a change is what is read out
}

function drawFrame() {
  const t = shell.t;
  document.documentElement.lang = language();
  at('skip').textContent = t('skip');
  at('brand').textContent = t('title');
  at('menu').textContent = t('menu');
  at('nav').setAttribute('aria-label', t('pages'));
  const other = language() === 'en' ? 'uk' : 'en';
  at('language').textContent = LANGUAGES[other];
  at('language').lang = other;
  at('theme').textContent = document.documentElement.dataset.theme === 'dark' ? t('light') : t('dark');
  at('pages').replaceChildren(
    ...pages.map(id => {
      const item = document.createElement('li');
      const link = document.createElement('a');
      link.href = `#/${id}`;
      link.textContent = t(`page.${id}`);
      link.dataset.id = id;
      item.append(link);
      return item;
    }),
  );
  markCurrent();
}

function markCurrent() {
  for (const link of at('pages').querySelectorAll('a')) {
    if (link.dataset.id === mounted?.id) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

function unmount() {
  if (!mounted) return;
  mounted.abort.abort();
  mounted.page?.unmount?.();
  mounted.sheet.remove();
  mounted = null;
}

function styles(id) {
  return new Promise(resolve => {
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = `pages/${id}.css`;
    sheet.onload = sheet.onerror = () => resolve(sheet);
    document.head.append(sheet);
  });
}

async function show(id, { focuses }) {
  const mine = ++turn;
  unmount();
  delete document.body.dataset.ready;
  const parts = await Promise.all([import(`./pages/${id}.js`), Texts.load(id, language(), shell), styles(id)]).catch(() => null);
  if (!parts) return tell(shell.t('failed.no_answer'));
  const [module, texts, sheet] = parts;
  if (mine !== turn) {
    sheet.remove();
    return;
  }
  const root = document.createElement('div');
  root.className = `page page-${id}`;
  at('main').replaceChildren(root);
  const abort = new AbortController();
  mounted = { id, sheet, abort, page: null };
  document.title = `${shell.t(`page.${id}`)} · ${shell.t('title')}`;
  markCurrent();
  const signalled = options => ({ ...options, signal: anySignal(abort.signal, options?.signal) });
  const studio = Object.freeze({
    t: texts.t,
    lang: language(),
    pages, // by their ids: a link leads nowhere else
    state: new State(id, abort.signal),
    api: (path, body, options) => api(path, body, signalled(options)).catch(inWords),
    events: (path, body, onEvent, options) => events(path, body, onEvent, signalled(options)).catch(inWords),
    announce,
  });
  try {
    const page = await module.default.mount(root, studio);
    if (mine !== turn) page?.unmount?.();
    else mounted.page = page;
  } catch (error) {
    if (mine !== turn) return;
    console.error(error);
    tell(error.message, root);
  }
  if (mine !== turn) return;
  if (focuses) {
    at('main').focus({ preventScroll: true });
    scrollTo(0, 0);
    announce(document.title);
  }
  document.body.dataset.ready = id;
}

/** Says that something failed: within a page, or instead of one. */
function tell(text, root) {
  const message = document.createElement('p');
  message.className = 'failure';
  message.setAttribute('role', 'alert');
  message.textContent = text;
  if (root) root.append(message);
  else at('main').replaceChildren(message);
}

/** A failure in the page's language: Java's own line is English. */
function inWords(error) {
  const key = `failed.${error.code}`;
  if (shell.has(key)) error.message = shell.t(key, { message: error.message });
  throw error;
}

function anySignal(one, other) {
  return other ? AbortSignal.any([one, other]) : one;
}

function route({ focuses }) {
  const id = State.page();
  if (!pages.includes(id)) {
    if (pages.length) history.replaceState(null, '', `#/${pages[0]}`);
    return pages.length ? show(pages[0], { focuses }) : undefined;
  }
  closeMenu();
  return mounted?.id === id ? undefined : show(id, { focuses }); // its State tells of the rest
}

function closeMenu() {
  at('menu').setAttribute('aria-expanded', 'false');
}

at('menu').addEventListener('click', () => {
  const open = at('menu').getAttribute('aria-expanded') === 'true';
  at('menu').setAttribute('aria-expanded', String(!open));
});
document.addEventListener('keydown', event => {
  if (event.key === 'Escape' && at('menu').getAttribute('aria-expanded') === 'true') {
    closeMenu();
    at('menu').focus();
  }
});
at('skip').addEventListener('click', event => {
  event.preventDefault(); // the hash is the page's
  at('main').focus();
});
at('language').addEventListener('click', async () => {
  chooseLanguage(language() === 'en' ? 'uk' : 'en');
  await shell.reload(language());
  drawFrame();
  if (mounted) show(mounted.id, { focuses: false });
});
at('theme').addEventListener('click', () => window.uvahaTheme.toggle());
document.addEventListener('uv-theme', drawFrame);
addEventListener('hashchange', () => route({ focuses: true }));

drawFrame();
route({ focuses: false });
