// The lecture as a map: every slide in order, with its formula, its classes and the page that shows it live.
import { html } from '../elements/draw.js';

function live(slide, studio) {
  if (!studio.pages.includes(slide.page)) return [];
  const query = new URLSearchParams(slide.state).toString();
  const text = studio.t('open', { page: studio.t(`page.${slide.page}`) });
  return [html('a', { class: 'live', href: `#/${slide.page}${query ? `?${query}` : ''}` }, text)];
}

/** One below the other where they don't fit beside; what is too wide even so scrolls, by keyboard too. */
function formulas(slide) {
  const box = html('div', { class: 'formulas' });
  for (const tex of slide.formula.split(/,\s*\\quad\s*/)) {
    const formula = document.createElement('uv-formula');
    formula.setAttribute('block', '');
    formula.setAttribute('tex', tex);
    box.append(formula);
  }
  new ResizeObserver(() => {
    for (const formula of box.children) {
      if (formula.scrollWidth > formula.clientWidth) formula.tabIndex = 0;
      else formula.removeAttribute('tabindex');
    }
  }).observe(box);
  return box;
}

function card(slide, index, studio) {
  const title = html('h3', { id: `slide-${slide.id}` }, html('span', { class: 'at', 'aria-hidden': 'true' }, String(index + 1)), studio.t(`${slide.id}.title`));
  const parts = [title, html('p', {}, studio.t(`${slide.id}.text`))];
  if (slide.formula) parts.push(formulas(slide));
  if (slide.classes.length)
    parts.push(
      html(
        'ul',
        { class: 'classes', 'aria-label': studio.t('classes') },
        ...slide.classes.map(name => html('li', {}, html('code', { title: name }, name.replace(/^dev\.uvaha\.(.*\.)?(?=[A-Z])/, '').replace(/^dev\.uvaha\./, '')))),
      ),
    );
  parts.push(...live(slide, studio));
  const item = html('li', { class: 'box', tabIndex: -1 }, ...parts);
  item.dataset.slide = slide.id;
  return item;
}

export default {
  id: 'lecture',
  async mount(root, studio) {
    const { slides } = await studio.api('/api/lecture/slides');
    const parts = [...new Set(slides.map(slide => slide.part))];
    const jump = part => {
      const heading = root.querySelector(`#part-${part}`);
      heading.scrollIntoView({ block: 'start' });
      heading.focus({ preventScroll: true });
    };
    root.append(
      html('h1', {}, studio.t('title')),
      html('p', { class: 'lead' }, studio.t('lead')),
      html(
        'div',
        { class: 'choices', role: 'group', 'aria-label': studio.t('parts') },
        ...parts.map(part => {
          const button = html('button', { type: 'button' }, studio.t(`part.${part}`));
          button.addEventListener('click', () => jump(part));
          return button;
        }),
      ),
      ...parts.flatMap(part => {
        const heading = html('h2', { id: `part-${part}`, tabIndex: -1 }, studio.t(`part.${part}`));
        const own = slides.map((slide, index) => [slide, index]).filter(([slide]) => slide.part === part);
        const list = html('ol', { class: 'stops', start: own[0][1] + 1 }, ...own.map(([slide, index]) => card(slide, index, studio)));
        return [heading, list];
      }),
    );
    const show = () => {
      const chosen = root.querySelector(`[data-slide="${CSS.escape(studio.state.get('slide'))}"]`);
      root.querySelectorAll('[data-chosen]').forEach(one => one.removeAttribute('data-chosen'));
      if (!chosen) return;
      chosen.setAttribute('data-chosen', '');
      chosen.scrollIntoView({ block: 'center' });
    };
    root.addEventListener('click', event => {
      const item = event.target.closest('[data-slide]');
      if (item && event.target.closest('.live')) studio.state.set({ slide: item.dataset.slide }, { replace: true }); // back comes here
    });
    studio.state.onChange(show);
    show();
  },
};
