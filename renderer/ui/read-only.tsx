import { createContext, type ReactNode, use } from 'react';

const ReadOnly = createContext(false);

/** Everything inside may be looked at, and not changed, while `on`. */
export const ReadOnlyArea = ({
  on,
  children,
}: {
  readonly on: boolean;
  readonly children: ReactNode;
}): ReactNode => <ReadOnly value={on}>{children}</ReadOnly>;

/** Whether what is here may not be changed. */
export const useReadOnly = (): boolean => use(ReadOnly);

/** Fields that are switched off where nothing may be changed. They take no room of their own. */
export function Fields({ children }: { readonly children: ReactNode }): ReactNode {
  const readOnly = useReadOnly();
  if (!readOnly) return children;
  return (
    <fieldset disabled style={{ display: 'contents' }}>
      {children}
    </fieldset>
  );
}
