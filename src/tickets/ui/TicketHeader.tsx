import type { ReactNode } from 'react';
import type { Channel, Ticket, TicketStatus } from '../ticket.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { Button } from '../../ui/Button.tsx';
import { messageTime } from '../../ui/format-time.ts';
import { ordinal } from './ordinal.ts';
import styles from './TicketHeader.module.css';

export const channelNames: Readonly<Record<Channel, string>> = {
  email: 'e-mail',
  chat: 'chat',
  form: 'form',
  phone: 'phone',
  social: 'social',
};

const statusNames: Readonly<Record<TicketStatus, string>> = { open: 'Open', waiting: 'Waiting for the customer', closed: 'Closed' };

/** Another ticket of the same customer. */
export interface OtherTicket {
  readonly id: string;
  readonly subject: string;
  readonly status: TicketStatus;
  readonly updatedAt: number;
}

/** What the header has room for; the whole is in its title. */
const shortStatus: Readonly<Record<TicketStatus, string>> = { ...statusNames, waiting: 'Waiting' };

/** "Circle · chat · 3rd message this week · customer since 2023", leaving out what is not known; the last may be cut off. */
export function customerLine(ticket: Ticket, messagesThisWeek: number): string {
  const { customer } = ticket;
  return [
    customer.tier ?? '',
    channelNames[ticket.channel],
    messagesThisWeek > 1 ? `${ordinal(messagesThisWeek)} message this week` : '',
    customer.since === undefined ? '' : `customer since ${customer.since.slice(0, 4)}`,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** Subject, who wrote, and what can be done with the ticket. */
export function TicketHeader({
  ticket,
  messagesThisWeek,
  others,
  now,
  onOpenTicket,
  hint,
  before,
  actions,
}: {
  readonly ticket: Ticket;
  readonly messagesThisWeek: number;
  readonly others: readonly OtherTicket[];
  readonly now: number;
  readonly onOpenTicket: (id: string) => void;
  /** At the end of the customer's line: what comes later there moves nothing below. */
  readonly hint?: ReactNode;
  /** Before the subject: the way back, where there is no list beside it. */
  readonly before?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <header className={styles.header}>
      <div className={styles.bar}>
        {before}
        <h1 className={styles.subject}>{ticket.subject.trim() === '' ? 'No subject' : ticket.subject}</h1>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
      {/* The status stands where there is room on every ticket: one that gets it moves nothing. */}
      <p className={styles.customer}>
        <span className={styles.line} title={[ticket.customer.email, ticket.customer.phone, ticket.customer.city].filter((part) => part !== undefined).join(' · ')}>
          {ticket.customer.name} · {customerLine(ticket, messagesThisWeek)}
        </span>
        {others.length > 0 && (
          <>
            <span className={styles.dot} aria-hidden="true">&nbsp;·&nbsp;</span>
            <Popover
              label={`Other tickets of ${ticket.customer.name}`}
              placement="bottom start"
              width={360}
              trigger={
                <Button variant="quiet" size="small" className={styles.others ?? ''}>
                  {others.length === 1 ? '1 other ticket' : `${others.length} other tickets`}
                </Button>
              }
            >
              {(close) => (
                <ul role="list" className={styles.list}>
                  {others.map((other) => (
                    <li key={other.id}>
                      <button
                        type="button"
                        className={styles.other}
                        onClick={() => {
                          close();
                          onOpenTicket(other.id);
                        }}
                      >
                        <span className={styles.otherSubject}>{other.subject.trim() === '' ? 'No subject' : other.subject}</span>
                        <span className={styles.otherNote}>
                          {statusNames[other.status]} · {messageTime(other.updatedAt, now)}
                        </span>
                      </button>
                    </li>
                  ))}
                </ul>
              )}
            </Popover>
          </>
        )}
        {hint}
        {ticket.status !== 'open' && (
          <span className={styles.status} title={statusNames[ticket.status]}>
            <Chip>{shortStatus[ticket.status]}</Chip>
          </span>
        )}
      </p>
    </header>
  );
}
