/** What vader-sentiment 1.1.3 exports, as far as it is used here; the package is CommonJS and brings no types. */
declare module 'vader-sentiment' {
  const vader: {
    readonly SentimentIntensityAnalyzer: {
      polarity_scores(text: string): { neg: number; neu: number; pos: number; compound: number };
      /** Adds the valence of `item` to `sentiments` and answers them: 0 for what the lexicon lacks. `valence` is the one to start with. */
      sentiment_valence(
        valence: number,
        text: { readonly words_and_emoticons: readonly string[]; readonly is_cap_diff: boolean },
        item: string,
        index: number,
        sentiments: number[],
      ): number[];
    };
  };
  export default vader;
}
