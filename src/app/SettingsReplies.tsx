import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { followSetting } from '../storage/follow-setting.ts';
import { autoReplyKey, parseAutoReply } from '../storage/save-auto-reply.ts';
import { saveSetting } from '../storage/save-settings.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useDesk } from './desk-context.ts';
import { openLanguageModel, type ModelState } from './language-model.ts';
import { useStore } from './store.ts';
import styles from './SettingsView.module.css';

const modelWords: Readonly<Record<Exclude<ModelState['status'], 'ready'>, string>> = {
  looking: 'Asking this page’s server.',
  off: 'Off: nothing leaves this device.',
  'no-key': 'The server has no API key. Start it with ANTHROPIC_API_KEY=… npm start to have drafts written by a language model.',
  offline: 'The server can not be reached.',
};

/** Who may write replies: the language model, the desk by itself; and what an order number looks like. */
export function SettingsReplies() {
  return (
    <div className={styles.form}>
      <Leaving />
      <ByItself />
      <OrderNumbers />
    </div>
  );
}

function Leaving() {
  const { db, notify } = useDesk();
  const [model] = useState(() => openLanguageModel(db));
  const state = useStore(model);
  const { nothingLeaves } = useStore(model.egress);
  return (
    <>
      <p className={styles.text}>Language model: {state.status === 'ready' ? `${state.model}, asked only when you ask for a draft.` : modelWords[state.status]}</p>
      <Checkbox
        checked={nothingLeaves}
        onChange={(on) =>
          void model.egress.setNothingLeaves(on).then((saved) => {
            if (!saved.ok) notify({ text: saved.message, tone: 'bad', forMs: 12_000 });
          })
        }
      >
        Nothing leaves this device
      </Checkbox>
      <p className={styles.note}>
        Drafts then come from templates and articles alone. <Link href="/replies/egress">What left so far</Link>
      </p>
    </>
  );
}

function ByItself() {
  const { db, notify } = useDesk();
  const [since, setSince] = useState<number | null>(null);
  useEffect(() => followSetting(db, autoReplyKey, (value) => setSince(parseAutoReply(value).since)), [db]);
  return (
    <>
      <Checkbox
        checked={since !== null}
        onChange={(on) =>
          void saveSetting(db, autoReplyKey, { since: on ? Date.now() : null }).then((saved) => {
            if (!saved.ok) notify({ text: saved.message, tone: 'bad', forMs: 12_000 });
          })
        }
      >
        Answer by itself what the playbook allows
      </Checkbox>
      <p className={styles.note}>
        Only tickets that arrive from now on: the intent is sure, nothing needs a person, the reply is written on this device, and articles bear out every statement of it. It is
        recorded in the thread, shown, and can be undone; Tabdesk sends no mail yet.
      </p>
    </>
  );
}

/** One look a line; "LL-48213" is understood as "LL-#####". */
function readLooks(text: string): string[] {
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim().replace(/\d/g, '#')]));
}

function OrderNumbers() {
  const { playbook: store, notify } = useDesk();
  const playbook = useStore(store);
  const saved = (playbook.orderNumbers ?? []).join('\n');
  const [text, setText] = useState(saved);
  const [shown, setShown] = useState(saved);
  if (shown !== saved) {
    setShown(saved);
    setText(saved);
  }
  const looks = readLooks(text);
  const bad = looks.find((look) => look.length < 3 || look.length > 40 || !/#|@|\*/.test(look));
  const error = bad === undefined ? (looks.length > 50 ? 'At most 50 of them.' : null) : `“${bad}” needs 3 to 40 characters, and # for each digit that changes.`;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (error === null) {
          void store.change({ orderNumbers: looks }).then((done) => {
            if (done) notify({ text: 'Order numbers saved', forMs: 3000 });
          });
        }
      }}
    >
      <TextField
        label="What your order numbers look like, one a line"
        rows={2}
        value={text}
        onChange={setText}
        error={error}
        note="# is a digit, @ a letter, * either; an example will do too. They are kept on this device when a draft is asked for."
      />
      <div>
        <Button type="submit" isDisabled={error !== null || looks.join('\n') === saved}>
          Save order numbers
        </Button>
      </div>
    </form>
  );
}
