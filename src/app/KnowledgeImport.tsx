/** Bring articles in from files, or take them out. */
export function KnowledgeImport() {
  return <h1>Import and export</h1>;
}
