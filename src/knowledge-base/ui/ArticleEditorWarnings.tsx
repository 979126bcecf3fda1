import { useState } from 'react';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { ArticleWarning } from '../check-article.ts';
import { plural } from '../../ui/format-time.ts';
import { breakpoints, useMedia } from '../../ui/media.ts';
import styles from './ArticleEditor.module.css';

/** As many are in sight at once where there is room; the rest on demand, so that the text keeps its own. */
const atOnce = 2;

/** What the writer should know; each leads to its place in the text. */
export function ArticleEditorWarnings({ warnings, onShow }: { readonly warnings: readonly ArticleWarning[]; readonly onShow: (warning: ArticleWarning) => void }) {
  const [all, setAll] = useState(false);
  const narrow = useMedia(breakpoints.narrow);
  if (warnings.length === 0) return null;
  const few = narrow ? 0 : atOnce;
  const shown = all ? warnings : warnings.slice(0, few);
  const hidden = warnings.length - few;
  return (
    <div className={styles.warnings}>
      {shown.length > 0 && (
        <ul role="list" aria-label="What to look at">
          {shown.map((warning, at) => (
            <li key={at} className={styles.warning}>
              <TriangleAlert aria-hidden="true" />
              {warning.at === undefined ? (
                <span>{warning.text}</span>
              ) : (
                <button type="button" className={styles.jump} onClick={() => onShow(warning)} title="Show it in the text">
                  {warning.text}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {hidden > 0 && (
        <button type="button" className={styles.all} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : few === 0 ? `${plural(hidden, 'thing')} to look at` : `${plural(hidden, 'more thing')} to look at`}
        </button>
      )}
    </div>
  );
}
