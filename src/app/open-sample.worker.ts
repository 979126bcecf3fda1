import { openDatabase } from '../storage/open-database.ts';
import { openSampleDesk, removeSampleDesk } from '../storage/open-sample-desk.ts';
import { sampleArticles, sampleCustomers, sampleTickets } from './sample-data.ts';

/** What the page asks of the sample's worker; `now` in milliseconds since the epoch. */
export interface SampleJob {
  readonly job: 'open' | 'remove';
  readonly now: number;
}

/*
 * Fills the desk with the sample, or takes it out again, away from the page: cutting a hundred articles into passages
 * takes longer than a frame, and only here is it known what is of the sample. Starts at the first message.
 */
self.addEventListener('message', ({ data: { job, now } }: MessageEvent<SampleJob>) => {
  void (async () => {
    const opened = await openDatabase();
    if (!opened.ok) {
      self.postMessage(opened);
      return;
    }
    const db = opened.value;
    const sample = { tickets: sampleTickets, customers: sampleCustomers, articles: sampleArticles };
    const done = job === 'open' ? await openSampleDesk(db, sample, now) : await removeSampleDesk(db, sample, now);
    db.close();
    self.postMessage(done);
  })();
});
