// What tokens look like on the page.

/** A token without its leading space; what would not show has a sign. */
export function shown(token) {
  const text = token.replace(/^ /, '').replaceAll('\n', '⏎').replaceAll('\t', '⇥');
  return text === '' ? '␣' : text.replaceAll(' ', '␣');
}

/** A probability or weight for people: 62 %, 0.4 %. */
export function percent(value, language) {
  const digits = value >= 0.0995 ? 0 : value >= 0.00995 ? 1 : 2;
  return new Intl.NumberFormat(language, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

/** float32 from base64, as Java's Floats: { shape, base64 }. */
export function floats({ base64 }) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return new Float32Array(bytes.buffer);
}
