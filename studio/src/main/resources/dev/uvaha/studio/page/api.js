// Asking Java. Every failure is an Error with one line of what was wrong, and the code of its kind; an abandoned request
// throws an AbortError.
const failed = (code, message) => Object.assign(new Error(message), { code });
const brokenOff = () => failed('no_answer', 'the answer broke off: is Studio still running?');

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
    throw failed('no_answer', 'Studio does not answer: is it still running?');
  }
  if (response.ok) return response;
  const told = await response.json().catch(() => null);
  throw failed(told?.error?.code, told?.error?.message ?? `${path}: ${response.status}`);
}

/** JSON; by GET without a body, by POST with one. */
export async function api(path, body, { signal } = {}) {
  return (await ask(path, body, signal)).json();
}

/** Server-sent events: calls onEvent with each JSON value, and ends with the last one. */
export async function events(path, body, onEvent, { signal } = {}) {
  const response = await ask(path, body, signal);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read().catch(error => {
      throw error.name === 'AbortError' ? error : brokenOff();
    });
    if (done) throw brokenOff();
    const parts = (rest + value).split('\n\n');
    rest = parts.pop();
    for (const part of parts) {
      const data = part.replace(/^data: /, '');
      if (data === '[DONE]') return;
      const event = JSON.parse(data);
      if (event.error) throw failed(event.error.code, event.error.message);
      onEvent(event);
    }
  }
}
