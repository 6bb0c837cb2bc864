export { type Actor, ActorResolver } from './auth/actor.js';
export { Allow, Public, type ScopeResolver, ScopedBy, WithoutTransaction } from './auth/decorators.js';
export {
  can,
  currentActor,
  currentContext,
  findActor,
  languageOfHeader,
  type RequestContext,
  requestLanguage,
  withContext,
} from './auth/request-context.js';
export { type RouteEntry, routeTable } from './auth/route-table.js';
export { sessionCookie, sessionTokenOf } from './auth/session-cookie.js';
export { Clock } from './clock/clock.js';
export {
  CONFIG,
  type Config,
  ConfigError,
  readConfig,
  requireDatabaseUrl,
  terminalLanguage,
  urlOf,
} from './config/config.js';
export { type CsvRow, decodeFile, isTextFile, parseCsv } from './csv/csv.js';
export { appUrlOf } from './database/app-role.js';
export { afterCommit, currentTransaction, Database, sqlState } from './database/database.js';
export { newId } from './database/ids.js';
export { forUpdate, type Held } from './database/locking.js';
export { migrate } from './database/migrate.js';
export { NotificationListener } from './database/notification-listener.js';
export { ProcessLeases } from './database/process-leases.js';
export { Repository } from './database/repository.js';
export { isUuid, TenantScope } from './database/scope.js';
export { DomainError, notFound } from './errors/domain-error.js';
export { requireById } from './errors/require-by-id.js';
export { type DomainEvent, EventLog } from './events/event-log.js';
export { EventTail, type TailBatch, type TailedEvent } from './events/event-tail.js';
export { type Cursor, pageOf, readCursor, writeCursor } from './http/cursor.js';
export { ErrorPage } from './http/error.filter.js';
export { createHttpApplication } from './http/http-application.js';
export { IsInstant } from './http/instant.js';
export { IsPart } from './http/part.js';
export { log } from './http/log.js';
export { Metrics } from './http/metrics.js';
export { NestLog } from './http/nest-log.js';
export { RateLimit } from './http/rate-limit.js';
export { Readiness } from './http/readiness.js';
export { DatabaseJob, Job, JobHandler, type JobRun, type JobVerdict } from './jobs/job.js';
export { JobRunner } from './jobs/job-runner.js';
export { type JobOptions, Jobs } from './jobs/jobs.js';
export { PlatformModule, type PlatformOptions } from './platform.module.js';
export {
  permissionRoom,
  Realtime,
  shopRoom,
  type Socket,
  type SocketState,
  tenantRoom,
  userRoom,
} from './realtime/realtime.js';
export { base32, fromBase32 } from './secrets/base32.js';
export { requirePorts } from './process/require-ports.js';
export { runProcess } from './process/run-process.js';
export { explainStart, StartFault } from './process/start-fault.js';
export { stopOnSignal } from './process/stop-on-signal.js';
export { Rounds } from './rounds/rounds.js';
export { Secrets } from './secrets/secrets.js';
