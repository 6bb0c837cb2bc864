import { applyDecorators, type Type as Class } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsObject, ValidateNested } from 'class-validator';

/** An input within an input: one of its kind, where `ValidateNested` alone would let an empty list pass. */
export const IsPart = (kind: () => Class<object>): PropertyDecorator =>
  applyDecorators(IsObject(), ValidateNested(), Type(kind));
