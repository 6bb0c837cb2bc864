import type { CannedPreview } from '#libs/contracts';
import { Unbroken } from '../shared/unbroken.js';
import classes from './palette.module.css';

/** A canned text with a ticket's facts: facts underlined, what is still to be filled in on amber. */
export const FilledText = ({ preview }: { preview: CannedPreview }) => (
  <div className={classes.filled} lang={preview.language}>
    {preview.parts.map((part, index) => {
      if (part.kind === 'text') return <Unbroken key={index} text={part.text} />;
      if (part.kind === 'open') return <mark key={index} data-kind="open">{`{${part.label}}`}</mark>;
      return (
        <mark key={index} data-kind="fact" title={part.label}>
          <Unbroken text={part.text} />
        </mark>
      );
    })}
  </div>
);
