// Controls that pages are made of, as plain elements with labels. Each returns its element, whose `set(value)` changes what it
// shows without telling onChange.
import { html } from './draw.js';

/** A label round a control. */
export function labelled(text, control) {
  return html('label', {}, text, control);
}

/** One of several, as buttons. options = { value, label }[]. */
export function choice({ legend, options, value, onChange }) {
  const buttons = options.map(option => {
    const button = html('button', { type: 'button' }, option.label);
    button.dataset.value = option.value;
    button.addEventListener('click', () => {
      if (button.getAttribute('aria-pressed') === 'true') return;
      box.set(option.value);
      onChange(option.value);
    });
    return button;
  });
  const box = html('fieldset', {}, html('legend', {}, legend), html('div', { class: 'choices' }, ...buttons));
  box.set = chosen => buttons.forEach(button => button.setAttribute('aria-pressed', String(button.dataset.value === String(chosen))));
  box.set(value);
  return box;
}

/** One of some numbers, by a slider; its label tells the number. */
export function slider({ label, values, value, text = String, onChange }) {
  const told = html('output', { class: 'control-value' });
  const input = html('input', { type: 'range', min: 0, max: values.length - 1, step: 1 });
  const name = html('span', {}, `${label} `, told);
  const box = html('label', { class: 'slider' }, name, input);
  const show = () => {
    const shown = text(values[input.value]);
    told.textContent = shown;
    input.setAttribute('aria-valuetext', shown);
  };
  input.addEventListener('input', () => {
    show();
    onChange(values[input.value]);
  });
  box.set = chosen => {
    const nearest = values.reduce((best, one, at) => (Math.abs(one - chosen) < Math.abs(values[best] - chosen) ? at : best), 0);
    input.value = nearest;
    show();
  };
  box.set(value);
  return box;
}

/** One of several, as a list to pick from. options = { value, label }[]. */
export function picker({ label, options, value, onChange }) {
  const select = html('select', {}, ...options.map(option => html('option', { value: option.value }, option.label)));
  select.addEventListener('change', () => onChange(select.value));
  const box = html('label', {}, html('span', {}, label), select);
  box.set = chosen => (select.value = chosen);
  box.set(value);
  return box;
}

export function button(label, onClick, properties = {}) {
  const element = html('button', { type: 'button', ...properties }, label);
  element.addEventListener('click', onClick);
  return element;
}

/** Calls the last of several quick calls, once they have ended; stop() drops one that waits. */
export function soon(act, wait = 60) {
  let timer = 0;
  const stop = () => clearTimeout(timer);
  const later = (...values) => {
    stop();
    timer = setTimeout(() => act(...values), wait);
  };
  return Object.assign(later, { stop });
}

/** All from first to last, by a step. */
export const range = (first, last, step = 1) => Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => first + i * step);
