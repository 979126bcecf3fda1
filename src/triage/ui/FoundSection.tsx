import { useState } from 'react';
import Check from 'lucide-react/icons/check';
import Copy from 'lucide-react/icons/copy';
import type { Entity } from '../../tickets/entity.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { entityNames } from './collect-marks.ts';
import { PanelSection } from './PanelSection.tsx';
import type { Triage } from '../triage.ts';
import styles from './TriagePanel.module.css';

/** The same order number named three times is one detail. */
function distinct(entities: readonly Entity[]): Entity[] {
  const seen = new Map<string, Entity>();
  for (const entity of entities) {
    const key = `${entity.kind}:${entity.value}`;
    if (!seen.has(key)) seen.set(key, entity);
  }
  return [...seen.values()];
}

/** Order numbers and other details found in the customer's words, each to copy. */
export function FoundSection({ triage }: { readonly triage: Triage }) {
  const [copied, setCopied] = useState<string | null>(null);
  const found = distinct(triage.entities);
  if (found.length === 0 && triage.product === null) return null;
  return (
    <PanelSection title="Details found">
      <dl className={styles.facts}>
        {triage.product !== null && (
          <div className={styles.fact}>
            <dt>Product</dt>
            <dd>
              {triage.product.name}
              {triage.product.source === 'text' && <span className={styles.why}>named in the text</span>}
            </dd>
          </div>
        )}
        {found.map((entity) => {
          const key = `${entity.kind}:${entity.value}`;
          return (
            <div key={key} className={styles.fact}>
              <dt>{entityNames[entity.kind]}</dt>
              <dd className={styles.copyable}>
                <span className={styles.value} title={entity.value === entity.text ? undefined : `Written “${entity.text}”`}>
                  {entity.value}
                </span>
                <IconButton
                  label={copied === key ? 'Copied' : `Copy ${entity.value}`}
                  icon={copied === key ? <Check /> : <Copy />}
                  className={styles.copy ?? ''}
                  onPress={() => {
                    void navigator.clipboard.writeText(entity.value).then(() => setCopied(key), () => setCopied(null));
                  }}
                />
              </dd>
            </div>
          );
        })}
      </dl>
    </PanelSection>
  );
}
