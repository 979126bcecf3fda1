import { Fragment, useState, type ReactNode } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { bytes } from '../../ui/format-time.ts';
import type { Redacted } from '../../tickets/personal.ts';
import { sayKept } from '../../tickets/ui/say-kept.ts';
import type { PreparedReply } from '../write-reply-request.ts';
import styles from './RedactionDialog.module.css';

export interface RedactionDialogProps {
  readonly prepared: PreparedReply;
  /** Before the first request: somebody has to agree. Otherwise it is only shown. */
  readonly asks: boolean;
  readonly onAgree: () => void;
  readonly onClose: () => void;
  /** Turns "nothing leaves" on. */
  readonly onNothingLeaves: () => void;
  /** The way to everything that ever left for this ticket. */
  readonly receipts: ReactNode;
}

/** What a request to the language model holds, with each personal detail struck through and what goes in its place. */
export function RedactionDialog({ prepared, asks, onAgree, onClose, onNothingLeaves, receipts }: RedactionDialogProps) {
  const [raw, setRaw] = useState(false);
  const kept = sayKept(prepared.kept);
  return (
    <Dialog
      title={asks ? 'Before anything leaves this device' : 'What leaves this device'}
      open
      onClose={onClose}
      width={720}
      footer={
        asks ? (
          <>
            <Button variant="quiet" onPress={onNothingLeaves}>
              Nothing may leave
            </Button>
            <Button onPress={onClose}>Not now</Button>
            <Button variant="primary" onPress={onAgree} autoFocus>
              Send and draft
            </Button>
          </>
        ) : (
          <Button onPress={onClose} autoFocus>
            Close
          </Button>
        )
      }
    >
      <div className={styles.lead}>
        <p>
          A draft by the language model sends the text below, {bytes(prepared.bytes)}, to this page’s own server, which asks the model and keeps nothing.{' '}
          {kept === '' ? 'No personal details were found in it: read it through.' : `Kept on this device: ${kept}. Tokens go in their place and are put back here.`}
        </p>
        <p className={styles.note}>
          {asks ? 'You are asked once; from then on a key press sends. Every request has its receipt. ' : ''}
          {receipts}
        </p>
        <div className={styles.views} role="group" aria-label="Show">
          <Button size="small" aria-pressed={!raw} className={raw ? '' : (styles.chosen ?? '')} onPress={() => setRaw(false)}>
            What is replaced
          </Button>
          <Button size="small" aria-pressed={raw} className={raw ? (styles.chosen ?? '') : ''} onPress={() => setRaw(true)}>
            Word for word
          </Button>
        </div>
      </div>
      {raw ? (
        <pre className={styles.raw} tabIndex={0} aria-label="The request word for word">
          {JSON.stringify(prepared.request, null, 2)}
        </pre>
      ) : (
        <dl className={styles.texts}>
          {prepared.shown
            .filter(({ redacted }) => redacted.text.trim() !== '')
            .map(({ heading, redacted }, at) => (
              <Fragment key={at}>
                <dt>{heading}</dt>
                <dd>
                  <Diff redacted={redacted} />
                </dd>
              </Fragment>
            ))}
        </dl>
      )}
    </Dialog>
  );
}

/** The text as it is sent; before each token what it stands for, struck through. */
function Diff({ redacted: { text, replaced } }: { readonly redacted: Redacted }) {
  const nodes: ReactNode[] = [];
  let at = 0;
  for (const { start, end, token, original } of replaced) {
    nodes.push(text.slice(at, start));
    nodes.push(
      <Fragment key={start}>
        <del className={styles.out}>{original}</del> <ins className={styles.in}>{token}</ins>
      </Fragment>,
    );
    at = end;
  }
  nodes.push(text.slice(at));
  return <p className={styles.text}>{nodes}</p>;
}
