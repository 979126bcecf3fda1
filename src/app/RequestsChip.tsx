import ShieldCheck from 'lucide-react/icons/shield-check';
import ShieldAlert from 'lucide-react/icons/shield-alert';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { bytes as sayBytes, plural } from '../ui/format-time.ts';
import { Popover } from '../ui/Popover.tsx';
import { BarChip } from './BarChip.tsx';
import { requestCount } from './count-requests.ts';
import { useStore } from './store.ts';
import styles from './Facts.module.css';

/** "0 bytes left today", as counted, and what that means. */
export function RequestsChip() {
  const { sent, bytes, counting } = useStore(requestCount);
  const words = !counting ? 'Not counted here' : sent === 0 ? `${bytes === 0 ? '0 bytes' : sayBytes(bytes)} left today` : `${plural(sent, 'request')} left today`;
  return (
    <Popover
      trigger={
        <BarChip mark={<span className={styles.onlySmall}>{sent === 0 && bytes === 0 ? <ShieldCheck /> : <ShieldAlert />}</span>} label={`${words}: what this means`}>
          {words}
        </BarChip>
      }
      label="What leaves this device"
      width={340}
    >
      <RequestFacts />
    </Popover>
  );
}

/** Whether the server that delivered the page forbids it to talk to anybody else; null while it is asked. */
function usePolicy(): 'strict' | 'none' | 'unknown' | null {
  const [policy, setPolicy] = useState<'strict' | 'none' | 'unknown' | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    fetch('/', { method: 'HEAD', signal: abort.signal }).then(
      (answer) => {
        const header = answer.headers.get('content-security-policy') ?? '';
        setPolicy(/connect-src 'self'(;|$)/.test(header) ? 'strict' : 'none');
      },
      () => {
        if (!abort.signal.aborted) setPolicy('unknown');
      },
    );
    return () => abort.abort();
  }, []);
  return policy;
}

export function RequestFacts() {
  const { sent, bytes, blocked, origins, counting } = useStore(requestCount);
  const policy = usePolicy();
  return (
    <div className={styles.facts}>
      <h2 className={styles.heading}>What leaves this device</h2>
      <p>
        {!counting
          ? 'This browser does not tell pages about their requests, so they can not be counted here.'
          : sent === 0
            ? `This page has sent nothing to any other address today. ${bytes === 0 ? 'Tickets, triage, search and drafts are worked out here and stay in this browser.' : ''}`
            : `This page made ${plural(sent, 'request')} to other addresses today: ${origins.join(', ')}. Tabdesk makes them only for a search model that you download; an extension of the browser may make others.`}
      </p>
      {bytes > 0 && (
        <p>
          {sayBytes(bytes)} of tickets went to the language model today, by this page’s own server, because drafts were asked for. <Link href="/replies/egress">Every byte of it</Link>
        </p>
      )}
      {blocked > 0 && <p>{plural(blocked, 'attempt')} to reach another address was stopped by the page’s policy.</p>}
      <p className={styles.note}>
        Counted by the browser’s own list of requests of this page.{' '}
        {policy === 'strict' &&
          'The server that delivered it also forbids the page to talk to any other address (content security policy: connect-src ’self’), and its workers too, but for the one that downloads a search model when you ask for it.'}
        {policy === 'none' && 'The server that delivered it sets no policy against other addresses, so what workers fetch is not counted.'}
        {policy === 'unknown' && 'Whether a policy forbids other addresses can not be checked while the network is off.'}
      </p>
    </div>
  );
}
