// Tokens and numbers as they are told, and as they come from Java.

/** A probability for people: 62 %, 4.1 %, 0.03 %. */
export function percent(value, language) {
  const digits = value >= 0.0995 ? 0 : value >= 0.00995 ? 1 : 2;
  return new Intl.NumberFormat(language, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

/** A token on an axis or in a sentence: without its leading space, and with signs for what would not show. */
export function shown(token) {
  return token.replace(/^ (?=.)/, '').replaceAll(' ', '␣').replaceAll('\n', '⏎').replaceAll('\t', '⇥') || '∅';
}

/** The numbers of Java's Floats, { shape, base64 }. */
export function floats({ base64 }) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return new Float32Array(bytes.buffer);
}

const INSIDE = /^[\p{L}\p{M}\p{N}'’-]/u;
const SPECIAL = /^<.*>$/;

/** The words that tokens spell: { text, from, to } of each, its tokens from `from` to before `to`. Marks stand alone. */
export function words(tokens) {
  const found = [];
  tokens.forEach((token, index) => {
    const before = tokens[index - 1] ?? ' ';
    const continues = INSIDE.test(token) && /[\p{L}\p{M}\p{N}'’-]$/u.test(before) && !SPECIAL.test(before) && !SPECIAL.test(token);
    if (continues) {
      found.at(-1).text += token;
      found.at(-1).to = index + 1;
    } else found.push({ text: shown(token), from: index, to: index + 1 });
  });
  return found;
}
