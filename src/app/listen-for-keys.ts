import { commands, type Command } from './commands.ts';

/** Heard in fields and dialogs too; every other key, ⌘A included, belongs to the field there. */
const anywhere = ['mod+k', 'mod+enter'];

/** How long the second key of "g i" may take. */
const sequenceMs = 1200;

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** Dialogs, menus and open selects have keys of their own. */
function isElsewhere(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role=dialog],[role=alertdialog],[role=menu],[data-own-keys]') !== null;
}

/** Enter and space press what is focused. */
function pressesControl(event: KeyboardEvent): boolean {
  return (
    (event.key === 'Enter' || event.key === ' ') &&
    event.target instanceof Element &&
    event.target.closest('button,a,summary,[role=button],[role=tab],[role=checkbox],[role=separator]') !== null
  );
}

function nameOf(event: KeyboardEvent): string {
  const held = event.metaKey || event.ctrlKey ? 'mod+' : '';
  // Shift is part of the character already: "?" is "?" on every keyboard.
  const shift = event.shiftKey && event.key.length > 1 ? 'shift+' : '';
  return held + shift + (event.key.length === 1 ? (held ? event.key.toLowerCase() : event.key) : event.key.toLowerCase());
}

/** Who gets every key for now, or null. */
let taker: ((event: KeyboardEvent) => void) | null = null;

/**
 * Every key goes to `take` until the returned function is called: for what is being loaded and will take the keys itself,
 * so that a fast typist's "settings" neither gets lost nor closes a ticket by its "e".
 */
export function giveKeysTo(take: (event: KeyboardEvent) => void): () => void {
  taker = take;
  return () => {
    if (taker === take) taker = null;
  };
}

/** Runs commands by their keys, anywhere but in a field or a dialog. Returns the function that ends it. */
export function listenForKeys(): () => void {
  let first: { readonly key: string; readonly at: number } | null = null;

  function listen(event: KeyboardEvent): void {
    if (taker) {
      taker(event);
      return;
    }
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const name = nameOf(event);
    const free = anywhere.includes(name) || !(isTyping(event.target) || isElsewhere(event.target) || pressesControl(event));
    if (!free) return;
    const before = first !== null && event.timeStamp - first.at < sequenceMs ? first.key : null;
    first = null;
    const all = commands.get();
    const wanted = (keys: string): Command | undefined => all.find((command) => command.keys?.toLowerCase() === keys.toLowerCase());
    const command = (before !== null ? wanted(`${before} ${name}`) : undefined) ?? wanted(name);
    if (command) {
      event.preventDefault();
      command.run();
    } else if (all.some(({ keys }) => keys?.startsWith(`${name} `))) {
      first = { key: name, at: event.timeStamp };
    }
  }

  // While the event goes down: a focused button of React Aria keeps keys it has no use for to itself.
  window.addEventListener('keydown', listen, { capture: true });
  return () => window.removeEventListener('keydown', listen, { capture: true });
}
