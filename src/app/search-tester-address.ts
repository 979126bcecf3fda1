import type { SearchOptions } from '../inference/api.ts';

/** What the search tester is asked, as its address keeps it. */
export interface TestedQuestion {
  readonly question: string;
  /** The ticket whose words the question is: the address then names it and holds none of the customer's words. */
  readonly ticket?: string | undefined;
  readonly product?: string | undefined;
  readonly language?: string | undefined;
  readonly status?: NonNullable<SearchOptions['status']> | undefined;
}

const path = '/knowledge/tools/search';

/** The address of the search tester with a question in it, to be linked to from wherever something was searched for. */
export function testerAddress({ question, ticket, product, language, status }: TestedQuestion): string {
  const params = new URLSearchParams();
  if (ticket !== undefined) params.set('ticket', ticket);
  else if (question !== '') params.set('q', question);
  if (product !== undefined) params.set('product', product);
  if (language !== undefined) params.set('language', language);
  if (status !== undefined && status !== 'published') params.set('status', status);
  const written = params.toString();
  return written === '' ? path : `${path}?${written}`;
}

export function readTesterAddress(params: URLSearchParams): TestedQuestion {
  const status = params.get('status');
  return {
    question: params.get('q') ?? '',
    ticket: params.get('ticket') ?? undefined,
    product: params.get('product') ?? undefined,
    language: params.get('language') ?? undefined,
    status: status === 'draft' || status === 'any' ? status : undefined,
  };
}
