import { openDatabase } from '../storage/open-database.ts';
import { openSampleDesk } from '../storage/open-sample-desk.ts';
import { sampleArticles, sampleCustomers, sampleTickets } from './sample-data.ts';

/*
 * Fills the desk with the sample away from the page: cutting a hundred articles into passages takes longer than a
 * frame. Starts at the first message, which carries the present time.
 */
self.addEventListener('message', ({ data: now }: MessageEvent<number>) => {
  void (async () => {
    const opened = await openDatabase();
    if (!opened.ok) {
      self.postMessage(opened);
      return;
    }
    const db = opened.value;
    const filled = await openSampleDesk(db, { tickets: sampleTickets, customers: sampleCustomers, articles: sampleArticles }, now);
    db.close();
    self.postMessage(filled);
  })();
});
