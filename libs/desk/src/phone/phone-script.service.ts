import { Injectable } from '@nestjs/common';
import type { PhoneScriptView, Topic } from '#libs/contracts';
import { IncidentFacts } from '#libs/incidents';
import { requestLanguage } from '#libs/platform';
import { CannedResponses } from '../canned/canned.service.js';
import { DesksService } from '../desks/desks.service.js';

/** Approved words to read out, filled with what is known of the shop and the incident; the caller's name is added on the screen. */
@Injectable()
export class PhoneScripts {
  constructor(
    private readonly desks: DesksService,
    private readonly canned: CannedResponses,
    private readonly incidents: IncidentFacts,
  ) {}

  async of(deskId: string, topic: Topic): Promise<PhoneScriptView> {
    const desk = await this.desks.get(deskId);
    const language = requestLanguage();
    const { statement } = await this.incidents.view(desk.tenantId, desk.incidentId, language);
    const answers = await this.canned.forPhone(desk, topic, language);
    return {
      statement,
      answers: answers.map(({ key, title, version, approvedBy, approvedAt, parts }) => ({
        key,
        title,
        version,
        approvedBy,
        approvedAt,
        parts,
      })),
    };
  }
}
