import { beforeEach, describe, expect, it } from 'vitest';
import { createUndoStack } from '../../src/app/undo-stack.ts';
import { dismissToast, notify, toasts } from '../../src/app/toasts.ts';
import { failure, success } from '../../src/tickets/outcome.ts';

const texts = (): string[] => toasts.get().map((toast) => toast.text);

describe('undo', () => {
  beforeEach(() => {
    for (const { key } of toasts.get()) dismissToast(key);
  });

  it('takes back the newest change first, whatever kind it is', async () => {
    const undone: string[] = [];
    const stack = createUndoStack(notify);
    for (const what of ['Ticket closed', 'Article removed']) {
      stack.done(what, () => {
        undone.push(what);
        return Promise.resolve(success(null));
      });
    }
    await stack.undo();
    await stack.undo();
    expect(undone).toEqual(['Article removed', 'Ticket closed']);
    await stack.undo();
    expect(texts().at(-1)).toBe('There is nothing to undo');
  });

  it('takes the change’s own toast away, by key or by button, and undoes it once', async () => {
    let times = 0;
    const stack = createUndoStack(notify);
    const change = (text: string): void =>
      stack.done(text, () => {
        times += 1;
        return Promise.resolve(success(null));
      });
    change('One ticket closed');
    await stack.undo();
    expect(texts()).toEqual(['Undone: one ticket closed']);
    change('Another closed');
    const [shown] = toasts.get().filter((toast) => toast.text === 'Another closed');
    shown?.action?.run();
    await expect.poll(texts).toContain('Undone: another closed');
    expect(texts()).not.toContain('Another closed');
    await stack.undo();
    expect(times).toBe(2);
  });

  it('forgets everything when the desk begins anew', async () => {
    let undone = false;
    const stack = createUndoStack(notify);
    stack.done('Ticket closed', () => {
      undone = true;
      return Promise.resolve(success(null));
    });
    stack.clear();
    expect(texts()).toEqual([]);
    await stack.undo();
    expect(undone).toBe(false);
  });

  it('says why when it fails', async () => {
    const stack = createUndoStack(notify);
    stack.done('Draft discarded', () => Promise.resolve(failure('disk-full', 'There is no more room.')));
    await stack.undo();
    expect(toasts.get().at(-1)).toMatchObject({ text: 'There is no more room.', tone: 'bad' });
  });
});
