/**
 * Whether a Japanese sentence asks the reader for a thing that it names. Works on uniform, tight text (NFKC, lower case, no
 * blanks). Japanese puts the verb last, so the question is which later request has this noun as its object.
 */

const REQUEST_STEM =
  /教え|おしえ|知らせ|しらせ|書き|書いて|かいて|記入|記載|明記|入力|打ち込|送付|送信|送って|送り|お送り|伝え|つたえ|提示|提出|返送|郵送|転送|提供|申告|申し出|聞かせ|きかせ|返信|共有|示し|読み上げ|答え|回答|連絡|添え|含め|用意|準備|見せ|開示|確認させ|控えさせ|登録|教示|送れ|教わ|(?:ご|御)?一報|お読み(?=く|下)|控え(?=の(?:うえ|上)|にな|て(?:から|、|お)|いただ)|メモ(?=して|の(?:うえ|上)|を?(?:お願|いただ))|(?<=を)メール(?=ください|下さい|して(?:く|い|下|頂))/gu;
/** What we would do ourselves in order to learn it: お伺いします, お尋ねいたします, お聞きしても…. */
const SELF_STEM =
  /(?:お|御)?(?:伺い|うかがい)(?=[しいでさたま致]|できま|ます)|(?:伺|うかが)(?=[うわえっ])|お(?:尋ね|たずね)(?=[しいさす致])|お(?:聞き|訊き)(?=[しいさす致])|(?:頂戴|ちょうだい)(?=[しいでさす致])|承り(?=ます|た[いく])|賜り(?=ます|た[いく])|(?:お|御)?預かり(?=(?:いた|致)?し(?:ます|た[いく]))/gu;
const REQUEST =
  /ください|下さい|くださ[るれいら]|いただ|頂|ちょうだい|頂戴|願[いえう]|もらえ|もらい|くれ[るまなん]|ほしい|欲しい|必要|必須|なさい|[てで]ね?[。!]?$|のこと[。!]?$|すること[。!]?$|いたします[。!]?$|ますか/u;
/** A negative question asks: いただけませんか, くださいませんか, 願えないでしょうか. */
const NEGATIVE_QUESTION =
  /(いただけ|頂け|もらえ|もらい|願え|くれ|くださ[いら]?|てくださ)(?:ま)?(?:せん|ない)(?=か|でしょうか|かな|もの)/gu;
/** By threat: お知らせいただかないと対応できません. */
const THREAT =
  /(?:ないと|なければ|なき場合|ない場合|ない限り|ませんと)[^。]{0,20}(?:できません|いたしかね|致しかね|出来ません|進め|なりません|いけません|応じ)/u;
const NEGATED =
  /ないで|ない(?:よう|こと|でくだ)|なさらな|になら(?:ない|ず)|ならぬ|[らかわたさなせけめしえれ]ず(?:に|、|,|と|$)|控え|遠慮|やめ|止め|不要|必要(?:は|も|が)?(?:一切|全く|まったく)?、?(?:ござい|あり)ません|必要(?:は|が|も)?な[いくし]|ません|なくて|なくと|ことは(?:一切|決して|絶対)|禁止|厳禁|ぬよう|いけない|だめ|ことがな[いく]|にご?注意/u;
/** After a request verb: it belongs to somebody else's request (お尋ねする電話, 教えるよう求める連絡). */
const OTHERS =
  /^(?:る|する|す|い|え)?(?:よう|ように|といった|という|などと|と)?(?:求め|迫|要求|促|誘導|案内する|指示|誘)/u;
const OTHERS_MESSAGE =
  /^[^、。]{0,12}?(?:る|た|う)(?:よう(?:な|に)?)?[^、。]{0,4}?(?:メール|電話|連絡|サイト|ページ|画面|者|業者|人物|行為|手口|詐欺|sms)/u;
const PAST = /^[^、。]{0,10}?(?:ました|った(?!ら)|ておりま|ていま|たところ|た(?:件|内容|点))/u;

/** The noun already has its own predicate, and that one is not a request. */
const SETTLED =
  /^(?:を|は|も|が|の|について|に|、|,)*(?:新しい|別の|ものに|ものへ)?(?:ご|お)?(?:変更|再設定|設定|更新|見直|リセット|使い回|悪用|盗|忘れ|失念|停止|保有|保持|保管|保存|管理|取り?扱|含|削除|破棄|再発行|流出|漏|初期化|有無|暗号|心配|不安|入れ替|切り替|差し替)/u;
const NEGATIVE_END = /(?:ません|ないため|ないので|ておらず|おらず|せず|ず、|ないよう|ないで|ございませんが)/u;
/** …but "we do not have it yet" leads to asking. */
const LACKING =
  /(?:分かり|わかり|確認でき|確認が取れ|不足|届いており|いただいており|頂いており|いただけており|記載されており|把握でき|見当たり|登録されており)(?:ません|ず)/u;
const HAPPENED =
  /求め|聞か|訊か|聞き出|だまし|騙|詐|名乗|装|尋ね|たずね|要求|盗|悪用|使われ|使用され|利用され|不正|漏|流出|入力し(?:た|て)|入力され|お伝えに|伝えて|教えてしま|答えてしま|忘れ|変更|再設定|不安|心配|不明な点|疑問|見覚え|請求|停止|含ま|関する|関して|という(?:電話|メール|連絡|話|人|者|sms)|についての|以外|ではな|でな[くい]|に加えて|知られ|塗りつぶ|隠し|見えない|伏せ/u;
const DIRECTED =
  /(?:会社|発行元|警察|警察署|センター|銀行|金融機関|裏面|家族|店舗)(?:へ|に|まで|宛に|宛て)(?:は|も|直接|そのまま|、|お電話で|電話で|ご?)*$/u;
const FOR_OTHERS = /(?:カード会社|発行会社|発行元|警察|銀行|金融機関)(?:へ|に)(?:は|お電話の際は)?、?[^。]{0,10}$/u;
const PART_OF_IT =
  /(?:[0-9一二三四]+[桁けた]|全桁|一部|全部|すべて|全て|数字|(?<!受付|注文|電話|問い?合わせ|会員|郵便|伝票|追跡|照会)番号)を/u;
const LIST_LINK = /^(?:[、,・/と(「『"】]|や|及び|および|または|又は|もしくは|並びに|ならびに|など|等|か、)/u;
const DIRECT_QUESTION =
  /^(?:は|って|を)?(?:何番|何桁|何を使|何に設定|何です|何でしょう|なんです|お分かり|おわかり|分かりますか|わかりますか|お手元に(?:ござい|あり)ますか|いくつ|\?)/u;
const NEEDED =
  /^[^。がはも、]{0,30}?(?:が|も|は)(?:[^がをは。]{0,16}?)(?:必要|必須|要りま|いりま)(?!(?:は|も|が)?(?:一切|全く|ご?ざ)?(?:ござい|あり)?ません|な[いく]|(?:は|も)な)/u;
const PLEASE =
  /^(?:[、,]?(?:よろしく|宜しく|何卒|どうぞ)*(?:お願い|おねがい|いただけ|頂け|ください|下さい)|[^をが。]{0,24}?(?:を|も|だけ|まで)(?:どうぞ|こちらに|こちらへ|下記に|以下に|メールで|お電話で|、)*(?:お願い|おねがい|いただけ|頂け|いただきた|頂きた|いただきます|頂きます|いただければ|頂ければ|ください|下さい|くださいま))/u;
const BEFORE =
  /(?:知らせ|教え|記入|記載|書き|入力|送り|送付|送信|伝え|提示|必要な|必要と|聞きし?た|伺いた|うかがいた|お尋ねした|返信|用意|回答)[^。]{0,16}?(?:のは|ものは|項目は|情報は|事項は|内容は|点は|もの:|項目:|情報:|事項:|内容:|下記:|以下:|:)[^。]{0,60}$/u;

/** The verb is only a condition of a later request. */
const CONDITION = /(?:場合|た際|たとき|た時|たら|ので|ため)(?:は|に|には)?[、,]?/u;

const negated = (text: string): boolean => NEGATED.test(text.replace(NEGATIVE_QUESTION, '$1る'));

/** The verb's own clause: to the first comma that does not only follow a topic particle. */
const clauseOf = (tail: string): string => /^.{0,60}?(?:(?<![はもがり])[、,]|$)/u.exec(tail)?.[0] ?? tail;

const isRequest = (tail: string): boolean => {
  if (THREAT.test(tail)) return true;
  const reach = tail.slice(0, 60);
  const request = REQUEST.exec(reach);
  if (!request || OTHERS.test(tail) || OTHERS_MESSAGE.test(reach.slice(0, request.index))) return false;
  if (CONDITION.test(reach.slice(0, request.index))) return false;
  const clause = reach.slice(0, request.index) + clauseOf(reach.slice(request.index));
  return !negated(clause);
};

/** Whether what stands between noun and verb gives the verb another object or the noun another predicate. */
const settledElsewhere = (between: string): boolean => {
  if (between.length > 70 || SETTLED.test(between)) return true;
  if (NEGATIVE_END.test(between) && !LACKING.test(between)) return true;
  if (HAPPENED.test(between) || DIRECTED.test(between)) return true;
  if (/^(?:に|へ|で|から|より)(?!つ[いき])/u.test(between)) return true;
  return hasOtherObject(between);
};

const hasOtherObject = (between: string): boolean => {
  if (PART_OF_IT.test(between)) return false;
  const objects = between.split('を').length - 1;
  const ownMark =
    between.startsWith('を') || (LIST_LINK.test(between) || /^(?:の|と)/u.test(between) ? objects > 0 : false);
  return objects > (ownMark ? 1 : 0);
};

/** What is noted down or kept at hand is for a call: with us, where nobody else is named. */
const KEPT = /^(?:控え|メモ|用意|準備)/u;
const CALL_TO_OTHERS = /^[^。]{0,20}(?:カード会社|発行会社|発行元|警察|銀行|金融機関|市区町村)(?:へ|に|まで|の)/u;
/** お控え also means to refrain: from an act, not from a number. */
const REFRAINED = /(?:入力|記入|記載|送信|送付|送り|共有|掲載|利用|使用|提示|提供|連絡|こと|の)(?:を|は|も)?$/u;

const isKeptForOthers = (verb: string, between: string, tail: string): boolean =>
  KEPT.test(verb) && (CALL_TO_OTHERS.test(tail) || (/^(?:控え|メモ)/u.test(verb) && REFRAINED.test(between)));

/** What closes the noun's own brackets or draws a line to write on. */
const CLOSING = /^(?:[」』】)\]〉》"”’_…]|[::]?_{2,})+/u;
/** Nothing but room for an answer: a pair of brackets or a line. */
const ROOM = /^[::=]?(?:[([【「『][_.…・]*[)\]】」』]|_{3,}|…{2,})/u;

/** Does the rest of the sentence, from right behind the noun, ask for it? */
export const asksAfterJa = (following: string): boolean => {
  if (ROOM.test(following)) return true;
  const after = following.replace(CLOSING, '');
  for (const match of after.matchAll(REQUEST_STEM)) {
    const between = after.slice(0, match.index).replace(/(?:ご|お|御)$/u, '');
    const tail = after.slice(match.index + match[0].length);
    if (!isRequest(tail) || settledElsewhere(between) || isKeptForOthers(match[0], between, tail)) continue;
    if (/^(?:連絡|返信|申し出)/u.test(match[0]) && !/を|^(?:[、,・]|と)/u.test(between)) continue;
    return true;
  }
  for (const match of after.matchAll(SELF_STEM)) {
    const tail = after.slice(match.index + match[0].length);
    if (settledElsewhere(after.slice(0, match.index))) continue;
    if (negated(clauseOf(tail)) || PAST.test(tail) || OTHERS_MESSAGE.test(tail)) continue;
    return true;
  }
  if (SETTLED.test(after)) return false;
  if (DIRECT_QUESTION.test(after) || (NEEDED.test(after) && !HAPPENED.test(after))) return true;
  const please = PLEASE.exec(after);
  return please !== null && !HAPPENED.test(please[0]) && !negated(clauseOf(after.slice(please[0].length - 2)));
};

/** The sentence is advice for a talk with somebody else: 「カード会社には、カード番号を…」. */
export const isForOthersJa = (before: string): boolean => FOR_OTHERS.test(before);

/** Does the part before the noun announce it as the thing asked for: お知らせいただきたいのは…? */
export const asksBeforeJa = (before: string): boolean => {
  const match = BEFORE.exec(before);
  return match !== null && !negated(match[0]) && !HAPPENED.test(match[0]);
};

const LEAD = /以下|下記|次の|次に|左記|こちら|:$|:/u;

/** Is this sentence the lead of a list of things that we ask for? */
export const isAskingLeadJa = (sentence: string): boolean =>
  LEAD.test(sentence) &&
  ([...sentence.matchAll(REQUEST_STEM)].some(
    (match) =>
      isRequest(sentence.slice(match.index + match[0].length)) ||
      /^(?:いただ|頂)?(?:く|き|す)?(?:項目|事項|内容|情報|もの|点|欄)/u.test(
        sentence.slice(match.index + match[0].length),
      ),
  ) ||
    [...sentence.matchAll(SELF_STEM)].some((match) => !negated(sentence.slice(match.index))) ||
    (/必要|お願い/u.test(sentence) && !negated(sentence))) &&
  !/含ま|対象/u.test(sentence);

/** Is this sentence the close of a list that stands above it: 以上をお知らせください? */
export const isAskingCloseJa = (sentence: string): boolean =>
  /^(?:以上|上記|これら|右記)/u.test(sentence) && isAskingLeadJa(`:${sentence}`);

/** A list line that takes its own item back: 「カード番号（ご記入不要）」. */
export const isTakenBackJa = (line: string): boolean => negated(line);
