import type { Model } from '@anthropic-ai/sdk/resources/messages';

/** The names that the SDK lists, without the open `string` it lets through besides: a name it no longer knows does not compile. */
type KnownModel = Extract<Model, `claude-${string}`>;

/** Writes the replies unless `TABDESK_MODEL` names another. */
export const defaultModel = 'claude-sonnet-5-5' satisfies KnownModel;
