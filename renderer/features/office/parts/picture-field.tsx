import { IconPhoto } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Row, Stack } from '#renderer/ui/layout.tsx';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { pictureAddress, storePicture } from '../picture.ts';
import styles from './picture-field.module.css';

interface PictureFieldProps {
  readonly label: string;
  readonly hint: string;
  /** Name of the stored picture. */
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  /** A logo is printed: smaller, on white. */
  readonly kind: 'photo' | 'logo';
  /** False where going back to none is another's word, said beside it. */
  readonly removable?: boolean;
}

/** A picture: shown, changed, taken away. It may also be dropped onto it. */
export function PictureField({ removable = true, ...props }: PictureFieldProps): ReactNode {
  const { label, hint, value, onChange, kind } = props;
  const t = useT();
  const say = useFailureText();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setBusy(true);
    setProblem(null);
    try {
      const name = await storePicture(file, kind);
      if (name === null) setProblem(t('products.pictureBad'));
      else onChange(name);
    } catch (failure) {
      setProblem(say(failure));
    }
    setBusy(false);
  };
  return (
    <Stack gap={2}>
      <span className={styles['label']}>{label}</span>
      <Row gap={3} align="start">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is a second way; the button is the first */}
        <div
          className={styles['frame']}
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            void take(event.dataTransfer.files[0]);
          }}
        >
          {value === null ? (
            <IconPhoto size={28} stroke={1.25} aria-hidden="true" />
          ) : (
            <img src={pictureAddress(value)} alt={label} />
          )}
        </div>
        <Stack gap={2}>
          <Row gap={2} wrap>
            <Button busy={busy} onPress={() => input.current?.click()}>
              {t(value === null ? 'products.pictureChoose' : 'products.pictureChange')}
            </Button>
            {value === null || !removable ? null : (
              <Button variant="quiet" onPress={() => onChange(null)}>
                {t('common.remove')}
              </Button>
            )}
          </Row>
          <span className="dim small">{hint}</span>
        </Stack>
      </Row>
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        aria-label={label}
        className="visually-hidden"
        tabIndex={-1}
        onChange={(event) => {
          void take(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      <ErrorLine text={problem} />
    </Stack>
  );
}
