import { useImperativeHandle, useRef, type KeyboardEvent, type Ref } from 'react';
import { isComposing } from '../shared/shortcuts.js';
import { isAtSign, isLineStart, nextPlaceholder, piecesOf, type MarkKind, type Range } from './draft-text.js';
import classes from './composer.module.css';

export interface ReplyEditorHandle {
  focus(): void;
  /** Puts text at the caret, or in place of everything; answers where it begins. The browser's undo knows of it. */
  insert(text: string, replaceAll: boolean): number;
  /** Selects the next open placeholder; false when there is none. */
  jumpToOpen(): boolean;
  select(range: Range): void;
}

interface ReplyEditorProps {
  text: string;
  marks: readonly (Range & { kind: MarkKind })[];
  label: string;
  describedBy?: string;
  placeholder: string;
  onText: (text: string) => void;
  /** A slash alone on its line was typed. */
  onSlash: () => void;
  /** An at sign was typed that is no part of an address. */
  onAt?: () => void;
  onEscape: () => void;
  onFocusChange: (hasFocus: boolean) => void;
  lang: string;
  /** It has the focus when its dialog opens. */
  isFirst?: boolean;
  /** While it is being sent. */
  readOnly: boolean;
  ref: Ref<ReplyEditorHandle>;
}

/** What the slash key gives: as it is, in full width, and in kana mode. */
const SLASHES = new Set(['/', '／', '・']);
const AT_SIGNS = new Set(['@', '＠']);

/**
 * Plain text in a real textarea, so that the input method, undo and screen readers work as everywhere, over a layer of the same
 * metrics that shows facts, open placeholders and problems.
 */
export const ReplyEditor = (props: ReplyEditorProps) => {
  const {
    text,
    marks,
    label,
    describedBy,
    isFirst = false,
    placeholder,
    onText,
    onSlash,
    onAt,
    onEscape,
    onFocusChange,
    lang,
    readOnly,
    ref,
  } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  /** True while the text changes by this component's own hand, which types no sign. */
  const isOwn = useRef(false);

  const replace = (start: number, end: number, inserted: string) => {
    const element = area.current;
    if (!element) return;
    element.focus();
    element.setSelectionRange(start, end);
    // The one way to change a textarea that keeps the browser's undo; setRangeText forgets it.
    isOwn.current = true;
    const isDone = document.execCommand('insertText', false, inserted);
    isOwn.current = false;
    if (isDone) return;
    element.setRangeText(inserted, start, end, 'end');
    onText(element.value);
  };

  useImperativeHandle(ref, () => ({
    focus: () => area.current?.focus(),
    insert: (inserted, replaceAll) => {
      const element = area.current;
      if (!element) return 0;
      const start = replaceAll ? 0 : element.selectionStart;
      const end = replaceAll ? element.value.length : element.selectionEnd;
      replace(start, end, inserted);
      return start;
    },
    jumpToOpen: () => {
      const element = area.current;
      if (!element) return false;
      const next = nextPlaceholder(element.value, element.selectionEnd);
      if (!next) return false;
      element.focus();
      element.setSelectionRange(next.start, next.end);
      return true;
    },
    select: ({ start, end }) => {
      area.current?.focus();
      area.current?.setSelectionRange(start, end);
    },
  }));

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposing(event.nativeEvent)) return;
    const { selectionStart, selectionEnd, value } = event.currentTarget;
    if (SLASHES.has(event.key) && selectionStart === selectionEnd && isLineStart(value, selectionStart)) {
      event.preventDefault();
      onSlash();
    } else if (onAt && AT_SIGNS.has(event.key) && isAtSign(value, selectionStart)) {
      event.preventDefault();
      onAt();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onEscape();
    }
  };

  /** With the input method on, these keys arrive as text or as a finished composition instead of a key. */
  const takeTypedSign = (element: HTMLTextAreaElement, composed: string) => {
    if (isOwn.current) return;
    const start = element.selectionStart - composed.length;
    const rest = element.value.slice(0, start) + element.value.slice(start + composed.length);
    const isSlash = SLASHES.has(composed) && isLineStart(rest, start);
    const isAt = onAt !== undefined && AT_SIGNS.has(composed) && isAtSign(rest, start);
    if (start < 0 || !(isSlash || isAt)) return;
    replace(start, start + composed.length, '');
    if (isSlash) onSlash();
    else onAt?.();
  };

  return (
    <div className={classes.editor}>
      <div className={classes.layer} aria-hidden="true">
        {piecesOf(text, marks).map((piece, index) =>
          piece.kind ? (
            <mark key={index} data-kind={piece.kind}>
              {piece.text}
            </mark>
          ) : (
            piece.text
          ),
        )}
        {'\n'}
      </div>
      <textarea
        ref={area}
        className={classes.area}
        value={text}
        lang={lang}
        readOnly={readOnly}
        data-autofocus={isFirst || undefined}
        aria-label={label}
        aria-describedby={describedBy}
        placeholder={placeholder}
        spellCheck={false}
        onChange={(event) => {
          const { currentTarget, nativeEvent } = event;
          onText(currentTarget.value);
          if (nativeEvent instanceof InputEvent && !nativeEvent.isComposing && nativeEvent.inputType === 'insertText') {
            takeTypedSign(currentTarget, nativeEvent.data ?? '');
          }
        }}
        onKeyDown={onKeyDown}
        onCompositionEnd={(event) => takeTypedSign(event.currentTarget, event.data)}
        onFocus={() => onFocusChange(true)}
        onBlur={() => onFocusChange(false)}
      />
    </div>
  );
};
