import type { Model } from '@anthropic-ai/sdk/resources/messages';

/** The names that the SDK lists, without the `string` it lets through besides: a name it no longer knows does not compile. */
type KnownModel = Model extends infer M ? (M extends string ? (string extends M ? never : IsOpen<M> extends true ? never : M) : never) : never;
/** True of `string & {}`, which the SDK writes so that editors offer the names. */
type IsOpen<M extends string> = Record<never, never> extends Record<M, never> ? true : false;

/** Writes the replies unless `TABDESK_MODEL` names another. */
export const defaultModel = 'claude-sonnet-5-5' satisfies KnownModel;
