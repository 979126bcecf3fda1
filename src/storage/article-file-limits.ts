/** A file of one article, in bytes; a longer one is not even read. */
export const largestArticleFile = 20_000_000;
/** A file of many articles, and an archive, packed. */
export const largestTableFile = 100_000_000;
