import { useState, type ReactNode } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Input } from 'react-aria-components/Input';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { SearchField } from 'react-aria-components/SearchField';
import Check from 'lucide-react/icons/check';
import { classes } from '../../ui/classes.ts';
import menu from '../../ui/Menu.module.css';
import styles from './ChooseOne.module.css';

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly note?: string;
}

/** A button that opens a list to filter by typing and choose one from. Opened from outside as well, by its key. */
export function ChooseOne({
  trigger,
  label,
  choices,
  chosen,
  onChoose,
  open,
  onOpenChange,
}: {
  readonly trigger: ReactNode;
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}) {
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLowerCase();
  const found = choices.filter((choice) => choice.label.toLowerCase().includes(wanted));
  return (
    <DialogTrigger
      isOpen={open}
      onOpenChange={(next) => {
        setTyped('');
        onOpenChange(next);
      }}
    >
      {trigger}
      <Popover className={classes(menu.popover)} placement="bottom end" offset={4} containerPadding={8}>
        <Dialog aria-label={label} className={classes(styles.dialog)}>
          <Autocomplete inputValue={typed} onInputChange={setTyped}>
            <SearchField aria-label={label} className={classes(styles.search)} autoFocus>
              <Input className={classes(styles.input)} placeholder={label} />
            </SearchField>
            <ListBox
              aria-label={label}
              className={classes(menu.menu, styles.list)}
              items={found.map((choice) => ({ ...choice }))}
              selectionMode="single"
              selectedKeys={chosen === null ? [] : [chosen]}
              renderEmptyState={() => <p className={styles.none}>Nothing is called that.</p>}
              onSelectionChange={(keys) => {
                // Choosing what is chosen already empties the selection: nothing changes then.
                const [key] = keys === 'all' ? [] : [...keys];
                if (key !== undefined) onChoose(String(key));
                setTyped('');
                onOpenChange(false);
              }}
            >
              {(choice) => (
                <ListBoxItem id={choice.id} textValue={choice.label} className={classes(menu.item)}>
                  <span className={menu.tick}>{choice.id === chosen && <Check aria-hidden="true" />}</span>
                  <span className={menu.label}>{choice.label}</span>
                  {choice.note !== undefined && <span className={menu.note}>{choice.note}</span>}
                </ListBoxItem>
              )}
            </ListBox>
          </Autocomplete>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
