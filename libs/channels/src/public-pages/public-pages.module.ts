import { Global, Module } from '@nestjs/common';
import { DeskModule } from '#libs/desk';
import { ErrorPage } from '#libs/platform';
import { FollowUpForm } from '../form/follow-up.service.js';
import { FormLimit } from '../form/form-limit.js';
import { FormTokens } from '../form/form-token.js';
import { InquiryFormController } from '../form/inquiry-form.controller.js';
import { InquiryForm } from '../form/inquiry-form.service.js';
import { DeskPagesController } from './desk-pages.controller.js';
import { PublicErrorPage } from './error-page.js';
import { HoursPreviewController } from './hours-preview.controller.js';
import { HoursPreview } from './hours-preview.service.js';
import { DeskSlugScope, PublicDesks } from './public-desks.js';
import { StatusLinkScope } from './status-link-scope.js';
import { StatusPagesController } from './status-pages.controller.js';

/** What the public sees. Global, since the one error filter of platform draws its pages here. */
@Global()
@Module({
  imports: [DeskModule],
  controllers: [DeskPagesController, HoursPreviewController, InquiryFormController, StatusPagesController],
  providers: [
    { provide: ErrorPage, useClass: PublicErrorPage },
    DeskSlugScope,
    FollowUpForm,
    FormLimit,
    FormTokens,
    HoursPreview,
    InquiryForm,
    PublicDesks,
    StatusLinkScope,
  ],
  exports: [ErrorPage],
})
export class PublicPagesModule {}
