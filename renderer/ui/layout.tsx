import type { CSSProperties, ReactNode } from 'react';
import styles from './layout.module.css';

/** Gaps on the four-pixel grid. */
export type Gap = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 8;

const gapOf = (gap: Gap): CSSProperties =>
  ({ '--gap': gap === 0 ? '0px' : `var(--space-${gap})` }) as CSSProperties;

interface BoxProps {
  readonly children?: ReactNode;
  readonly gap?: Gap;
  readonly className?: string | undefined;
}

/** One under another. */
export function Stack({
  children,
  gap = 3,
  className,
  fill,
}: BoxProps & { readonly fill?: boolean }): ReactNode {
  return (
    <div className={join(styles['stack'], className)} style={gapOf(gap)} data-fill={fill}>
      {children}
    </div>
  );
}

interface RowProps extends BoxProps {
  readonly align?: 'centre' | 'start' | 'end' | 'baseline' | 'stretch';
  readonly justify?: 'start' | 'between' | 'end' | 'centre';
  readonly wrap?: boolean;
  /** Children share the width evenly. */
  readonly even?: boolean;
}

/** Side by side. */
export function Row({
  children,
  gap = 2,
  align = 'centre',
  justify = 'start',
  wrap,
  even,
  className,
}: RowProps): ReactNode {
  return (
    <div
      className={join(styles['row'], className)}
      style={gapOf(gap)}
      data-align={align}
      data-justify={justify}
      data-wrap={wrap}
      data-even={even}
    >
      {children}
    </div>
  );
}

/** Pushes what follows to the other end of a row. */
export const Spacer = (): ReactNode => <span className={styles['spacer']} />;

interface GridProps extends BoxProps {
  /** Columns are at least this wide, px; as many as fit. */
  readonly min: number;
}

/** Equal columns, as many as fit. */
export function Grid({ children, gap = 2, min, className }: GridProps): ReactNode {
  return (
    <div
      className={join(styles['grid'], className)}
      style={{ ...gapOf(gap), '--min': `${min}px` } as CSSProperties}
    >
      {children}
    </div>
  );
}

interface PaneProps {
  readonly children?: ReactNode;
  readonly header?: ReactNode;
  readonly footer?: ReactNode;
  readonly surface?: 'ground' | 'card';
  /** `none` where the body brings its own edges, such as a list of lines. */
  readonly padding?: 'normal' | 'none';
  readonly label?: string;
  readonly className?: string | undefined;
  /** Hairlines under the head and over the foot. */
  readonly divided?: boolean;
  /** A hairline at the side. */
  readonly edge?: 'start' | 'end';
  /** `fixed`: the body does not scroll but lays out its own. `read`: nothing in it takes keys, so the body itself does, to scroll. */
  readonly body?: 'scroll' | 'fixed' | 'read';
}

/** A full-height part of a screen: head and foot stay, the body between them scrolls. */
export function Pane(props: PaneProps): ReactNode {
  const { padding = 'normal', body = 'scroll', surface = 'ground' } = props;
  return (
    <section
      className={join(styles['pane'], props.className)}
      data-surface={surface === 'card' ? 'card' : undefined}
      data-divided={props.divided}
      data-edge={props.edge}
      aria-label={props.label}
    >
      {props.header === undefined ? null : <div className={styles['edge']}>{props.header}</div>}
      <div
        className={styles['body']}
        data-padding={padding}
        data-body={body}
        tabIndex={body === 'read' ? 0 : undefined}
      >
        {props.children}
      </div>
      {props.footer === undefined ? null : <div className={styles['edge']}>{props.footer}</div>}
    </section>
  );
}

interface CardProps extends BoxProps {
  readonly surface?: 'card' | 'accent' | 'warn' | 'bad';
  readonly label?: string;
}

/** A framed group on the ground. */
export function Card({ children, gap = 2, surface = 'card', className, label }: CardProps): ReactNode {
  return (
    <section
      className={join(styles['card'], className)}
      style={gapOf(gap)}
      data-surface={surface}
      aria-label={label}
    >
      {children}
    </section>
  );
}

interface FigureCardProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly hint?: ReactNode;
  readonly tone?: 'plain' | 'warn' | 'bad' | 'good';
}

/** One number that answers one question. */
export function FigureCard({ label, value, hint, tone = 'plain' }: FigureCardProps): ReactNode {
  return (
    <Card gap={1}>
      <span className="dim">{label}</span>
      <span className={styles['figure']} data-tone={tone}>
        {value}
      </span>
      {hint === undefined ? null : <span className="dim">{hint}</span>}
    </Card>
  );
}

export const join = (...names: readonly (string | undefined | false)[]): string =>
  names.filter(Boolean).join(' ');
