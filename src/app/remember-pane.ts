/** Widths of panes as a person left them, in CSS pixels. */
export function rememberedWidth(pane: string, otherwise: number): number {
  try {
    const saved = Number(localStorage.getItem(`tabdesk.pane.${pane}`));
    return Number.isFinite(saved) && saved >= 200 && saved <= 1200 ? saved : otherwise;
  } catch {
    return otherwise;
  }
}

export function rememberWidth(pane: string, width: number): void {
  try {
    localStorage.setItem(`tabdesk.pane.${pane}`, String(Math.round(width)));
  } catch {
    // Without storage the width lasts as long as the tab.
  }
}
