// What the elements that draw have in common: colours of the theme, canvases as sharp as the screen, matrices as values.

/** A colour variable of style.css, as [red, green, blue]. */
export function colour(name) {
  const hex = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  return [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16));
}

export const css = ([red, green, blue]) => `rgb(${Math.round(red)} ${Math.round(green)} ${Math.round(blue)})`;

/** Colours of numbers within ±most: nothing is the empty cell's; what is below 0 has a colour of its own. */
export function ramp(most) {
  const empty = colour('--cell-empty');
  const full = colour('--cell-full');
  const minus = colour('--cell-minus');
  return value => {
    const share = Math.min(1, Math.abs(value) / (most || 1));
    const end = value < 0 ? minus : full;
    return empty.map((from, i) => from + (end[i] - from) * share);
  };
}

/** Ink that is readable on a colour. */
export function inkOn(background) {
  const [red, green, blue] = background.map(value => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.19 ? '#101318' : '#ffffff';
}

/** Sizes a canvas in CSS pixels, and returns a context that is drawn on in them. */
export function sized(canvas, width, height) {
  const ratio = devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext('2d');
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

/** The numbers of a matrix, row by row, whether they come so or as rows. */
export function flat(values) {
  return Array.isArray(values[0]) || ArrayBuffer.isView(values[0]) ? values.flatMap(row => [...row]) : values;
}

/** The greatest absolute number; what is no number is left out. */
export function greatest(values) {
  let most = 0;
  for (const value of values) if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
  return most;
}

const formats = new Map();

/** A number with so many decimal places, as the page's language writes it. */
export function decimal(value, places) {
  const language = document.documentElement.lang || 'en';
  const key = `${language} ${places}`;
  if (!formats.has(key)) formats.set(key, new Intl.NumberFormat(language, { minimumFractionDigits: places, maximumFractionDigits: places, useGrouping: false }));
  return formats.get(key).format(value).replace('-', '−');
}

/** A small or great number as digits and a power of 10. */
export function power(value, places) {
  const [digits, exponent] = value.toExponential(places).split('e');
  return `${decimal(Number(digits), places)}e${exponent.replace('-', '−')}`;
}

/** A number for people: three digits that count. */
export function number(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value < 0 ? '−∞' : '∞';
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.0005 || size >= 100000)) return power(value, 1);
  return decimal(value, size < 10 ? 3 : size < 100 ? 2 : 1);
}

/** An SVG element. */
export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** An HTML element: properties by their names, `class` and aria-… as attributes. */
export function html(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === 'class') element.className = value;
    else if (key.includes('-') || key === 'role' || key === 'for') element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children);
  return element;
}

/** Calls draw when the element's width or the theme changes, until the signal is aborted. */
export function redrawn(element, draw, signal) {
  let width = element.clientWidth;
  const observer = new ResizeObserver(() => {
    if (element.clientWidth === width) return;
    width = element.clientWidth;
    draw();
  });
  observer.observe(element);
  signal.addEventListener('abort', () => observer.disconnect());
  document.addEventListener('uv-theme', draw, { signal });
}

/** Hands the visitor a file. */
export function saveFile(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  html('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
