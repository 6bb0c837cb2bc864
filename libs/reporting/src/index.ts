export { ReportingModule } from './reporting.module.js';
export { StaffingService } from './staffing/staffing.service.js';
export { DEFAULT_ASSUMPTIONS } from './staffing/surge.js';
