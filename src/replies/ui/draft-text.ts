export * from '../draft-text.ts';
