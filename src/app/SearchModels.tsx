import { useEffect } from 'react';
import { Button } from '../ui/Button.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { useDesk } from './desk-context.ts';
import { searchModels } from './search-models.ts';
import { Item, ModelItem, SwitchingProgress } from './SearchModelItem.tsx';
import { useStore } from './store.ts';
import styles from './SearchModels.module.css';

/** Which encoder search goes by: the shipped one, or one that is downloaded when somebody asks for it. */
export function SearchModels() {
  const desk = useDesk();
  const models = searchModels(desk);
  const { hub, rows, using, switching, problem } = useStore(models.store);
  const { passages } = useStore(desk.knowledge);
  useEffect(() => {
    void models.open();
  }, [models]);

  if (hub === null) {
    return (
      <div className={styles.waiting} aria-busy="true">
        <Skeleton height="60px" />
        <Skeleton height="60px" />
        <Skeleton height="60px" />
      </div>
    );
  }
  return (
    <>
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <ul className={styles.list} aria-label="Search models">
        <Item
          name="The desk’s own"
          isUsed={using === null}
          facts={['English', 'comes with the desk']}
          note="Made for the words of support. Reads thousands of sentences a second."
          actions={
            using !== null && (
              <Button aria-label="Use the desk’s own" isDisabled={switching !== null} onPress={() => void models.use(null)}>
                Use
              </Button>
            )
          }
        >
          {switching?.to === null && <SwitchingProgress switching={switching} onStop={() => models.stopSwitching()} />}
        </Item>
        {rows.map((row) => (
          <ModelItem key={row.model.id} row={row} hub={hub} isUsed={using === row.model.id} switching={switching} passages={passages} models={models} />
        ))}
      </ul>
    </>
  );
}
