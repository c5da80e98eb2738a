// Asking Java. Every failure is an Error with one line of what was wrong; an abandoned request throws an AbortError.
async function ask(path, body, signal) {
  const asked =
    body === undefined
      ? { signal }
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), signal };
  let response;
  try {
    response = await fetch(path, asked);
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Error('Studio does not answer: is it still running?');
  }
  if (response.ok) return response;
  const told = await response.json().catch(() => null);
  throw new Error(told?.error?.message ?? `${path}: ${response.status}`);
}

/** JSON; by GET without a body, by POST with one. */
export async function api(path, body, { signal } = {}) {
  return (await ask(path, body, signal)).json();
}

/** An ArrayBuffer. */
export async function apiBytes(path, body, { signal } = {}) {
  return (await ask(path, body, signal)).arrayBuffer();
}

/** Server-sent events: calls onEvent with each JSON value, and ends with the last one. */
export async function events(path, body, onEvent, { signal } = {}) {
  const response = await ask(path, body, signal);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (rest + value).split('\n\n');
    rest = parts.pop();
    for (const part of parts) {
      const data = part.replace(/^data: /, '');
      if (data === '[DONE]') return;
      const event = JSON.parse(data);
      if (event.error) throw new Error(event.error.message);
      onEvent(event);
    }
  }
}
