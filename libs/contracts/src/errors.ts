import type { Language } from './vocabulary.js';

/** Every error that crosses the wire: HTTP status and the sentence that a person reads. `{name}` is filled from `details`. */
export const ERRORS = {
  'request.invalid': {
    status: 400,
    ja: '入力に誤りがあります。{fields} をお確かめください。',
    en: 'Some of the input is not valid. Please check {fields}.',
  },
  'request.unreadable': {
    status: 400,
    ja: '送信された内容を読み取れませんでした。形式が正しくないか、使えない文字が含まれています。',
    en: 'What was sent could not be read: its form is not valid, or it holds characters that cannot be used.',
  },
  'request.too_large': { status: 413, ja: '送信された内容が大きすぎます。', en: 'What was sent is too large.' },
  'request.too_many': {
    status: 429,
    ja: '短い時間に多くの送信がありました。{seconds}秒ほどおいて、もう一度お試しください。',
    en: 'Too many requests in a short time. Please try again in {seconds} seconds.',
  },
  not_found: { status: 404, ja: '見つかりません。', en: 'Not found.' },
  internal: {
    status: 500,
    ja: '処理できませんでした。保存済みの内容は失われていません。時間をおいてもう一度お試しください。',
    en: 'This could not be done. Nothing that was saved is lost. Please try again in a moment.',
  },
  unavailable: {
    status: 503,
    ja: 'ただいま処理できません。しばらくしてからもう一度お試しください。',
    en: 'Not available right now. Please try again in a moment.',
  },
  'session.required': { status: 401, ja: 'ログインしてください。', en: 'Please sign in.' },
  'session.wrong_credentials': {
    status: 401,
    ja: 'メールアドレスかパスワードが違います。',
    en: 'The e-mail address or the password is wrong.',
  },
  'session.slow_down': {
    status: 429,
    ja: '続けて誤りがありました。{seconds}秒お待ちになってから、もう一度お試しください。',
    en: 'Several attempts failed. Please wait {seconds} seconds and try again.',
  },
  'session.csrf': {
    status: 403,
    ja: '画面の有効期限が切れました。再読み込みしてからもう一度お試しください。',
    en: 'This page has expired. Please reload it and try again.',
  },
  'account.email_taken': {
    status: 409,
    ja: 'このメールアドレスの利用者は、すでに登録されています。',
    en: 'There is already an account with this e-mail address.',
  },
  'account.own': {
    status: 409,
    ja: '自分自身の権限や期限は変えられません。ほかの管理者に頼んでください。',
    en: 'You cannot change your own rights. Please ask another administrator.',
  },
  'account.other_shops': {
    status: 403,
    ja: 'この利用者は、あなたの受け持ちでない店舗も担当しているため、変更できません。',
    en: 'This person also serves shops outside your scope and cannot be changed here.',
  },
  'account.import_refused': {
    status: 422,
    ja: '登録できない行が{count}行あります。直すか、飛ばすことを選んでください。何も登録していません。',
    en: '{count} rows cannot be imported. Fix them or choose to skip them. Nothing was imported.',
  },
  'account.file_not_text': {
    status: 422,
    ja: 'CSVのファイルではありません(Excelのブックなど)。表計算ソフトで「CSV」として保存し直し、そのファイルを選んでください。',
    en: 'This is not a CSV file (an Excel workbook, for example). Please save it as CSV in your spreadsheet program and choose that file.',
  },
  'account.file_rows': {
    status: 400,
    ja: '1行目に見出し、2行目から1行に1名を書いたファイルにしてください({most}名まで)。何も登録していません。',
    en: 'The file needs headings in line 1 and one person a line from line 2 on, {most} people at most. Nothing was imported.',
  },
  'invitation.gone': {
    status: 404,
    ja: 'この招待は使えません。期限が切れたか、すでに使われています。管理者に新しい招待を頼んでください。',
    en: 'This invitation cannot be used: it has expired or was used. Please ask for a new one.',
  },
  'invitation.password_weak': {
    status: 422,
    ja: 'パスワードは12文字以上で、名前やメールアドレスを含まないものにしてください。',
    en: 'The password needs at least 12 characters and must not contain your name or e-mail address.',
  },
  'notice.not_approved': {
    status: 422,
    ja: 'このお知らせは使えません。日本語と英語の両方が承認済みで、{count}字以内のものを選んでください。',
    en: 'This notice cannot be used: it must be approved in Japanese and in English, with {count} characters at most.',
  },
  'canned.text_waits': {
    status: 409,
    ja: 'この文面は承認を待っています。取り下げてから直してください。',
    en: 'This text waits for approval. Please pull it back before you change it.',
  },
  'canned.text_changed': {
    status: 409,
    ja: 'この文面はほかの人が書き換えました。読み直してから保存してください。',
    en: 'Somebody else has changed this text. Please load it again before you save.',
  },
  'canned.text_decided': {
    status: 409,
    ja: 'この文面は承認を待っていません。',
    en: 'This text does not wait for approval.',
  },
  'canned.text_forbidden': {
    status: 422,
    ja: '{line}行目: お尋ねしてはいけないこと、または伏せるべき番号があります{what}。',
    en: 'Line {line} asks for what must not be asked, or holds a number that must not be shown{what}.',
  },
  'canned.withdrawn': {
    status: 409,
    ja: 'この返信のもとになった定型文（{keys}）は取り下げられました。いまの文面で書き直してください。',
    en: 'A canned text of this reply ({keys}) has been withdrawn. Please write it anew.',
  },
  'floor.message_names_somebody': {
    status: 422,
    ja: '伝言には、お名前・電話番号・メールアドレスなど、個人の情報を書けません。受付番号で伝えてください。',
    en: 'A message to the floor must not hold names, telephone numbers or e-mail addresses. Use the reference number.',
  },
  'floor.messages_full': {
    status: 409,
    ja: '出している伝言が{count}件あります。どれかを終えてから送ってください。',
    en: '{count} messages are standing already. Please end one of them first.',
  },
  'staffing.changed': {
    status: 409,
    ja: '人員の計画はほかの人が変更しました。読み直してから保存してください。',
    en: 'Somebody else has changed the staffing plan. Please load it again before you save.',
  },
  'staffing.too_long': {
    status: 422,
    ja: '送信と続報の予定が1年より長くにわたっています。日付の年を確かめてください。',
    en: 'The mailings and reports lie more than a year apart. Please check the years of their dates.',
  },
  'roster.refused': {
    status: 422,
    ja: '読み取れない行が{count}行あります。何も保存していません。',
    en: '{count} rows could not be read. Nothing was saved.',
  },
  'view.too_many': {
    status: 409,
    ja: '保存できる表示は{count}件までです。使わないものを消してから保存してください。',
    en: 'You can keep {count} views. Please remove one that you no longer use.',
  },
  'view.name_taken': {
    status: 409,
    ja: '同じ名前の表示があります。別の名前にしてください。',
    en: 'There is already a view of this name. Please choose another.',
  },
  'permission.denied': { status: 403, ja: 'この操作の権限がありません。', en: 'You may not do this.' },
  'ticket.claimed_by_other': {
    status: 409,
    ja: '先に{assigneeName}さんが引き受けました。',
    en: '{assigneeName} has already taken this ticket.',
  },
  'ticket.none_waiting': {
    status: 404,
    ja: '対応待ちの問い合わせはありません。',
    en: 'No inquiry is waiting.',
  },
  'ticket.hands_full': {
    status: 409,
    ja: '手元に{held}件あります。先に終えるか、受付へ返却してください。',
    en: 'You hold {held} tickets. Please finish them or give them back first.',
  },
  'ticket.wrong_state': {
    status: 409,
    ja: 'いまの状態では、この操作はできません。',
    en: 'This cannot be done in the present state.',
  },
  'ticket.changed': {
    status: 409,
    ja: '書いている間に新しい動きがありました。送信を止めました。下書きは残っています。',
    en: 'Something new arrived while you were writing. Nothing was sent; your draft is kept.',
  },
  'ticket.assignee_not_allowed': {
    status: 422,
    ja: 'その担当者には、この店舗の問い合わせを割り当てられません。',
    en: 'This person cannot be given tickets of this shop.',
  },
  'merge.changed': {
    status: 409,
    ja: '見ている間に、どちらかの問い合わせが動きました。まだ統合していません。もう一度お確かめください。',
    en: 'One of the two inquiries has changed meanwhile. Nothing was merged; please look again.',
  },
  'merge.other_person': {
    status: 422,
    ja: '同じ人と確かめられないため、統合できません。同じメールアドレスか、同じ名前で同じ電話番号または注文番号のものだけを統合できます。',
    en: 'These do not seem to come from one person. They need the same address, or the same name with the same phone or order number.',
  },
  'merge.other_desk': {
    status: 422,
    ja: 'ほかの窓口の問い合わせとは統合できません。',
    en: 'Inquiries of different desks cannot be merged.',
  },
  'merge.no_address': {
    status: 422,
    ja: '統合先に返信先のメールアドレスがありません。アドレスのあるほうを統合先にしてください。',
    en: 'The other one has no e-mail address to reply to. Please merge it into this one instead.',
  },
  'merge.lane_differs': {
    status: 409,
    ja: '限られた人だけが見る問い合わせは、同じ引き継ぎ先のものとだけ統合できます。',
    en: 'An inquiry for few eyes can only be merged with one in the same lane.',
  },
  'reply.empty': { status: 422, ja: '本文が空です。', en: 'The text is empty.' },
  'reply.no_address': {
    status: 422,
    ja: '返信先のメールアドレスがありません。お電話でお答えください。',
    en: 'There is no e-mail address to reply to. Please answer by phone.',
  },
  'reply.placeholder_open': {
    status: 422,
    ja: '未入力の項目があります: {labels}',
    en: 'These placeholders have no value yet: {labels}',
  },
  'reply.asks_for_secret': {
    status: 422,
    ja: 'この窓口では{secrets}をお尋ねできません。文面を直してください。',
    en: 'This desk never asks for {secrets}. Please change the text.',
  },
  'reply.contains_secret': {
    status: 422,
    ja: '本文に{secrets}と思われる数字があります。取り除いてください。',
    en: 'The text seems to contain {secrets}. Please remove it.',
  },
  'reply.characters_lost': {
    status: 422,
    ja: 'この文字コード（ISO-2022-JP）では送れない文字があります: {characters}',
    en: 'ISO-2022-JP cannot carry these characters: {characters}',
  },
  'reply.needs_reason': {
    status: 422,
    ja: '表現に気になる点があります。文面を直すか、このまま送る理由を書いてください。',
    en: 'Some of the wording needs a second look. Please change it, or say why it should leave as it is.',
  },
  'reply.already_sent': {
    status: 409,
    ja: 'すでに送信が始まっているため、取り消せません。',
    en: 'This reply is already on its way and cannot be taken back.',
  },
  'desk.relay_form_refused': {
    status: 422,
    ja: '送信サーバーは smtp://ユーザー名:パスワード@ホスト名:587 の形で入力してください（TLS で始まるサーバーは smtps://）。',
    en: 'Please enter the mail server as smtp://user:password@server:587 (smtps:// if it begins with TLS).',
  },
  'desk.relay_host_refused': {
    status: 422,
    ja: 'この送信サーバーには接続できません。サーバーの名前をお確かめください。',
    en: 'This mail server cannot be used for sending. Please check its name.',
  },
  'desk.dkim_key_refused': {
    status: 422,
    ja: 'この鍵は使えません。1024ビット以上の RSA の秘密鍵を PEM 形式で入力してください。',
    en: 'This key cannot be used. Please enter an RSA private key of at least 1024 bits as PEM.',
  },
  'desk.dkim_key_needed': {
    status: 422,
    ja: 'この窓口にはまだ DKIM の鍵がありません。先に鍵を作ってください。',
    en: 'This desk has no DKIM key yet. Please make one first.',
  },
  'desk.dkim_domain_refused': {
    status: 422,
    ja: '署名のドメインは、返信のメールアドレスのドメイン（またはその上位）でなければなりません。',
    en: 'The signing domain must be the one that the desk replies from, or one above it.',
  },
  'desk.dkim_selector_needed': {
    status: 422,
    ja: '鍵と一緒に、DKIM のセレクターも入力してください。',
    en: 'Please enter the DKIM selector together with the key.',
  },
  'idempotency.mismatch': {
    status: 409,
    ja: '同じ送信キーで別の内容が送られました。',
    en: 'The same idempotency key was used with different content.',
  },
  'training.running': {
    status: 409,
    ja: '練習中です。練習を終えると、状態を変えられます。',
    en: 'You are practising. End the practice to change your state.',
  },
  'training.tickets_in_hand': {
    status: 409,
    ja: '担当中の問い合わせが{held}件あります。終えるか、受付に戻してから練習を始めてください。',
    en: 'You hold {held} inquiries. Finish them or put them back before you practise.',
  },
  'training.on_call': {
    status: 409,
    ja: '通話中・終話後の処理中は、練習を始められません。',
    en: 'You cannot begin to practise during a call or the work after it.',
  },
  'training.call_not_logged': {
    status: 409,
    ja: 'この通話は、まだ記録されていません。電話の画面で、名前と電話番号を入れて記録してください。',
    en: 'This call is not logged yet. Log it at the phone desk with the caller’s name and number.',
  },
  'training.no_desk': {
    status: 409,
    ja: '受け持ちの窓口がまだありません。管理者に店舗の割り当てを頼んでください。',
    en: 'You serve no desk yet. Please ask an administrator to give you shops.',
  },
  'canned.filled_too_long': {
    status: 422,
    ja: '事実を入れると{most}文字を超えるため、この文面は使えません。本文か、くり返す項目を減らす必要があります。',
    en: 'With its facts this text is longer than {most} characters and cannot be used. Its wording or what it repeats has to become shorter.',
  },
  'canned.template_refused': {
    status: 422,
    ja: '定型文に使えない書き方があります: {reason}',
    en: 'The template is not allowed: {reason}',
  },
  'attachment.infected': {
    status: 422,
    ja: 'この添付ファイルは、検査で危険と判定されたため開けません。',
    en: 'This attachment was found to be dangerous and cannot be opened.',
  },
  'attachment.not_scanned_yet': {
    status: 409,
    ja: 'この添付ファイルは、まだウイルス検査が済んでいません。',
    en: 'This attachment has not been scanned for viruses yet.',
  },
  'attachment.no_preview': {
    status: 422,
    ja: 'この添付ファイルは、画像として表示できません。',
    en: 'This attachment cannot be shown as a picture.',
  },
  'mail.ticket_in_hand': {
    status: 409,
    ja: 'この問い合わせには、もう手がつけられています。受け付けは取り消せません。',
    en: 'Somebody has begun with this inquiry. Its filing can no longer be taken back.',
  },
  'mail.undecided': {
    status: 409,
    ja: 'このメールは判断を待っています。受け付けるか除くかを決めると、知らせは消えます。',
    en: 'This mail waits for a decision. The alarm ends when it is filed or set aside.',
  },
  'mail.not_a_follow_up': {
    status: 409,
    ja: 'このメールは別の問い合わせに分けられません。追って届いたメールだけを分けられます。',
    en: 'This mail cannot be moved out. Only a mail that was added to an inquiry can.',
  },
  'mail.already_decided': {
    status: 409,
    ja: 'このメールは、すでに処理されています。',
    en: 'Somebody has already decided about this mail.',
  },
  'hours.window_order': {
    status: 422,
    ja: '{window} は、終わりが始まりより後になっていません。日をまたぐ受付は、24:00 までと翌日の 00:00 からに分けてください。',
    en: '{window} does not end after it begins. Hours that cross midnight are two: until 24:00, and from 00:00 of the next day.',
  },
  'hours.window_overlap': {
    status: 422,
    ja: '{window} は、同じ日のほかの時間帯と重なっています。',
    en: '{window} overlaps another time of the same day.',
  },
  'hours.date_twice': {
    status: 422,
    ja: '{date} は休業日と臨時の受付日の両方にあります。どちらか一方にしてください。',
    en: '{date} is both a closed day and an extra opening. Please keep one of them.',
  },
  'hours.past': {
    status: 422,
    ja: 'すでに過ぎた時刻の受付時間は変えられません。これからの日時を指定してください。',
    en: 'Hours of the past cannot be changed. Please choose a moment that lies ahead.',
  },
  'hours.never_open': {
    status: 422,
    ja: 'この受付時間では、約束の時間内にお返事できません。返信の受付時間を増やすか、約束の時間を短くしてください。',
    en: 'These hours are too few to keep the promised times. Please add reply hours, or shorten the times.',
  },
  'hours.resolution_short': {
    status: 422,
    ja: '解決までの時間は、最初の返信までの時間より短くできません。',
    en: 'The time to the resolution cannot be shorter than the time to the first reply.',
  },
  'mailbox.address_taken': {
    status: 409,
    ja: 'このメールアドレスは、すでに受付に使われています。',
    en: 'This address already takes mail for a desk.',
  },
  'mailbox.password_needed': {
    status: 422,
    ja: 'メールサーバーの設定が変わるため、パスワードも入力してください。',
    en: 'The mail server changes, so please enter the password too.',
  },
  'mailbox.host_refused': {
    status: 422,
    ja: 'このメールサーバーには接続できません。ホスト名をお確かめください。',
    en: 'This mail server cannot be used. Please check its host name.',
  },
  'mailbox.not_fetched': {
    status: 422,
    ja: 'この受信箱は、メールサーバーから取り込んでいません。',
    en: 'This mailbox is not fetched from a mail server.',
  },
  'desk.channel_closed': {
    status: 422,
    ja: 'この窓口では、この手段での受付をしていません。',
    en: 'This desk does not take inquiries on this channel.',
  },
  'escalation.already_open': {
    status: 409,
    ja: 'この問い合わせは、すでに上席に上げられています。',
    en: 'This ticket has already been escalated.',
  },
  'escalation.already_taken': {
    status: 409,
    ja: '先に{name}さんが引き受けました。',
    en: '{name} has already taken this.',
  },
  'supervisor_call.over': {
    status: 409,
    ja: 'この通話は終わったか、取り消されました。向かう必要はありません。',
    en: 'This call is over or was withdrawn. There is no need to come.',
  },
  'supervisor_call.own': {
    status: 409,
    ja: '自分が呼んだ通話には、ほかの上席が向かいます。',
    en: 'Another supervisor comes to a call that is your own.',
  },
  'escalation.ended': {
    status: 409,
    ja: 'この上席対応は、すでに終わっています。',
    en: 'This escalation has already ended.',
  },
  'quality.own_reply': {
    status: 403,
    ja: '自分が書いた返信は、ほかの人が点検します。',
    en: 'Somebody else has to check a reply of your own.',
  },
  'approval.in_review': {
    status: 409,
    ja: '{name}さんが確認中です。',
    en: '{name} is reading this now.',
  },
  'approval.already_decided': {
    status: 409,
    ja: 'この返信は、すでに{name}さんが判断しました。',
    en: '{name} has already decided about this reply.',
  },
  'approval.own_text': {
    status: 403,
    ja: '書いた人以外の承認が必要です。',
    en: 'Somebody who did not write it has to approve it.',
  },
  'approval.text_changed': {
    status: 409,
    ja: '読んでいる間に文面が直されました。新しい文面をお確かめください。',
    en: 'The text was changed while you were reading. Please read the new text.',
  },
  'approval.stopped': {
    status: 409,
    ja: '書いたあとに新しい動きがありました。送信を止めました。',
    en: 'Something new has happened since this was written. Nothing was sent.',
  },
  'approval.undo_over': {
    status: 409,
    ja: '取り消せる時間を過ぎたか、ほかの動きがありました。',
    en: 'It is too late to take this back, or something else has happened.',
  },
  'call.number_not_leased': {
    status: 422,
    ja: 'この受付番号は、いまは使えません。番号を取り直して保存してください。',
    en: 'This reference number cannot be used now. Please take another one and save again.',
  },
  'call.promise_missing': {
    status: 422,
    ja: '折返しの日と時間帯を入れてください。',
    en: 'Please enter the day and time of the callback.',
  },
  'call.already_logged': {
    status: 409,
    ja: 'この電話は、すでに記録されています。',
    en: 'This call has already been written down.',
  },
  'call.key_reused': {
    status: 409,
    ja: 'この画面は、別のタブでほかの電話として保存されています。新しい受付番号をお伝えして、もう一度保存してください。',
    en: 'This form has been saved as another call in another tab. Please give the new reference number and save again.',
  },
  'call_event.key_refused': { status: 401, ja: '鍵が正しくありません。', en: 'The key is not valid.' },
  'call_event.number_unknown': {
    status: 422,
    ja: 'この着信番号の窓口はありません。',
    en: 'No desk has this dialled number.',
  },
  'call_event.number_shared': {
    status: 422,
    ja: 'この着信番号は、複数の窓口で使われています。',
    en: 'Several desks share this dialled number.',
  },
  'call_event.time_refused': {
    status: 422,
    ja: '時刻が、いまから離れすぎています。',
    en: 'The time is too far from now.',
  },
  'call_event.too_many': {
    status: 422,
    ja: 'この電話のできごとが多すぎます。',
    en: 'This call has too many events.',
  },
  'promise.time_refused': {
    status: 422,
    ja: '約束の時刻は、これから60日以内にしてください。',
    en: 'Please choose a time within the next 60 days.',
  },
  'promise.band_full': {
    status: 409,
    ja: 'この時間帯の折返しは、いっぱいです。ほかの時間帯を選んでください。',
    en: 'This time is fully booked for callbacks. Please choose another.',
  },
  'promise.closed': { status: 409, ja: 'この約束は、すでに終わっています。', en: 'This promise has ended already.' },
  'promise.held_by_other': {
    status: 409,
    ja: 'いま{assigneeName}さんがかけています。',
    en: '{assigneeName} is on the phone for this promise.',
  },
  'promise.none_due': { status: 404, ja: '引き受けられる約束はありません。', en: 'No promise is free.' },
  'promise.attempts_left': {
    status: 409,
    ja: 'まだ{attempts}回しかかけていません。3回かけてから終えてください。',
    en: 'Only {attempts} of three calls have been made.',
  },
  'ticket.promise_open': {
    status: 409,
    ja: 'お客様との約束が残っています({until} まで)。先に約束を果たすか、取り下げてください。',
    en: 'A promise to the requester is still open (until {until}). Keep or withdraw it first.',
  },
} as const satisfies Record<string, { status: number; ja: string; en: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** Body of every error answer. */
export interface ErrorBody {
  code: ErrorCode;
  message: string;
  details: Record<string, unknown>;
  requestId: string;
}

/** The sentence for a person, with `{name}` filled from details. */
export const errorMessage = (code: ErrorCode, language: Language, details: Record<string, unknown> = {}): string =>
  ERRORS[code][language].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = details[name];
    if (Array.isArray(value)) return value.join(language === 'ja' ? '、' : ', ');
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  });
