import { Injectable } from '@nestjs/common';
import type { HoursPreviewRequest, HoursPreviewView, Language } from '#libs/contracts';
import {
  Acknowledgements,
  dayAndHourPhrase,
  deskAt,
  DeskHoursService,
  type DeskOfShop,
  isOpen,
  nextOpening,
  toldNow,
} from '#libs/desk';
import { say } from './catalogue.js';
import { deskName, phoneLink } from './desk-frame.js';
import { deskState } from './desk-state.js';

/** Shows how a desk presents itself at a moment: on its page, in its first mail and on the phone. Saves nothing. */
@Injectable()
export class HoursPreview {
  constructor(
    private readonly hours: DeskHoursService,
    private readonly acknowledgements: Acknowledgements,
  ) {}

  async of(deskId: string, { at, language, draft }: HoursPreviewRequest): Promise<HoursPreviewView> {
    const moment = new Date(at);
    const desk = deskAt(await this.hours.drafted(deskId, draft), moment);
    const { title, lines } = deskState(desk, language, moment);
    const told = toldNow(desk, moment);
    return {
      at: moment.toISOString(),
      page: { title, lines },
      dueWords: dayAndHourPhrase(told, desk.hours.zone, language),
      acknowledgement: await this.acknowledgements.at(desk, language, moment, told),
      phone: phoneText(desk, language, moment),
    };
  }
}

/** What callers hear: for the announcement of a telephone system. */
const phoneText = (desk: DeskOfShop, language: Language, now: Date): string => {
  const link = phoneLink(desk, language);
  if (!link) return say(language, 'ivr.none');
  const name = { desk: deskName(desk, language) };
  if (isOpen(desk.hours, now)) return say(language, 'ivr.open', name);
  const next = nextOpening(desk.hours, now);
  const sentences = [
    say(language, 'ivr.closed', { ...name, hours: link.hours }),
    next && say(language, 'ivr.closed_next', { next: dayAndHourPhrase(next, desk.hours.zone, language) }),
    desk.formOpen && say(language, 'ivr.form'),
  ];
  return sentences.filter(Boolean).join(language === 'ja' ? '' : ' ');
};
