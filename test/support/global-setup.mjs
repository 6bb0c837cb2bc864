// Jest runs this outside of its own module system, so TypeScript needs our loader here.
import '../../scripts/register-ts.mjs';

export default async function setUp() {
  const { prepareTemplate } = await import('./template.ts');
  await prepareTemplate();
}
