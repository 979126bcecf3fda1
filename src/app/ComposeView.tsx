import { useEffect, useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { saveTickets } from '../storage/save-tickets.ts';
import { saveTriages } from '../storage/save-triages.ts';
import { channels, type Channel } from '../tickets/ticket.ts';
import { channelNames } from '../tickets/ui/TicketHeader.tsx';
import { numberPassages } from '../replies/draft-text.ts';
import { TriagePanel, useOpenList } from '../triage/ui/TriagePanel.tsx';
import { collectMarks } from '../triage/ui/collect-marks.ts';
import { MarkedText } from '../tickets/ui/MarkedText.tsx';
import { Button } from '../ui/Button.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { blankRequest, composedTicket, samples, type WrittenRequest } from './compose-view-request.ts';
import { useLiveTriage } from './compose-view-triage.ts';
import { useDesk } from './desk-context.ts';
import { testerAddress } from './search-tester-address.ts';
import { useStore } from './store.ts';
import { keepRequest, unsavedRequest } from './unsaved-writing.ts';
import { foundResult, ticketQuery, useKnowledgeSearch } from './ticket-view-search.ts';
import styles from './ComposeView.module.css';

const anyProduct = 'any';

/** Write a ticket as a customer would, and watch what the desk makes of it while you type. */
export function ComposeView() {
  const { db, notify, playbook: playbookStore, backlog } = useDesk();
  const playbook = useStore(playbookStore);
  const [, navigate] = useLocation();
  const [started] = useState(Date.now);
  const [request, setRequest] = useState<WrittenRequest>(unsavedRequest);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [openList, setOpenList] = useOpenList();
  const [asked, setAsked] = useState('');
  const ticket = useMemo(() => composedTicket(request, started), [request, started]);
  const { triage, of, behind, problem } = useLiveTriage(ticket);
  // The search follows the triage: asked for the same key press, it would stand before it in the worker's queue.
  const ownQuery = useMemo(() => (of ? ticketQuery(of, triage) : ''), [of, triage]);
  const product = triage?.product?.name;
  const own = useKnowledgeSearch(ownQuery, product);
  const other = useKnowledgeSearch(asked, undefined);
  const search = asked === '' ? own : other;
  const hits = foundResult(search)?.hits;
  const numbers = useMemo(() => numberPassages([], hits?.map((hit) => hit.passage.id) ?? []), [hits]);
  const marks = useMemo(() => (ticket && !behind ? (collectMarks(ticket, triage).get(ticket.messages[0]?.id ?? '') ?? []) : []), [ticket, triage, behind]);

  const set = (changes: Partial<WrittenRequest>): void => {
    setError(null);
    setRequest((before) => ({ ...before, ...changes }));
  };
  // Looking at an article that was found must not cost what was written.
  useEffect(() => keepRequest(request), [request]);

  const save = async (): Promise<void> => {
    if (!ticket) {
      setError('Write what the customer says first.');
      return;
    }
    setSaving(true);
    const saved = await saveTickets(db, [ticket]);
    if (!saved.ok) {
      setSaving(false);
      setError(saved.message);
      return;
    }
    keepRequest(blankRequest);
    if (triage && !behind) await saveTriages(db, [triage], playbook);
    backlog.wake();
    notify({ text: 'Saved as a ticket', tone: 'good' });
    navigate(`/ticket/${encodeURIComponent(ticket.id)}`);
  };

  return (
    <div className={styles.view}>
      <div className={styles.write}>
        <header className={styles.head}>
          <h1 className={styles.title}>Write a ticket as a customer would</h1>
          <p className={styles.lead}>The desk triages it on this device while you type. It becomes a ticket when you save it.</p>
        </header>
        <div className={styles.samples}>
          <span className={styles.samplesLabel} id="compose-samples">
            Begin with
          </span>
          <div role="group" aria-labelledby="compose-samples" className={styles.sampleList}>
            {samples.map((sample) => (
              <Button key={sample.label} size="small" onPress={() => set({ subject: sample.subject, body: sample.body, channel: sample.channel })}>
                {sample.label}
              </Button>
            ))}
            <Button size="small" variant="quiet" onPress={() => set(blankRequest)}>
              Clear
            </Button>
          </div>
        </div>
        <TextField label="Subject" value={request.subject} onChange={(subject) => set({ subject })} placeholder="What an e-mail’s subject line would say; may stay empty" />
        <TextField
          label="Message"
          value={request.body}
          onChange={(body) => set({ body })}
          rows={9}
          autoFocus
          placeholder="I was charged twice for order LL-48213…"
          error={error}
        />
        <div className={styles.row}>
          <TextField label="Customer’s name" value={request.name} onChange={(name) => set({ name })} placeholder="A customer" />
          <Select
            label="Came by"
            options={channels.map((id) => ({ id, label: channelNames[id].charAt(0).toUpperCase() + channelNames[id].slice(1) }))}
            value={request.channel}
            onChange={(id) => set({ channel: channels.find((channel) => channel === id) ?? ('form' satisfies Channel) })}
          />
          <Select
            label="Product"
            options={[{ id: anyProduct, label: 'Not given' }, ...playbook.products.map(({ name }) => ({ id: name, label: name }))]}
            value={request.product ?? anyProduct}
            onChange={(id) => set({ product: id === anyProduct ? null : id })}
          />
        </div>
        <div className={styles.actions}>
          <Button variant="primary" onPress={() => void save()} isDisabled={saving || ticket === null}>
            Save as a ticket
          </Button>
        </div>
        {ticket && (
          <section className={styles.read} aria-label="How the desk reads it">
            <h2 className={styles.readTitle}>How the desk reads it</h2>
            <p className={styles.readText}>
              <MarkedText text={request.body} marks={marks} />
            </p>
          </section>
        )}
      </div>
      <aside className={styles.panel} aria-label="Triage" aria-live="off">
        {ticket ? (
          <TriagePanel
            ticket={ticket}
            triage={triage}
            problem={problem}
            playbook={playbook}
            course={[]}
            openList={openList}
            onOpenList={setOpenList}
            onReason={() => undefined}
            search={search}
            numbers={numbers}
            asked={asked}
            onAsk={setAsked}
            onOpenHit={(hit) => navigate(`/knowledge/${encodeURIComponent(hit.passage.articleId)}?passage=${encodeURIComponent(hit.passage.id)}`)}
            afterHits={<Link href={testerAddress(asked === '' ? { question: ownQuery, product } : { question: asked })}>Why these?</Link>}
          />
        ) : (
          <p className={styles.empty}>What they want, how they feel, where it goes and what answers it shows here as soon as there are a few words.</p>
        )}
      </aside>
    </div>
  );
}
