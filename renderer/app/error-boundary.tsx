import { Component, type ReactNode } from 'react';
import { BrokenScreen } from './broken-screen.tsx';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
  /** Another address is another try. */
  readonly address: string;
}

interface ErrorBoundaryState {
  readonly failure: unknown;
  readonly address: string;
}

/** A screen that breaks takes nothing with it: the ticket is in the register, the frame stays, the way out is shown. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  static getDerivedStateFromError(failure: unknown): Partial<ErrorBoundaryState> {
    return { failure };
  }

  static getDerivedStateFromProps(
    props: ErrorBoundaryProps,
    state: ErrorBoundaryState,
  ): Partial<ErrorBoundaryState> | null {
    return props.address === state.address ? null : { failure: null, address: props.address };
  }

  override state: ErrorBoundaryState = { failure: null, address: this.props.address };

  override render(): ReactNode {
    const { failure } = this.state;
    if (failure === null) return this.props.children;
    return <BrokenScreen failure={failure} onRetry={() => this.setState({ failure: null })} />;
  }
}
