export { ReportingModule } from './reporting.module.js';
export { StaffingService } from './staffing/staffing.service.js';
export { DEFAULT_ASSUMPTIONS, HOUR_SHARES } from './staffing/surge.js';
export { KpisService } from './kpis/kpis.service.js';
