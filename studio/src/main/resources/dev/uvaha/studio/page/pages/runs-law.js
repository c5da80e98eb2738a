// The part of the page "Runs" that tells the law of loss by size.
import { decimal, html, power } from '../elements/draw.js';

const WIDTHS = [32, 64, 128, 256]; // to try

/** What is told of the law beside its plot. */
export function scalingLaw(t) {
  const formula = document.createElement('uv-formula');
  formula.setAttribute('block', '');
  formula.setAttribute('tex', 'L(N) = \\Big(\\frac{N_c}{N}\\Big)^{\\alpha}');
  const told = html('p', { 'aria-live': 'polite' });
  const commands = WIDTHS.map(width => `./uvaha train jdk-prose --set model.width=${width} --set training.limits.minutes=60 --out runs/prose-${width}`).join('\n');
  const how = html('pre', { class: 'scrolls', tabIndex: 0 }, html('code', {}, commands));
  const element = html('div', { class: 'law', hidden: true }, formula, told, how);
  return {
    element,
    line({ points, law }) {
      const sizes = points.map(point => point.parameters);
      return [Math.min(...sizes), Math.max(...sizes)].map(size => [size, (law.scale / size) ** law.exponent]);
    },
    show(sizes) {
      element.hidden = !sizes;
      if (!sizes) return;
      const { points, law } = sizes;
      const few = new Set(points.map(point => point.parameters)).size < 3;
      const numbers = law && { exponent: decimal(law.exponent, 3), scale: power(law.scale, 1), determination: decimal(law.determination, 3) };
      const text = law ? t('law.found', numbers) : t(few ? 'law.few' : 'law.none');
      if (told.textContent !== text) told.textContent = text; // it is read aloud
      how.hidden = !few;
    },
  };
}
