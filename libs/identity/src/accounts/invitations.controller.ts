import { Body, Controller, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';
import type { InvitedPerson } from '#libs/contracts';
import { DomainError, Public, RateLimit, WithoutTransaction } from '#libs/platform';
import { Invitations } from './invitations.service.js';

class TokenDto {
  @ApiProperty() @IsString() @Matches(/^[A-Za-z0-9_-]{1,100}$/) token: string;
}
class AcceptDto extends TokenDto {
  @ApiProperty({ minLength: 12 }) @IsString() @MaxLength(200) password: string;
}

/** A whole call centre opens its invitations from one address on its first morning. */
const TRIES = { points: 300, perSeconds: 600 };

@ApiTags('accounts')
@Controller('api/v1/invitations')
export class InvitationsController {
  constructor(
    private readonly invitations: Invitations,
    private readonly limit: RateLimit,
  ) {}

  @Post('open')
  @Public()
  @HttpCode(200)
  open(@Body() body: TokenDto, @Ip() address: string): Promise<InvitedPerson> {
    this.requireCalm(address);
    return this.invitations.open(body.token);
  }

  @Post('accept')
  @Public()
  @WithoutTransaction()
  @HttpCode(204)
  accept(@Body() body: AcceptDto, @Ip() address: string): Promise<void> {
    this.requireCalm(address);
    return this.invitations.accept(body.token, body.password);
  }

  private requireCalm(address: string): void {
    const { allowed, retryAfterSeconds } = this.limit.take(`invitation:${address}`, TRIES);
    if (!allowed) throw new DomainError('request.too_many', { seconds: retryAfterSeconds });
  }
}
