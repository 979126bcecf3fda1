/** Questions to which nothing good is found. */
export function KnowledgeGaps() {
  return <h1>Gaps</h1>;
}
