export { type Count, countText } from './cohorts/count.wording.js';
export { type Cohort, cohortView } from './cohorts/cohort.view.js';
export type { NewCohort } from './cohorts/cohorts.repository.js';
export { GRADE_WORDING, type GradeWording } from './cohorts/grade.wording.js';
export { type DataItem, itemNames } from './cohorts/item.wording.js';
export { IncidentFacts, type TenantFacts } from './incidents/incident-facts.js';
export type { Engagement, Incident, IncidentFact, Statement } from './incidents/incidents.repository.js';
export { IncidentsService } from './incidents/incidents.service.js';
export { IncidentsModule } from './incidents.module.js';
