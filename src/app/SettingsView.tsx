import { lazy, useEffect, useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { eraseEverything } from '../storage/erase-everything.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { bytes, count, plural } from '../ui/format-time.ts';
import { TextField } from '../ui/TextField.tsx';
import { classes } from '../ui/classes.ts';
import { useDesk, type Desk } from './desk-context.ts';
import { firstRun, openSample, rememberFirstRun } from './first-run.ts';
import { ModelFacts } from './ModelFacts.tsx';
import { RequestFacts } from './RequestsChip.tsx';
import { useStore } from './store.ts';
import { setTheme, theme, type Theme } from './theme.ts';
import { forgetUnsaved } from './unsaved-writing.ts';
import { ViewBoundary } from './ViewBoundary.tsx';
import styles from './SettingsView.module.css';

const SettingsReplies = lazy(() => import('./SettingsReplies.tsx').then(({ SettingsReplies: section }) => ({ default: section })));
const SearchModels = lazy(() => import('./SearchModels.tsx').then(({ SearchModels: section }) => ({ default: section })));

/** How the desk looks, what it is called, what it holds, and how to start over. */
export function SettingsView() {
  const desk = useDesk();
  return (
    <div className={styles.view}>
      <div className={styles.page}>
        <h1 className={styles.title}>Settings</h1>
        <Section title="Look">
          <ThemeChoice />
        </Section>
        <Section title="Names" note="They appear in replies and templates.">
          <Names desk={desk} />
        </Section>
        <Section title="Replies" note="Who writes them, and what of a ticket may leave this device.">
          <ViewBoundary name="settings-replies">
            <SettingsReplies />
          </ViewBoundary>
        </Section>
        <Section title="Data" note="Everything lies in this browser, on this device.">
          <StorageUsed desk={desk} />
          <DataActions desk={desk} />
        </Section>
        <Section title="Models" note="They load from this site and run here.">
          <ModelFacts desk={desk} />
        </Section>
        <Section title="Search by meaning" note="Which encoder reads questions and articles. Other ones are downloaded only when you ask for them, and then run here too.">
          <ViewBoundary name="search-models">
            <SearchModels />
          </ViewBoundary>
        </Section>
        <Section title="Privacy">
          <div className={styles.privacy}>
            <RequestFacts />
          </div>
        </Section>
        <Section title="About">
          <p className={styles.text}>Tabdesk is a support desk that runs in a browser tab: triage, knowledge search and cited drafts on your own device. It works with the network off.</p>
        </Section>
      </div>
    </div>
  );
}

function Section({ title, note, children }: { readonly title: string; readonly note?: string; readonly children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <div className={styles.side}>
        <h2 className={styles.heading}>{title}</h2>
        {note !== undefined && <p className={styles.note}>{note}</p>}
      </div>
      <div className={styles.content}>{children}</div>
    </section>
  );
}

const themeNames: Readonly<Record<Theme, string>> = { light: 'Light', dark: 'Dark', system: 'As the system' };

function ThemeChoice() {
  const chosen = useStore(theme);
  return (
    <div className={styles.choices} role="group" aria-label="Theme">
      {(['light', 'dark', 'system'] as const).map((each) => (
        <button key={each} type="button" className={classes(styles.choice, each === chosen && styles.chosen)} aria-pressed={each === chosen} onClick={() => setTheme(each)}>
          {themeNames[each]}
        </button>
      ))}
    </div>
  );
}

function Names({ desk }: { readonly desk: Desk }) {
  const playbook = useStore(desk.playbook);
  const [agent, setAgent] = useState(playbook.agentName);
  const [shop, setShop] = useState(playbook.shopName);
  // Saved or erased in another tab, or by starting over: what was not being changed here follows.
  const [shown, setShown] = useState(playbook);
  if (shown !== playbook) {
    setShown(playbook);
    if (agent === shown.agentName) setAgent(playbook.agentName);
    if (shop === shown.shopName) setShop(playbook.shopName);
  }
  const changed = agent.trim() !== playbook.agentName || shop.trim() !== playbook.shopName;
  const empty = agent.trim() === '' || shop.trim() === '';
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (changed && !empty) {
          void desk.playbook.change({ agentName: agent.trim(), shopName: shop.trim() }).then((saved) => {
            if (saved) desk.notify({ text: 'Names saved', forMs: 3000 });
          });
        }
      }}
    >
      <TextField label="Your name" value={agent} onChange={setAgent} error={agent.trim() === '' ? 'Give a name for replies.' : null} />
      <TextField label="Shop" value={shop} onChange={setShop} error={shop.trim() === '' ? 'Give the name of the shop.' : null} />
      <div>
        <Button type="submit" isDisabled={!changed || empty}>
          Save names
        </Button>
      </div>
    </form>
  );
}

interface Used {
  readonly tickets: number;
  readonly articles: number;
  readonly usage: number | null;
  readonly quota: number | null;
  readonly persisted: boolean | null;
}

function StorageUsed({ desk }: { readonly desk: Desk }) {
  const { total } = useStore(desk.inbox);
  const { articles } = useStore(desk.knowledge);
  const [used, setUsed] = useState<Used | null>(null);
  useEffect(() => {
    let gone = false;
    async function look(): Promise<void> {
      const estimate = await navigator.storage.estimate().catch((): StorageEstimate => ({}));
      const persisted = await navigator.storage.persisted().catch(() => null);
      if (!gone) setUsed({ tickets: total, articles, usage: estimate.usage ?? null, quota: estimate.quota ?? null, persisted });
    }
    void look();
    return () => {
      gone = true;
    };
  }, [total, articles]);

  async function keep(): Promise<void> {
    const kept = await navigator.storage.persist().catch(() => false);
    setUsed((before) => (before ? { ...before, persisted: kept } : before));
    desk.notify({ text: kept ? 'The browser will keep this desk' : 'The browser did not agree to keep this desk for good. Export your tickets now and then.' });
  }

  return (
    <dl className={styles.list}>
      <dt>Tickets</dt>
      <dd>{count(total)}</dd>
      <dt>Articles</dt>
      <dd>{count(articles)}</dd>
      <dt>Space used</dt>
      <dd>{used?.usage == null ? '–' : `${bytes(used.usage)}${used.quota === null ? '' : ` of about ${bytes(used.quota)} this browser offers`}`}</dd>
      <dt>Kept for good</dt>
      <dd>
        {typeof used?.persisted !== 'boolean' ? (
          '–'
        ) : used.persisted ? (
          'Yes: the browser removes nothing by itself'
        ) : (
          <>
            No: the browser may clear it when the disk is full{' '}
            <Button size="small" variant="quiet" onPress={() => void keep()}>
              Ask to keep it
            </Button>
          </>
        )}
      </dd>
    </dl>
  );
}

/** What has to be typed before everything is erased. */
const confirmation = 'erase';

function DataActions({ desk }: { readonly desk: Desk }) {
  const [, navigate] = useLocation();
  const { kind } = useStore(firstRun);
  const { total } = useStore(desk.inbox);
  const [asking, setAsking] = useState<'erase' | 'sample' | null>(null);
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);

  async function startOver(withSample: boolean): Promise<void> {
    setBusy(true);
    const erased = await eraseEverything(desk.db);
    const opened = erased.ok && withSample ? await openSample(desk.db, Date.now()) : erased;
    if (opened.ok && !withSample) await rememberFirstRun(desk.db, { kind: 'own', note: false });
    if (erased.ok) forgetUnsaved();
    setBusy(false);
    setAsking(null);
    setTyped('');
    desk.notify(opened.ok ? { text: withSample ? 'The sample desk is open' : 'Everything is erased' } : { text: opened.message, tone: 'bad', forMs: 12_000 });
    desk.backlog.wake();
    if (opened.ok) navigate('/');
  }

  return (
    <div className={styles.actions}>
      <Button onPress={() => navigate('/import')}>Import</Button>
      <Button onPress={() => navigate('/import?export=all')}>Export</Button>
      <Button onPress={() => (total === 0 ? void startOver(true) : setAsking('sample'))}>{kind === 'sample' ? 'Reset the sample desk' : 'Open the sample desk'}</Button>
      <Button variant="danger" onPress={() => setAsking('erase')}>
        Start over
      </Button>
      <Dialog
        title={asking === 'sample' ? 'Replace everything with the sample desk?' : 'Erase everything?'}
        open={asking !== null}
        onClose={() => {
          setAsking(null);
          setTyped('');
        }}
        footer={
          <>
            <Button onPress={() => setAsking(null)}>Cancel</Button>
            <Button variant="danger" isDisabled={busy || typed.trim().toLowerCase() !== confirmation} onPress={() => void startOver(asking === 'sample')}>
              {asking === 'sample' ? 'Erase and open the sample' : 'Erase everything'}
            </Button>
          </>
        }
      >
        <p className={styles.text}>
          {plural(total, 'ticket')}, all articles, drafts, corrections and settings are removed from this browser. This can not be undone; export first what you want to keep.
        </p>
        <TextField label={`Type “${confirmation}” to confirm`} value={typed} onChange={setTyped} autoFocus />
      </Dialog>
    </div>
  );
}
