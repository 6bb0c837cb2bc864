import { CreatePlatform1790000000000 } from './1790000000000-create-platform.js';
import { CreateIdentity1790000000100 } from './1790000000100-create-identity.js';
import { CreateIncident1790000000200 } from './1790000000200-create-incident.js';
import { CreateDesk1790000000300 } from './1790000000300-create-desk.js';
import { ReadEventsByPage1790000000350 } from './1790000000350-read-events-by-page.js';
import { CreateMailIn1790000000400 } from './1790000000400-create-mail-in.js';
import { CreateMailOut1790000000500 } from './1790000000500-create-mail-out.js';
import { MarkBacklogMail1790000000600 } from './1790000000600-mark-backlog-mail.js';
import { CountAnswersByDay1790000000700 } from './1790000000700-count-answers-by-day.js';
import { RuleFollowUps1790000000850 } from './1790000000850-rule-follow-ups.js';
import { ScanAttachments1790000000855 } from './1790000000855-scan-attachments.js';
import { CreateApproval1790000000970 } from './1790000000970-create-approval.js';
import { CreatePeople1790000000920 } from './1790000000920-create-people.js';

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
  RuleFollowUps1790000000850,
  ScanAttachments1790000000855,
  CreateApproval1790000000970,
  CreatePeople1790000000920,
];
