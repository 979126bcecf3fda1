import { useEffect, useRef, useState } from 'react';
import { Keys } from './Keys.tsx';
import styles from './TipLayer.module.css';

interface Shown {
  readonly text: string;
  readonly keys: string | null;
  readonly box: DOMRect;
}

/** How long a pointer rests before a tip shows; with the keyboard it shows at once. */
const restMs = 500;

function tipOf(target: EventTarget | null): { readonly owner: Element; readonly text: string; readonly keys: string | null } | null {
  const owner = target instanceof Element ? target.closest('button') : null;
  const tip = owner?.querySelector<HTMLElement>(':scope > [data-tip]');
  const text = tip?.dataset.tip;
  return owner && tip && text !== undefined ? { owner, text, keys: tip.dataset.keys ?? null } : null;
}

/**
 * One tooltip for the whole page, for buttons that show only an icon: it repeats the accessible name, so it is hidden
 * from screen readers. One layer instead of one tooltip a button keeps overlay code out of the first chunk.
 */
export function TipLayer() {
  const [shown, setShown] = useState<Shown | null>(null);
  const element = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let owner: Element | null = null;
    function hide(): void {
      clearTimeout(timer);
      owner = null;
      setShown(null);
    }
    function show(target: EventTarget | null, afterMs: number): void {
      const tip = tipOf(target);
      if (tip?.owner === owner) return;
      hide();
      if (!tip || tip.owner.getAttribute('aria-expanded') === 'true') return;
      owner = tip.owner;
      timer = setTimeout(() => {
        if (tip.owner.isConnected) setShown({ text: tip.text, keys: tip.keys, box: tip.owner.getBoundingClientRect() });
      }, afterMs);
    }
    const over = (event: PointerEvent): void => {
      if (event.pointerType === 'mouse') show(event.target, restMs);
    };
    const focus = (event: FocusEvent): void => {
      if (event.target instanceof Element && event.target.matches(':focus-visible')) show(event.target, 0);
    };
    document.addEventListener('pointerover', over);
    document.addEventListener('focusin', focus);
    const hiders = ['focusout', 'pointerdown', 'keydown', 'scroll'] as const;
    for (const name of hiders) document.addEventListener(name, hide, { capture: true, passive: true });
    return () => {
      hide();
      document.removeEventListener('pointerover', over);
      document.removeEventListener('focusin', focus);
      for (const name of hiders) document.removeEventListener(name, hide, { capture: true });
    };
  }, []);

  // Measured after it is there: kept inside the window, above its button where there is no room below.
  useEffect(() => {
    const tip = element.current;
    if (!tip || !shown) return;
    const { width, height } = tip.getBoundingClientRect();
    const { box } = shown;
    const left = Math.max(8, Math.min(innerWidth - width - 8, box.left + box.width / 2 - width / 2));
    const below = box.bottom + 6 + height < innerHeight;
    tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(below ? box.bottom + 6 : box.top - 6 - height)}px)`;
    tip.style.opacity = '1';
  }, [shown]);

  return shown ? (
    <div ref={element} className={styles.tip} aria-hidden="true">
      {shown.text}
      {shown.keys !== null && <Keys keys={shown.keys} />}
    </div>
  ) : null;
}
