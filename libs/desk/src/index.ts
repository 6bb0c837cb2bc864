export { Quality } from './quality/quality.service.js';
export { QualityDraws } from './quality/quality-draws.js';
export { HoursPreviewDto } from './clocks/desk-hours.dto.js';
export { DeskHoursService } from './clocks/desk-hours.service.js';
export { ClockAlertsRepository } from './clocks/clock-alerts.repository.js';
export { ClockWatch } from './clocks/clock-watch.js';
export { Complaints } from './escalations/complaints.service.js';
export { EscalationAlarmJob } from './escalations/escalation-alarm.job.js';
export { Escalations } from './escalations/escalations.service.js';
export { Approvals } from './approvals/approvals.service.js';
export { ApprovalWishes } from './approvals/approval-wishes.service.js';
export { AcknowledgementJob } from './canned/acknowledgement.job.js';
export { type Acknowledgement, Acknowledgements } from './canned/acknowledgements.service.js';
export { DeskNotices } from './canned/desk-notices.service.js';
export { CannedTexts } from './canned/canned-texts.service.js';
export { CannedResponses } from './canned/canned.service.js';
export { FACTS, type FactValues } from './canned/facts.js';
export { checkTemplate } from './canned/template.policy.js';
export { fillTemplate, openLabels, textOf } from './canned/template.render.js';
export {
  businessDayOf,
  businessClock,
  businessTime,
  dueAt,
  isOpen,
  nextOpening,
  type Opening,
  openingAt,
  openingsBetween,
  type Purpose,
} from './desks/business-hours.js';
export {
  deskAt,
  type DeskHours,
  type HoursVersion,
  nextChange,
  type OpeningWindow,
  versionAt,
} from './desks/desk-hours.js';
export { firstDueAt, type PromisedTimes, purposeOf, slaAt } from './desks/sla.js';
export { toldNow } from './desks/told-time.js';
export {
  clockTime,
  datePhrase,
  dayAndHourPhrase,
  dayPhrase,
  hourPhrase,
  hoursPhrase,
} from './desks/business-hours.wording.js';
export { DeskDirectory } from './desks/desk-directory.js';
export { DeskEntity } from './desks/desk.entity.js';
export type { DeskOfShop } from './desks/desks.repository.js';
export { DesksService, type NewDesk } from './desks/desks.service.js';
export { DeskModule } from './desk.module.js';
export * from './masking/secret-mask.js';
export { AgentStates } from './people/agent-states.service.js';
export { AgentsModule } from './people/agents.module.js';
export { Attendance } from './people/attendance.service.js';
export { PushAssignment } from './people/push-assignment.service.js';
export { Roster } from './people/roster.service.js';
export { WorkProfiles } from './people/work-profiles.service.js';
export { dayBeganAt } from './queue/day.js';
export { CallsService } from './phone/calls.service.js';
export { PromiseAttempts } from './promises/promise-attempts.service.js';
export { CallEvents } from './phone/call-events.service.js';
export { PromiseAlarmJob } from './promises/promise-alarm.job.js';
export { NextTicket } from './people/next-ticket.service.js';
export { PromisesService } from './promises/promises.service.js';
export { ALL, QueueService } from './queue/queue.service.js';
export { MAY_BE_RATED } from './ratings/ratings.repository.js';
export { type RatingQuestion, Ratings } from './ratings/ratings.service.js';
export { encodeIso2022Jp } from './reply-check/iso-2022-jp.js';
export { checkReply } from './reply-check/reply-check.js';
export { foldForSearch } from './search/search-key.js';
export { type LinkScope, type StatusLink, StatusLinks } from './status/status-links.js';
export { TicketStatus, type TicketStatusView } from './status/ticket-status.js';
export { isDesksTurn, takesFollowUps } from './tickets/reopening.policy.js';
export { TicketEntity } from './tickets/ticket.entity.js';
export {
  type AcceptedInquiry,
  emailKeyOf,
  type Inquiry,
  phoneKeyOf,
  TicketIntake,
} from './tickets/ticket-intake.service.js';
export { MisfiledMails } from './tickets/misfiled-mail.service.js';
export { TicketFollowUps } from './tickets/ticket-follow-ups.service.js';
export type { TicketOfMessage } from './tickets/tickets.repository.js';
export { TicketReplies } from './tickets/ticket-replies.service.js';
export { TicketViews } from './tickets/ticket-views.service.js';
export { TicketsService } from './tickets/tickets.service.js';
