// Before the first paint: light or dark, as chosen here once, or else as the system has it. Colours of style.css follow
// html[data-theme]; what draws on a canvas listens to "uv-theme".
(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const chosen = () => {
    try {
      return localStorage.getItem('uvaha.theme');
    } catch {
      return null; // storage may be forbidden
    }
  };
  const apply = () => {
    root.dataset.theme = chosen() ?? (dark.matches ? 'dark' : 'light');
    document.dispatchEvent(new CustomEvent('uv-theme'));
  };
  apply();
  dark.addEventListener('change', apply);
  window.uvahaTheme = {
    toggle() {
      const next = root.dataset.theme === 'dark' ? 'light' : 'dark';
      try {
        localStorage.setItem('uvaha.theme', next);
      } catch {
        // not remembered, then
      }
      root.dataset.theme = next;
      document.dispatchEvent(new CustomEvent('uv-theme'));
    },
  };
})();
