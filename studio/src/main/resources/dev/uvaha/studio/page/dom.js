// Small ways to make elements. Text is always text: nothing here reads markup.
const SVG = 'http://www.w3.org/2000/svg';

/** An HTML element: el('button', { type: 'button', onclick, 'aria-pressed': 'true' }, 'text', child, …). */
export function el(name, properties = {}, ...children) {
  return filled(document.createElement(name), properties, children);
}

/** An SVG element. */
export function svg(name, properties = {}, ...children) {
  return filled(document.createElementNS(SVG, name), properties, children);
}

function filled(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'class') element.setAttribute('class', value);
    else if (name === 'dataset') Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined));
  return element;
}

/** A label round a control. */
export function labelled(text, control) {
  return el('label', {}, text, control);
}

/** Buttons of which one is pressed; `choose` is called with its value. Returns the group; `group.choice = value` presses another. */
export function choices(legend, options, chosen, choose) {
  const buttons = options.map(({ value, text }) =>
    el('button', { type: 'button', 'aria-pressed': String(value === chosen), dataset: { value }, onclick: () => press(value, true) }, text),
  );
  const group = el('fieldset', { class: 'choice-group' }, el('legend', {}, legend), el('div', { class: 'choices' }, buttons));
  function press(value, told) {
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.value === String(value)));
    if (told) choose(value);
  }
  Object.defineProperty(group, 'choice', { set: value => press(value, false) });
  return group;
}

/** Runs an action once, a while after the last call. */
export function later(milliseconds, action) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), milliseconds);
  };
}
