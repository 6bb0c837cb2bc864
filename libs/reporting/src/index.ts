export { ReportingModule } from './reporting.module.js';
export { StaffingService } from './staffing/staffing.service.js';
export { writersNeeded } from './staffing/backlog.js';
export { agentsNeeded, offeredLoad } from './staffing/erlang.js';
export { DAY_SHARES, DEFAULT_ASSUMPTIONS, HOUR_SHARES } from './staffing/surge.js';
export { KpisService } from './kpis/kpis.service.js';
