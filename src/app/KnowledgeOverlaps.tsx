/** Articles that say the same, or contradict each other. */
export function KnowledgeOverlaps() {
  return <h1>Overlaps</h1>;
}
