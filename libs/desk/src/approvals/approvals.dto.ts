import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import {
  APPROVAL_WISHES,
  APPROVALS_AT_ONCE,
  type ApprovalWish,
  type ApproveRequest,
  type EditRequest,
  MOST_APPROVALS,
  RETURN_CODES,
  type ReturnCode,
  type ReturnRequest,
} from '#libs/contracts';

export class ApprovalListDto {
  @ApiPropertyOptional({ minimum: 1, maximum: MOST_APPROVALS, default: APPROVALS_AT_ONCE })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST_APPROVALS)
  limit: number = APPROVALS_AT_ONCE;
}

export class ApproveDto implements ApproveRequest {
  @ApiProperty({ description: 'The version of the text that was read' }) @IsInt() @Min(1) textVersion: number;

  @ApiPropertyOptional({ description: 'The version of the ticket whose news the approver has seen' })
  @IsOptional()
  @IsInt()
  @Min(1)
  seenVersion?: number;

  @ApiPropertyOptional({ maxLength: 300, description: 'Why it leaves in spite of its warnings' })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  reason?: string;
}

export class ReturnDto implements ReturnRequest {
  @ApiProperty() @IsInt() @Min(1) textVersion: number;
  @ApiProperty({ enum: RETURN_CODES }) @IsIn([...RETURN_CODES]) code: ReturnCode;
  @ApiProperty({ maxLength: 500 }) @IsString() @MinLength(1) @MaxLength(500) words: string;
}

export class EditDto implements EditRequest {
  @ApiProperty() @IsInt() @Min(1) textVersion: number;
  @ApiProperty({ maxLength: 10000 }) @IsString() @MaxLength(10_000) text: string;

  @ApiPropertyOptional({ maxLength: 300 })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  reason?: string;
}

export class NeedDto {
  @ApiProperty({ maxLength: 10000 }) @IsString() @MaxLength(10_000) text: string;

  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  cannedKeys?: string[];
}

export class WishDto {
  @ApiProperty({ enum: APPROVAL_WISHES }) @IsIn([...APPROVAL_WISHES]) wish: ApprovalWish;
}
