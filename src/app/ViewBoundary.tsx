import { Component, Suspense, type ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import styles from './ViewBoundary.module.css';

interface Props {
  /** A new name gives the view a fresh start after an error. */
  readonly name: string;
  readonly children: ReactNode;
}

/** Keeps the place of a view while its code loads, and keeps an error in one view from taking the desk down. */
export class ViewBoundary extends Component<Props, { readonly failed: string | null; readonly name: string }> {
  constructor(props: Props) {
    super(props);
    this.state = { failed: null, name: props.name };
  }

  static getDerivedStateFromProps(props: Props, state: { readonly failed: string | null; readonly name: string }) {
    return props.name === state.name ? null : { failed: null, name: props.name };
  }

  static getDerivedStateFromError(error: unknown) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    const { failed } = this.state;
    if (failed === null) return <Suspense fallback={<div className={styles.waiting} aria-busy="true" />}>{this.props.children}</Suspense>;
    // A chunk that can't be fetched: the desk was updated, or the network went away before it was cached.
    const missing = /dynamically imported module|Loading chunk|Importing a module/i.test(failed);
    return (
      <div role="alert" className={styles.failed}>
        <EmptyState
          title={missing ? 'This part could not be loaded' : 'Something went wrong in this view'}
          actions={
            <>
              <Button onPress={() => this.setState({ failed: null })}>Try again</Button>
              <Button onPress={() => location.reload()}>Reload the page</Button>
            </>
          }
        >
          {missing ? 'Tabdesk may have been updated meanwhile. Reload the page to get the new version; your tickets are safe.' : `Your tickets are safe. (${failed})`}
        </EmptyState>
      </div>
    );
  }
}
