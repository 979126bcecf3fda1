import { useState } from 'react';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { ArticleWarning } from '../check-article.ts';
import { plural } from '../../ui/format-time.ts';
import styles from './ArticleEditor.module.css';

/** As many are in sight at once; the rest on demand, so that the text keeps its room. */
const atOnce = 2;

/** What the writer should know; each leads to its place in the text. */
export function ArticleEditorWarnings({ warnings, onShow }: { readonly warnings: readonly ArticleWarning[]; readonly onShow: (warning: ArticleWarning) => void }) {
  const [all, setAll] = useState(false);
  if (warnings.length === 0) return null;
  const shown = all ? warnings : warnings.slice(0, atOnce);
  return (
    <div className={styles.warnings}>
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
      {warnings.length > atOnce && (
        <button type="button" className={styles.all} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `${plural(warnings.length - atOnce, 'more thing')} to look at`}
        </button>
      )}
    </div>
  );
}
