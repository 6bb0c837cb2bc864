import { CreatePlatform1790000000000 } from './1790000000000-create-platform.js';
import { CreateIdentity1790000000100 } from './1790000000100-create-identity.js';
import { CreateIncident1790000000200 } from './1790000000200-create-incident.js';
import { CreateDesk1790000000300 } from './1790000000300-create-desk.js';
import { ReadEventsByPage1790000000350 } from './1790000000350-read-events-by-page.js';
import { CreateMailIn1790000000400 } from './1790000000400-create-mail-in.js';
import { CreateMailOut1790000000500 } from './1790000000500-create-mail-out.js';
import { MarkBacklogMail1790000000600 } from './1790000000600-mark-backlog-mail.js';
import { CountAnswersByDay1790000000700 } from './1790000000700-count-answers-by-day.js';
import { AddJobsQuietly1790000000800 } from './1790000000800-add-jobs-quietly.js';
import { TraceDepartures1790000000820 } from './1790000000820-trace-departures.js';
import { CreateSavedView1790000000830 } from './1790000000830-create-saved-view.js';
import { RuleFollowUps1790000000850 } from './1790000000850-rule-follow-ups.js';
import { ScanAttachments1790000000855 } from './1790000000855-scan-attachments.js';
import { AuditMail1790000000860 } from './1790000000860-audit-mail.js';
import { DecideQuarantine1790000000865 } from './1790000000865-decide-quarantine.js';
import { CheckReplies1790000000880 } from './1790000000880-check-replies.js';
import { RunClocks1790000000900 } from './1790000000900-run-clocks.js';
import { CreatePhoneCall1790000000940 } from './1790000000940-create-phone-call.js';
import { CreatePromise1790000000950 } from './1790000000950-create-promise.js';
import { CreateApproval1790000000970 } from './1790000000970-create-approval.js';
import { CreateEscalation1790000000980 } from './1790000000980-create-escalation.js';
import { CreateQuality1790000000990 } from './1790000000990-create-quality.js';
import { CreatePeople1790000000920 } from './1790000000920-create-people.js';
import { InviteAccounts1790000000921 } from './1790000000921-invite-accounts.js';
import { CreateRoster1790000000922 } from './1790000000922-create-roster.js';
import { CreateReporting1790000001000 } from './1790000001000-create-reporting.js';
import { CreateFloorMessage1790000001180 } from './1790000001180-create-floor-message.js';
import { KeepCannedVersions1790000001181 } from './1790000001181-keep-canned-versions.js';
import { CreateDeskNotice1790000001182 } from './1790000001182-create-desk-notice.js';
import { MergeTickets1790000001140 } from './1790000001140-merge-tickets.js';
import { CreateTraining1790000001160 } from './1790000001160-create-training.js';
import { LookUpByIndex1790000001220 } from './1790000001220-look-up-by-index.js';
import { KeepSenderProof1790000001300 } from './1790000001300-keep-sender-proof.js';
import { StopFetching1790000001301 } from './1790000001301-stop-fetching.js';
import { NoteOtherReplyTo1790000001302 } from './1790000001302-note-other-reply-to.js';
import { VouchForSenders1790000001240 } from './1790000001240-vouch-for-senders.js';
import { CreateSupervisorCall1790000001260 } from './1790000001260-create-supervisor-call.js';
import { NumberIsOneTickets1790000001280 } from './1790000001280-number-is-one-tickets.js';
import { DoubtMail1790000001241 } from './1790000001241-doubt-mail.js';
import { TakeSupervisorCall1790000001320 } from './1790000001320-take-supervisor-call.js';
import { CallBackAbandoned1790000001321 } from './1790000001321-call-back-abandoned.js';
import { TakeBackFiling1790000001120 } from './1790000001120-take-back-filing.js';
import { AskForRatings1790000001400 } from './1790000001400-ask-for-ratings.js';
import { TellBlockedCalls1790000001401 } from './1790000001401-tell-blocked-calls.js';
import { DrawByHand1790000001402 } from './1790000001402-draw-by-hand.js';
import { OwnTexts1790000001403 } from './1790000001403-own-texts.js';
import { WallOwnTexts1790000001460 } from './1790000001460-wall-own-texts.js';
import { CountByIndex1790000001490 } from './1790000001490-count-by-index.js';
import { FindMergedBySurvivor1790000001480 } from './1790000001480-find-merged-by-survivor.js';
import { FindCallbacksThatAreDue1790000001600 } from './1790000001600-find-callbacks-that-are-due.js';
import { SeekUntoldByDesk1790000001610 } from './1790000001610-seek-untold-by-desk.js';
import { NotePosedAddress1790000001620 } from './1790000001620-note-posed-address.js';

/** All migrations, oldest first. */
export const MIGRATIONS = [
  CreatePlatform1790000000000,
  CreateIdentity1790000000100,
  CreateIncident1790000000200,
  CreateDesk1790000000300,
  ReadEventsByPage1790000000350,
  CreateMailIn1790000000400,
  CreateMailOut1790000000500,
  MarkBacklogMail1790000000600,
  CountAnswersByDay1790000000700,
  AddJobsQuietly1790000000800,
  TraceDepartures1790000000820,
  CreateSavedView1790000000830,
  RuleFollowUps1790000000850,
  ScanAttachments1790000000855,
  AuditMail1790000000860,
  DecideQuarantine1790000000865,
  CheckReplies1790000000880,
  RunClocks1790000000900,
  CreateApproval1790000000970,
  CreateEscalation1790000000980,
  CreateQuality1790000000990,
  CreatePhoneCall1790000000940,
  CreatePromise1790000000950,
  CreatePeople1790000000920,
  InviteAccounts1790000000921,
  CreateRoster1790000000922,
  CreateReporting1790000001000,
  CreateFloorMessage1790000001180,
  KeepCannedVersions1790000001181,
  CreateDeskNotice1790000001182,
  TakeBackFiling1790000001120,
  MergeTickets1790000001140,
  CreateTraining1790000001160,
  LookUpByIndex1790000001220,
  VouchForSenders1790000001240,
  KeepSenderProof1790000001300,
  StopFetching1790000001301,
  NoteOtherReplyTo1790000001302,
  CreateSupervisorCall1790000001260,
  NumberIsOneTickets1790000001280,
  DoubtMail1790000001241,
  TakeSupervisorCall1790000001320,
  CallBackAbandoned1790000001321,
  AskForRatings1790000001400,
  TellBlockedCalls1790000001401,
  DrawByHand1790000001402,
  OwnTexts1790000001403,
  WallOwnTexts1790000001460,
  FindMergedBySurvivor1790000001480,
  FindCallbacksThatAreDue1790000001600,
  CountByIndex1790000001490,
  SeekUntoldByDesk1790000001610,
  NotePosedAddress1790000001620,
];
