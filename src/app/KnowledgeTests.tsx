/** Questions and the article that must be found for each. */
export function KnowledgeTests() {
  return <h1>Questions</h1>;
}
