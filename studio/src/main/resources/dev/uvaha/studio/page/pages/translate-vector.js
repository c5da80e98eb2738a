// The part of the page "Translate" that shows the bottleneck: the same sentence through one vector.
import { html } from '../elements/draw.js';

const WORD = /[\p{L}\p{M}\p{N}'’-]+/gu;

/** A section on what a recurrent translator without attention writes; none without one. */
export function throughOneVector(studio, { candidates, oneVector, language }, name) {
  const { t } = studio;
  if (!name) return [];
  const section = html('section', { 'aria-labelledby': 'one-vector' }, html('h2', { id: 'one-vector' }, t('oneVector')), html('p', { class: 'soft' }, t('oneVectorNote', { name })));
  section.append(oneVector === null ? html('p', {}, t('alignmentOther', { name })) : html('p', { class: 'one-vector', lang: language }, ...marked(oneVector, candidates[0].text)));
  return [section];
}

/** A text, with the words marked that another has not. */
function marked(text, other) {
  const left = (other.match(WORD) ?? []).map(word => word.toLowerCase());
  const parts = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const at = left.indexOf(word.toLowerCase());
    if (at >= 0) left.splice(at, 1);
    parts.push(text.slice(end, index), at >= 0 ? word : html('mark', {}, word));
    end = index + word.length;
  }
  return [...parts, text.slice(end)];
}
