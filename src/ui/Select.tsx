import { Button as AriaButton } from 'react-aria-components/Button';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import Check from 'lucide-react/icons/check';
import ChevronDown from 'lucide-react/icons/chevron-down';
import { classes } from './classes.ts';
import menu from './Menu.module.css';
import styles from './Select.module.css';

export interface SelectOption {
  readonly id: string;
  readonly label: string;
  readonly note?: string;
}

/** One of a list. `hideLabel` keeps the label for screen readers only. */
export function Select({
  label,
  options,
  value,
  onChange,
  hideLabel = false,
  placeholder = 'Choose',
  className,
  disabled = false,
}: {
  readonly label: string;
  readonly options: readonly SelectOption[];
  readonly value: string | null;
  readonly onChange: (id: string) => void;
  readonly hideLabel?: boolean;
  readonly placeholder?: string;
  readonly className?: string;
  readonly disabled?: boolean;
}) {
  return (
    <AriaSelect
      className={classes(styles.select, className)}
      value={value}
      isDisabled={disabled}
      placeholder={placeholder}
      onChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
    >
      <Label className={hideLabel ? 'visually-hidden' : classes(styles.label)}>{label}</Label>
      <AriaButton className={classes(styles.button)}>
        <SelectValue className={classes(styles.value)}>
          {({ selectedText, isPlaceholder }) => (isPlaceholder ? placeholder : selectedText)}
        </SelectValue>
        <ChevronDown aria-hidden="true" />
      </AriaButton>
      <Popover className={classes(menu.popover)} offset={4} containerPadding={8}>
        <ListBox className={classes(menu.menu)} items={options.map((option) => ({ ...option }))}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className={classes(menu.item)}>
              {({ isSelected }) => (
                <>
                  <span className={menu.tick}>{isSelected && <Check aria-hidden="true" />}</span>
                  <span className={menu.label}>{option.label}</span>
                  {option.note !== undefined && <span className={menu.note}>{option.note}</span>}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
