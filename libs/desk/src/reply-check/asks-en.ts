/** Whether an English sentence asks the reader for a thing that it names. Works on uniform text (NFKC, lower case). */

const VERBS = [
  'tell|send|furnish|advise|trouble you for|confirm|enter|submit|e-?mail|fill|read|specify|attach|text|forward|verify|repeat|list|let|have|ask|need',
  'request|collect|know|get|obtain|check|bring|show|input|key|reply|respond',
].join('|');
/** Verbs that drop their e in -ing. */
const E_VERBS = 'giv|provid|shar|includ|writ|typ|stat|disclos|quot|requir|tak|not|suppl';
const ASKING_VERB = new RegExp(String.raw`\b(?:(?:${VERBS})(?:e?s|ing)?|(?:${E_VERBS})(?:e|es|y|ing))\b`, 'gu');
const NEGATION =
  /(?:\b(?:not|never|no|nor|without|avoid|refrain|instead of|rather than|neither|nobody|no one|cannot|stop)\b|n['’]t\b)/u;
/** Between verb and noun: the noun belongs to another thought. */
const TURNED =
  /\b(?:if|whether|when|where|anyone|someone|somebody|anybody|who|that|never|not|no|nor|other than|except|unless|because|since|why|how|about|regarding|concerning|change[ds]?|changing|reset|resetting|rather|instead|without|suspicious|unauthori[sz]ed|misuse|but)\b|n['’]t\b/u;
const CLAUSE_END = /;|, (?:but|just|and then|so)\b|\bbut\b/gu;
/** The reader does it for somebody else or for himself. */
const ELSEWHERE = /^[^.;]{0,30}\b(?:to|with|from) (?:your|the|a) (?:bank|card (?:company|issuer)|issuer|police)\b/u;
const FOLLOWED_AWAY =
  /^\s*(?:change|reset|update|manager|managers|policy|protection|has|have|had|was|were|is not|isn['’]t|are not|aren['’]t|did|does|do not|fields?)\b/u;

const WHAT_IS = /\b(?:what(?:['’]s| is| are| was)|which is)\s+(?:the |your )?(?:[\w'’-]+ ){0,3}$/u;
const MODAL =
  /\b(?:please|pls|kindly|could|can|would|will|may|might|must|should|shall|need|needs|require|requires|required|have to|want|like|ask|asking|require[ds]?|let|let us|you to|simply|just|and|then|to|we)\b/u;
const NEEDED_AFTER = /^[^.;,]{0,20}\b(?:is|are|will be)\s+(?:also |still )?(?:required|needed|necessary)\b/u;
/** “We would be grateful for …”: a wish for the thing itself. */
const THANKFUL = /\b(?:grateful|thankful|obliged) (?:for|to have)\s+(?:the |your )?(?:[\w'’-]+ ){0,3}$/u;
const PLEASE_AFTER = /^[,\s]*please\s*[.!?]*$/u;

/** The name alone, as a question. */
const BARE_QUESTION = /^\s*\?/u;
const NOTHING_BEFORE = /^\s*(?:(?:and )?(?:your|the)\s+)?$/u;

/** The last clause before the noun. */
const clauseBefore = (before: string): string => {
  let from = 0;
  for (const match of before.matchAll(CLAUSE_END)) from = match.index + match[0].length;
  return before.slice(from);
};

const near = (text: string, words: number): string => text.split(/\s+/u).slice(-words).join(' ');

export const asksForEn = (before: string, after: string): boolean => {
  if (FOLLOWED_AWAY.test(after)) return false;
  const clause = clauseBefore(before);
  if (NEEDED_AFTER.test(after) && !TURNED.test(near(clause, 4)) && !NEGATION.test(clause)) return true;
  if (BARE_QUESTION.test(after) && NOTHING_BEFORE.test(before)) return true;
  if (PLEASE_AFTER.test(after) && !NEGATION.test(clause)) return true;
  if (THANKFUL.test(clause) && !NEGATION.test(clause)) return true;
  if (WHAT_IS.test(clause) && !NEGATION.test(clause)) return true;
  return [...clause.matchAll(ASKING_VERB)].some((match) => {
    const lead = clause.slice(0, match.index);
    const between = clause.slice(match.index + match[0].length);
    if (TURNED.test(between) || ELSEWHERE.test(after)) return false;
    if (NEGATION.test(near(lead, 10))) return false;
    return addressesReader(match[0], lead);
  });
};

/** Somebody else asks, and the sentence is about that. */
const THIRD =
  /\b(?:who|anyone|they|callers?|criminals?|fraudsters?|banks?|issuer|someone|beware|asked|calls?|mails?|e-?mails?|messages?|letters?|sites?|pages?)\b(?! us)/u;
const OUR_WISH = /^(?:need|requir|request|collect|ask|obtain|get|tak|know|check|not|bring|show)/u;

/** "Please send", "could you send", "we need", or the bare imperative at the start; not "your bank will send". */
const addressesReader = (verb: string, lead: string): boolean => {
  if (THIRD.test(lead)) return false;
  if (verb === 'have') return /\b(?:let (?:us|me)|(?:may|can|could|might) (?:we|i))\s*$/u.test(lead);
  const words = near(lead, 5);
  if (OUR_WISH.test(verb)) return /\b(?:we|we['’]ll|i|us|you|please|to|must|desk|kindly)\b/u.test(words);
  return words.trim() === '' || MODAL.test(words) || /[,:]\s*$/u.test(lead);
};

/** Is this sentence the lead of a list of things that we ask for? */
export const isAskingLeadEn = (sentence: string): boolean =>
  /(?:following|below|these|:\s*$)/u.test(sentence) &&
  !NEGATION.test(sentence) &&
  !/\b(?:were|was|included|contains?|affected|leaked)\b/u.test(sentence) &&
  [...sentence.matchAll(ASKING_VERB)].length > 0;

/** A list line that takes its own item back. */
export const isTakenBackEn = (line: string): boolean => NEGATION.test(line);
